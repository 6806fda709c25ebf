// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a table of a FITS file, binary or ASCII.

/// A reader of FITS tables.
///
/// Missing are NaN, the declared null, blank text and blank fields of ASCII tables, and, unless the
/// options say otherwise, the least integer of a column for which no null is declared: that is what
/// catalog services write there. ASCII tables stay text; their nulls are compared as written.
struct FITSReader: TableReader {
  let schema: TableSchema
  private let file: FITSFile
  private let columns: [FITSColumn]
  private let layout: FITSTableLayout
  /// Bytes that a row takes in memory, its lists set aside.
  private let memoryPerRow: Int
  private let options: TableReadingOptions
  private let nullWords: [[UInt8]]
  private var rowsRead = 0

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    file = try source.openFITS()
    self.options = options
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    let place = TablePlace(file: file.name)
    let units = try Self.units(of: file, part: options.part)
    guard let unit = units.last, unit.kind == .binaryTable || unit.kind == .asciiTable else {
      throw TableError(
        .malformedHeader, at: place,
        found: "no table after \(units.count) header\(units.count == 1 ? "" : "s"): "
          + units.prefix(20).map(Self.words).joined(separator: ", "),
        expected: options.part.map { "a table named \"\($0)\", or a number of one" }
          ?? "a binary or ASCII table")
    }
    if unit.header["ZTABLE"] == "T" {
      throw TableError(
        .unsupported, at: place, found: "a table compressed inside FITS",
        expected: "a plain table", hint: "Unpack it with funpack")
    }
    layout = try FITSTableLayout(unit, of: file)
    try FITSChecksum.check(unit, of: file)
    var columns = try Self.columns(unit, layout, file)
    memoryPerRow = columns.reduce(layout.rowWidth) { $0 + $1.memoryPerRow }
    guard memoryPerRow <= ChunkBudget.byteLimit else {
      throw TableError(
        .tooLarge, at: place, found: "rows of \(layout.rowWidth) bytes in \(unit.title)",
        expected: "rows that take at most \(ChunkBudget.byteLimit) bytes in memory")
    }
    try Self.look(into: &columns, layout, file)
    self.columns = columns
    var schema = TableSchema(
      naming: columns.map(\.description), metadata: unit.header.metadata)
    let others = Self.others(than: unit, file)
    schema.otherTables = others.map { String($0.number) }
    if !others.isEmpty {
      schema.title = unit.title
      schema.otherParts =
        "of \(unit.title)"
        + (options.part == nil ? ", the first table of the file, which" : " of the file, which")
        + " also holds " + others.map(\.title).joined(separator: ", ")
    }
    self.schema = schema
  }

  /// The units up to the first table or to the one that is asked for, or to the end of the file.
  private static func units(of file: FITSFile, part: String?) throws(TableError) -> [FITSUnit] {
    var units: [FITSUnit] = []
    var start = 0
    while let unit = try FITSUnit(file, at: start, number: units.count) {
      units.append(unit)
      if unit.isTable, part.map(unit.isNamed) ?? true { return units }
      guard units.count < 10_000 else {
        throw TableError(
          .tooLarge, at: TablePlace(file: file.name), found: "10000 headers and no table",
          expected: "a table among the first 10000 units")
      }
      start = unit.end
    }
    // No table, or none of that name: what was found there is no answer.
    if let last = units.last, last.isTable, let image = units.first(where: { !$0.isTable }) {
      units.append(image)
    }
    return units
  }

  private static func words(_ unit: FITSUnit) -> String {
    switch unit.kind {
    case .binaryTable, .asciiTable: "\(unit.title) (a table)"
    case .image: "\(unit.title) (\(unit.dataByteCount == 0 ? "no data" : "an image"))"
    case .other: unit.title
    }
  }

  /// The other tables of the file, as far as their headers can be read.
  private static func others(than unit: FITSUnit, _ file: FITSFile) -> [FITSUnit] {
    var (start, number, found): (Int, Int, [FITSUnit]) = (0, 0, [])
    while number < 100, let other = try? FITSUnit(file, at: start, number: number) {
      if other.isTable, other.number != unit.number { found.append(other) }
      (start, number) = (other.end, number + 1)
    }
    return found
  }

  private static func columns(
    _ unit: FITSUnit, _ layout: FITSTableLayout, _ file: FITSFile
  ) throws(TableError) -> [FITSColumn] {
    let place = TablePlace(file: file.name)
    guard let count = unit.header.wholeNumber("TFIELDS"), (1...999).contains(count) else {
      throw TableError(
        .malformedHeader, at: place,
        found: "TFIELDS = \"\(unit.header["TFIELDS"]?.prefix(40) ?? "")\"",
        expected: "1 to 999 columns")
    }
    var columns: [FITSColumn] = []
    var offset = 0
    for number in 1...count {
      let place = TablePlace(
        file: file.name, column: unit.header["TTYPE\(number)"] ?? "column_\(number)")
      if unit.kind == .asciiTable {
        columns.append(
          try FITSColumn(
            ascii: unit.header, number: number, rowWidth: layout.rowWidth, place: place))
      } else {
        let column = try FITSColumn(
          binary: unit.header, number: number, offset: offset, place: place)
        columns.append(column)
        offset = column.end
      }
    }
    guard unit.kind == .asciiTable || offset == layout.rowWidth else {
      throw TableError(
        .malformedHeader, at: place, found: "columns of \(offset) bytes together",
        expected: "NAXIS1 = \(layout.rowWidth), the bytes of a row")
    }
    return columns
  }

  /// Goes through the rows once if they hold lists, or whole numbers that may be too long for 64 bits.
  private static func look(
    into columns: inout [FITSColumn], _ layout: FITSTableLayout, _ file: FITSFile
  ) throws(TableError) {
    var long = columns.indices.filter { columns[$0].mayBeLong }
    let lists = columns.filter(\.isList)
    guard !long.isEmpty || !lists.isEmpty else { return }
    var listByteCount = 0
    var first = 0
    while first < layout.rowCount, !long.isEmpty || !lists.isEmpty {
      let count = ChunkBudget.rows(
        upTo: min(8192, layout.rowCount - first), bytesPerRow: layout.rowWidth)
      let rows = try layout.rows(first, count, of: file)
      for index in long where !columns[index].fits(rows) {
        columns[index] = columns[index].spelledOut
      }
      long.removeAll { !columns[$0].mayBeLong }
      for column in lists {
        for (row, list) in column.lists(rows).enumerated() {
          listByteCount += try layout.checkedByteCount(
            list,
            at: TablePlace(
              file: file.name, row: first + row + 1, column: column.description.name))
        }
      }
      guard listByteCount <= max(16 * layout.heapByteCount, ChunkBudget.byteLimit) else {
        throw TableError(
          .tooLarge, at: TablePlace(file: file.name, row: first + count),
          found: "lists of \(listByteCount) bytes so far in a heap of \(layout.heapByteCount)",
          expected: "lists that do not share the same bytes more than 16 times over")
      }
      first += count
    }
  }

  var fractionRead: Double? {
    layout.rowCount > 0 ? Double(rowsRead) / Double(layout.rowCount) : nil
  }

  mutating func next(upTo wanted: Int) throws(TableError) -> TableChunk? {
    let limit = ChunkBudget.rows(upTo: wanted, bytesPerRow: memoryPerRow)
    let count = min(limit, layout.rowCount - rowsRead)
    guard count > 0 else { return nil }
    let origin = RowOrigin(file: file.name, firstRow: rowsRead + 1, nullWords: nullWords)
    let (rows, lists) = try fitting(try layout.rows(rowsRead, count, of: file), origin)
    var read: [TableColumn] = []
    for (index, column) in columns.enumerated() {
      guard !column.mayBeLong || column.fits(rows) else {
        throw TableError(
          .malformedData, at: origin.place(row: 0, column: column.description.name),
          found: "other numbers than before", expected: "a file that stays as it is")
      }
      let storage =
        if let lists = lists[index] {
          ColumnStorage.text(try text(of: lists, column, origin))
        } else {
          try column.read(rows, options: options, origin: origin)
        }
      read.append(TableColumn(schema.columns[index], storage, origin: origin))
    }
    rowsRead += rows.count
    return TableChunk(columns: read, origin: origin)
  }

  /// As many of the rows as fit into one chunk with their lists, and the lists, column by column.
  private func fitting(
    _ rows: FITSRowBytes, _ origin: RowOrigin
  ) throws(TableError) -> (FITSRowBytes, [[FITSList]?]) {
    let lists = columns.map { $0.isList ? $0.lists(rows) : nil }
    guard lists.contains(where: { $0 != nil }) else { return (rows, lists) }
    var budget = ChunkBudget()
    for row in 0..<rows.count {
      var need = memoryPerRow
      for (column, lists) in zip(columns, lists) {
        guard let list = lists?[row] else { continue }
        let place = origin.place(row: row, column: column.description.name)
        need += try layout.checkedByteCount(list, at: place) + list.spelledByteCount
        guard need <= ChunkBudget.byteLimit else {
          throw TableError(
            .tooLarge, at: place, found: "a list of \(list.count) elements",
            expected: "rows that take at most \(ChunkBudget.byteLimit) bytes when they are spelled")
        }
      }
      if !budget.take(need) {
        return (rows.prefix(row), lists.map { $0.map { Array($0.prefix(row)) } })
      }
    }
    return (rows, lists)
  }

  private func text(
    of lists: [FITSList], _ column: FITSColumn, _ origin: RowOrigin
  ) throws(TableError) -> TextCells {
    var (text, bounds): ([UInt8], [UInt32]) = ([], [])
    for (row, list) in lists.enumerated() {
      bounds.append(UInt32(text.count))
      let bytes = try file.bytes(
        at: layout.heapStart + list.offset, count: list.element.byteCount(list.count))
      try column.text(of: bytes, count: list.count, row: row, origin: origin, to: &text)
      bounds.append(UInt32(text.count))
    }
    return TextCells(bytes: text, bounds: bounds, stride: 1, offset: 0)
  }
}
