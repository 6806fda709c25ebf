// SPDX-License-Identifier: GPL-3.0-or-later
// Writes structures in the compact protocol of Apache Thrift, in which Parquet keeps all but the cells.

/// A structure in the making; fields are added in the order of their numbers.
///
/// > Source: "Thrift compact protocol encoding", thrift.apache.org.
struct ThriftStruct {
  private(set) var bytes: [UInt8] = []
  private var lastField = 0

  /// Codes of types, in fields and in lists.
  private enum Kind: UInt8 {
    case int32 = 5
    case int64, double, binary, list
    case structure = 12
  }

  /// The bytes with the mark behind the last field.
  private var closed: [UInt8] { bytes + [0] }

  /// The whole structure, for what is no field of another.
  var finished: [UInt8] { closed }

  mutating func add(_ field: Int, int32 value: Int) {
    begin(field, .int32)
    appendVariable(Self.zigzag(value))
  }

  mutating func add(_ field: Int, int64 value: Int) {
    begin(field, .int64)
    appendVariable(Self.zigzag(value))
  }

  mutating func add(_ field: Int, text: String) {
    begin(field, .binary)
    append(text)
  }

  mutating func add(_ field: Int, _ structure: ThriftStruct) {
    begin(field, .structure)
    bytes += structure.closed
  }

  mutating func add(_ field: Int, int32s values: [Int]) {
    beginList(field, .int32, count: values.count)
    for value in values { appendVariable(Self.zigzag(value)) }
  }

  mutating func add(_ field: Int, texts: [String]) {
    beginList(field, .binary, count: texts.count)
    for text in texts { append(text) }
  }

  mutating func add(_ field: Int, _ structures: [ThriftStruct]) {
    beginList(field, .structure, count: structures.count)
    for structure in structures { bytes += structure.closed }
  }

  private mutating func begin(_ field: Int, _ kind: Kind) {
    let step = field - lastField
    precondition((1...15).contains(step), "field \(field) after field \(lastField)")
    bytes.append(UInt8(step) << 4 | kind.rawValue)
    lastField = field
  }

  private mutating func beginList(_ field: Int, _ kind: Kind, count: Int) {
    begin(field, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind.rawValue)
    } else {
      bytes.append(0xF0 | kind.rawValue)
      appendVariable(UInt64(count))
    }
  }

  private mutating func append(_ text: String) {
    appendVariable(UInt64(text.utf8.count))
    bytes += text.utf8
  }

  private mutating func appendVariable(_ value: UInt64) {
    bytes.append(variable: value)
  }

  /// Small numbers of either sign as small ones without a sign.
  private static func zigzag(_ value: Int) -> UInt64 {
    UInt64(bitPattern: Int64(value) << 1 ^ Int64(value) >> 63)
  }
}

extension [UInt8] {
  /// Appends a number in groups of seven bits, the lowest first.
  mutating func append(variable value: UInt64) {
    var rest = value
    while rest > 0x7F {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Appends a number, the lowest byte first.
  mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
