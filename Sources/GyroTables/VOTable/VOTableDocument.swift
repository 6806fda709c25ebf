// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the elements of a VOTable: first the header, then rows as they are asked for.

internal import GyroFiles

/// The state of reading one VOTable document.
final class VOTableDocument: XMLScannerOwner {
  /// Some rows, column by column; lines where the rows are text.
  struct Rows {
    var columns: [ColumnStorage]
    var lines: [Int]?
  }

  private enum Stage { case header, rows, finished }

  /// Bytes before the first row; no honest header is longer, and what it says is kept in memory.
  private static let headerByteLimit = 32 << 20
  /// Names of elements; Expat remembers each of them.
  private static let elementNameLimit = 4096

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
      if name[0] == 0x54, name[1] == 0x44 || name[1] == 0x52, name[2] == 0 {
        self = name[1] == 0x44 ? .cell : .row
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
  /// Whether the element TABLE of the table that is read is still open.
  private var isInFirstTable = true
  private(set) var metadata: [TableMetadata] = []
  private var elements: [Element] = []
  /// Text of the element at hand, where anyone wants it.
  private var text: [UInt8] = []
  private var isCollecting = false
  /// What a service says of its query, in the INFO element that is being read.
  private var queryStatus: String?
  /// What services said in an INFO element named Error, as they did before QUERY_STATUS.
  private var queryFailure: String?
  private var wanted = 0
  private var unknownNames: Set<String> = []
  private var tablesBehind = 0
  /// Whether the document says that its table was cut off by the service.
  private(set) var overflow: (place: TablePlace, words: String)?

  private var cells = VOTableTextRows([])
  private var binary: VOTableBinaryRows?

  init(_ source: ByteSource) {
    scanner = XMLScanner(source, owner: self)
  }

  private var place: TablePlace { scanner?.place ?? TablePlace(file: name) }

  /// Reads up to the first row.
  func readHeader() throws(TableError) -> TableSchema {
    while stage == .header, let scanner, !scanner.isAtEnd {
      try scanner.advance()
      guard stage != .header || scanner.bytesFed <= Self.headerByteLimit else {
        throw TableError(
          .tooLarge, at: place,
          found: "more than \(Self.headerByteLimit >> 20) MiB before the first row",
          expected: "a header of sensible length")
      }
    }
    guard !fields.isEmpty else {
      throw TableError(
        .malformedHeader, at: place,
        found: queryFailure.map { "a failed query: \($0)" } ?? "no TABLE with a FIELD",
        expected: "a table")
    }
    return TableSchema(
      naming: fields.map(\.description), metadata: metadata)
  }

  /// What the user should know about the table.
  var warnings: [TableWarning] {
    var warnings: [TableWarning] = []
    if let overflow {
      warnings.append(
        TableWarning(
          at: overflow.place,
          "the table is not complete: the service that wrote it stopped at a limit "
            + "(QUERY_STATUS OVERFLOW\(overflow.words)). Ask it for more rows, or in parts"))
    }
    if tablesBehind > 0 {
      warnings.append(
        TableWarning(
          at: TablePlace(file: name),
          "only the first of \(tablesBehind + 1) tables of the document is read"))
    }
    return warnings
  }

  /// The next rows; nil after the last.
  func rows(upTo count: Int) throws(TableError) -> Rows? {
    wanted = count
    if binary != nil {
      if let rows = try binaryRows(count) { return rows }
    } else {
      while stage == .rows, cells.count < count, !cells.isFull { try advance() }
      if cells.count > 0 { return cells.take(fields.count) }
    }
    // A service says behind the table whether it is whole.
    while scanner?.isAtEnd == false { try scanner?.advance() }
    return nil
  }

  private func binaryRows(_ count: Int) throws(TableError) -> Rows? {
    while true {
      try binary?.decode(upTo: count, file: name)
      if let binary, binary.rowCount >= count || binary.isFull || stage != .rows { break }
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
    let element = Element(name)
    if element == .other {
      unknownNames.insert(String(cString: name))
      guard unknownNames.count <= Self.elementNameLimit else {
        throw TableError(
          .tooLarge, at: place, found: "more than \(Self.elementNameLimit) names of elements",
          expected: "those of VOTable")
      }
    }
    let name = element
    elements.append(name)
    switch (stage, name) {
    case (.header, .info) where attributes["name"]?.uppercased() == "QUERY_STATUS",
      (.finished, .info) where attributes["name"]?.uppercased() == "QUERY_STATUS":
      queryStatus = (attributes["value"] ?? "").trimmed.uppercased()
      collect()
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
      if key.lowercased() == "error" { queryFailure = value }
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
    case (.rows, _):
      throw TableError(
        .malformedData, at: rowPlace, found: "another element among the rows",
        expected: "rows and nothing else")
    case (.finished, .stream) where isInFirstTable, (.finished, .tableData) where isInFirstTable,
      (.finished, .binary) where isInFirstTable, (.finished, .binary2) where isInFirstTable,
      (.finished, .fits) where isInFirstTable, (.finished, .parquet) where isInFirstTable:
      throw TableError(
        .malformedData, at: place, found: "more rows behind the end of the rows",
        expected: "the rows of a table in one place")
    case (.finished, .tableData), (.finished, .binary), (.finished, .binary2), (.finished, .fits),
      (.finished, .parquet):
      tablesBehind += 1
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
    case (.header, .info) where queryStatus != nil, (.finished, .info) where queryStatus != nil:
      try endQueryStatus()
    case (.header, .table) where !fields.isEmpty:
      stage = .finished
      isInFirstTable = false
    case (.finished, .table): isInFirstTable = false
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

  /// Obeys what the service says: ERROR, OVERFLOW or OK (DALI 1.1, section 4.4).
  private func endQueryStatus() throws(TableError) {
    let words = takeText().trimmed
    let status = queryStatus ?? ""
    queryStatus = nil
    if status == "ERROR" {
      throw TableError(
        fields.isEmpty ? .malformedHeader : .truncated, at: place,
        found: "a failed query: \(words.prefix(200))", expected: "a whole table",
        hint: "Ask the service again")
    }
    metadata.removeAll { $0.key == "QUERY_STATUS" }
    metadata.append(TableMetadata(key: "QUERY_STATUS", value: status))
    if status == "OVERFLOW" { overflow = (place, words.isEmpty ? "" : ": \(words.prefix(200))") }
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
