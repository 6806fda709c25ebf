// SPDX-License-Identifier: GPL-3.0-or-later
// Gzip by hand, so that tests can pack what no library would.

/// Gzip members made of bytes that are stored or repeated.
enum GzipBytes {
  /// Packs without making anything smaller.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var blocks: [UInt8] = []
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65535)
      rest = rest.dropFirst(65535)
      let count = UInt16(block.count)
      blocks += [rest.isEmpty ? 1 : 0] + little(count) + little(~count) + block
    } while !rest.isEmpty
    return member(blocks, of: bytes)
  }

  /// Packs 1 + 258 × `runCount` zeros into 13 bits for each 258 of them.
  static func zeros(runCount: Int) -> [UInt8] {
    var (bytes, bits, bitCount): ([UInt8], UInt64, Int) = ([], 0, 0)
    func put(_ value: UInt64, _ count: Int) {
      bits |= value << UInt64(bitCount)
      bitCount += count
      while bitCount >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: bits))
        (bits, bitCount) = (bits >> 8, bitCount - 8)
      }
    }
    // The last block, with fixed codes, whose bits stand in reverse; then one zero.
    put(0b1, 1)
    put(0b01, 2)
    put(0b0000_1100, 8)
    // Copies of length 258 (code 11000101) from distance 1 (code 00000).
    for _ in 0..<runCount { put(0b0_0000_1010_0011, 13) }
    put(0, 7 + 7)
    return member(bytes, of: [UInt8](repeating: 0, count: 1 + 258 * runCount))
  }

  private static func member(_ blocks: [UInt8], of bytes: [UInt8]) -> [UInt8] {
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + blocks + little(checksum(bytes))
      + little(UInt32(truncatingIfNeeded: bytes.count))
  }

  private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let table = (0..<256).map { (byte: Int) -> UInt32 in
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
      return value
    }
    var sum = UInt32.max
    for byte in bytes { sum = (sum >> 8) ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
    return ~sum
  }
}
