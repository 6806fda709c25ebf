// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a FITS file with one binary table.

internal import Algorithms
internal import GyroFiles
internal import GyroPlatform

/// A writer of FITS binary tables.
///
/// A text column is as wide as its widest cell so far, and is widened when a wider one comes. Where that
/// would write mostly blanks, because few cells are long, the column is one of variable length (`PA`),
/// whose text stands behind the rows. Text cells are UTF-8; names, units and meanings in the header are
/// spelled in ASCII. Missing whole numbers are written as the least one, and that is declared as the null.
final class FITSWriter: TableWriter {
  /// Text up to this width is never of variable length, which not every program reads.
  private static let plainWidth = 256
  /// Blanks that a column may hold whatever its text is.
  private static let paddingLimit = 1 << 20
  private static let pieceSize = 1 << 20
  private static let cachedSize = 1 << 19

  private let schema: TableSchema
  /// Where the table is written: under a temporary name beside the final one, or in scratch space.
  private var atomic: AtomicFile?
  private var scratch: ScratchFile?
  private let sink: ByteSink?
  private let file: SeekableFile
  /// Text of variable length, until the rows are complete.
  private var heap: ScratchFile?
  private var layout: FITSRowLayout
  private var rowCount = 0
  private var textByteCounts: [Int]
  private var longestTexts: [Int]
  private var hasNull: [Bool]
  /// Bytes of both headers, with room for every null.
  private var dataStart = 0

  private var place: TablePlace { TablePlace(file: file.name) }

  init(path: String, schema: TableSchema) throws(TableError) {
    let name = path == "-" ? "<standard output>" : path
    self.schema = schema
    try Self.check(schema, TablePlace(file: name))
    textByteCounts = schema.columns.map { _ in 0 }
    longestTexts = textByteCounts
    hasNull = schema.columns.map { _ in false }
    layout = FITSRowLayout(schema.columns.map { Self.cell($0.type) })
    if path == "-" || path.lowercased().hasSuffix(".gz") {
      let scratch = try ScratchFile(for: name)
      (self.scratch, file) = (scratch, scratch.file)
      sink = try ByteSink(path: path)
    } else {
      sink = nil
      do throws(FileError) {
        let atomic = try AtomicFile(path: path)
        let descriptor = open(atomic.temporaryPath, O_RDWR)
        guard descriptor >= 0 else {
          throw FileError(
            path: path, problem: "cannot be written: \(String(cString: strerror(errno)))")
        }
        file = SeekableFile(descriptor, name: name)
        self.atomic = consume atomic
      } catch { throw TableError(error, code: .unwritable) }
    }
    dataStart = header(declaringNullsOf: schema.columns.indices.map { _ in true }).count
  }

  private static func check(_ schema: TableSchema, _ place: TablePlace) throws(TableError) {
    guard (1...999).contains(schema.columns.count) else {
      throw TableError(
        .unsupported, at: place, found: "\(schema.columns.count) columns",
        expected: "1 to 999, which is what FITS allows", hint: "Write votable or ecsv")
    }
    // Readers of FITS look columns up without regard to case and would find the first alone.
    let alike = Dictionary(grouping: schema.columns.map(\.name)) { $0.lowercased() }
    if let clash = schema.columns.map(\.name).lazy.compactMap({ alike[$0.lowercased()] })
      .first(where: { $0.count > 1 })
    {
      throw TableError(
        .unsupported, at: TablePlace(file: place.file, column: clash[0]),
        found: "the columns " + clash.map { "\"\($0)\"" }.joined(separator: " and "),
        expected: "names that differ in more than case, which FITS does not tell apart",
        hint: "Rename one of them, or write votable or ecsv")
    }
  }

  /// What a cell takes before any text is known.
  private static func cell(_ type: ColumnType) -> FITSRowLayout.Cell {
    switch type {
    case .bool, .text: .fixed(1)
    case .float32: .fixed(4)
    case .int64, .float64: .fixed(8)
    case .float64Vector(let width): .fixed(8 * width)
    }
  }

