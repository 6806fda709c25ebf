// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a fixed-width file apart into the tables that it describes, and chooses one of them.

internal import GyroPlatform

/// A table that a fixed-width file describes, and whose rows it may hold.
struct MachineReadablePart {
  /// The files that the description is of, with `*` and `?` for groups of them.
  let fileNames: [String]
  /// The lines of the header, from the title to the last dashed line.
  let header: [Substring]
  /// The number of the first of them, from 1.
  let firstLine: Int
  /// Where the rows start: the byte, and the number of the line.
  let rowsStart: (byte: Int, line: Int)
  /// The number of the line behind the rows; nil where they go on to the end of the file.
  let endLine: Int?
  /// Whether there are rows.
  let hasRows: Bool

  /// What the table is called.
  var name: String { fileNames.first ?? "without a name" }

  /// Whether the description is of a file of this name.
  func describes(_ file: String) -> Bool {
    let name = Self.baseName(file)
    return fileNames.contains { fnmatch($0, name, 0) == 0 }
  }

  /// A name without its folder, and without the ending of a packed file.
  static func baseName(_ file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  // MARK: Taking a file apart

  /// The parts of a file, of which so many bytes are looked at.
  ///
  /// A table of the American Astronomical Society has a title, a description and rows, and several may follow each
  /// other. A ReadMe of CDS has several descriptions and no rows.
  static func parts(of source: ByteSource) throws(TableError) -> [MachineReadablePart] {
    let start = try source.peek(MachineReadableReader.headerByteLimit)
    let marks = marks(in: start)
    let headings = marks.indices.filter { marks[$0].kind == .heading }
    var begins = headings.map { marks[$0] }
    if !begins.isEmpty { begins[0] = Mark(kind: .title, line: 1, byte: 0, next: 0) }
    for number in headings.indices.dropFirst() {
      begins[number] = beginning(of: headings[number], after: headings[number - 1], in: marks)
    }
    var parts: [MachineReadablePart] = []
    for (number, heading) in headings.enumerated() {
      let next = number + 1 < begins.count ? begins[number + 1] : nil
      // The header ends with its last dashed line.
      let rules = marks[heading...].prefix { $0.byte < next?.byte ?? .max }.filter {
        $0.kind.isRule
      }
      let end = rules.last ?? marks[heading]
      let bytes = start[begins[number].byte..<end.next]
      try MachineReadableReader.checkEncoding(
        bytes, of: source.name, firstLine: begins[number].line)
      let names = String(decoding: start[marks[heading].byte..<marks[heading].next], as: UTF8.self)
      let rows = start[end.next..<max(end.next, next?.byte ?? start.count)].drop {
        $0.isBlank || $0 == 0x0A || $0 == 0x0D
      }
      parts.append(
        MachineReadablePart(
          fileNames: fileNames(names),
          header: String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false
          ) { $0 == "\n" || $0 == "\r\n" }.dropLast(bytes.last == 0x0A ? 1 : 0),
          firstLine: begins[number].line, rowsStart: (end.next, end.line + 1),
          endLine: next?.line,
          hasRows: !rows.isEmpty && !rows.starts(with: "(End)".utf8)))
    }
    return parts
  }

  /// A line that says where a part or its header begins or ends.
  private struct Mark {
    enum Kind {
      case title, heading, rule, doubleRule
      var isRule: Bool { self == .rule || self == .doubleRule }
    }
    let kind: Kind
    let line: Int
    /// Where the line starts, and where the next one does.
    let byte, next: Int
  }

  private static let titles = ["Title:", "Authors:", "Table:"].map { Array($0.utf8) }

  private static func marks(in bytes: [UInt8]) -> [Mark] {
    var marks: [Mark] = []
    let heading = Array(ByteByByteDescription.heading.utf8)
    var (position, line) = (0, 1)
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
      let next = min(end + 1, bytes.count)
      let text = bytes[position..<end]
      let kind: Mark.Kind? =
        switch text.first {
        case UInt8(ascii: "-"): isRule(text) ? .rule : nil
        case UInt8(ascii: "="): isRule(text) ? .doubleRule : nil
        case UInt8(ascii: "T"), UInt8(ascii: "A"):
          titles.contains { text.starts(with: $0) } ? .title : nil
        case UInt8(ascii: "B"), UInt8(ascii: " "):
          text.drop(while: \.isBlank).starts(with: heading) ? .heading : nil
        default: nil
        }
      if let kind { marks.append(Mark(kind: kind, line: line, byte: position, next: next)) }
      (position, line) = (next, line + 1)
    }
    return marks
  }

  /// Whether a line is one of the rules that separate sections: a missing cell of dashes has others behind it.
  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "------".utf8) || line.starts(with: "======".utf8) else { return false }
    return line.allSatisfy { $0 == line.first || $0.isBlank || $0 == 0x0D }
  }

  /// Where a later part begins: with its title, or a double rule above its heading, or with the heading.
  private static func beginning(of heading: Int, after previous: Int, in marks: [Mark]) -> Mark {
    var between = marks[(previous + 1)..<heading][...]
    for _ in 0..<3 {
      guard let rule = between.firstIndex(where: { $0.kind.isRule }) else { break }
      between = between[(rule + 1)...]
    }
    if let title = between.first(where: { $0.kind == .title }) { return title }
    if let last = between.last, last.kind == .doubleRule { return last }
    return marks[heading]
  }

  private static func fileNames(_ line: String) -> [String] {
    guard let colon = line.firstIndex(of: ":") else { return [] }
    return line[line.index(after: colon)...].split { $0.isWhitespace || $0 == "," }
      .map(String.init)
  }
}
