// SPDX-License-Identifier: GPL-3.0-or-later
// Finds out what the columns of a table hold whose format does not say, by reading it twice.

/// A reader that knows the types of the columns of delimited text.
///
/// A column is of whole numbers if every cell is one and reads back as it was written, so that `007`
/// stays text; else of doubles, unless a cell is made of digits that a double would not give back; else
/// of truth values if every cell is `true` or `false`; else text. Identifiers, known by the names of
/// their columns, are whole numbers or text and nothing else. The cells themselves stay as they are.
struct TypeInferringReader: TableReader {
  let schema: TableSchema
  private var rows: any TableReader

  init(
    first: ByteSource, second: ByteSource,
    open: (ByteSource) throws(TableError) -> any TableReader
  ) throws(TableError) {
    var reader = try open(first)
    var evidence = reader.schema.columns.map { Evidence(isIdentifier: $0.isIdentifier) }
    while let chunk = try reader.next(upTo: 8192) {
      for (index, column) in chunk.columns.enumerated() { evidence[index].add(column) }
    }
    rows = try open(second)
    var columns = rows.schema.columns
    for index in columns.indices { columns[index].type = evidence[index].type }
    schema = rows.schema.replacing(columns)
  }

  var fractionRead: Double? { rows.fractionRead }

  var warnings: [TableWarning] { rows.warnings }

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
  private var canBeDouble: Bool
  private var canBeBool: Bool
  private var hasNaN = false
  private var hasValue = false
  /// Whether there is a point or an exponent, so that the column is of measurements.
  private var hasDecimal = false
  /// Whether there are digits of which a double would lose some: `007`, or more than 2⁵³.
  private var hasFragileDigits = false
  /// Whether there is a `+5` or a `-0`, which only a column of measurements may respell.
  private var hasNeedlessSign = false

  init(isIdentifier: Bool) { (canBeDouble, canBeBool) = (!isIdentifier, !isIdentifier) }

  var type: ColumnType {
    if !hasValue { return hasNaN && canBeDouble ? .float64 : .text }
    if canBeInteger { return .int64 }
    if canBeDouble, !hasFragileDigits, hasDecimal || !hasNeedlessSign { return .float64 }
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
        guard let digits = Self.digits(of: cell) else {
          canBeInteger = false
          hasDecimal = true
          if canBeDouble { canBeDouble = DecimalNumber.double(cell) != nil }
          return
        }
        let isZeroPadded = digits.count > 1 && digits.first == UInt8(ascii: "0")
        let isSigned = digits.count < cell.count
        let isNegativeZero = isSigned && digits.allSatisfy { $0 == UInt8(ascii: "0") }
        let integer = DecimalNumber.int64(cell)
        if isZeroPadded || (integer?.magnitude ?? .max) > 1 << 53 { hasFragileDigits = true }
        if isNegativeZero || cell.first == UInt8(ascii: "+") { hasNeedlessSign = true }
        if isZeroPadded || isNegativeZero || integer == nil || cell.first == UInt8(ascii: "+") {
          canBeInteger = false
        }
      }
    }
  }

  /// The digits after an optional sign; nil where there is anything else.
  private static func digits(of cell: UnsafeBufferPointer<UInt8>) -> Slice<
    UnsafeBufferPointer<UInt8>
  >? {
    let isSigned = cell.first == UInt8(ascii: "-") || cell.first == UInt8(ascii: "+")
    let digits = isSigned ? cell.dropFirst() : cell[...]
    return !digits.isEmpty && digits.allSatisfy { $0 &- 48 < 10 } ? digits : nil
  }
}
