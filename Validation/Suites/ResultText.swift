// SPDX-License-Identifier: GPL-3.0-or-later
// Texts with numbers that are read from result files, so that none is copied by hand.

internal import Foundation
internal import GyroFiles

/// Replaces `{file#path:format}` in a text by the number of a file.
///
/// The file is a path below `Results/` or `References/`, and the path one of ``JSONValue``; `record#case/metric` is a
/// metric of the record book. The format is how many decimal places are shown, after `+` for a sign, `%` for a
/// percentage and `,` for groups of digits.
struct ResultText {
  let results, references: String
  var records: RecordBook

  /// The text with its numbers.
  ///
  /// - Throws: `FileError` that names a number that is not there.
  func expanded(_ text: String) throws(FileError) -> String {
    var (expanded, rest) = ("", text[...])
    while let opening = rest.firstIndex(of: "{") {
      guard let closing = rest[opening...].firstIndex(of: "}") else { break }
      expanded += rest[..<opening]
      expanded += try number(String(rest[rest.index(after: opening)..<closing]))
      rest = rest[rest.index(after: closing)...]
    }
    return expanded + rest
  }

  private func number(_ reference: String) throws(FileError) -> String {
    let failure = FileError(
      path: "{\(reference)}", problem: "names no number of a result file",
      hint:
        "Write {Results/file.json#key/key:digits}, {References/…} or {record#case/metric:digits}")
    guard let hash = reference.firstIndex(of: "#"), let colon = reference.lastIndex(of: ":"),
      hash < colon
    else { throw failure }
    let file = String(reference[..<hash])
    let path = String(reference[reference.index(after: hash)..<colon])
    guard let value = try value(file, path), value.isFinite,
      let text = Self.text(value, format: String(reference[reference.index(after: colon)...]))
    else { throw failure }
    return text
  }

  private func value(_ file: String, _ path: String) throws(FileError) -> Double? {
    if file == "record" {
      guard let slash = path.firstIndex(of: "/") else { return nil }
      return records.entries[String(path[..<slash])]?
        .metrics?[String(path[path.index(after: slash)...])]
    }
    for (prefix, folder) in [("Results/", results), ("References/", references)]
    where file.hasPrefix(prefix) {
      return try JSONValue.decode(
        JSONValue.self, at: "\(folder)/\(file.dropFirst(prefix.count))"
      ).number(at: path)
    }
    return nil
  }

  /// A number in a format; nil for a format that there is not.
  static func text(_ value: Double, format: String) -> String? {
    let mark = format.first.flatMap { "+%,".contains($0) ? $0 : nil }
    guard let places = Int(format.dropFirst(mark == nil ? 0 : 1)), (0...9).contains(places) else {
      return nil
    }
    return switch mark {
    case "+": String(format: "%+.\(places)f", value)
    case "%": String(format: "%.\(places)f %%", 100 * value)
    case ",":
      value.formatted(
        .number.precision(.fractionLength(places)).locale(Locale(identifier: "en_US")))
    default: String(format: "%.\(places)f", value)
    }
  }
}
