// SPDX-License-Identifier: GPL-3.0-or-later
// The "Byte-by-byte Description of file" of AAS machine-readable tables and CDS ReadMe files.

internal import GyroEssentials
internal import GyroFiles

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

  /// Reads the description of one table of a header or ReadMe.
  ///
  /// - Parameters:
  ///   - part: The table.
  ///   - first: The first table of the same file, whose title stands for that of a table without one.
  ///   - file: The path of the header or ReadMe, to blame.
  /// - Throws: ``TableError`` if the description is not one.
  init(
    _ part: MachineReadablePart, after first: MachineReadablePart, file: String
  ) throws(TableError) {
    let lines = part.header
    let heading = lines.firstIndex { $0.contains(Self.heading) } ?? 0
    metadata = Self.metadata(lines[..<heading])
    if metadata.isEmpty {
      metadata = Self.metadata(first.header.prefix { !$0.contains(Self.heading) })
    }
    let place = TablePlace(file: file, line: part.firstLine + heading)
    let rules = lines.indices.filter { $0 > heading && Self.isRule(lines[$0]) }
    guard rules.count >= 3 else {
      throw TableError(
        .malformedHeader, at: place, found: "\(rules.count) dashed lines after \"\(Self.heading)\"",
        expected: "one above the labels, one below them and one below the columns")
    }
    for index in (rules[1] + 1)..<rules[2] {
      try add(lines[index], at: TablePlace(file: file, line: part.firstLine + index))
    }
    guard !columns.isEmpty else {
      throw TableError(
        .malformedHeader, at: place, found: "no column under \"\(Self.heading)\"",
        expected: "lines of bytes, format, units, label and explanation")
    }
    for index in columns.indices { interpretExplanation(index) }
  }

  /// Whether a line is one of the rules that separate sections.
  private static func isRule(_ line: Substring) -> Bool {
    line.hasPrefix("------") || line.hasPrefix("======")
  }

  private mutating func add(_ line: Substring, at place: TablePlace) throws(TableError) {
    guard let match = line.wholeMatch(of: Self.columnPattern) else {
      let words = line.trimmed
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
        meaning: match.8.map { $0.trimmed }))
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
      let words = line.trimmed
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
}
