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

  enum Stage { case header, rows, finished }

  /// Bytes before the first row; no honest header is longer, and what it says is kept in memory.
  static let headerByteLimit = 32 << 20
  /// Names of elements; Expat remembers each of them.
  static let elementNameLimit = 4096

  /// The elements that matter here.
  enum Element: String {
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

  var scanner: XMLScanner?
  var stage = Stage.header
  var fields: [VOTableField] = []
  var isInField = false
  /// Whether the element TABLE of the table that is read is still open.
  var isInFirstTable = true
  var metadata: [TableMetadata] = []
  var elements: [Element] = []
  /// Text of the element at hand, where anyone wants it.
  var text: [UInt8] = []
  var isCollecting = false
  /// What a service says of its query, in the INFO element that is being read.
  var queryStatus: String?
  /// What services said in an INFO element named Error, as they did before QUERY_STATUS.
  var queryFailure: String?
  var wanted = 0
  var unknownNames: Set<String> = []
  var tablesBehind = 0
  /// Whether the document says that its table was cut off by the service.
  var overflow: (place: TablePlace, words: String)?

  var cells = VOTableTextRows([])
  var binary: VOTableBinaryRows?

  init(_ source: ByteSource) {
    scanner = XMLScanner(source, owner: self)
  }

  var place: TablePlace { scanner?.place ?? TablePlace(file: name) }

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

  func binaryRows(_ count: Int) throws(TableError) -> Rows? {
    while true {
      try binary?.decode(upTo: count, file: name)
      if let binary, binary.rowCount >= count || binary.isFull || stage != .rows { break }
      try advance()
    }
    try binary?.decode(upTo: count, file: name)
    guard let columns = binary?.take() else { return nil }
    return Rows(columns: columns, lines: nil)
  }

  func advance() throws(TableError) {
    guard scanner?.isAtEnd == false else {
      throw TableError(
        .truncated, at: place, found: "the end of the document inside the rows",
        expected: "their closing tag")
    }
    try scanner?.advance()
  }
}
