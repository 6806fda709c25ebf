// SPDX-License-Identifier: GPL-3.0-or-later
// What the elements of a VOTable do to the state of reading it.

internal import GyroFiles

extension VOTableDocument {
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
  func endQueryStatus() throws(TableError) {
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

  func collect() {
    text.removeAll(keepingCapacity: true)
    isCollecting = true
  }

  func startRows() {
    cells = VOTableTextRows(fields)
    stage = .rows
    scanner?.pause()
  }

  func startStream(_ attributes: [String: String]) throws(TableError) {
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

  var parent: Element { elements.count > 1 ? elements[elements.count - 2] : .other }

  var isInTable: Bool {
    parent == .table || parent == .group && elements.contains(.table)
  }

  var rowPlace: TablePlace {
    TablePlace(file: name, line: scanner?.line, row: cells.total + 1)
  }

  func takeText() -> String {
    isCollecting = false
    return String(decoding: text, as: UTF8.self)
  }
}
