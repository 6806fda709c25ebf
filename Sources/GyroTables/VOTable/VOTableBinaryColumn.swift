// SPDX-License-Identifier: GPL-3.0-or-later
// One column of a binary stream while its cells are decoded.

internal import GyroFiles

/// The cells of a column, decoded so far.
struct VOTableBinaryColumn {
  private let field: VOTableField
  private let null: Int64?
  private var bools: [UInt8] = []
  private var integers: [Int64] = []
  private var missing: [Bool] = []
  private var floats: [Float] = []
  private var doubles: [Double] = []
  private var text: [UInt8] = []
  private var bounds: [UInt32] = []

  init(_ field: VOTableField) {
    self.field = field
    null = field.null.flatMap { Int64($0.trimmed) }
  }

  var storage: ColumnStorage {
    switch field.description.type {
    case .bool: .bool(bools)
    case .int64: .int64(integers, missing: missing.contains(true) ? missing : nil)
    case .float32: .float32(floats)
    case .float64: .float64(doubles)
    case .float64Vector(let width): .float64Vector(doubles, width: width)
    case .text: .text(TextCells(bytes: text, bounds: bounds, stride: 1, offset: 0))
    }
  }

  /// Decodes one cell, all of which is there.
  mutating func append(
    _ reader: inout BigEndianReader, isNull: Bool, at place: TablePlace
  ) throws(TableError) {
    switch field.description.type {
    case .bool:
      let value = bool(&reader)
      bools.append(isNull ? 2 : value)
    case .int64:
      let value = integer(&reader)
      integers.append(value)
      missing.append(isNull || value == null)
    case .float32:
      let value = reader.float()
      floats.append(isNull ? .nan : value)
    case .float64:
      let value = reader.double()
      doubles.append(isNull ? .nan : value)
    case .float64Vector(let width):
      for _ in 0..<width {
        let value = number(&reader)
        doubles.append(isNull ? .nan : value)
      }
    case .text:
      bounds.append(UInt32(truncatingIfNeeded: text.count))
      let words = try words(&reader, at: place)
      if !isNull { text.append(contentsOf: words) }
      bounds.append(UInt32(truncatingIfNeeded: text.count))
    }
  }

  /// 0 false, 1 true, 2 unknown.
  private func bool(_ reader: inout BigEndianReader) -> UInt8 {
    let byte = reader.integer(UInt8.self)
    if field.datatype == .bit { return byte >> 7 }
    switch byte {
    case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "1"): return 1
    case UInt8(ascii: "F"), UInt8(ascii: "f"), UInt8(ascii: "0"): return 0
    default: return 2
    }
  }

  private func integer(_ reader: inout BigEndianReader) -> Int64 {
    switch field.datatype {
    case .short: Int64(reader.integer(Int16.self))
    case .int: Int64(reader.integer(Int32.self))
    case .long: reader.integer(Int64.self)
    default: Int64(reader.integer(UInt8.self))
    }
  }

  private func number(_ reader: inout BigEndianReader) -> Double {
    switch field.datatype {
    case .float, .floatComplex: Double(reader.float())
    case .double, .doubleComplex: reader.double()
    default: Double(integer(&reader))
    }
  }

  /// Text of a text cell; other cells that are no single number are spelled out.
  private func words(
    _ reader: inout BigEndianReader, at place: TablePlace
  ) throws(TableError) -> [UInt8] {
    let count =
      switch field.size {
      case .one: 1
      case .fixed(let size): size
      case .variable(let unit): Int(reader.integer(UInt32.self)) * unit
      }
    switch field.datatype {
    case .char:
      let end = reader.position + count
      defer { reader.position = end }
      let bytes = Array(reader.bytes[reader.position..<end].prefix { $0 != 0 })
      guard bytes.withUnsafeBufferPointer(UTF8Check.firstInvalid) == nil else {
        throw TableError(
          .invalidEncoding, at: place, found: "bytes that are neither ASCII nor UTF-8",
          expected: "ASCII")
      }
      return bytes
    case .unicodeChar:
      var units: [UInt16] = []
      for _ in 0..<count { units.append(reader.integer(UInt16.self)) }
      return Array(String(decoding: units.prefix { $0 != 0 }, as: UTF16.self).utf8)
    case .bit:
      var digits: [UInt8] = []
      for index in 0..<count {
        let byte = reader.bytes[reader.position + index / 8]
        digits.append(byte & (0x80 >> UInt8(index % 8)) == 0 ? 0x30 : 0x31)
      }
      reader.position += (count + 7) / 8
      return digits
    case .boolean:
      let letters = (0..<count).map { _ in ["F", "T", "?"][Int(bool(&reader))] }
      return Array(letters.joined(separator: " ").utf8)
    case .unsignedByte, .short, .int, .long:
      let numbers = (0..<count).map { _ in "\(integer(&reader))" }
      return Array(numbers.joined(separator: " ").utf8)
    case .float:
      let numbers = (0..<count).map { _ in "\(reader.float())" }
      return Array(numbers.joined(separator: " ").utf8)
    case .double, .floatComplex, .doubleComplex:
      let parts = field.datatype == .double ? count : 2 * count
      let numbers = (0..<parts).map { _ in "\(number(&reader))" }
      return Array(numbers.joined(separator: " ").utf8)
    }
  }
}
