// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as little-endian bytes, the one binary form of every file that this package defines.

/// Bytes to which numbers are added, little-endian.
package struct BinaryWriter {
  /// All bytes so far.
  package private(set) var bytes: [UInt8]

  /// Goes on behind bytes that are there.
  package init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  /// Makes room for more bytes.
  package mutating func reserveCapacity(_ byteCount: Int) {
    bytes.reserveCapacity(bytes.count + byteCount)
  }

  /// Adds bytes as they are.
  package mutating func append(_ added: some Sequence<UInt8>) { bytes += added }

  /// Adds a whole number, in as many bytes as its type has.
  package mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  /// Adds a number in IEEE double precision, to the last bit.
  package mutating func append(_ value: Double) { append(value.bitPattern) }

  /// Adds numbers in IEEE double precision.
  package mutating func append(_ values: some Collection<Double>) {
    let patterns = values.map(\.bitPattern.littleEndian)
    patterns.withUnsafeBytes { bytes += $0 }
  }
}
