// SPDX-License-Identifier: GPL-3.0-or-later
// Mock stars as a table that `gyro age` and `gyro cluster` read back.

public import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities
package import GyroTables

/// Mock stars on their way into a table.
public struct MockTable: Sendable {
  /// The extinction of the stars, the same for all.
  public struct Foreground: Hashable, Sendable {
    /// The true A_V, mag, and its error, which is part of the error of the dereddened color.
    public var aV, sigma: Double
    /// True minus measured A_V of all stars, mag: an error of the zero point, with the sign of
    /// ``GyroModel/ClusterParameters/zeroPoint``.
    public var zeroPoint: Double
    /// The A_V that a survey states, mag.
    public var measuredAV: Double { aV - zeroPoint }

    /// An extinction with its error and its zero point; ``MockTable`` checks that both A_V are possible.
    public init(aV: Double, sigma: Double, zeroPoint: Double = 0) {
      (self.aV, self.sigma, self.zeroPoint) = (aV, sigma, zeroPoint)
    }
  }

  /// The columns of the table.
  package let columns: [ColumnDescription]
  private let model: LoadedModel
  private let population: MockPopulation
  private let foreground: Foreground?
  private let bpRpSigma: Double
  private let seed: UInt64

  /// Prepares a table.
  ///
  /// - Throws: ``GyroModel/ModelError`` if the extinction is impossible, or makes the error of the color larger than the stated one.
  public init(
    _ model: LoadedModel, population: MockPopulation, foreground: Foreground?, seed: UInt64
  ) throws(ModelError) {
    (self.model, self.population, self.foreground, self.seed) = (
      model, population, foreground, seed
    )
    let variance: Double
    if let foreground {
      guard
        let star = Dereddening(
          bpRp: 1, extinction: Measured(.aV(foreground.measuredAV), sigma: foreground.sigma),
          law: .constant)
      else { throw ModelError("A_V is \(foreground.measuredAV) mag, which is impossible") }
      let minimum = star.bpRp0Sigma(bpRpSigma: 0)
      variance = pow(population.bpRp0Sigma, 2) - minimum * minimum
      guard variance >= 0 else {
        throw ModelError(
          "the color error is \(population.bpRp0Sigma) mag, but the extinction and the floor of the "
            + "bands already make \(minimum)",
          hint: "Take a larger --bp-rp0-sigma or a smaller --av-sigma")
      }
    } else {
      variance = pow(population.bpRp0Sigma, 2)
    }
    bpRpSigma = variance.squareRoot()
    func number(_ name: String, _ unit: String?, _ meaning: String) -> ColumnDescription {
      ColumnDescription(name: name, type: .float64, unit: unit, meaning: meaning)
    }
    var columns = [
      ColumnDescription(name: "id", type: .text, meaning: "name of the mock star"),
      number("period", "d", "rotation period as measured"),
    ]
    if population.relativePeriodSigma > 0 {
      columns.append(number("period_sigma", "d", "its error"))
    }
    if foreground == nil {
      columns += [
        number("bp_rp0", "mag", "dereddened BP-RP"), number("bp_rp0_sigma", "mag", "its error"),
      ]
    } else {
      columns += [
        number("bp_rp", "mag", "observed BP-RP"), number("bp_rp_sigma", "mag", "its error"),
        number("av", "mag", "extinction A_V as measured"), number("av_sigma", "mag", "its error"),
      ]
    }
    columns += [
      number("membership", nil, "probability of belonging to the cluster"),
      number("true_age_myr", "Myr", "the age that was put in"),
      number("true_period_days", "d", "the period before the error of its measurement"),
      ColumnDescription(
        name: "true_origin", type: .text, meaning: "member, outlier, or field star"),
    ]
    self.columns = columns
  }

  /// Rows of the table from one star to another; fewer where no star is detectable.
  ///
  /// A star depends only on the seed and on its number.
  package func rows(_ range: Range<Int>, threadCount: Int) -> TableChunk {
    let root = RandomStream(seed: seed)
    let (model, population) = (model, population)
    let stars = concurrentMap(count: range.count, threadCount: threadCount) { index in
      var random = root.child("star", range.lowerBound + index)
      return population.star(model.rotation, using: &random)
    }
    let found = zip(range, stars).compactMap { number, star in star.map { (number, $0) } }
    let columns = columns.map { description -> TableColumn in
      switch description.name {
      case "id":
        TableColumn(description, texts: found.map { "mock-\($0.0 + 1)" })
      case "true_origin":
        TableColumn(description, texts: found.map { $0.1.origin.rawValue })
      default:
        TableColumn(description, doubles: found.map { value(description.name, of: $0.1) })
      }
    }
    return TableChunk(firstRow: range.lowerBound + 1, columns: columns)
  }

  private func value(_ column: String, of star: MockStar) -> Double {
    let period = pow(10, star.log10PeriodDays)
    switch column {
    case "period": return period
    case "period_sigma": return population.relativePeriodSigma * period
    case "bp_rp0": return star.bpRp0
    case "bp_rp0_sigma": return population.bpRp0Sigma
    // Dereddening by the true extinction gives the color at which the period was drawn.
    case "bp_rp":
      let excess = ExtinctionLaw.constant.colorExcessBpRp(
        extinctionAV: foreground?.aV ?? 0, bpRp0: star.bpRp0)
      return star.bpRp0 + (excess ?? 0)
    case "bp_rp_sigma": return bpRpSigma
    case "av": return foreground?.measuredAV ?? 0
    case "av_sigma": return foreground?.sigma ?? 0
    case "membership": return star.membershipProbability
    case "true_age_myr": return ageMyr(log10: star.log10AgeMyr)
    default: return pow(10, star.log10TruePeriodDays)
    }
  }
}