  func append(_ chunk: TableChunk) throws(TableError) {
    chunk.requireColumns(schema.columns.count)
    guard chunk.rowCount > 0 else { return }
    var texts: [Int: TextBlock] = [:]
    for (index, column) in chunk.columns.enumerated() where schema.columns[index].type == .text {
      texts[index] = try TextBlock(column)
    }
    try makeRoom(for: texts, rowCount: rowCount + chunk.rowCount)
    var cells: [Cells] = []
    for (index, column) in chunk.columns.enumerated() {
      cells.append(try prepared(column, index, texts[index]))
    }
    // A row may be wide: as many at once as the cache holds, since they are filled column by column.
    let limit = max(1, min(chunk.rowCount, Self.cachedSize / max(layout.width, 1)))
    for rows in (0..<chunk.rowCount).chunks(ofCount: limit) { try write(rows, cells) }
    do throws(FileError) { try atomic?.sync(after: chunk.rowCount * layout.width) } catch {
      throw TableError(error, code: .unwritable)
    }
  }

  /// The cells of a column in the form in which they are written.
  private enum Cells {
    case bools([UInt8])
    case integers([Int64])
    case singles([Float])
    case doubles([Double], width: Int)
    case text(TextBlock)
  }

  private func prepared(
    _ column: TableColumn, _ index: Int, _ text: TextBlock?
  ) throws(TableError) -> Cells {
    switch schema.columns[index].type {
    case .bool: return .bools(try column.boolCells())
    case .int64:
      var (values, missing) = try column.int64Cells()
      if let missing {
        hasNull[index] = true
        for row in values.indices where missing[row] { values[row] = .min }
      }
      return .integers(values)
    case .float32: return .singles(try column.float32Cells())
    case .float64: return .doubles(try column.float64Cells(), width: 1)
    case .float64Vector(let width):
      return .doubles(try column.vectorCells(width: width), width: width)
    case .text:
      guard let text else { preconditionFailure("text \(index) is not prepared") }
      return .text(text)
    }
  }

  private func write(_ part: Range<Int>, _ columns: [Cells]) throws(TableError) {
    var rows = FITSRows(rowCount: part.count, layout: layout)
    var added: [UInt8] = []
    let heapStart = heap?.byteCount ?? 0
    for (index, cells) in columns.enumerated() {
      switch cells {
      case .bools(let values): rows.set(index, bools: values[part])
      case .integers(let values): rows.set(index, values[part])
      case .singles(let values): rows.set(index, values[part].lazy.map(\.bitPattern))
      case .doubles(let values, let width):
        let cells = values[(part.lowerBound * width)..<(part.upperBound * width)]
        rows.set(index, cells.lazy.map(\.bitPattern))
      case .text(let text):
        rows.set(index, texts: text, part, heap: &added, heapStart: heapStart)
      }
    }
    try heap?.append(added)
    try file.write(rows.bytes, at: dataStart + rowCount * layout.width)
    rowCount += part.count
  }

  /// Lays the rows out anew where text needs it.
  private func makeRoom(for texts: [Int: TextBlock], rowCount total: Int) throws(TableError) {
    var cells = layout.cells
    for (index, text) in texts {
      textByteCounts[index] += text.bytes.count
      longestTexts[index] = max(longestTexts[index], text.width)
      guard case .fixed(var width) = cells[index] else { continue }
      if text.width > width {
        // Twice what is needed, so that rows are seldom moved.
        let spare = text.width <= Self.plainWidth ? Self.plainWidth : .max
        width = rowCount == 0 ? text.width : max(text.width, min(2 * text.width, spare))
      }
      let padding = total * width - textByteCounts[index]
      let isMostlyBlank =
        width > Self.plainWidth && padding > max(Self.paddingLimit, 4 * textByteCounts[index])
      cells[index] = isMostlyBlank ? .list(wordSize: 4) : .fixed(width)
    }
    let lists = cells.indices.filter { if case .list = cells[$0] { true } else { false } }
    if !lists.isEmpty, heap == nil { heap = try ScratchFile(for: file.name) }
    // All the text of these columns is in the heap; beyond 2 GiB its places take 64 bits.
    if lists.reduce(0, { $0 + textByteCounts[$1] }) > Int(Int32.max) {
      for index in lists { cells[index] = .list(wordSize: 8) }
    }
    let old = layout
    layout = FITSRowLayout(cells)
    if layout != old, rowCount > 0 { try moveRows(from: old) }
  }

  /// Moves the rows in place, from the side on which they do not run into each other.
  private func moveRows(from old: FITSRowLayout) throws(TableError) {
    let count = max(1, 4 * Self.pieceSize / max(old.width, layout.width))
    let parts = Array((0..<rowCount).chunks(ofCount: count))
    for part in layout.width > old.width ? parts.reversed() : parts {
      var rows = FITSRows(rowCount: part.count, layout: layout)
      var added: [UInt8] = []
      let bytes = try file.read(
        at: dataStart + part.lowerBound * old.width, count: part.count * old.width)
      rows.fill(from: bytes, old, heap: &added, heapStart: heap?.byteCount ?? 0)
      try heap?.append(added)
      try file.write(rows.bytes, at: dataStart + part.lowerBound * layout.width)
    }
  }

