// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a picture is complete: programs that draw do not always notice a full disk.

internal import GyroEssentials
internal import GyroPlatform

/// The format of a file that a program has drawn.
enum PictureFormat: CaseIterable {
  case png, svg, pdf, gif

  /// The format that a terminal of gnuplot writes.
  init(_ terminal: GnuplotScript.Terminal) {
    switch terminal {
    case .png: self = .png
    case .svg: self = .svg
    case .pdf: self = .pdf
    }
  }

  /// Whether the bytes are a picture of this format from its beginning to its end.
  func isComplete(_ bytes: Data) -> Bool {
    switch self {
    case .png: AnimatedPNG.isComplete(bytes)
    case .svg:
      bytes.starts(with: Array("<?xml".utf8)) && Self.end(of: bytes, is: "</svg>")
    case .pdf: bytes.starts(with: Array("%PDF-".utf8)) && Self.end(of: bytes, is: "%%EOF")
    case .gif: Self.isCompleteGIF([UInt8](bytes))
    }
  }

  private static func end(of bytes: Data, is mark: String) -> Bool {
    let last = bytes.suffix(64)
    guard let end = last.lastIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      return false
    }
    return last[...end].suffix(mark.utf8.count).elementsEqual(mark.utf8)
  }

  /// Walks the blocks, since the last byte alone could be anywhere.
  ///
  /// > Source: CompuServe, *Graphics Interchange Format, version 89a* (1990), sections 18 to 27.
  private static func isCompleteGIF(_ bytes: [UInt8]) -> Bool {
    func colors(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
    guard bytes.count > 13, bytes.starts(with: Array("GIF8".utf8)) else { return false }
    var offset = 13 + colors(bytes[10])
    var imageCount = 0
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x3B: return imageCount > 0 && offset == bytes.count - 1
      case 0x21: offset += 2
      case 0x2C:
        guard offset + 10 < bytes.count else { return false }
        // The descriptor, its colors, and the size of the codes.
        offset += 10 + colors(bytes[offset + 9]) + 1
        imageCount += 1
      default: return false
      }
      // Data in blocks of a counted length, up to one of none.
      while offset < bytes.count, bytes[offset] != 0 { offset += 1 + Int(bytes[offset]) }
      offset += 1
    }
    return false
  }
}
