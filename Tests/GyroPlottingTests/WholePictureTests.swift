// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroPlotting

/// A picture that was cut off is none.
@Suite struct WholePictureTests {
  private static let png = AnimatedPNGTests.picture
  private static let svg = Data("<?xml version=\"1.0\"?>\n<svg><g></g></svg>\n\n".utf8)
  private static let pdf = Data("%PDF-1.5\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n".utf8)
  /// One pixel in two frames, of which the first ends in the byte that ends the file.
  private static let gif: Data = {
    let header = Data("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    let delay = Data([0x21, 0xF9, 4, 0, 10, 0, 0, 0])
    let image = Data([0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x3B, 0])
    return header + delay + image + delay + image + [0x3B]
  }()

  static let pictures: [(WholePicture, Data)] = [
    (.png, png), (.svg, svg), (.pdf, pdf), (.gif, gif),
  ]

  @Test(arguments: 0..<4) func aWholePictureIsTaken(index: Int) {
    let (form, bytes) = Self.pictures[index]
    #expect(form.holds(bytes))
  }

  @Test(arguments: 0..<4) func aCutPictureIsNot(index: Int) {
    let (form, bytes) = Self.pictures[index]
    // Blanks at the end of a text may be lost.
    let end = bytes.lastIndex { ![0x0A, 0x20].contains($0) } ?? 0
    for count in 0..<(form == .png || form == .gif ? bytes.count : end + 1) {
      #expect(!form.holds(bytes.prefix(count)), "\(form) of \(count) bytes")
    }
    #expect(!form.holds(Data(repeating: 0, count: bytes.count)))
    #expect(!form.holds(bytes + Data([1, 2, 3])))
  }

  @Test(arguments: 0..<4) func aPictureOfAnotherKindIsNot(index: Int) {
    for (other, picture) in Self.pictures.enumerated() where other != index {
      #expect(!Self.pictures[index].0.holds(picture.1))
    }
  }

  @Test func aPictureWithAHoleIsNot() {
    var bytes = Self.png
    bytes.replaceSubrange(40..<44, with: [0, 0, 0, 0])
    #expect(!WholePicture.png.holds(bytes))
  }
}

enum AnimatedPNGTests {
  /// One gray pixel, put together chunk by chunk as the standard says, with checksums by another way.
  static let picture: Data = {
    func word(_ value: UInt32) -> Data { Data([24, 16, 8, 0].map { UInt8(value >> $0 & 255) }) }
    func checksum(_ bytes: Data) -> UInt32 {
      var sum: UInt32 = 0xFFFF_FFFF
      for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
      }
      return ~sum
    }
    func chunk(_ type: String, _ data: Data) -> Data {
      let body = Data(type.utf8) + data
      return word(UInt32(data.count)) + body + word(checksum(body))
    }
    return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      + chunk("IHDR", word(1) + word(1) + Data([8, 0, 0, 0, 0]))
      + chunk("IDAT", Data([0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1])) + chunk("IEND", Data())
  }()
}
