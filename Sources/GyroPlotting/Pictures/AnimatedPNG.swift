// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of one size, put together as an animation that browsers play.

internal import GyroEssentials
internal import GyroPlatform

/// PNG pictures as frames of an animated PNG.
///
/// > Source: W3C, *Portable Network Graphics (PNG) Specification (Third Edition)*, sections 5 and 11.3.6:
/// > `acTL` counts the frames, `fcTL` opens each, and `fdAT` holds what `IDAT` held.
enum AnimatedPNG {
  private struct Chunk {
    let type: String
    let data: Data
  }

  private static let signature = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

  /// The animation; nil unless all frames are PNG pictures of one kind and size.
  static func bytes(frames: [Data], milliseconds: Int) -> Data? {
    let pictures = frames.compactMap(chunks)
    guard pictures.count == frames.count, let first = pictures.first,
      let header = first.first(where: { $0.type == "IHDR" })?.data, header.count == 13,
      pictures.allSatisfy({ $0.first { $0.type == "IHDR" }?.data == header })
    else { return nil }
    var result = signature
    result += chunk("IHDR", header)
    result += chunk("acTL", word(frames.count) + word(0))
    var sequence = 0
    for (index, picture) in pictures.enumerated() {
      // Size as the header has it, no offset, the delay as a fraction of a second, nothing disposed or blended.
      let delay = Data([UInt8(milliseconds >> 8 & 255), UInt8(milliseconds & 255), 3, 232])
      result += chunk(
        "fcTL",
        word(sequence) + header.prefix(8) + word(0) + word(0) + delay + Data([0, 0]))
      sequence += 1
      for part in picture where part.type == "IDAT" {
        if index == 0 {
          result += chunk("IDAT", part.data)
        } else {
          result += chunk("fdAT", word(sequence) + part.data)
          sequence += 1
        }
      }
    }
    return result + chunk("IEND", Data())
  }

  /// Whether bytes are a PNG picture from beginning to end, each chunk with its checksum.
  static func isComplete(_ bytes: Data) -> Bool { chunks(bytes) != nil }

  /// The chunks of a picture; nil unless all are there, up to the one that ends it.
  private static func chunks(_ bytes: Data) -> [Chunk]? {
    guard bytes.starts(with: signature) else { return nil }
    func word(_ bytes: Data) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
    var rest = bytes.dropFirst(signature.count)
    var chunks: [Chunk] = []
    while rest.count >= 12 {
      let length = word(rest.prefix(4))
      guard rest.count >= 12 + length else { return nil }
      let body = rest.dropFirst(4).prefix(4 + length)
      guard word(rest.dropFirst(8 + length).prefix(4)) == Int(checksum(body)) else { return nil }
      let type = String(decoding: body.prefix(4), as: UTF8.self)
      chunks.append(Chunk(type: type, data: Data(body.dropFirst(4))))
      rest = rest.dropFirst(12 + length)
    }
    return rest.isEmpty && chunks.last?.type == "IEND" ? chunks : nil
  }

  private static func chunk(_ type: String, _ data: Data) -> Data {
    let body = Data(type.utf8) + data
    return word(data.count) + body + word(Int(checksum(body)))
  }

  private static func word(_ value: Int) -> Data {
    Data([24, 16, 8, 0].map { UInt8(value >> $0 & 255) })
  }

  /// CRC-32 as PNG has it (polynomial 0xEDB88320, reflected).
  static func checksum(_ bytes: Data) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8) }
    return ~sum
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
}
