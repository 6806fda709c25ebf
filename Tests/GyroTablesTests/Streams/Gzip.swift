// SPDX-License-Identifier: GPL-3.0-or-later
// Gzip members made by hand, so that they can be damaged and nested at will.

/// One gzip member whose blocks are stored, not compressed (RFC 1951 and 1952).
func gzipMember(_ bytes: [UInt8]) -> [UInt8] {
  var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  var start = 0
  repeat {
    let block = bytes[start..<min(start + 65_535, bytes.count)]
    start += block.count
    let length = UInt16(block.count)
    member.append(start == bytes.count ? 1 : 0)
    member += [UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)]
    member += block
  } while start < bytes.count
  for word in [checksum(bytes), UInt32(bytes.count)] {
    member += (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
  }
  return member
}

/// The cyclic redundancy check of gzip, bit by bit.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
  var crc = UInt32.max
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return ~crc
}
