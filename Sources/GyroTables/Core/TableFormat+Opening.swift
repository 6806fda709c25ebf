// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and creating tables of any of the formats that are known.

package import GyroFiles

extension TableFormat: CaseIterable {
  /// Every format, in the order in which their first bytes are looked at.
  package static let allCases: [TableFormat] = [
    csv, tsv, semicolon, bar, ecsv, fits, votable, parquet, mrt, ipac, whitespace,
  ]

  /// The formats whose cells may hold vectors of numbers.
  package static let withVectors: [TableFormat] = [fits, votable, ecsv, parquet]

  /// The format of a name; nil if there is none.
  package init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  static var extensionList: String {
    allCases.flatMap(\.extensions).map { ".\($0)" }.joined(separator: ", ")
  }

  /// The format that a file name promises; a final `.gz` is set aside.
  package init?(named path: String) {
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
    if let found = Self.signature(of: start)
      ?? Self.delimited(recognizing: start, isWhole: start.count < 64 * 1024)
    {
      self = found
    } else if let named = TableFormat(named: source.name) {
      self = named
    } else if Self.headerLine(of: start).split(whereSeparator: \.isBlank).count > 1 {
      self = .whitespace
    } else {
      throw TableError(
        .unrecognizedFormat, at: TablePlace(file: source.name),
        found: "a first line without commas, tabs or blanks, and a name without a known extension",
        expected: Self.extensionList,
        hint: "Name the format with --format-in")
    }
  }

  /// Refuses tables of formats that are not read, by their first bytes, and names a way in.
  static func refuseForeign(_ start: [UInt8], _ file: String) throws(TableError) {
    let workbook = "Save the sheet as CSV"
    func fromPython(_ read: String) -> String {
      "Write it as CSV or FITS first, as with Python: pandas.\(read)(\"FILE\").to_csv(\"FILE.csv\", "
        + "index=False)"
    }
    let topcat = "Write it as FITS or CSV first, with TOPCAT or stilts tcopy"
    let isZip = start.starts(with: [0x50, 0x4B, 0x03, 0x04])
    let text = String(decoding: start.prefix(4096), as: UTF8.self)
    let kinds: [(isFound: Bool, name: String, hint: String)] = [
      (
        start.starts(with: "PAR1".utf8), "Parquet",
        "Date it in Python, with pip install \"gyrochrone[survey]\": from gyrochrone import survey; "
          + "survey.run(\"FILE\", \"AGES.parquet\"). Or w" + fromPython("read_parquet").dropFirst()
      ),
      (start.starts(with: [0x89] + Array("HDF\r\n".utf8)), "HDF5", fromPython("read_hdf")),
      (
        start.starts(with: "ARROW1".utf8) || start.starts(with: "FEA1".utf8), "Feather (Arrow)",
        fromPython("read_feather")
      ),
      (
        isZip && (text.contains("[Content_Types].xml") || text.contains("xl/")),
        "a spreadsheet (XLSX)", workbook
      ),
      (isZip && text.contains("opendocument"), "a spreadsheet (ODS)", workbook),
      (start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]), "a spreadsheet (XLS)", workbook),
      (
        start.starts(with: [0x93] + Array("NUMPY".utf8)) || (isZip && text.contains(".npy")),
        "a NumPy array",
        "Write it as CSV first, as with astropy: Table(numpy.load(\"FILE\")).write(\"FILE.csv\")"
      ),
      (
        start.starts(with: "SQLite format 3".utf8), "an SQLite database",
        "Select the table into CSV first"
      ),
      (start.starts(with: "#ASDF".utf8), "ASDF", topcat),
    ]
    guard let kind = kinds.first(where: \.isFound) else { return }
    throw TableError(
      .unsupported, at: TablePlace(file: file), found: kind.name + ", which is not read",
      expected: "FITS, VOTable, ECSV, CSV or another text table", hint: kind.hint)
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
  static func signature(of start: [UInt8]) -> TableFormat? {
    allCases.first { $0.isSignature?(start) ?? false }
  }

  /// The first line that is neither blank nor a comment.
  private static func headerLine(of start: [UInt8]) -> ArraySlice<UInt8> {
    let lines = start.split { $0 == 0x0A || $0 == 0x0D }
    return lines.first { line in
      line.first != UInt8(ascii: "#") && !line.allSatisfy(\.isBlank)
    } ?? []
  }
}

