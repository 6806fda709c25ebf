// SPDX-License-Identifier: GPL-3.0-or-later
// The formats a table may have, and how to tell which one a file is in.

/// A file format of tables.
public enum TableFormat: String, CaseIterable, Sendable {
  /// Comma-separated values, RFC 4180, with a header row.
  case csv
  /// The same with tabs.
  case tsv
  /// CSV under a header of comments with types, units and meanings.
  case ecsv
  /// Fixed width under a byte-by-byte description: AAS machine-readable and CDS tables; read only.
  case mrt
  /// Words separated by blanks under a line of names; read only.
  case whitespace
  /// FITS binary tables; ASCII tables are read too.
  case fits
  /// VOTable of the IVOA; written as TABLEDATA.
  case votable

  /// Endings of file names, without a `.gz` after them; the first is the usual one.
  public var extensions: [String] {
    switch self {
    case .csv: ["csv"]
    case .tsv: ["tsv", "tab"]
    case .ecsv: ["ecsv"]
    case .mrt: ["mrt"]
    case .whitespace: []
    case .fits: ["fits", "fit", "fts"]
    case .votable: ["vot", "votable", "xml"]
    }
  }

  /// Whether the format says what its columns hold; where it does not, every column is text.
  public var declaresTypes: Bool {
    switch self {
    case .csv, .tsv, .whitespace: false
    case .ecsv, .mrt, .fits, .votable: true
    }
  }

  static var extensionList: String {
    allCases.flatMap(\.extensions).map { ".\($0)" }.joined(separator: ", ")
  }

  /// The format that a file name promises; a final `.gz` is set aside.
  public init?(named path: String) {
    var name = path.lowercased()[...]
    if name.hasSuffix(".gz") { name = name.dropLast(3) }
    let found = Self.allCases.first { $0.extensions.contains { name.hasSuffix(".\($0)") } }
    guard let found else { return nil }
    self = found
  }

  /// Looks at the first bytes, then at the name.
  init(recognizing source: ByteSource) throws(TableError) {
    let start = try source.peek(64 * 1024)
    guard !start.isEmpty else {
      throw TableError(
        .unrecognizedFormat, at: TablePlace(file: source.name), found: "an empty file",
        expected: "a table with a header")
    }
    let words = String(decoding: start.drop(while: \.isBlank).prefix(32), as: UTF8.self)
      .lowercased()
    if words.hasPrefix("<!doctype html") || words.hasPrefix("<html") {
      throw TableError(
        .unrecognizedFormat, at: TablePlace(file: source.name), found: "a web page",
        expected: "a table", hint: "Look at it in a browser: it may say why there is no table")
    }
    if let found = Self.signature(of: start) ?? Self.separator(of: start) {
      self = found
    } else if let named = TableFormat(named: source.name) {
      self = named
    } else if Self.headerLine(of: start).split(whereSeparator: \.isBlank).count > 1 {
      self = .whitespace
    } else {
      throw TableError(
        .unrecognizedFormat, at: TablePlace(file: source.name),
        found: "a first line without commas, tabs or blanks, and a name without a known extension",
        expected: Self.extensionList, hint: "Name the format")
    }
  }

  /// Refuses what is packed, be it once more inside gzip, by the first bytes of each way to pack.
  static func refusePacked(_ start: [UInt8], _ file: String) throws(TableError) {
    let kinds: [(name: String, bytes: [UInt8])] = [
      ("gzip", [0x1F, 0x8B]), ("compress", [0x1F, 0x9D]), ("LZH", [0x1F, 0xA0]),
      ("pack", [0x1F, 0x1E]), ("zip", [0x50, 0x4B, 0x03, 0x04]),
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
      ("bzip2", Array("BZh".utf8)),
    ]
    guard let kind = kinds.first(where: { start.starts(with: $0.bytes) }),
      // Letters alone may begin a name; what follows them in bzip2 is no text.
      kind.name != "bzip2" || start.dropFirst(4).starts(with: "1AY&SY".utf8)
    else { return }
    throw TableError(
      .unsupported, at: TablePlace(file: file),
      found: "data packed with \(kind.name)" + (kind.name == "gzip" ? " inside gzip" : ""),
      expected: "a table, plain or packed with gzip once", hint: "Unpack it first")
  }

  /// The format whose first bytes are unmistakable.
  private static func signature(of start: [UInt8]) -> TableFormat? {
    if start.starts(with: "SIMPLE  =".utf8) { return .fits }
    if start.starts(with: "# %ECSV".utf8) { return .ecsv }
    if isXML(start) { return .votable }
    if String(decoding: start, as: UTF8.self).contains(ByteByByteDescription.heading) {
      return .mrt
    }
    return nil
  }

  /// Whether the first thing that is no blank is markup, in ASCII or UTF-16.
  private static func isXML(_ start: [UInt8]) -> Bool {
    let content = start.drop { $0.isBlank || [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0].contains($0) }
    return content.first == UInt8(ascii: "<")
      && String(decoding: start.filter { $0 != 0 }, as: UTF8.self).contains(#/<\?xml|VOTABLE/#)
  }

  /// CSV or TSV by what the header holds more of.
  private static func separator(of start: [UInt8]) -> TableFormat? {
    let header = headerLine(of: start)
    let commas = header.count { $0 == UInt8(ascii: ",") }
    let tabs = header.count { $0 == UInt8(ascii: "\t") }
    return commas == tabs ? nil : commas > tabs ? .csv : .tsv
  }

  /// The first line that is neither blank nor a comment.
  private static func headerLine(of start: [UInt8]) -> ArraySlice<UInt8> {
    let lines = start.split { $0 == 0x0A || $0 == 0x0D }
    return lines.first { line in
      line.first != UInt8(ascii: "#") && !line.allSatisfy(\.isBlank)
    } ?? []
  }
}
