// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as text that a person can compare line by line.

public import Foundation

/// JSON in lines: what fits into a line stands in one, and keys are sorted.
public enum JSONText {
  private static let width = 110

  /// Writes JSON anew.
  ///
  /// - Parameters:
  ///   - json: Any JSON.
  ///   - thinning: What to put in place of an array; nil keeps it.
  /// - Returns: The lines.
  /// - Throws: An error if the bytes are not JSON.
  public static func lines(
    _ json: Data, thinning: (_ key: String, _ array: [Any]) -> [Any]? = { _, _ in nil }
  ) throws -> String {
    let value = try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed)
    return text(thinned(value, key: "", thinning), indent: 0) + "\n"
  }

  private static func thinned(
    _ value: Any, key: String, _ thinning: (String, [Any]) -> [Any]?
  ) -> Any {
    if let object = value as? [String: Any] {
      return Dictionary(
        uniqueKeysWithValues: object.map { ($0, thinned($1, key: $0, thinning)) })
    }
    guard let array = value as? [Any] else { return value }
    return (thinning(key, array) ?? array).map { thinned($0, key: "", thinning) }
  }

  private static func text(_ value: Any, indent: Int) -> String {
    let flat = leaf(value)
    guard flat.count + indent > width, value is [Any] || value is [String: Any] else { return flat }
    let margin = String(repeating: " ", count: indent + 2)
    let parts: [String]
    if let object = value as? [String: Any] {
      parts = object.keys.sorted().map { key in
        "\(leaf(key)): " + (object[key].map { text($0, indent: indent + 2) } ?? "null")
      }
    } else {
      parts = (value as? [Any] ?? []).map { text($0, indent: indent + 2) }
    }
    let (open, close) = value is [Any] ? ("[", "]") : ("{", "}")
    return open + "\n" + parts.map { margin + $0 }.joined(separator: ",\n") + "\n"
      + String(repeating: " ", count: indent) + close
  }

  private static func leaf(_ value: Any) -> String {
    let options: JSONSerialization.WritingOptions = [
      .fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes,
    ]
    let data = try? JSONSerialization.data(withJSONObject: value, options: options)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
