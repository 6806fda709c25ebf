// SPDX-License-Identifier: GPL-3.0-or-later
// The columns that a table gains when its stars get ages.

internal import Foundation
internal import GyroModel
internal import GyroNumerics
package import GyroTables

/// The columns of an age in a table.
public enum AgeColumns {
  /// A number of an age with the column that holds it.
  private struct Number: Sendable {
    let name, unit, meaning: String
    var ucd = "time.age"
    let value: @Sendable (StarAge) -> Double?
  }

  private static let numbers: [Number] = {
    func log10Age(
      _ suffix: String, _ meaning: String, _ value: @escaping @Sendable (AgeSummary) -> Double
    ) -> Number {
      // Neither FITS nor VOTable has a unit for logarithms, and readers complain of one: the name and
      // the meaning say it.
      Number(
        name: "log10_age_myr_" + suffix, unit: "", meaning: "log10 of age in Myr, " + meaning
      ) { value($0.summary) }
    }
    func age(
      _ suffix: String, _ meaning: String, _ value: @escaping @Sendable (AgeSummary) -> Double
    ) -> Number {
      Number(name: "age_myr_" + suffix, unit: "Myr", meaning: "age, " + meaning) {
        pow(10, value($0.summary))
      }
    }
    return [
      log10Age("q025", "2.5 percent quantile") { $0.q025 },
      log10Age("q16", "16 percent quantile") { $0.q16 },
      log10Age("q50", "median") { $0.q50 },
      log10Age("q84", "84 percent quantile") { $0.q84 },
      log10Age("q975", "97.5 percent quantile") { $0.q975 },
      log10Age("mode", "most probable node of the grid") { $0.mode },
      log10Age("mean", "mean") { $0.mean },
      log10Age("sigma", "standard deviation") { $0.sigma },
      age("q16", "16 percent quantile") { $0.q16 },
      age("q50", "median") { $0.q50 },
      age("q84", "84 percent quantile") { $0.q84 },
      Number(
        name: "log_evidence", unit: "", meaning: "natural log of the evidence per dex of period",
        ucd: "stat.likelihood"
      ) { $0.summary.logEvidence },
      Number(
        name: "log10_age_myr_epistemic_sigma", unit: "",
        meaning: "log10 of age in Myr, standard deviation of its mean over the flows of the model",
        ucd: "stat.stdev;time.age"
      ) { $0.epistemicSigma },
    ]
  }()

  /// What the columns are called and mean, in their order.
  package static let descriptions: [ColumnDescription] =
    numbers.map {
      ColumnDescription(
        name: $0.name, type: .float64, unit: $0.unit.isEmpty ? nil : $0.unit, ucd: $0.ucd,
        meaning: $0.meaning)
    } + [
      ColumnDescription(
        name: "gyro_status", type: .text, meaning: "ok, or unusable where there is no age"),
      ColumnDescription(name: "gyro_flags", type: .text, meaning: "warnings, joined by ;"),
      ColumnDescription(name: "gyro_reason", type: .text, meaning: "why there is no age"),
    ]

  /// The names of the columns that hold numbers, in their order.
  public static var numberNames: [String] { numbers.map(\.name) }

  /// A number of each age by the name of its column; NaN where there is no age or no such number of it.
  ///
  /// - Returns: One number per estimate; nil if no column of numbers has the name.
  public static func values(named name: String, of estimates: [AgeEstimate]) -> [Double]? {
    numbers.first { $0.name == name }.map { number in
      estimates.map { if case .age(let age) = $0 { number.value(age) ?? .nan } else { .nan } }
    }
  }

  /// The columns for a list of estimates.
  static func columns(for estimates: [AgeEstimate], threadCount: Int) -> [TableColumn] {
    // Each star once for all numbers: taking an age out of its estimate costs more than the numbers do.
    let blockCount = (estimates.count + blockSize - 1) / blockSize
    let blocks = concurrentMap(count: blockCount, threadCount: threadCount) { block in
      let part = estimates[(block * blockSize)..<min((block + 1) * blockSize, estimates.count)]
      var values = [Double](repeating: .nan, count: part.count * numbers.count)
      for (row, estimate) in part.enumerated() {
        guard case .age(let age) = estimate else { continue }
        for (column, number) in numbers.enumerated() {
          values[column * part.count + row] = number.value(age) ?? .nan
        }
      }
      return values
    }
    return concurrentMap(count: descriptions.count, threadCount: threadCount) { column in
      let description = descriptions[column]
      guard column < numbers.count else {
        return TableColumn(description, texts: texts(column - numbers.count, of: estimates))
      }
      return TableColumn(
        description,
        numbers: blocks.flatMap { values -> ArraySlice<Double> in
          let count = values.count / numbers.count
          return values[(column * count)..<((column + 1) * count)]
        })
    }
  }

  /// Stars whose numbers are together in memory.
  private static let blockSize = 4096

  private static func texts(_ column: Int, of estimates: [AgeEstimate]) -> [String?] {
    // Few combinations of warnings come up, many times each.
    var joined: [[AgeFlag]: String] = [:]
    return estimates.map { estimate -> String? in
      switch (estimate, column) {
      case (.age, 0): "ok"
      case (.unusable, 0): "unusable"
      case (.age(let age), 1):
        if let text = joined[age.flags] {
          text
        } else {
          joined.remember(age.flags.map(\.rawValue).joined(separator: ";"), for: age.flags)
        }
      case (.unusable(let star), 2): star.message
      default: nil
      }
    }
  }
}

extension Dictionary {
  /// Stores a value and hands it back.
  fileprivate mutating func remember(_ value: Value, for key: Key) -> Value {
    self[key] = value
    return value
  }
}