/// Opens a table of any format; compressed with gzip or not.
///
/// - Parameters:
///   - path: The file, or `-` for standard input; of a file with several tables also `file.fits[NAME]`.
///   - format: The format; nil recognizes it by content, then by name.
///   - options: What else the reader should know.
/// - Returns: A reader that stands before the first row.
/// - Throws: ``TableError`` if the file cannot be read or its header is wrong.
package func openTable(
  path: String, format: TableFormat? = nil, options: TableReadingOptions = TableReadingOptions()
) throws(TableError) -> any TableReader {
  var options = options
  let place = TablePath(path)
  if let part = place.part { options.part = part }
  let source = try ByteSource(path: place.file)
  if format == nil, options.readMe == nil, path != "-",
    TableFormat.signature(of: try source.peek(64 * 1024)) == nil
  {
    options.readMe = MachineReadableReader.readMe(beside: place.file, named: place.part)
  }
  return try openTable(source: source, format: format, options: options)
}

/// Opens a table that is in memory.
///
/// - Parameters:
///   - bytes: The whole file, not compressed.
///   - name: What to call it in messages; its extension counts where the content is ambiguous.
///   - format: The format; nil recognizes it by content, then by name.
///   - options: What else the reader should know.
/// - Returns: A reader that stands before the first row.
/// - Throws: ``TableError`` if the header is wrong.
package func openTable(
  bytes: [UInt8], name: String, format: TableFormat? = nil,
  options: TableReadingOptions = TableReadingOptions()
) throws(TableError) -> any TableReader {
  try openTable(source: ByteSource(bytes: bytes, name: name), format: format, options: options)
}

private func openTable(
  source: ByteSource, format: TableFormat?, options: TableReadingOptions
) throws(TableError) -> any TableReader {
  try TableFormat.refuseForeign(source.peek(4096), source.name)
  try TableFormat.refusePacked(source.peek(16), source.name)
  let format =
    if let format {
      format
    } else if options.readMe != nil { TableFormat.mrt } else {
      try TableFormat(recognizing: source)
    }
  guard options.infersTypes, !format.declaresTypes else {
    return try IdentifierCheck(format.open(source, options))
  }
  let (first, second) = try source.twice()
  let reader = try TypeInferringReader(first: first, second: second) {
    source throws(TableError) in try format.open(source, options)
  }
  return IdentifierCheck(reader)
}

/// Starts a table on disk whose numbers are rounded where they are written as text.
///
/// - Parameters:
///   - path: Where it shall stand, or `-` for standard output.
///   - format: The format.
///   - schema: The columns that every chunk will have.
///   - digits: What the numbers are rounded to in CSV, TSV and ECSV; binary tables and VOTable keep all.
///   - names: The columns that are rounded; others are written as they are.
/// - Returns: A writer, as for tables that keep all digits.
/// - Throws: ``TableError`` as for those.
package func createTable(
  path: String, format: TableFormat, schema: TableSchema, digits: SignificantDigits,
  of names: [String]
) throws(TableError) -> any TableWriter {
  let writer = try createTable(path: path, format: format, schema: schema)
  guard digits != .all, [.csv, .tsv, .ecsv].contains(format) else { return writer }
  return RoundedWriter(writer: writer, columns: Set(names), digits: digits)
}

/// Rounds some columns on their way to a table.
private struct RoundedWriter: TableWriter {
  var writer: any TableWriter
  let columns: Set<String>
  let digits: SignificantDigits

  mutating func append(_ chunk: TableChunk) throws(TableError) {
    let rounded = chunk.columns.map { column in
      guard columns.contains(column.description.name), case .float64(let values) = column.storage
      else { return column }
      return TableColumn(
        column.description, .float64(values.map(digits.rounded)), origin: column.origin)
    }
    try writer.append(chunk.replacing(rounded))
  }

  mutating func finish() throws(TableError) { try writer.finish() }
}

/// Starts a table on disk.
///
/// - Parameters:
///   - path: Where it shall stand, or `-` for standard output; a name that ends in `.gz` is compressed.
///   - format: The format; nil takes it from the name.
///   - schema: The columns that every chunk will have.
/// - Returns: A writer; nothing stands at the path until it is finished.
/// - Throws: ``TableError`` if the path cannot be written or the format is unknown.
package func createTable(
  path: String, format: TableFormat? = nil, schema: TableSchema
) throws(TableError) -> any TableWriter {
  guard let format = format ?? TableFormat(named: path) else {
    throw TableError(
      .unrecognizedFormat, at: TablePlace(file: path), found: "a name without a known extension",
      expected: TableFormat.extensionList, hint: "Name the format")
  }
  guard let create = format.create else {
    throw TableError(
      .unsupported, at: TablePlace(file: path), found: "the format \(format)",
      expected: "a format that can be written",
      hint: "Write ecsv, fits or votable, which keep units and meanings")
  }
  return try create(path, schema)
}
