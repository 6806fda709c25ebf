// SPDX-License-Identifier: GPL-3.0-or-later
// The forms in which a result is written.

internal import GyroEssentials
internal import GyroPlatform
package import GyroTables

/// The form of a report.
package enum ReportFormat: Hashable, Sendable {
  case text, json
  case table(TableFormat)

  private static let all: [(name: String, format: ReportFormat)] = [
    ("text", .text), ("json", .json), ("csv", .table(.csv)), ("tsv", .table(.tsv)),
    ("ecsv", .table(.ecsv)), ("fits", .table(.fits)),
    ("votable", .table(.votable)), ("parquet", .table(.parquet)),
  ]

  /// The names of all forms.
  package static let names = all.map(\.name)

  /// The form of a name.
  package init?(name: String) {
    guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
    self = found.format
  }

  /// The form that a file name promises.
  package init?(path: String) {
    switch URL(filePath: path).pathExtension.lowercased() {
    case "txt": self = .text
    case "json": self = .json
    default:
      guard let format = TableFormat(named: path),
        Self.all.contains(where: { $0.format == .table(format) })
      else { return nil }
      self = .table(format)
    }
  }

  /// The form of an output without another word: that of its name, and on standard output text, or CSV for a table.
  ///
  /// - Throws: ``RequestError`` if the name does not say.
  package init(output: String, isTable: Bool) throws(RequestError) {
    if output == "-" {
      self = isTable ? .table(.csv) : .text
      return
    }
    guard let format = Self(path: output) else {
      throw RequestError(
        "--output \(output) does not imply a format; expected a name that ends in .csv, .tsv, "
          + ".ecsv, .fits, .vot, .json or .txt, or --format.")
    }
    self = format
  }

  /// Whether it is a table whose columns must be of some type.
  package var declaresTypes: Bool {
    if case .table(let format) = self { format.declaresTypes } else { false }
  }

  /// Whether a star can have an array of numbers in it.
  package var hasVectors: Bool {
    switch self {
    case .text: false
    case .json: true
    case .table(let format): TableFormat.withVectors.contains(format)
    }
  }

  /// Whether it is a table.
  package var isTable: Bool {
    if case .table = self { true } else { false }
  }
}
