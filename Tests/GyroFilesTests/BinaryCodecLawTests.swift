// SPDX-License-Identifier: GPL-3.0-or-later
// What is written is read back to the last bit, and bytes that are cut short are noticed.

import GyroFiles
import Testing

@Suite struct BinaryCodecLawTests {
  static let doubles = [
    0, -0.0, 1, -1.5, .pi, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
  ]

  private func written() -> BinaryWriter {
    var writer = BinaryWriter(Array("magic".utf8))
    writer.append(UInt8(7))
    writer.append(UInt32.max - 1)
    writer.append(Int64.min + 3)
    writer.append(Self.doubles[4])
    writer.append(Self.doubles)
    writer.append([1, 2, 3] as [UInt8])
    return writer
  }

  @Test func numbersAreReadBackToTheLastBit() {
    var reader = BinaryReader(written().bytes)
    #expect(reader.bytes(5)?.elementsEqual("magic".utf8) == true)
    #expect(reader.integer(UInt8.self) == 7)
    #expect(reader.integer(UInt32.self) == UInt32.max - 1)
    #expect(reader.integer(Int64.self) == Int64.min + 3)
    #expect(reader.double() == .pi)
    #expect(
      reader.doubles(Self.doubles.count)?.map(\.bitPattern) == Self.doubles.map(\.bitPattern))
    #expect(reader.remainingCount == 3)
    #expect(reader.bytes(3) == [1, 2, 3])
    #expect(reader.remainingCount == 0 && reader.integer(UInt8.self) == nil)
  }

  @Test func theFirstByteIsTheLeast() {
    var writer = BinaryWriter()
    writer.append(UInt32(0x0102_0304))
    writer.append(1.0)
    #expect(writer.bytes == [4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
    var reader = BinaryReader([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
    #expect(reader.floats(2) == [1, -2])
  }

  /// Nothing is taken by a read that finds too few bytes, so that another can follow.
  @Test(arguments: 0..<8) func tooFewBytesAreLeftAlone(count: Int) {
    let bytes = [UInt8](0..<UInt8(count))
    var reader = BinaryReader(bytes)
    #expect(reader.double() == nil && reader.doubles(1) == nil && reader.floats(2) == nil)
    #expect(reader.doubles(.max) == nil && reader.floats(-1) == nil && reader.bytes(-1) == nil)
    #expect(reader.remainingCount == count)
    #expect(reader.bytes(count) == bytes[...])
  }

  @Test func aPartIsReadFromItsOwnStart() {
    let bytes = written().bytes
    var reader = BinaryReader(bytes[6...])
    #expect(reader.integer(UInt32.self) == UInt32.max - 1)
  }
}
