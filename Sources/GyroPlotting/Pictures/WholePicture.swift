// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a picture is there to its end: programs that draw do not always notice a full disk.

internal import Foundation

/// What a file that a program has drawn shall be.
enum WholePicture {
  case png, svg, pdf, gif

  /// Whether the bytes begin and end as such a file does.
  func holds(_ bytes: Data) -> Bool {
    switch self {
    case .png: AnimatedPNG.isWhole(bytes)
    case .svg:
      bytes.starts(with: Array("<?xml".utf8)) && Self.end(of: bytes, is: "</svg>")
    case .pdf: bytes.starts(with: Array("%PDF-".utf8)) && Self.end(of: bytes, is: "%%EOF")
    case .gif: Self.isWholeGIF([UInt8](bytes))
    }
  }

  private static func end(of bytes: Data, is words: String) -> Bool {
    let last = bytes.suffix(64)
    guard let end = last.lastIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      return false
    }
    return last[...end].suffix(words.utf8.count).elementsEqual(words.utf8)
  }

  /// Walks the blocks, since the last byte alone could stand at any cut.
  ///
  /// > Source: CompuServe, *Graphics Interchange Format, version 89a* (1990), sections 18 to 27.
  private static func isWholeGIF(_ bytes: [UInt8]) -> Bool {
    func colors(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
    guard bytes.count > 13, bytes.starts(with: Array("GIF8".utf8)) else { return false }
    var place = 13 + colors(bytes[10])
    var imageCount = 0
    while place < bytes.count {
      switch bytes[place] {
      case 0x3B: return imageCount > 0 && place == bytes.count - 1
      case 0x21: place += 2
      case 0x2C:
        guard place + 10 < bytes.count else { return false }
        // The descriptor, its colors, and the size of the codes.
        place += 10 + colors(bytes[place + 9]) + 1
        imageCount += 1
      default: return false
      }
      // Data in blocks of a counted length, up to one of none.
      while place < bytes.count, bytes[place] != 0 { place += 1 + Int(bytes[place]) }
      place += 1
    }
    return false
  }
}
