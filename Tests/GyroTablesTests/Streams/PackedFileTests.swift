// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// A packed table is read to the last byte of its file, or there is an error.
@Suite struct PackedFileTests {
  static let first = gzipMember(Array("a,b\n1,2\n".utf8))
  static let second = gzipMember(Array("3,4\n5,6\n".utf8))

  func rows(_ bytes: [UInt8]) throws -> [[String?]] {
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(filePath: folder.path("a.csv.gz")))
    var reader = try openTable(path: folder.path("a.csv.gz"))
    let rows = try GyroTablesTests.rows(of: &reader)
    #expect(reader.fractionRead == 1)
    return rows
  }

  @Test(arguments: [0, 1, 511, 600_000]) func membersAndPaddingOfNUL(_ padding: Int) throws {
    let bytes = Self.first + Self.second + [UInt8](repeating: 0, count: padding)
    #expect(try rows(bytes) == [["1", "2"], ["3", "4"], ["5", "6"]])
    #expect(try rows(Self.first + gzipMember([]) + Self.second).count == 3)
  }

  /// The first two bytes of a member are its magic number, the third is the method.
  @Test(arguments: 0..<second.count) func aByteOfTheSecondMemberIsDamaged(_ index: Int) throws {
    // Flags, time and system say nothing about the content.
    guard !(3..<10).contains(index) else { return }
    var damaged = Self.second
    damaged[index] ^= 0x41
    #expect(throws: TableError.self, "byte \(index)") { try rows(Self.first + damaged) }
  }

  @Test(
    arguments: [
      [0x67], Array("garbage".utf8), [0x1F], [0x1F, 0x8B], [0, 0, 7],
      [UInt8](repeating: 0, count: 300_000) + [1], Array("3,4\n".utf8), [0] + second,
    ] as [[UInt8]])
  func bytesBehindTheLastMember(_ garbage: [UInt8]) throws {
    let error = #expect(throws: TableError.self) { try rows(Self.first + garbage) }
    #expect(error?.description.contains("damaged gzip data") == true)
  }

  @Test(arguments: 11..<(first.count + second.count)) func aCutFile(_ length: Int) throws {
    let bytes = Array((Self.first + Self.second).prefix(length))
    guard length != Self.first.count else { return }
    #expect(throws: TableError.self) { try rows(bytes) }
  }

  @Test func aLargeMember() throws {
    let text = "a,b\n" + (0..<100_000).map { "\($0),\($0 % 7)\n" }.joined()
    let bytes = gzipMember(Array(text.utf8))
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(filePath: folder.path("a.csv.gz")))
    var reader = try openTable(path: folder.path("a.csv.gz"))
    var count = 0
    while let chunk = try reader.next(upTo: 4096) {
      #expect(chunk.columns[0].text(at: 0) == "\(count)")
      count += chunk.rowCount
    }
    #expect(count == 100_000)
  }

  @Test(
    arguments: [
      ("gzip", gzipMember(Array("a,b\n1,2\n".utf8))), ("compress", [0x1F, 0x9D, 0x90, 1]),
      ("zip", Array("PK\u{3}\u{4},x".utf8)), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 1]), ("bzip2", Array("BZh91AY&SY,".utf8)),
    ] as [(String, [UInt8])])
  func whatIsPackedOtherwiseOrTwiceIsNamed(_ kind: (name: String, bytes: [UInt8])) throws {
    for format in [nil] + TableFormat.allCases {
      let error = failure { () throws(TableError) in
        _ = try openTable(bytes: kind.bytes, name: "a.csv", format: format)
      }
      #expect(error?.code == .unsupported)
      #expect(error?.description.contains("packed with \(kind.name)") == true)
    }
    #expect(throws: TableError.self) { try rows(gzipMember(kind.bytes)) }
    #expect(throws: TableError.self) { try rows(gzipMember(gzipMember(kind.bytes))) }
  }

  @Test func lettersAreNoSignOfPacking() throws {
    #expect(try read("BZh9,PK\n1,2\n").rows == [["1", "2"]])
  }
}
