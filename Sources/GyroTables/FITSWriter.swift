// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a FITS file with one binary table, through CFITSIO.

internal import CFITSIO
internal import Foundation
internal import GyroFiles

/// A writer of FITS binary tables.
///
/// Text columns are as wide as the widest cell so far, and are widened when a wider one comes. Text
/// cells are UTF-8; names, units and meanings in the header are spelled in ASCII. Missing whole
/// numbers are written as the least one, and that is declared as the null.
final class FITSWriter: TableWriter {
  private let name: String
  private let schema: TableSchema
  /// Where the table is written: under a temporary name beside the final one, or in scratch space.
  private var atomic: AtomicFile?
  private var scratch: ScratchFile?
  private let sink: ByteSink?
  private let file: FITSFile
  private var isStarted = false
  private var rowsWritten = 0
  private var textWidths: [Int]
  private var hasNull: [Bool]

  init(path: String, schema: TableSchema) throws(TableError) {
    name = path == "-" ? "<standard output>" : path
    self.schema = schema
    textWidths = schema.columns.map { _ in 0 }
    hasNull = schema.columns.map { _ in false }
    guard (1...999).contains(schema.columns.count) else {
      throw TableError(
        .unsupported, at: TablePlace(file: name), found: "\(schema.columns.count) columns",
        expected: "1 to 999, which is what FITS allows", hint: "Write votable or ecsv")
    }
    // Readers of FITS look columns up without regard to case and would find the first alone.
    let alike = Dictionary(grouping: schema.columns.map(\.name)) { $0.lowercased() }
    if let clash = schema.columns.map(\.name).lazy.compactMap({ alike[$0.lowercased()] })
      .first(where: { $0.count > 1 })
    {
      throw TableError(
        .unsupported, at: TablePlace(file: name, column: clash[0]),
        found: "the columns " + clash.map { "\"\($0)\"" }.joined(separator: " and "),
        expected: "names that differ in more than case, which FITS does not tell apart",
        hint: "Rename one of them, or write votable or ecsv")
    }
    let place: String
    if path == "-" || path.lowercased().hasSuffix(".gz") {
      let scratch = try ScratchFile(for: name)
      self.scratch = scratch
      sink = try ByteSink(path: path)
      place = scratch.path
    } else {
      do {
        let atomic = try AtomicFile(path: path)
        place = atomic.temporaryPath
        self.atomic = consume atomic
        sink = nil
      } catch {
        throw TableError(error, code: .unwritable)
      }
    }
    // CFITSIO insists on creating the file itself.
    unlink(place)
    file = try FITSFile(creating: place, name: name)
    do { try atomic?.takeOver() } catch { throw TableError(error, code: .unwritable) }
  }

  func append(_ chunk: TableChunk) throws(TableError) {
    precondition(
      chunk.columns.count == schema.columns.count,
      "a chunk of \(chunk.columns.count) columns for a table of \(schema.columns.count)")
    guard chunk.rowCount > 0 else { return }
    var texts: [Int: TextBlock] = [:]
    for (index, column) in chunk.columns.enumerated() where schema.columns[index].type == .text {
      texts[index] = try TextBlock(column)
    }
    if isStarted { try widen(texts) } else { try start(texts) }
    try write(chunk, texts)
    rowsWritten += chunk.rowCount
  }

  func finish() throws(TableError) {
    if !isStarted { try start([:]) }
    for index in schema.columns.indices where hasNull[index] {
      try check { pointer, status in
        ffpkyj(pointer, "TNULL\(index + 1)", LONGLONG(Int64.min), "missing", status)
      }
    }
    try file.close()
    if let sink, let scratch {
      let source = try ByteSource(path: scratch.path)
      var isOpen = true
      while isOpen {
        var failure: TableError?
        try sink.append { output in
          do throws(TableError) { isOpen = try source.read(256 * 1024, into: &output) } catch {
            failure = error
          }
        }
        if let failure { throw failure }
      }
      try sink.finish()
    } else {
      do { try atomic?.commit() } catch {
        throw TableError(error, code: .unwritable)
      }
    }
    atomic = nil
    scratch = nil
  }

  private func check(
    _ call: (UnsafeMutablePointer<fitsfile>, UnsafeMutablePointer<Int32>) -> Int32
  ) throws(TableError) {
    try file.check(TablePlace(file: name), code: .unwritable) { _ = call($0, $1) }
  }

  /// Writes the header, once the first rows tell how wide text is.
  private func start(_ texts: [Int: TextBlock]) throws(TableError) {
    isStarted = true
    for (index, text) in texts { textWidths[index] = text.width }
    let names = CStrings(schema.columns.map { FITSText.encoded($0.name) })
    let forms = CStrings(schema.columns.indices.map(form))
    let units = CStrings(schema.columns.map { FITSText.encoded($0.unit ?? "") })
    try check { pointer, status in
      ffcrtb(
        pointer, BINARY_TBL, 0, Int32(schema.columns.count), names.pointers, forms.pointers,
        units.pointers, nil, status)
    }
    for (index, column) in schema.columns.enumerated() {
      if let ucd = column.ucd { try writeKey("TUCD\(index + 1)", ucd, remark: "UCD") }
      if let meaning = column.meaning {
        try writeKey("TCOMM\(index + 1)", meaning, remark: "meaning")
      }
    }
    for remark in schema.metadata { try write(remark) }
    // Room for the nulls, which are only known at the end.
    try check { pointer, status in ffhdef(pointer, Int32(schema.columns.count), status) }
  }

