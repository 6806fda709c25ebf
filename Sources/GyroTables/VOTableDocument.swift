// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the elements of a VOTable: first the header, then rows as they are asked for.

/// The state of reading one VOTable document.
final class VOTableDocument: XMLScannerOwner {
  /// Some rows, column by column; lines where the rows are text.
  struct Rows {
    var columns: [ColumnStorage]
    var lines: [Int]?
  }

  private enum Stage { case header, rows, finished }

  /// The elements that matter here.
  private enum Element: String {
    case row = "TR"
    case cell = "TD"
    case field = "FIELD"
    case values = "VALUES"
    case info = "INFO"
    case parameter = "PARAM"
    case group = "GROUP"
    case description = "DESCRIPTION"
    case table = "TABLE"
    case resource = "RESOURCE"
    case document = "VOTABLE"
    case tableData = "TABLEDATA"
    case binary = "BINARY"
    case binary2 = "BINARY2"
    case stream = "STREAM"
    case fits = "FITS"
    case parquet = "PARQUET"
    case other

    /// Reads a name, with or without a namespace prefix; rows and cells come by the million.
    init(_ name: UnsafePointer<CChar>) {
      if name[0] == 0x54, name[1] != 0, name[2] == 0 {
        if name[1] == 0x44 { self = .cell } else { self = name[1] == 0x52 ? .row : .other }
        return
      }
      let text = String(cString: name)
      let local = text.firstIndex(of: ":").map { String(text[text.index(after: $0)...]) } ?? text
      self = Element(rawValue: local) ?? .other
    }
  }

  var name: String { scanner?.source.name ?? "" }

  var fractionRead: Double? { scanner?.source.fractionRead }

  private var scanner: XMLScanner?
  private var stage = Stage.header
  private var fields: [VOTableField] = []
  private var isInField = false
  private var metadata: [TableMetadata] = []
  private var elements: [Element] = []
  /// Text of the element at hand, where anyone wants it.
  private var text: [UInt8] = []
  private var isCollecting = false
  private var queryFailure: String?
  private var wanted = 0

  private var cells = VOTableTextRows([])
  private var binary: VOTableBinaryRows?

  init(_ source: ByteSource) {
    scanner = XMLScanner(source, owner: self)
  }

  private var place: TablePlace { scanner?.place ?? TablePlace(file: name) }

  /// Reads up to the first row.
  func readHeader() throws(TableError) -> TableSchema {
    while stage == .header, scanner?.isAtEnd == false { try scanner?.advance() }
    guard !fields.isEmpty else {
      throw TableError(
        .malformedHeader, at: place,
        found: queryFailure.map { "a failed query: \($0)" } ?? "no TABLE with a FIELD",
        expected: "a table")
    }
    return try TableSchema(
      checking: fields.map(\.description), metadata: metadata, place: TablePlace(file: name))
  }

  /// The next rows; nil after the last.
  func rows(upTo count: Int) throws(TableError) -> Rows? {
    wanted = count
    if binary != nil { return try binaryRows(count) }
    while stage == .rows, cells.count < count, !cells.isFull { try advance() }
    return cells.count > 0 ? cells.take(fields.count) : nil
  }

  private func binaryRows(_ count: Int) throws(TableError) -> Rows? {
    while true {
      try binary?.decode(upTo: count, file: name)
      if let rows = binary?.rowCount, rows >= count || stage != .rows { break }
      try advance()
    }
    try binary?.decode(upTo: count, file: name)
    guard let columns = binary?.take() else { return nil }
    return Rows(columns: columns, lines: nil)
  }

  private func advance() throws(TableError) {
    guard scanner?.isAtEnd == false else {
      throw TableError(
        .truncated, at: place, found: "the end of the document inside the rows",
        expected: "their closing tag")
    }
    try scanner?.advance()
  }

  // MARK: Elements