  func finish() throws(TableError) {
    var end = dataStart + rowCount * layout.width
    if let heap { end = try copy(heap, to: end) }
    try file.write(
      [UInt8](repeating: 0, count: FITSUnit.filled(end) - end), at: end)
    end = FITSUnit.filled(end)
    try file.write(header(declaringNullsOf: hasNull), at: 0)
    if let sink {
      for range in (0..<end).chunks(ofCount: Self.pieceSize) {
        let piece = try file.read(at: range.lowerBound, count: range.count)
        try sink.append { $0.append(contentsOf: piece) }
      }
      try sink.finish()
    } else {
      do { try atomic?.commit() } catch { throw TableError(error, code: .unwritable) }
    }
    atomic = nil
    scratch = nil
  }

  private func copy(_ heap: ScratchFile, to start: Int) throws(TableError) -> Int {
    for range in (0..<heap.byteCount).chunks(ofCount: Self.pieceSize) {
      let piece = try heap.file.read(at: range.lowerBound, count: range.count)
      try file.write(piece, at: start + range.lowerBound)
    }
    return start + heap.byteCount
  }

  /// The headers of the file, always of the same length.
  private func header(declaringNullsOf hasNull: [Bool]) -> [UInt8] {
    var primary = FITSCardWriter()
    primary.add("SIMPLE", isTrue: true)
    primary.add("BITPIX", number: 8)
    primary.add("NAXIS", number: 0)
    primary.add("EXTEND", isTrue: true)
    let most = tableHeader(schema.columns.map { _ in true }).cardCount
    return primary.header() + tableHeader(hasNull).header(cardCount: most)
  }

  private func tableHeader(_ hasNull: [Bool]) -> FITSCardWriter {
    var cards = FITSCardWriter()
    cards.add("XTENSION", text: "BINTABLE")
    cards.add("BITPIX", number: 8)
    cards.add("NAXIS", number: 2)
    cards.add("NAXIS1", number: layout.width)
    cards.add("NAXIS2", number: rowCount)
    cards.add("PCOUNT", number: heap?.byteCount ?? 0)
    cards.add("GCOUNT", number: 1)
    cards.add("TFIELDS", number: schema.columns.count)
    for (index, column) in schema.columns.enumerated() {
      let number = index + 1
      cards.add("TTYPE\(number)", text: column.name)
      cards.add("TFORM\(number)", text: form(index))
      if let unit = column.unit { cards.add("TUNIT\(number)", text: unit) }
      if column.type == .int64, hasNull[index] { cards.add("TNULL\(number)", number: .min) }
      if let ucd = column.ucd { cards.add("TUCD\(number)", text: ucd, remark: "UCD") }
      if let meaning = column.meaning {
        cards.add("TCOMM\(number)", text: meaning, remark: "meaning")
      }
    }
    for remark in schema.metadata { Self.add(remark, to: &cards) }
    if cards.isContinued { cards.add("LONGSTRN", text: "OGIP 1.0") }
    return cards
  }

  private func form(_ index: Int) -> String {
    switch (schema.columns[index].type, layout.cells[index]) {
    case (.bool, _): "L"
    case (.int64, _): "K"
    case (.float32, _): "E"
    case (.float64, _): "D"
    case (.float64Vector(let width), _): "\(width)D"
    case (.text, .fixed(let width)): "\(width)A"
    case (.text, .list(let wordSize)): "1\(wordSize == 4 ? "P" : "Q")A(\(longestTexts[index]))"
    }
  }

  /// A remark becomes a keyword if its key can be one and says nothing about the layout, else a comment.
  ///
  /// Keys of more than eight characters are written by the HIERARCH convention, in upper case.
  private static func add(_ remark: TableMetadata, to cards: inout FITSCardWriter) {
    let key = remark.key.uppercased()
    let isComment = key == "COMMENT" || key == "HISTORY"
    if key.wholeMatch(of: #/[A-Z0-9_\-]{1,40}/#) != nil, !isComment,
      !FITSHeader.isStructural(key)
    {
      cards.add(key, text: remark.value)
    } else {
      cards.add(
        key == "HISTORY" ? key : "COMMENT",
        comment: isComment ? remark.value : "\(remark.key): \(remark.value)")
    }
  }
}
