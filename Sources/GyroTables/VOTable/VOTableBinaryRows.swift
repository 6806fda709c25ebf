// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a BINARY or BINARY2 stream: base64, then big-endian cells one after the other.

/// Bytes of a stream collected, and rows decoded from them as they are asked for.
struct VOTableBinaryRows {
  private let fields: [VOTableField]
  private let hasNullFlags: Bool
  private var columns: [VOTableBinaryColumn]
  private var bytes: [UInt8] = []
  private var position = 0
  private var sextets: UInt32 = 0
  private var sextetCount = 0
  private var isPadded = false
  private var total = 0

  /// Whether the budget of a chunk is spent.
  private(set) var isFull = false
  private var budget = ChunkBudget()

  /// Rows decoded and not yet taken.
  private(set) var rowCount = 0
  /// Whether the stream has ended.
  var isComplete = false

  init(_ fields: [VOTableField], hasNullFlags: Bool) {
    (self.fields, self.hasNullFlags) = (fields, hasNullFlags)
    columns = fields.map(VOTableBinaryColumn.init)
  }

  mutating func add(
    base64 text: UnsafeBufferPointer<UInt8>, at place: TablePlace
  ) throws(TableError) {
    for byte in text {
      if byte.isBlank { continue }
      if byte == UInt8(ascii: "=") {
        isPadded = true
        continue
      }
      guard let value = Self.sextet(byte), !isPadded else {
        throw TableError(
          .malformedData, at: place,
          found: isPadded
            ? "base64 that goes on after its end" : "the byte 0x\(String(byte, radix: 16))",
          expected: "base64")
      }
      sextets = sextets << 6 | UInt32(value)
      sextetCount += 1
      // A byte is complete whenever eight bits are there: after two, three and four sextets.
      if sextetCount > 1 {
        bytes.append(UInt8(truncatingIfNeeded: sextets >> (6 - 2 * UInt32(sextetCount - 1))))
      }
      if sextetCount == 4 { (sextets, sextetCount) = (0, 0) }
    }
  }

  private static func sextet(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// Decodes what is there, up to so many rows.
  mutating func decode(upTo count: Int, file: String) throws(TableError) {
    while rowCount < count, !isFull {
      var reader = BigEndianReader(bytes, from: position)
      do {
        guard try decodeRow(&reader, file) else { break }
      }
      position = reader.position
      rowCount += 1
      total += 1
    }
    if position > 1 << 20 || position == bytes.count {
      bytes.removeFirst(position)
      position = 0
    }
    if isComplete, rowCount < count, !isFull, position < bytes.count {
      throw TableError(
        .truncated, at: TablePlace(file: file, row: total + 1),
        found: "\(bytes.count - position) bytes at the end of the stream",
        expected: "a whole row")
    }
  }

  /// Decodes one row; false if its end has not come yet, and then nothing has changed.
  private mutating func decodeRow(
    _ reader: inout BigEndianReader, _ file: String
  ) throws(TableError) -> Bool {
    guard !fields.isEmpty else { return false }
    let start = reader.position
    let flagBytes = hasNullFlags ? (fields.count + 7) / 8 : 0
    // A first pass finds the end of the row, so that columns never hold half of one.
    reader.position += flagBytes
    for (index, field) in fields.enumerated() {
      guard let length = try reader.skip(field, TablePlace(file: file, row: total + 1)) else {
        return false
      }
      guard length <= ChunkBudget.byteLimit, reader.position - start <= ChunkBudget.byteLimit
      else {
        let isCell = length > ChunkBudget.byteLimit
        throw TableError(
          .tooLarge,
          at: TablePlace(file: file, row: total + 1, column: fields[index].description.name),
          found: isCell
            ? "a cell of \(length) bytes" : "a row of more than \(ChunkBudget.byteLimit) bytes",
          expected: "a \(isCell ? "cell" : "row") of sensible length")
      }
    }
    guard reader.position <= bytes.count, reader.position > start else { return false }
    // Spelled out or widened, a byte becomes at most eight; each cell has bounds or a mark of its own.
    isFull = !budget.take(8 * (reader.position - start) + 16 * fields.count)
    reader.position = start + flagBytes
    for index in fields.indices {
      let isNull =
        hasNullFlags && bytes[start + index / 8] & (0x80 >> UInt8(index % 8)) != 0
      let column = fields[index].description.name
      try columns[index].append(
        &reader, isNull: isNull, at: TablePlace(file: file, row: total + 1, column: column))
    }
    return true
  }

  /// Hands the rows over; nil if there are none.
  mutating func take() -> [ColumnStorage]? {
    guard rowCount > 0 else { return nil }
    defer {
      columns = fields.map(VOTableBinaryColumn.init)
      rowCount = 0
      budget = ChunkBudget()
      isFull = false
    }
    return columns.map(\.storage)
  }
}

/// Numbers in network byte order out of an array.
struct BigEndianReader {
  let bytes: [UInt8]
  var position: Int

  init(_ bytes: [UInt8], from position: Int) { (self.bytes, self.position) = (bytes, position) }

  /// Passes over a cell; its length in bytes, or nil if the length itself is not there yet.
  mutating func skip(_ field: VOTableField, _ place: TablePlace) throws(TableError) -> Int? {
    let count: Int
    switch field.size {
    case .one: count = 1
    case .fixed(let size): count = size
    case .variable(let unit):
      guard position + 4 <= bytes.count else { return nil }
      let (size, overflow) = Int(integer(UInt32.self)).multipliedReportingOverflow(by: unit)
      count = overflow ? .max / 32 : size
    }
    let length = field.datatype == .bit ? (count + 7) / 8 : count * field.datatype.width
    position += length
    return length
  }

  /// The next whole number; it must be there.
  mutating func integer<Value: FixedWidthInteger>(_: Value.Type) -> Value {
    var value: Value = 0
    for _ in 0..<MemoryLayout<Value>.size {
      value = value << 8 | Value(truncatingIfNeeded: bytes[position])
      position += 1
    }
    return value
  }

  mutating func float() -> Float { Float(bitPattern: integer(UInt32.self)) }

  mutating func double() -> Double { Double(bitPattern: integer(UInt64.self)) }
}