  func start(_ name: UnsafePointer<CChar>, _ attributes: [String: String]) throws(TableError) {
    let name = Element(name)
    elements.append(name)
    switch (stage, name) {
    case (.header, .field) where isInTable:
      guard fields.count < DelimitedReader.columnLimit else {
        throw TableError(
          .tooLarge, at: place, found: "more than \(DelimitedReader.columnLimit) fields",
          expected: "fewer")
      }
      fields.append(try VOTableField(attributes, number: fields.count + 1, at: place))
      isInField = true
    case (.header, .values) where parent == .field && isInField:
      if let null = attributes["null"], !null.isEmpty { fields[fields.count - 1].null = null }
    case (.header, .info), (.header, .parameter):
      guard let key = attributes["name"], parent != .group else { return }
      let value = attributes["value"] ?? ""
      if key == "QUERY_STATUS", value.uppercased() == "ERROR" { collect() }
      metadata.append(TableMetadata(key: key, value: value))
    case (.header, .description): collect()
    case (.header, .tableData): startRows()
    case (.header, .binary), (.header, .binary2):
      binary = VOTableBinaryRows(fields, hasNullFlags: name == .binary2)
    case (.header, .stream) where parent == .binary || parent == .binary2:
      try startStream(attributes)
    case (.header, .fits), (.header, .parquet):
      throw TableError(
        .unsupported, at: place, found: "rows as \(name.rawValue) inside VOTable",
        expected: "TABLEDATA, BINARY or BINARY2", hint: "Save the table as one of these")
    case (.rows, .row) where binary == nil:
      guard parent == .tableData, cells.startRow(line: scanner?.line ?? 0) else {
        throw TableError(
          .malformedData, at: rowPlace, found: "a row inside a row", expected: "its closing tag")
      }
    case (.rows, .cell) where binary == nil && parent == .row:
      if attributes["encoding"] != nil {
        throw TableError(
          .unsupported, at: place, found: "an encoded cell", expected: "plain text")
      }
      guard cells.startCell() else {
        throw TableError(
          .raggedRow, at: rowPlace, found: "more than \(fields.count) cells",
          expected: "\(fields.count), one for each FIELD")
      }
      isCollecting = true
    default: break
    }
  }

  func end(_ name: UnsafePointer<CChar>) throws(TableError) {
    let name = Element(name)
    defer { elements.removeLast() }
    switch (stage, name) {
    case (.header, .description):
      let words = takeText().split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if parent == .field, isInField, !words.isEmpty {
        fields[fields.count - 1].description.meaning = words
      } else if [.table, .resource, .document].contains(parent), !words.isEmpty {
        metadata.append(TableMetadata(key: "description", value: words))
      }
    case (.header, .field): isInField = false
    case (.header, .info) where isCollecting: queryFailure = takeText().trimmed
    case (.header, .table) where !fields.isEmpty: stage = .finished
    case (.rows, .cell) where binary == nil && parent == .row:
      isCollecting = false
      cells.endCell()
    case (.rows, .row) where binary == nil && parent == .tableData:
      guard cells.cellsInRow == fields.count else {
        throw TableError(
          .raggedRow, at: rowPlace, found: "\(cells.cellsInRow) cells",
          expected: "\(fields.count), one for each FIELD")
      }
      cells.endRow()
      if cells.count >= wanted || cells.isFull { scanner?.pause() }
    case (.rows, .tableData) where binary == nil: stage = .finished
    case (.rows, .stream) where binary != nil:
      stage = .finished
      binary?.isComplete = true
    default: break
    }
  }

  func add(_ bytes: UnsafeBufferPointer<UInt8>) throws(TableError) {
    if stage == .rows, binary != nil {
      if elements.last == .stream { try binary?.add(base64: bytes, at: place) }
      return
    }
    guard isCollecting else { return }
    let isCell = stage == .rows
    let count = isCell ? cells.byteCountOfCell : text.count
    guard count + bytes.count <= DelimitedScanner.recordByteLimit else {
      throw TableError(
        .tooLarge, at: place,
        found: "more than \(DelimitedScanner.recordByteLimit >> 20) MiB in one cell",
        expected: "a cell of sensible length")
    }
    if isCell { cells.add(bytes) } else { text.append(contentsOf: bytes) }
  }

  private func collect() {
    text.removeAll(keepingCapacity: true)
    isCollecting = true
  }

  private func startRows() {
    cells = VOTableTextRows(fields)
    stage = .rows
    scanner?.pause()
  }

  private func startStream(_ attributes: [String: String]) throws(TableError) {
    if let address = attributes["href"] {
      throw TableError(
        .unsupported, at: place, found: "rows in another file, \(address)",
        expected: "rows inside the document", hint: "Fetch that file by itself")
    }
    guard attributes["encoding"] == "base64" else {
      throw TableError(
        .unsupported, at: place, found: "the encoding \"\(attributes["encoding"] ?? "none")\"",
        expected: "base64")
    }
    startRows()
  }

  private var parent: Element { elements.count > 1 ? elements[elements.count - 2] : .other }

  private var isInTable: Bool {
    parent == .table || parent == .group && elements.contains(.table)
  }

  private var rowPlace: TablePlace {
    TablePlace(file: name, line: scanner?.line, row: cells.total + 1)
  }

  private func takeText() -> String {
    isCollecting = false
    return String(decoding: text, as: UTF8.self)
  }
}
