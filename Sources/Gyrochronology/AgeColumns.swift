// SPDX-License-Identifier: GPL-3.0-or-later
// The columns that a table gains when its stars get ages.

internal import Foundation
internal import GyroModel
public import GyroTables

/// The columns of an age in a table.
public enum AgeColumns {
  /// A number of a summary with the column that holds it.
  private struct Number: Sendable {
    let name, unit, meaning: String
    var ucd = "time.age"
    let value: @Sendable (AgeSummary) -> Double
  }

  private static let numbers: [Number] = {
    func log10Age(
      _ suffix: String, _ meaning: String, _ value: @escaping @Sendable (AgeSummary) -> Double
    ) -> Number {
      // Neither FITS nor VOTable has a unit for logarithms, and readers complain of one: the name and
      // the meaning say it.
      Number(
        name: "log10_age_myr_" + suffix, unit: "", meaning: "log10 of age in Myr, " + meaning,
        value: value)
    }
    func age(
      _ suffix: String, _ meaning: String, _ value: @escaping @Sendable (AgeSummary) -> Double
    ) -> Number {
      Number(name: "age_myr_" + suffix, unit: "Myr", meaning: "age, " + meaning) {
        pow(10, value($0))
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
      ) { $0.logEvidence },
    ]
  }()

  /// What the columns are called and mean, in their order.
  public static let descriptions: [ColumnDescription] =
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

  /// The columns for a list of estimates.
  static func columns(for estimates: [AgeEstimate]) -> [TableColumn] {
    let ages = estimates.map { estimate -> StarAge? in
      if case .age(let age) = estimate { age } else { nil }
    }
    let reasons = estimates.map { estimate -> String? in
      if case .unusable(let reason) = estimate { reason } else { nil }
    }
    let texts: [[String?]] = [
      ages.map { $0 == nil ? "unusable" : "ok" },
      ages.map { $0?.flags.map(\.rawValue).joined(separator: ";") }, reasons,
    ]
    return zip(descriptions, numbers).map { description, number in
      TableColumn(description, doubles: ages.map { $0.map { number.value($0.summary) } })
    }
      + zip(descriptions.dropFirst(numbers.count), texts).map {
        TableColumn($0, texts: $1)
      }
  }
}
