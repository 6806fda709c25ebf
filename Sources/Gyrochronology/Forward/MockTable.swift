// SPDX-License-Identifier: GPL-3.0-or-later
// Mock stars as a table that `gyro age` and `gyro cluster` read back.

internal import Foundation
public import GyroModel
internal import GyroNumerics
internal import GyroQuantities
public import GyroTables

/// Mock stars on their way into a table.
public struct MockTable: Sendable {
  /// The dust in front of the stars, as it was measured.
  public struct Dust: Hashable, Sendable {
    /// A_V, mag, and its error, which is part of the error of the dereddened color.
    public var aV, sigma: Double
    /// What the measured A_V of all stars has too much, mag: an error of the zero point.
    public var offset: Double

    /// Takes the three numbers.
    public init(aV: Double, sigma: Double, offset: Double = 0) {
      (self.aV, self.sigma, self.offset) = (aV, sigma, offset)
    }
  }

  /// The columns of the table.
  public let columns: [ColumnDescription]
  private let model: LoadedModel
  private let population: MockPopulation
  private let dust: Dust?
  private let bpRpSigma: Double
  private let seed: UInt64

  /// Prepares a table.
  ///
  /// - Throws: ``GyroModel/ModelError`` if the dust alone makes the color's error larger than it is said to be.
  public init(
    _ model: LoadedModel, population: MockPopulation, dust: Dust?, seed: UInt64
  ) throws(ModelError) {
    (self.model, self.population, self.dust, self.seed) = (model, population, dust, seed)
    let variance: Double
    if let dust {
      guard
        let star = Dereddening(
          bpRp: 1, extinction: Measured(.aV(dust.aV + dust.offset), sigma: dust.sigma),
          law: .constant)
      else { throw ModelError("A_V is \(dust.aV + dust.offset), which no dust has") }
      let least = star.bpRp0Sigma(bpRpSigma: 0)
      variance = pow(population.bpRp0Sigma, 2) - least * least
      guard variance >= 0 else {
        throw ModelError(
          "the color error is \(population.bpRp0Sigma) mag, and the dust and the floor of the bands "
            + "alone make \(least)", hint: "Take a larger --bp-rp0-sigma or a smaller --av-sigma")
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
    if dust == nil {
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

  /// Rows of the table from one star to another; fewer where no star comes up that a survey can find.
  ///
  /// A star depends on the seed and on its number alone.
  public func rows(_ range: Range<Int>, threadCount: Int) -> TableChunk {
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
    // Taking the true dust off gives the color of which the period was drawn.
    case "bp_rp":
      let excess = ExtinctionLaw.constant.colorExcessBpRp(
        extinctionAV: dust?.aV ?? 0, bpRp0: star.bpRp0)
      return star.bpRp0 + (excess ?? 0)
    case "bp_rp_sigma": return bpRpSigma
    case "av": return (dust?.aV ?? 0) + (dust?.offset ?? 0)
    case "av_sigma": return dust?.sigma ?? 0
    case "membership": return star.membershipProbability
    case "true_age_myr": return ageMyr(log10: star.log10AgeMyr)
    default: return pow(10, star.log10TruePeriodDays)
    }
  }
}
