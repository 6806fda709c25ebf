// SPDX-License-Identifier: GPL-3.0-or-later
// Which column holds what, as it is typed.

internal import GyroFiles

/// What a user says of a column: `key=NAME`.
package struct ColumnRequest: Hashable, Sendable {
  /// What it holds.
  package let column: StarColumn
  /// Its name.
  package let name: String

  /// Reads what was typed.
  ///
  /// - Throws: ``RequestError`` if it does not have that form, or there is no such key.
  package init(_ text: String) throws(RequestError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw RequestError("\"\(text)\" is not of the form key=NAME.")
    }
    let keys = StarColumn.allCases.map(\.rawValue)
    guard let column = StarColumn(rawValue: String(parts[0])) else {
      throw RequestError(
        "\"\(parts[0])\" is not the key of a column."
          + SimilarName.hint(for: String(parts[0]), among: keys)
          + " Expected one of " + keys.joined(separator: " ") + ".")
    }
    (self.column, name) = (column, String(parts[1]))
  }

  /// Checks that each key is given once, and one extinction at most.
  ///
  /// - Parameters:
  ///   - requests: What was typed.
  ///   - option: How the user gave them.
  /// - Throws: ``RequestError`` that names those that contradict each other.
  package static func check(_ requests: [Self], option: String) throws(RequestError) {
    if let twice = Dictionary(grouping: requests, by: \.column).first(where: { $1.count > 1 }) {
      throw RequestError("\(option) \(twice.key.rawValue)=… is given \(twice.value.count) times.")
    }
    let extinctions = requests.map(\.column).filter { [.av, .ebv, .eBpRp].contains($0) }
    guard extinctions.count < 2 else {
      throw RequestError(
        "\(option) names \(extinctions.map(\.rawValue).joined(separator: " and ")); expected one of them."
      )
    }
  }
}
