// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers back from little-endian bytes, without a trap whatever the bytes are.

/// Reads numbers from little-endian bytes, one after the other.
///
/// Each is nil where the bytes left do not suffice; then nothing is taken.
package struct BinaryReader {
  private var rest: ArraySlice<UInt8>

  /// Starts at the first byte.
  package init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// Starts at the first byte of a part.
  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// How many bytes are left.
  package var remainingCount: Int { rest.count }

  /// The next bytes as they are.
  package mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  /// The next whole number, of as many bytes as its type has.
  package mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value?
  {
    numbers(1) { (value: Value) in value }?.first
  }

  /// The next number in IEEE double precision.
  package mutating func double() -> Double? { integer(UInt64.self).map(Double.init(bitPattern:)) }

  /// The next numbers in IEEE double precision.
  package mutating func doubles(_ count: Int) -> [Double]? {
    numbers(count, Double.init(bitPattern:))
  }

  /// The next numbers in IEEE single precision.
  package mutating func floats(_ count: Int) -> [Float]? {
    numbers(count, Float.init(bitPattern:))
  }

  private mutating func numbers<Value: FixedWidthInteger, Number>(
    _ count: Int, _ number: (Value) -> Number
  ) -> [Number]? {
    let size = MemoryLayout<Value>.size
    // By division: a count from a file may be of any size.
    guard count >= 0, count <= rest.count / size, let taken = bytes(count * size) else {
      return nil
    }
    return taken.withUnsafeBytes { raw in
      (0..<count).map {
        number(Value(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * size, as: Value.self)))
      }
    }
  }
}
