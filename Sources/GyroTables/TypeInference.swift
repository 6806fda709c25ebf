// SPDX-License-Identifier: GPL-3.0-or-later
// Finds out what the columns of a table hold whose format does not say, by reading it twice.

/// A reader that knows the types of the columns of delimited text.
///
/// A column is of whole numbers if every cell is one and reads back as it was written, so that `007`
/// stays text; else of doubles, unless that would cost an identifier its last digits; else of truth
/// values if every cell is `true` or `false`; else text. The cells themselves stay as they are.
struct TypeInferringReader: TableReader {
  let schema: TableSchema
  private var rows: any TableReader

  init(
    first: ByteSource, second: ByteSource,
    open: (ByteSource) throws(TableError) -> any TableReader
  ) throws(TableError) {
    var reader = try open(first)
    var evidence = reader.schema.columns.map { _ in Evidence() }
    while let chunk = try reader.next(upTo: 8192) {
      for (index, column) in chunk.columns.enumerated() { evidence[index].add(column) }
    }
    rows = try open(second)
    var columns = rows.schema.columns
    for index in columns.indices { columns[index].type = evidence[index].type }
    schema = TableSchema(columns: columns, metadata: rows.schema.metadata)
  }

  var fractionRead: Double? { rows.fractionRead }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    guard let chunk = try rows.next(upTo: rowCount) else { return nil }
    return chunk.replacing(
      zip(chunk.columns, schema.columns).map { column, description in
        TableColumn(description, column.storage, origin: column.origin)
      })
  }
}

/// What the cells of a column have shown so far.
private struct Evidence {
  private var canBeInteger = true
  private var canBeDouble = true
  private var canBeBool = true
  private var hasNaN = false
  private var hasValue = false
  private var hasLongInteger = false

  var type: ColumnType {
    if !hasValue { return hasNaN ? .float64 : .text }
    if canBeInteger { return .int64 }
    if canBeDouble, !hasLongInteger { return .float64 }
    return canBeBool && !hasNaN ? .bool : .text
  }

  mutating func add(_ column: TableColumn) {
    guard case .text(let cells) = column.storage else { return }
    for row in 0..<cells.count where canBeInteger || canBeDouble || canBeBool {
      cells.withValue(at: row, nullWords: column.origin.nullWords) { cell in
        guard let cell else { return }
        if cell.spells("nan") {
          hasNaN = true
          return
        }
        hasValue = true
        if canBeBool { canBeBool = cell.spells("true") || cell.spells("false") }
        let integer = Self.isPlainInteger(cell) ? DecimalNumber.int64(cell) : nil
        if let integer {
          if integer.magnitude > 1 << 53 { hasLongInteger = true }
        } else {
          canBeInteger = false
          if canBeDouble { canBeDouble = DecimalNumber.double(cell) != nil }
        }
      }
    }
  }

  /// Digits after an optional minus, without leading zeros.
  private static func isPlainInteger(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = cell.first == UInt8(ascii: "-") ? cell.dropFirst() : cell[...]
    guard let first = digits.first, digits.allSatisfy({ $0 &- 48 < 10 }) else { return false }
    return first != UInt8(ascii: "0") || cell.count == 1
  }
}
