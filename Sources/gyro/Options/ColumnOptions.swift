// SPDX-License-Identifier: GPL-3.0-or-later
// Which column of a table of stars holds what, as an option.

internal import ArgumentParser
internal import GyroFiles
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

  /// The names that were asked for.
  var requested: [StarColumn: String] {
    Dictionary(uniqueKeysWithValues: column.map { ($0.column, $0.name) })
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
        "\"\(parts[0])\" is not the key of a column."
          + SimilarName.hint(for: String(parts[0]), among: StarColumn.allCases.map(\.rawValue))
          + " Expected one of "
          + StarColumn.allCases.map(\.rawValue).joined(separator: " ") + ".")
    }
    (self.column, name) = (column, String(parts[1]))
  }
}
