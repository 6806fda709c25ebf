// SPDX-License-Identifier: GPL-3.0-or-later
// Where gyrochronology works: the information in a period, by color and age, and what errors cost.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities
package import GyroTables

/// The information in a period about an age over a grid of colors and ages.
public struct InformationMap: Sendable {
  /// Something that is not known exactly, and what it costs.
  public enum Cost: String, CaseIterable, Sendable {
    /// A color error of 0.05 mag.
    case color
    /// An error of A_V of 0.3 mag.
    case extinction
    /// A period error of 10 percent.
    case period

    /// As text.
    public var meaning: String {
      switch self {
      case .color: "a color error of 0.05 mag"
      case .extinction: "an error of 0.3 mag of A_V"
      case .period: "a period error of 10 percent"
      }
    }

    var scenario: PeriodScenario {
      switch self {
      case .color: PeriodScenario(bpRp0Sigma: 0.05)
      case .extinction:
        // A_V as a color excess, next to the floor of the bands.
        PeriodScenario(
          bpRp0Sigma: (pow(ExtinctionLaw.constantRatio * 0.3, 2)
            + pow(InformationMap.minimumBpRp0Sigma, 2)).squareRoot())
      case .period:
        PeriodScenario(bpRp0Sigma: InformationMap.minimumBpRp0Sigma, relativePeriodSigma: 0.1)
      }
    }
  }

  /// The color error of the best stars: the floor of the Gaia bands, mag.
  public static let minimumBpRp0Sigma = 0.0142

  /// Dereddened colors, mag.
  public let bpRp0: [Double]
  /// Ages, Myr; the prior is uniform in their logarithm, from the first to the last.
  public let agesMyr: [Double]
  /// Bits by color and age, with errors as small as they can be; shape `[bpRp0, agesMyr]`.
  public let bits: [Double]
  /// The mean of ``bits`` over the prior by color: the mutual information.
  public let meanBits: [Double]
  /// Bits lost by color and age, in the order of ``Cost``; shape `[bpRp0, agesMyr]` each.
  public let lostBits: [[Double]]
  /// The mean of each over the prior, by color.
  public let meanLostBits: [[Double]]

  /// Computes the map.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - bpRp0: Dereddened colors, mag.
  ///   - agesMyr: The youngest and the oldest age, Myr.
  ///   - ageCount: How many ages, at equal ratios.
  ///   - threadCount: How many threads share the work.
  public init(
    _ model: LoadedModel, bpRp0: [Double], agesMyr: ClosedRange<Double>, ageCount: Int,
    threadCount: Int
  ) {
    let grid = Grid(log10(agesMyr.lowerBound)...log10(agesMyr.upperBound), count: ageCount)
    let scenarios =
      [PeriodScenario(bpRp0Sigma: Self.minimumBpRp0Sigma)] + Cost.allCases.map(\.scenario)
    let table =
      model.rotation.schema.hasError(of: .bpRp0)
      ? nil
      : TrueColorPeriods(
        model.rotation, bpRp0: (bpRp0.min() ?? 0)...(bpRp0.max() ?? 0),
        maximumSigma: scenarios.map(\.bpRp0Sigma).max() ?? 0, grid: grid,
        threadCount: threadCount)
    let parts = concurrentMap(count: bpRp0.count, threadCount: threadCount) { index in
      scenarios.map {
        PeriodInformation(
          model.rotation, bpRp0: bpRp0[index], scenario: $0, grid: grid, table: table)
      }
    }
    self.bpRp0 = bpRp0
    self.agesMyr = grid.map { pow(10, $0) }
    bits = parts.flatMap { $0[0].bitsByAge }
    meanBits = parts.map { $0[0].bits }
    lostBits = (1..<scenarios.count).map { cost in
      parts.flatMap { part in zip(part[0].bitsByAge, part[cost].bitsByAge).map { $0 - $1 } }
    }
    meanLostBits = (1..<scenarios.count).map { cost in
      parts.map { $0[0].bits - $0[cost].bits }
    }
  }

  /// The columns of ``table``.
  package static let columns: [ColumnDescription] = {
    let numbers: [(String, String, String)] =
      [
        ("bp_rp0", "mag", "dereddened BP-RP"), ("age_myr", "Myr", "age"),
        (
          "information_bits", "bit",
          "what a period tells of the age of a star of this age and color"
        ),
        (
          "mutual_information_bits", "bit",
          "the mean of information_bits over all ages: what a period tells of the age at this color"
        ),
      ]
      + Cost.allCases.map {
        ("lost_bits_" + $0.rawValue, "bit", "information_bits lost to \($0.meaning)")
      }
      + Cost.allCases.map {
        (
          "mutual_lost_bits_" + $0.rawValue, "bit",
          "mutual_information_bits lost to \($0.meaning)"
        )
      }
    return numbers.map {
      ColumnDescription(name: $0.0, type: .float64, unit: $0.1, meaning: $0.2)
    }
  }()

  /// The map as a table, a row for each color and age.
  package var table: TableChunk {
    let rows = bpRp0.indices.flatMap { color in agesMyr.indices.map { (color, $0) } }
    func index(_ row: (Int, Int)) -> Int { row.0 * agesMyr.count + row.1 }
    let values: [((Int, Int)) -> Double] =
      [{ bpRp0[$0.0] }, { agesMyr[$0.1] }, { bits[index($0)] }, { meanBits[$0.0] }]
      + lostBits.map { lost in { lost[index($0)] } }
      + meanLostBits.map { lost in { lost[$0.0] } }
    return TableChunk(
      columns: zip(Self.columns, values).map { description, value in
        TableColumn(description, doubles: rows.map(value))
      })
  }
}
