// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite struct AnimationCommandTests {
  private static let hasGnuplot = FileManager.default.isExecutableFile(atPath: "/usr/bin/gnuplot")
  private let frames = ["track", "--ages", "50:2000:3", "--colors", "0.6:2.5", "--animate"]

  /// CRC-32, bit by bit, unlike the table of the program.
  private func checksum(_ bytes: Data) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  private func word(_ bytes: Data) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  @Test(.enabled(if: Self.hasGnuplot, "gnuplot is not installed"))
  func anAnimatedPNGHasItsFramesInOrderUnderRightChecksums() throws {
    let program = try BuiltProgram()
    let run = try program.gyro(frames + ["a.png"])
    #expect(run.exitCode == 0, "\(run.standardError)")
    var rest = Data(try Data(contentsOf: program.folder.appending(path: "a.png")).dropFirst(8))
    var (types, numbers): ([String], [Int]) = ([], [])
    while rest.count >= 12 {
      let length = word(Data(rest.prefix(4)))
      let body = Data(rest.dropFirst(4).prefix(4 + length))
      #expect(word(Data(rest.dropFirst(8 + length).prefix(4))) == Int(checksum(body)))
      let type = String(decoding: body.prefix(4), as: UTF8.self)
      if types.last != type { types.append(type) }
      let first = word(Data(body.dropFirst(4).prefix(4)))
      if type == "fcTL" || type == "fdAT" { numbers.append(first) }
      if type == "acTL" { #expect(first == 3) }
      rest = Data(rest.dropFirst(12 + length))
    }
    #expect(rest.isEmpty)
    #expect(
      types == ["IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"])
    #expect(numbers == Array(0..<numbers.count))
  }

  @Test(.enabled(if: Self.hasGnuplot, "gnuplot is not installed"))
  func aGIFIsAGIF() throws {
    let program = try BuiltProgram()
    #expect(try program.gyro(frames + ["a.gif"]).exitCode == 0)
    let bytes = try Data(contentsOf: program.folder.appending(path: "a.gif"))
    #expect(bytes.starts(with: Array("GIF89a".utf8)))
  }

  @Test func otherFormsAreRefused() throws {
    let run = try BuiltProgram().gyro(frames + ["a.mp4"])
    #expect(run.exitCode == 64 && run.standardError.contains("neither a .gif nor a .png"))
  }
}
