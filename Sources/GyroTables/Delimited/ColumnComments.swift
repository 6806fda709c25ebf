// SPDX-License-Identifier: GPL-3.0-or-later
// What the comments above a delimited table say of its columns.

internal import GyroFiles

/// Units, meanings and UCDs of columns that stand in comments.
///
/// The Exoplanet Archive writes `# COLUMN st_rotp: Stellar Rotational Period [days]`, VizieR
/// `#Column  Prot  (F6.2)  Rotation period  [ucd=time.period.rotation]`.
struct ColumnComments {
  private var descriptions: [String: (meaning: String, unit: String?, ucd: String?)] = [:]

  init(_ comments: [String]) {
    for comment in comments {
      let text = comment.trimmed
      guard text.lowercased().hasPrefix("column") else { continue }
      let rest = text.dropFirst(6)
      if let colon = rest.firstIndex(of: ":"), rest.first == " ", !rest.contains("\t") {
        let (meaning, unit) = Self.takeBracket(String(rest[rest.index(after: colon)...]).trimmed)
        descriptions[String(rest[..<colon]).trimmed] = (meaning, unit, nil)
      } else if rest.contains("\t") {
        let cells = rest.split(separator: "\t").map { String($0).trimmed }.filter { !$0.isEmpty }
        guard let name = cells.first, cells.count > 2 else { continue }
        let (meaning, bracket) = Self.takeBracket(cells[2...].joined(separator: " "))
        let ucd = bracket.flatMap { $0.hasPrefix("ucd=") ? String($0.dropFirst(4)) : nil }
        descriptions[name] = (meaning, nil, ucd)
      }
    }
  }

  /// A text and what stands in brackets at its end.
  private static func takeBracket(_ text: String) -> (String, String?) {
    guard text.hasSuffix("]"), let open = text.lastIndex(of: "[") else { return (text, nil) }
    return (
      String(text[..<open]).trimmed, String(text[text.index(after: open)...].dropLast()).trimmed
    )
  }

  /// Adds what is said of a column.
  func describe(_ column: inout ColumnDescription) {
    guard let found = descriptions[column.name] else { return }
    if !found.meaning.isEmpty { column.meaning = found.meaning }
    column.unit = column.unit ?? found.unit
    column.ucd = column.ucd ?? found.ucd
  }
}
