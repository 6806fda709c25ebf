// SPDX-License-Identifier: GPL-3.0-or-later
// The "Byte-by-byte Description of file" of AAS machine-readable tables and CDS ReadMe files.

internal import Foundation

/// What a byte-by-byte description says about one file, and where the data after it start.
struct ByteByByteDescription {
  static let heading = "Byte-by-byte Description of file"

  // `   1- 19 I19    ---     gaiaid     Explanation`, `     275 I1 ...`, `198-198 I1 ...`
  // Making a pattern takes longer than reading a whole header with it; it never changes.
  nonisolated(unsafe) private static let columnPattern =
    #/^ *(?:(\d+) *- *)?(\d+) +([AIFELDaifeld])(\d+)(\.\d+)? +(\S+) +(\S+)(?: +(.*))?$/#

  // `[0/1]`, `]0,1[`; `?` for blank where missing, `?=-9.99` for a value; `+`, `-=` for an order.
  nonisolated(unsafe) private static let explanationPattern =
    #/^(?:([\[\]]\S*[\[\]]))?(?:(\?)(?:=(\S+))?)?(?:[-+]=?)?\s*(.*)$/#
    .dotMatchesNewlines()

  var columns: [ColumnDescription] = []
  var fields: [FixedWidthLayout.Field] = []
  var metadata: [TableMetadata] = []

  /// Reads the section for a file out of the lines of a header or ReadMe.
  ///
  /// The section is the one that names the file; a lone section need not name it.
  init(_ lines: [Substring], of file: String, at place: TablePlace) throws(TableError) {
    let starts = lines.indices.filter { lines[$0].contains(Self.heading) }
    let name = Self.baseName(file)
    let named = starts.first { Self.fileNames(lines[$0]).contains { Self.matches(name, $0) } }
    guard let start = named ?? (starts.count == 1 ? starts.first : nil) else {
      throw TableError(
        .malformedHeader, at: place,
        found: "descriptions of \(starts.map { Self.fileNames(lines[$0]).joined(separator: " ") })",
        expected: "one of \(name)",
        hint:
          "If this is a ReadMe, open the file it describes, with --readme and the path of this one")
    }
    metadata = Self.metadata(lines[..<(starts.first ?? start)])
    let rules = lines.indices.filter { $0 > start && Self.isRule(lines[$0]) }
    guard rules.count >= 3 else {
      throw TableError(
        .malformedHeader, at: place, found: "\(rules.count) dashed lines after \"\(Self.heading)\"",
        expected: "one above the labels, one below them and one below the columns")
    }
    for index in (rules[1] + 1)..<rules[2] {
      var place = place
      if place.line != nil { place.line = index + 1 }
      try add(lines[index], at: place)
    }
    guard !columns.isEmpty else {
      throw TableError(
        .malformedHeader, at: place, found: "no column under \"\(Self.heading)\"",
        expected: "lines of bytes, format, units, label and explanation")
    }
    for index in columns.indices { interpretExplanation(index) }
  }

  /// Whether a ReadMe describes a file of a name.
  static func names(_ file: String, in lines: [Substring]) -> Bool {
    lines.contains { line in
      line.contains(heading) && fileNames(line).contains { matches(baseName(file), $0) }
    }
  }

  /// Whether a line is one of the rules that separate sections.
  static func isRule(_ line: Substring) -> Bool {
    line.hasPrefix("------") || line.hasPrefix("======")
  }

  private mutating func add(_ line: Substring, at place: TablePlace) throws(TableError) {
    guard let match = line.wholeMatch(of: Self.columnPattern) else {
      let words = line.trimmingCharacters(in: .whitespaces)
      guard !words.isEmpty else { return }
      // A line without bytes goes on with the explanation above it.
      guard !columns.isEmpty, line.first == " " || line.first == "\t" else {
        throw TableError(
          .malformedHeader, at: place, found: "\"\(words.prefix(40))\"",
          expected: "bytes, format, units, label and explanation")
      }
      columns[columns.count - 1].meaning = (columns[columns.count - 1].meaning ?? "") + " " + words
      return
    }
    guard let end = Int(match.2), let start = match.1.map({ Int($0) }) ?? end, start >= 1,
      end >= start, end <= DelimitedScanner.recordByteLimit
    else {
      throw TableError(
        .malformedHeader, at: place, found: "the bytes \(match.1.map { "\($0)-" } ?? "")\(match.2)",
        expected: "a first byte of at least 1 and a last byte not before it")
    }
    let type: ColumnType =
      switch match.3.uppercased() {
      // Twenty digits are beyond Int64; as text they keep every one.
      case "I": (Int(match.4) ?? 0) < 20 ? .int64 : .text
      case "F", "E", "D": .float64
      default: .text
      }
    guard columns.count < DelimitedReader.columnLimit else {
      throw TableError(
        .tooLarge, at: place, found: "more than \(DelimitedReader.columnLimit) columns",
        expected: "fewer")
    }
    columns.append(
      ColumnDescription(
        name: String(match.7), type: type,
        unit: match.6.allSatisfy { $0 == "-" } ? nil : String(match.6),
        meaning: match.8.map { $0.trimmingCharacters(in: .whitespaces) }))
    fields.append(FixedWidthLayout.Field(bytes: (start - 1)..<end))
  }

  /// Takes the limits, the order and the null value off the front of an explanation.
  private mutating func interpretExplanation(_ index: Int) {
    guard let meaning = columns[index].meaning, !meaning.isEmpty else {
      columns[index].meaning = nil
      return
    }
    guard let match = meaning.wholeMatch(of: Self.explanationPattern),
      match.1 != nil || match.2 != nil
    else {
      return
    }
    if let limits = match.1 {
      columns[index].metadata.append(TableMetadata(key: "limits", value: String(limits)))
    }
    if let null = match.3 {
      fields[index].null = FixedWidthLayout.Null(String(null), type: columns[index].type)
    }
    columns[index].meaning = match.4.isEmpty ? nil : String(match.4)
  }

  /// `Title:`, `Authors:` and `Table:`, which go on over indented lines.
  private static func metadata(_ lines: ArraySlice<Substring>) -> [TableMetadata] {
    var metadata: [TableMetadata] = []
    var isOpen = false
    for line in lines {
      let words = line.trimmingCharacters(in: .whitespaces)
      if let match = line.wholeMatch(of: #/(Title|Authors|Table) *: *(.*?) */#) {
        metadata.append(TableMetadata(key: match.1.lowercased(), value: String(match.2)))
        isOpen = true
      } else if isOpen, line.first == " ", !words.isEmpty {
        metadata[metadata.count - 1].value += " " + words
      } else {
        isOpen = false
      }
    }
    return metadata
  }

  private static func baseName(_ file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  private static func fileNames(_ line: Substring) -> [Substring] {
    guard let colon = line.firstIndex(of: ":") else { return [] }
    return line[line.index(after: colon)...].split { $0 == " " || $0 == "," || $0 == "\t" }
  }

  /// CDS descriptions name groups of files with `*` and `?`.
  private static func matches(_ name: String, _ pattern: Substring) -> Bool {
    fnmatch(String(pattern), name, 0) == 0
  }
}