  private func form(_ index: Int) -> String {
    switch schema.columns[index].type {
    case .bool: "L"
    case .int64: "K"
    case .float32: "E"
    case .float64: "D"
    case .float64Vector(let width): "\(width)D"
    case .text: "\(max(textWidths[index], 1))A"
    }
  }

  private func writeKey(_ key: String, _ value: String, remark: String?) throws(TableError) {
    try check { pointer, status in
      let text = FITSText.encoded(value)
      if text.utf8.count > 60 { ffplsw(pointer, status) }
      return ffpkls(pointer, key, text, remark, status)
    }
  }

  /// Writes a keyword of more than eight characters, continued on further cards if need be.
  ///
  /// CFITSIO 4.2 loses characters of a long value where it continues such a keyword.
  private func writeHierarchyKey(_ key: String, _ value: String) throws(TableError) {
    var cards: [String] = []
    var card = "HIERARCH \(key)= '"
    for character in FITSText.encoded(value) {
      let text = character == "'" ? "''" : String(character)
      // Room for the mark of continuation and the closing quote.
      if card.utf8.count + text.utf8.count > 78 {
        cards.append(card + "&'")
        card = "CONTINUE  '"
      }
      card += text
    }
    cards.append(card + "'")
    for card in cards {
      try check { pointer, status in ffprec(pointer, card, status) }
    }
  }

  /// A remark becomes a keyword if its key can be one and says nothing about the layout, else a comment.
  ///
  /// Keys of more than eight characters are written by the HIERARCH convention, in upper case.
  private func write(_ remark: TableMetadata) throws(TableError) {
    let key = remark.key.uppercased()
    let isKeyword =
      key.wholeMatch(of: #/[A-Z0-9_\-]{1,40}/#) != nil && key != "COMMENT" && key != "HISTORY"
      && !FITSHeader.isStructural(key)
    if isKeyword {
      if key.utf8.count > 8 {
        try writeHierarchyKey(key, remark.value)
      } else {
        try writeKey(key, remark.value, remark: nil)
      }
    } else {
      let isComment = key == "COMMENT" || key == "HISTORY"
      let text = FITSText.encoded(isComment ? remark.value : "\(remark.key): \(remark.value)")
      try check { pointer, status in
        key == "HISTORY" ? ffphis(pointer, text, status) : ffpcom(pointer, text, status)
      }
    }
  }

  /// Makes room for wider text, twice what is needed so that it seldom happens.
  private func widen(_ texts: [Int: TextBlock]) throws(TableError) {
    for (index, text) in texts where text.width > max(textWidths[index], 1) {
      textWidths[index] = 2 * text.width
      try check { pointer, status in
        ffmvec(pointer, Int32(index + 1), LONGLONG(textWidths[index]), status)
      }
    }
  }

  /// Writes whole rows, since CFITSIO would go through all of them for each column.
  private func write(_ chunk: TableChunk, _ texts: [Int: TextBlock]) throws(TableError) {
    var rows = FITSRows(rowCount: chunk.rowCount, widths: schema.columns.indices.map(width))
    for (index, column) in chunk.columns.enumerated() {
      switch schema.columns[index].type {
      case .bool: rows.set(index, bools: try column.boolCells())
      case .int64:
        var (values, missing) = try column.int64Cells()
        if let missing {
          hasNull[index] = true
          for row in values.indices where missing[row] { values[row] = .min }
        }
        rows.set(index, values.map { UInt64(bitPattern: $0) })
      case .float32: rows.set(index, try column.float32Cells().map(\.bitPattern))
      case .float64: rows.set(index, try column.float64Cells().map(\.bitPattern))
      case .float64Vector(let width):
        rows.set(index, try column.vectorCells(width: width).map(\.bitPattern))
      case .text:
        guard let text = texts[index] else { preconditionFailure("text \(index) is not prepared") }
        rows.set(index, text)
      }
    }
    let first = LONGLONG(rowsWritten + 1)
    try check { pointer, status in
      rows.bytes.withUnsafeMutableBufferPointer {
        ffptbb(pointer, first, 1, LONGLONG($0.count), $0.baseAddress, status)
      }
    }
  }

  /// Bytes of a cell.
  private func width(_ index: Int) -> Int {
    switch schema.columns[index].type {
    case .bool: 1
    case .float32: 4
    case .int64, .float64: 8
    case .float64Vector(let width): 8 * width
    case .text: max(textWidths[index], 1)
    }
  }
}
