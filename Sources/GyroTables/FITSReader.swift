// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the first table of a FITS file, binary or ASCII, through CFITSIO.

internal import CFITSIO
internal import Foundation

/// A reader of FITS tables.
///
/// Missing are NaN, the declared null, blank text and blank fields of ASCII tables, and, unless the
/// options say otherwise, the least integer of a column for which no null is declared: that is what
/// catalog services write there. ASCII tables stay text; their nulls are compared as written.
struct FITSReader: TableReader {
  let schema: TableSchema
  private let file: FITSFile
  private let columns: [FITSColumn]
  private let rowCount: Int
  private let rowWidth: Int
  private let preferredRowCount: Int
  private let options: TableReadingOptions
  private let nullWords: [[UInt8]]
  private var rowsRead = 0

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    try self.init(source.openFITS(), options: options)
  }

  private init(_ file: FITSFile, options: TableReadingOptions) throws(TableError) {
    self.file = file
    self.options = options
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    let place = TablePlace(file: file.name)
    let isASCII = try Self.findTable(file)
    let header = try FITSHeader(file)
    if header["ZTABLE"] == "T" {
      throw TableError(
        .unsupported, at: place, found: "a table compressed inside FITS",
        expected: "a plain table", hint: "Unpack it with funpack")
    }
    var rows: LONGLONG = 0
    var columnCount: Int32 = 0
    var preferred: CLong = 0
    try file.check(place) { ffgnrwll($0, &rows, $1) }
    try file.check(place) { ffgncl($0, &columnCount, $1) }
    try file.check(place) { ffgrsz($0, &preferred, $1) }
    guard columnCount > 0, let layout = file.pointer.pointee.Fptr else {
      throw TableError(
        .malformedHeader, at: place, found: "a table without columns", expected: "columns")
    }
    rowCount = Int(rows)
    rowWidth = Int(layout.pointee.rowlength)
    preferredRowCount = max(Int(preferred), 1)
    try Self.checkSize(file, rowWidth: rowWidth, rowCount: rowCount)
    var columns: [FITSColumn] = []
    for number in 1...Int(columnCount) {
      columns.append(
        try FITSColumn(file, header, number: number, isASCII: isASCII, rowWidth: rowWidth))
    }
    self.columns = columns
    schema = try TableSchema(
      checking: columns.map(\.description), metadata: header.metadata, place: place)
  }

  /// Stands on the first table; returns whether it is an ASCII table.
  private static func findTable(_ file: FITSFile) throws(TableError) -> Bool {
    var number: Int32 = 2
    while true {
      var (headStart, dataStart, dataEnd): (LONGLONG, LONGLONG, LONGLONG) = (0, 0, 0)
      try file.check(TablePlace(file: file.name)) {
        ffghadll($0, &headStart, &dataStart, &dataEnd, $1)
      }
      try FITSCards.check(file, from: dataEnd)
      var status: Int32 = 0
      var kind: Int32 = 0
      ffmahd(file.pointer, number, &kind, &status)
      if status == END_OF_FILE {
        throw TableError(
          .malformedHeader, at: TablePlace(file: file.name),
          found: "no table after \(number - 1) header\(number == 2 ? "" : "s")",
          expected: "a binary or ASCII table")
      }
      guard status == 0 else {
        throw FITSFile.error(status, TablePlace(file: file.name), code: .malformedHeader)
      }
      if kind != IMAGE_HDU { return kind == ASCII_TBL }
      number += 1
    }
  }

  /// Refuses a header that claims more rows than the file can hold, before anything is allocated.
  private static func checkSize(
    _ file: FITSFile, rowWidth: Int, rowCount: Int
  ) throws(TableError) {
    var (headStart, dataStart, dataEnd): (LONGLONG, LONGLONG, LONGLONG) = (0, 0, 0)
    try file.check(TablePlace(file: file.name)) {
      ffghadll($0, &headStart, &dataStart, &dataEnd, $1)
    }
    let (size, overflow) = rowWidth.multipliedReportingOverflow(by: rowCount)
    let available = Int(file.byteCount) - Int(dataStart)
    guard rowWidth > 0 || rowCount == 0, rowWidth >= 0, rowCount >= 0, !overflow,
      size <= max(available, 0), rowWidth <= DelimitedScanner.chunkByteLimit
    else {
      throw TableError(
        rowWidth > DelimitedScanner.chunkByteLimit ? .tooLarge : .truncated,
        at: TablePlace(file: file.name),
        found: "\(max(available, 0)) bytes of rows",
        expected: "\(rowCount) rows of \(rowWidth) bytes, as the header says",
        hint: "The file was cut short, or NAXIS1 or NAXIS2 is wrong")
    }
  }

  var fractionRead: Double? { rowCount > 0 ? Double(rowsRead) / Double(rowCount) : nil }

  mutating func next(upTo wanted: Int) throws(TableError) -> TableChunk? {
    let limit = max(DelimitedScanner.chunkByteLimit / max(rowWidth, 1), 1)
    let count = min(wanted, rowCount - rowsRead, limit)
    guard count > 0 else { return nil }
    let firstRow = rowsRead + 1
    let origin = RowOrigin(file: file.name, firstRow: firstRow, nullWords: nullWords)
    let rows = try rowBytes(count, origin)
    var storages: [ColumnStorage?] = []
    for column in columns {
      storages.append(
        column.isCutFromRows
          ? try column.read(
            file, firstRow: firstRow, count: count, rows: rows, options: options, origin: origin)
          : nil)
    }
    // CFITSIO reads a column by going through the rows; as many as its buffers hold are read once.
    for start in stride(from: 0, to: count, by: preferredRowCount) {
      for (index, column) in columns.enumerated() where !column.isCutFromRows {
        let piece = try column.read(
          file, firstRow: firstRow + start, count: min(preferredRowCount, count - start), rows: [],
          options: options, origin: origin)
        if start == 0 { storages[index] = piece } else { storages[index]?.append(piece) }
      }
    }
    rowsRead += count
    let read = zip(columns, storages).compactMap { column, storage in
      storage.map { TableColumn(column.description, $0, origin: origin) }
    }
    return TableChunk(columns: read, origin: origin)
  }

  /// The raw rows, from which text is cut; empty where no column is text.
  private func rowBytes(_ count: Int, _ origin: RowOrigin) throws(TableError) -> [UInt8] {
    guard columns.contains(where: \.isCutFromRows) else { return [] }
    var bytes = [UInt8](repeating: 0, count: count * rowWidth)
    try file.check(origin.place(row: 0, column: nil)) { pointer, status in
      bytes.withUnsafeMutableBufferPointer {
        _ = ffgtbb(
          pointer, LONGLONG(origin.firstRow), 1, LONGLONG($0.count), $0.baseAddress, status)
      }
    }
    return bytes
  }
}
