// SPDX-License-Identifier: GPL-3.0-or-later
// Which column of a table of stars holds what, as an option.

internal import ArgumentParser
internal import Gyrochronology

struct ColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which column holds what; repeatable. Keys: "
        + StarColumn.allCases.map(\.rawValue).joined(separator: " ") + ".",
      valueName: "key=NAME"),
    transform: { text in try Usage.of { () throws(RequestError) in try ColumnRequest(text) } })
  var column: [ColumnRequest] = []

  func validate() throws {
    try Usage.of { () throws(RequestError) in
      try ColumnRequest.check(column, option: "--column")
    }
  }

  /// The names that were asked for.
  var requested: [StarColumn: String] {
    Dictionary(uniqueKeysWithValues: column.map { ($0.column, $0.name) })
  }
}
