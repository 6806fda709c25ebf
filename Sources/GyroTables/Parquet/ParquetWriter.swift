// SPDX-License-Identifier: GPL-3.0-or-later
// Writes Parquet: rows in groups, a page for each column of a group, and the description behind all of them.

/// A writer of Parquet files.
///
/// Cells are written as they are (encoding PLAIN), one page for each column of a row group; a page is packed with
/// gzip where its beginning shows that this helps, which the digits of a double are not worth. Missing numbers are
/// missing, missing texts are empty. Units, meanings and the metadata of the table are in the metadata of the file, in
/// the form that astropy reads as well.
struct ParquetWriter: TableWriter {
  /// Rows of a group, unless they take more bytes than ``ChunkBudget`` allows.
  static let groupRowCount = 65_536
  private static let mark = Array("PAR1".utf8)
  /// How much of a page is packed to see whether that helps, and what part of it may be left.
  private static let (trialByteCount, packedFraction) = (32 * 1024, 0.8)

  private let sink: ByteSink
  private let schema: TableSchema
  private var cells: [ParquetCells] = []
  private var rowCount = 0
  private var groups: [ParquetSchema.RowGroup] = []
  private var offset = 0
  private var longestTexts: [Int]

  init(_ sink: ByteSink, schema: TableSchema) throws(TableError) {
    guard !sink.isPacked else {
      throw TableError(
        .unsupported, at: TablePlace(file: sink.name), found: "a Parquet file within gzip",
        expected: "a name that ends in .parquet", hint: "Its columns are packed one by one")
    }
    guard !schema.columns.isEmpty else {
      throw TableError(
        .unsupported, at: TablePlace(file: sink.name), found: "no columns", expected: "at least one"
      )
    }
    (self.sink, self.schema) = (sink, schema)
    longestTexts = schema.columns.map { _ in 0 }
    beginGroup()
    try write(Self.mark)
  }

  mutating func append(_ chunk: TableChunk) throws(TableError) {
    chunk.requireColumns(schema.columns.count)
    for (index, column) in chunk.columns.enumerated() { try cells[index].append(column) }
    rowCount += chunk.rowCount
    let byteCount = cells.reduce(0) { $0 + $1.byteCount }
    if rowCount >= Self.groupRowCount || byteCount > ChunkBudget.byteLimit { try endGroup() }
  }

  mutating func finish() throws(TableError) {
    try endGroup()
    let footer = ParquetSchema(
      columns: schema.columns, metadata: schema.metadata, longestTexts: longestTexts
    ).footer(groups)
    var end = footer
    end.append(littleEndian: UInt32(footer.count))
    try write(end + Self.mark)
    try sink.finish()
  }

  private mutating func beginGroup() {
    cells = schema.columns.map { ParquetCells(ParquetCells.Kind($0.type)) }
    rowCount = 0
  }

  private mutating func endGroup() throws(TableError) {
    guard rowCount > 0 else { return }
    var chunks: [ParquetSchema.ColumnChunk] = []
    for (index, column) in cells.enumerated() {
      longestTexts[index] = max(longestTexts[index], column.longestText)
      let page = column.page
      guard page.count <= Int32.max else {
        throw TableError(
          .unsupported, at: TablePlace(file: sink.name, column: schema.columns[index].name),
          found: "\(page.count) bytes in \(rowCount) rows", expected: "at most 2 GiB",
          hint: "Write votable or ecsv")
      }
      let packed = Self.packed(page)
      let body = packed ?? page
      let header = ParquetSchema.pageHeader(
        entryCount: column.entryCount, plainByteCount: page.count, byteCount: body.count)
      chunks.append(
        ParquetSchema.ColumnChunk(
          offset: offset, entryCount: column.entryCount,
          plainByteCount: header.count + page.count, byteCount: header.count + body.count,
          codec: packed == nil ? .none : .gzip))
      try write(header + body)
    }
    groups.append(ParquetSchema.RowGroup(rowCount: rowCount, columns: chunks))
    beginGroup()
  }

  /// The page as gzip has it; nil where that is hardly smaller.
  private static func packed(_ page: [UInt8]) -> [UInt8]? {
    func isWorthIt(_ packed: [UInt8], _ plain: Int) -> Bool {
      Double(packed.count) < packedFraction * Double(plain)
    }
    let trial = page.prefix(trialByteCount)
    let tried = Deflater(level: .fast).deflate(Array(trial), isLast: true)
    guard isWorthIt(tried, trial.count) else { return nil }
    if trial.count == page.count { return tried }
    let packed = Deflater(level: .fast).deflate(page, isLast: true)
    return isWorthIt(packed, page.count) ? packed : nil
  }

  private mutating func write(_ bytes: [UInt8]) throws(TableError) {
    try sink.append { $0.append(contentsOf: bytes) }
    offset += bytes.count
  }
}
