// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as streams of chunks, in and out.

/// A table that is read chunk by chunk.
public protocol TableReader {
  /// The columns and the remarks about the table.
  var schema: TableSchema { get }
  /// The next rows, at least one and at most so many; nil after the last row.
  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk?
  /// About which part of the table has been read, 0 to 1; nil where nobody can know.
  var fractionRead: Double? { get }
  /// What the user should know about what has been read so far; complete after the last row.
  var warnings: [TableWarning] { get }
}

extension TableReader {
  /// Most streams do not know how long they are.
  public var fractionRead: Double? { nil }

  /// Most tables give no reason for any.
  public var warnings: [TableWarning] { [] }
}

/// A table that is written chunk by chunk, and stands under its name only once it is finished.
public protocol TableWriter {
  /// Adds rows.
  ///
  /// - Precondition: The chunk has the columns of the schema the writer was made with.
  mutating func append(_ chunk: TableChunk) throws(TableError)
  /// Ends the table and gives the file its name.
  mutating func finish() throws(TableError)
}

/// What a reader is told besides the path.
public struct TableReadingOptions: Sendable {
  /// Words that stand for a missing value in text cells, such as `NULL`; compared without blanks around.
  public var nullWords: Set<String>
  /// Whether the least integer of a FITS column stands for a missing one where no null is declared.
  public var leastIntegerIsMissing: Bool
  /// The CDS ReadMe file that describes a fixed-width table without a header of its own.
  public var readMe: String?
  /// Whether the types of columns are found out where the format does not say, by reading twice.
  ///
  /// Ask for it when a table is to be written in a format that knows types. The metadata of a VOTable then
  /// also hold what stands behind its rows.
  public var infersTypes: Bool

  /// Words that commonly stand for a missing value.
  public static let commonNullWords: Set<String> = [
    "NULL", "null", "N/A", "n/a", "NA", "None", "NaN", "nan", "--", "---", "...", "....", ".....",
  ]

  /// Takes empty and blank cells for missing, and what is said here.
  public init(
    nullWords: Set<String> = [], leastIntegerIsMissing: Bool = true, readMe: String? = nil,
    infersTypes: Bool = false
  ) {
    (self.nullWords, self.leastIntegerIsMissing) = (nullWords, leastIntegerIsMissing)
    (self.readMe, self.infersTypes) = (readMe, infersTypes)
  }
}

/// Opens a table of any format; compressed with gzip or not.
///
/// - Parameters:
///   - path: The file, or `-` for standard input.
///   - format: The format; nil recognizes it by content, then by name.
///   - options: What else the reader should know.
/// - Returns: A reader that stands before the first row.
/// - Throws: ``TableError`` if the file cannot be read or its header is wrong.
public func openTable(
  path: String, format: TableFormat? = nil, options: TableReadingOptions = TableReadingOptions()
) throws(TableError) -> any TableReader {
  try openTable(source: ByteSource(path: path), format: format, options: options)
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
public func openTable(
  bytes: [UInt8], name: String, format: TableFormat? = nil,
  options: TableReadingOptions = TableReadingOptions()
) throws(TableError) -> any TableReader {
  try openTable(source: ByteSource(bytes: bytes, name: name), format: format, options: options)
}

private func openTable(
  source: ByteSource, format: TableFormat?, options: TableReadingOptions
) throws(TableError) -> any TableReader {
  try TableFormat.refusePacked(source.peek(16), source.name)
  let format =
    if let format {
      format
    } else if options.readMe != nil { TableFormat.mrt } else {
      try TableFormat(recognizing: source)
    }
  guard options.infersTypes, !format.declaresTypes else {
    return try IdentifierCheck(format.reader(of: source, options))
  }
  let (first, second) = try source.twice()
  let reader = try TypeInferringReader(first: first, second: second) {
    source throws(TableError) in try format.reader(of: source, options)
  }
  return IdentifierCheck(reader)
}

extension TableFormat {
  fileprivate func reader(
    of source: ByteSource, _ options: TableReadingOptions
  ) throws(TableError) -> any TableReader {
    switch self {
    case .csv: try DelimitedReader(source, delimiter: UInt8(ascii: ","), options: options)
    case .tsv: try DelimitedReader(source, delimiter: UInt8(ascii: "\t"), options: options)
    case .ecsv: try ECSVReader(source, options: options)
    case .mrt: try MachineReadableReader(source, options: options)
    case .whitespace: try WhitespaceReader(source, options: options)
    case .votable: try VOTableReader(source, options: options)
    case .fits: try FITSReader(source, options: options)
    }
  }
}

/// Starts a table on disk.
///
/// - Parameters:
///   - path: Where it shall stand, or `-` for standard output; a name that ends in `.gz` is compressed.
///   - format: The format; nil takes it from the name.
///   - schema: The columns that every chunk will have.
/// - Returns: A writer; nothing stands at the path until it is finished.
/// - Throws: ``TableError`` if the path cannot be written or the format is unknown.
public func createTable(
  path: String, format: TableFormat? = nil, schema: TableSchema
) throws(TableError) -> any TableWriter {
  guard let format = format ?? TableFormat(named: path) else {
    throw TableError(
      .unrecognizedFormat, at: TablePlace(file: path), found: "a name without a known extension",
      expected: TableFormat.extensionList, hint: "Name the format")
  }
  switch format {
  case .csv:
    return try DelimitedWriter(ByteSink(path: path), delimiter: UInt8(ascii: ","), schema: schema)
  case .tsv:
    return try DelimitedWriter(ByteSink(path: path), delimiter: UInt8(ascii: "\t"), schema: schema)
  case .ecsv: return try ECSVWriter(ByteSink(path: path), schema: schema)
  case .votable: return try VOTableWriter(ByteSink(path: path), schema: schema)
  case .fits: return try FITSWriter(path: path, schema: schema)
  case .mrt, .whitespace:
    throw TableError(
      .unsupported, at: TablePlace(file: path), found: "the format \(format.rawValue)",
      expected: "a format that can be written",
      hint: "Write ecsv, fits or votable, which keep units and meanings")
  }
}
