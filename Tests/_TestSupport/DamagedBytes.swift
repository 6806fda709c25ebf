// SPDX-License-Identifier: GPL-3.0-or-later
// Sound files, damaged in ways that a disk, a hurried editor or an ill will finds.

internal import GyroNumerics

/// Bytes with one to three damages, chosen by a seed: what a parser must survive.
///
/// Bits are flipped, the end is cut off, pieces are left out or doubled, digits are changed, and numbers
/// of text are replaced by those that break arithmetic.
///
/// - Parameters:
///   - bytes: A file that can be read.
///   - seed: Chooses the damages.
///   - start: Damages come at and behind this offset.
///   - end: Damages come before this offset; nil is the end of the bytes.
/// - Returns: Other bytes, nearly always.
public func damaged(
  _ bytes: [UInt8], seed: Int, from start: Int = 0, to end: Int? = nil
) -> [UInt8] {
  var random = RandomStream(seed: UInt64(seed)).child("damage")
  var result = bytes
  for _ in 0...random.nextIndex(below: 3) {
    let limit = min(end ?? result.count, result.count)
    guard limit > start else { return result }
    let place = start + random.nextIndex(below: limit - start)
    let length = min(1 + random.nextIndex(below: 24), limit - place)
    switch random.nextIndex(below: 8) {
    case 0, 1: result[place] ^= 1 << UInt8(random.nextIndex(below: 8))
    case 2: result.removeSubrange(place..<result.count)
    case 3: result.removeSubrange(place..<place + length)
    case 4: result.insert(contentsOf: Array(result[place..<place + length]), at: place)
    case 5:
      guard let digit = result[place..<limit].firstIndex(where: isDigit) else { continue }
      result[digit] = Array("0123456789-eE.,".utf8)[random.nextIndex(below: 15)]
    default:
      guard let first = result[place..<limit].firstIndex(where: isDigit) else { continue }
      let behind = result[first..<limit].firstIndex { !isDigit($0) } ?? limit
      let number = extremeNumbers[random.nextIndex(below: extremeNumbers.count)]
      result.replaceSubrange(first..<behind, with: Array(number.utf8))
    }
  }
  return result
}

/// Numbers as text that overflow, divide by zero, are none, or are more than one.
public let extremeNumbers = [
  "0", "-1", "9223372036854775807", "-9223372036854775808", "18446744073709551615",
  "1152921504606846976", "65536", "1e308", "-1e308", "1e400", "5e-324", "1e-30", "nan", "inf",
  "-inf",
  "", ",", "1,1", "2,1", "true", "null", "\"x\"", "[]", "0x10", "99999999999999999999999999",
]

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
