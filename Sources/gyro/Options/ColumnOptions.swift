// SPDX-License-Identifier: GPL-3.0-or-later
// Which column of a table of stars holds what, as an option.

internal import ArgumentParser
internal import GyroTables
internal import Gyrochronology

struct ColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which column holds what; repeatable. Keys: "
        + StarColumn.allCases.map(\.rawValue).joined(separator: " ") + ".",
      valueName: "key=NAME"),
    transform: ColumnRequest.init(argument:))
  var column: [ColumnRequest] = []

  func validate() throws {
    if let twice = Dictionary(grouping: column, by: \.column).first(where: { $1.count > 1 }) {
      throw ValidationError("--column \(twice.key.rawValue)=… is given \(twice.value.count) times.")
    }
    let extinctions = column.map(\.column).filter { [.av, .ebv, .eBpRp].contains($0) }
    guard extinctions.count < 2 else {
      throw ValidationError(
        "--column names \(extinctions.map(\.rawValue).joined(separator: " and ")); expected one of them."
      )
    }
  }

  /// What the columns of a table are, as recognized and as asked for; says so.
  func columns(of schema: TableSchema, file: String, report: ReportOptions) throws -> StarColumns {
    let columns = try StarColumns(
      of: schema, file: file,
      requested: Dictionary(uniqueKeysWithValues: column.map { ($0.column, $0.name) }))
    report.remark("\(file): \(columns.description)")
    for unused in columns.unusedMemberships {
      report.remark(
        "\(file): \(unused) is not used; if it holds memberships from 0 to 1, name it with "
          + "--column membership=\(unused)")
    }
    return columns
  }
}

/// What `--column key=NAME` asks for.
struct ColumnRequest: Hashable {
  let column: StarColumn
  let name: String

  init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw ValidationError("\"\(argument)\" is not of the form key=NAME.")
    }
    guard let column = StarColumn(rawValue: String(parts[0])) else {
      throw ValidationError(
        "\"\(parts[0])\" is not the key of a column; expected one of "
          + StarColumn.allCases.map(\.rawValue).joined(separator: " ") + ".")
    }
    (self.column, name) = (column, String(parts[1]))
  }
}
