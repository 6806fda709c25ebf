// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroTables

/// What is parsed is what stands in the file, after one gzip at most; names of files mean nothing.
@Suite struct FITSPackingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path(name)))
    return folder.path(name)
  }

  static let table = FITSHeaderTests.table([]).bytes
  static let expected: [[String?]] = FITSHeaderTests.ids.map { ["\($0)"] }

  @Test(arguments: ["a.fits", "a.fits.gz", "a.csv", "a"]) func oneGzip(_ name: String) throws {
    var reader = try openTable(path: try write(GzipBytes.stored(Self.table), name))
    #expect(try rows(of: &reader) == Self.expected)
  }

  @Test(arguments: [
    "a.fits", "a.fits.gz", "a.fits.gz.gz", "a.Z.fits", "a.zip.fits", "a.fits.bz2.fits",
  ])
  func whatIsPackedOtherwise(_ name: String) throws {
    let inner = GzipBytes.stored(Self.table)
    for start in [
      GzipBytes.stored(inner), GzipBytes.stored(GzipBytes.stored(inner)), [0x1F, 0x9D, 0x90],
      GzipBytes.stored([0x1F, 0x9D, 0x90]), [0x1F, 0xA0], [0x1F, 0x1E], Array("PK\u{3}\u{4}".utf8),
      Array("BZh9".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD],
    ] {
      let path = try write(start + [UInt8](repeating: 0x41, count: 5000), name)
      let error = failure { () throws(TableError) in _ = try openTable(path: path, format: .fits) }
      #expect(error?.place.file == path)
      // Behind gzip the letters are what is no longer gzip.
      #expect([.unsupported, .truncated, .unreadable, .malformedData].contains(error?.code))
    }
    let twice = try write(GzipBytes.stored(inner), name)
    let error = failure { () throws(TableError) in _ = try openTable(path: twice, format: .fits) }
    #expect(error?.code == .unsupported)
    #expect(error?.found == "data packed with gzip inside gzip")
    #expect(error?.hint == "Unpack it first")
  }

  @Test func whatIsNoFITS() throws {
    let others: [[UInt8]] = [
      Array("SIMPLE = T".utf8), Array("XTENSION= 'BINTABLE'".utf8), [], [0], Self.table.reversed(),
    ]
    for bytes in others {
      let error = failure { () throws(TableError) in
        _ = try openTable(bytes: bytes, name: "a.fits", format: .fits)
      }
      #expect(error?.code == .unsupported)
      #expect(error?.description.contains("\"SIMPLE  =\", with which a FITS file begins") == true)
    }
  }

  /// 300 MiB of zeros in 2 MB: refused before they fill the disk.
  @Test func aBomb() throws {
    let zeros = GzipBytes.zeros(runCount: 16384)
    var bytes = GzipBytes.stored(Self.table)
    for _ in 0..<75 { bytes += zeros }
    let path = try write(bytes, "a.fits.gz")
    let error = failure { () throws(TableError) in _ = try openTable(path: path) }
    #expect(error?.code == .tooLarge)
    #expect(
      error?.description.contains("expected at most 268435456 bytes, or 100 times as many") == true)
    #expect(error?.hint?.contains("gunzip") == true)
  }

  /// A ratio of more than a hundred is fine where it is little.
  @Test func aSmallBombIsATable() throws {
    let bytes = GzipBytes.stored(Self.table) + GzipBytes.zeros(runCount: 16384)
    var reader = try openTable(path: try write(bytes, "a.fits.gz"))
    #expect(try rows(of: &reader) == Self.expected)
  }

  /// Names that mean something else to other programs are names.
  @Test(arguments: [
    "a.fits[1]", "a.fits[1][x > 2]", "a(b).fits", "a+1.fits", "a.fits+1", " a.fits", "!a.fits",
    "~a.fits", "a.fits.gz[0]", "mem:a.fits", "$HOME.fits", "a;b|c.fits", "a\nb.fits", "-.fits",
  ])
  func namesAreNames(_ name: String) throws {
    var reader = try openTable(path: try write(Self.table, name), format: .fits)
    #expect(try rows(of: &reader) == Self.expected)
  }

  @Test(arguments: ["a.fits+1", "a.fits(b.fits)", "!a.fits", " a.fits", "a.fits#"])
  func whatIsBehindANameIsNotOpened(_ name: String) throws {
    _ = try write(Self.table, "a.fits")
    let path = folder.path("a.fits") + name.dropFirst(name.hasPrefix("a.fits") ? 6 : 0)
    let missing = name.hasPrefix("a.fits") ? path : folder.path(name)
    let error = failure { () throws(TableError) in _ = try openTable(path: missing, format: .fits) }
    #expect(error?.code == .unreadable)
  }

  @Test(arguments: [
    "ftp://localhost/a.fits", "http://localhost/a.fits", "mem://a.fits", "file://a",
  ])
  func addressesAreNoFiles(_ address: String) {
    let error = failure { () throws(TableError) in _ = try openTable(path: address, format: .fits) }
    #expect(error?.code == .unreadable)
    #expect(error?.found == "cannot be read: No such file or directory")
  }

  /// A killed run leaves nothing, since a scratch file has no name where that can be.
  @Test func scratchFilesHaveNoName() throws {
    let scratch = try ScratchFile(for: "a")
    try scratch.append(Array("abc".utf8))
    try scratch.append(Array("def".utf8))
    #expect(scratch.byteCount == 6)
    #expect(try scratch.file.read(at: 2, count: 9) == Array("cdef".utf8))
    // It can be opened once more, from its beginning, and lives on with who opened it.
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == Data("abcdef".utf8))
    guard FileManager.default.fileExists(atPath: "/proc/self/fd") else { return }
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path)
    #expect(target.hasSuffix(" (deleted)"))
  }
}
