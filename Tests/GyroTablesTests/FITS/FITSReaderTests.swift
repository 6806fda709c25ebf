// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

@Suite struct FITSReaderTests {
  static let ascii = FITSBytes(
    isASCII: true,
    columns: [
      .init(form: "I19", name: "Gaia", firstByte: 1),
      .init(form: "F6.2", name: "Prot", firstByte: 21, cards: [("TUNIT", "'d       '")]),
      .init(form: "I1", name: "Q2", firstByte: 28, cards: [("TNULL", "'255     '")]),
      .init(form: "A4", name: "Note", firstByte: 30),
      .init(
        form: "I4", name: "Scaled", firstByte: 35, cards: [("TSCAL", "0.5"), ("TZERO", "10.0")]),
      .init(form: "E9.2", name: "e", firstByte: 40, cards: [("TNULL", "'-9.99'")]),
    ],
    rowWidth: 48,
    rows: [
      ["3324544013049138688", " 12.50", "2", "abcd", "   4", "  1.5D+01"],
      ["                   ", "      ", " ", "--  ", "    ", "    -9.99"],
      ["   1234            ", "-99.00", "0", " x  ", "  -2", "-9.990000"],
    ].map { Array($0.joined(separator: " ").utf8) })

  @Test func blankFieldsOfASCIITablesAreMissing() throws {
    let table = try read(Self.ascii.bytes, name: "a.fits")
    #expect(
      table.schema.columns.map(\.type) == [.int64, .float64, .int64, .text, .float64, .float64])
    #expect(table.schema.columns[1].unit == "d")
    #expect(
      table.rows == [
        ["3324544013049138688", "12.50", "2", "abcd", "12.0", "1.5D+01"],
        [nil, nil, nil, "--", nil, nil],
        ["1234", "-99.00", "0", "x", "9.0", "-9.990000"],
      ])
    var reader = try openTable(bytes: Self.ascii.bytes, name: "a.fits")
    let chunk = try #require(try reader.next(upTo: 3))
    #expect(try chunk.columns[2].int64(at: 1) == nil)
    #expect(try chunk.columns[5].double(at: 0) == 15)
    #expect(chunk.place(row: 1, column: 2).description == "a.fits: row 2: column \"Q2\"")
  }

  static let binary = FITSBytes(
    isASCII: false,
    columns: [
      .init(form: "1K", name: "GaiaDR2"), .init(form: "1J", name: "EPIC"),
      .init(form: "1I", name: "n"), .init(form: "1I", name: "m", cards: [("TNULL", "-99")]),
      .init(form: "1I", name: "u", cards: [("TZERO", "32768")]), .init(form: "4A", name: "t"),
      .init(form: "1L", name: "b"), .init(form: "1E", name: "e"), .init(form: "2D", name: "v"),
      .init(form: "2K", name: "pair"), .init(form: "3X", name: "bits"),
      .init(form: "1C", name: "c"),
      .init(form: "0A", name: "empty"), .init(form: "1B", name: "byte"),
    ],
    rowWidth: 69,
    rows: [
      bigEndian(Int64(3_324_544_013_049_138_688)) + bigEndian(Int32(7)) + bigEndian(Int16(-5))
        + bigEndian(Int16(-99)) + bigEndian(Int16(-1)) + Array("ab  ".utf8) + [0x54]
        + bigEndian(Float(0.1).bitPattern) + bigEndian(0.25.bitPattern)
        + bigEndian(Double.nan.bitPattern) + bigEndian(Int64.max) + bigEndian(Int64(-1))
        + [0b1010_0000] + bigEndian(Float(1.5).bitPattern) + bigEndian(Float(-2).bitPattern) + [
          255
        ],
      bigEndian(Int64.min) + bigEndian(Int32.min) + bigEndian(Int16.min) + bigEndian(Int16.min)
        + bigEndian(Int16.min) + [0x78, 0, 0x79, 0x79] + [0]
        + bigEndian(Float.nan.bitPattern) + bigEndian(Double.nan.bitPattern)
        + bigEndian(Double.nan.bitPattern) + bigEndian(Int64(0)) + bigEndian(Int64.min)
        + [0b0110_0000] + bigEndian(Float(0).bitPattern) + bigEndian(Float(0).bitPattern) + [0],
    ])

  @Test func nullsAndTypesOfBinaryTables() throws {
    let table = try read(Self.binary.bytes, name: "a.fits")
    #expect(
      table.rows[0] == [
        "3324544013049138688", "7", "-5", nil, "32767", "ab", "true", "0.1", "0.25 NaN",
        "9223372036854775807 -1", "101", "1.5 -2.0", nil, "255",
      ])
    #expect(
      table.rows[1] == [
        nil, nil, nil, "-32768", "0", "x", nil, nil, nil, "0 -9223372036854775808", "011",
        "0.0 0.0", nil, "0",
      ])
  }

  @Test func theLeastIntegerIsAValueIfTheOptionsSaySo() throws {
    let table = try read(
      Self.binary.bytes, name: "a.fits",
      options: TableReadingOptions(minimumIntegerIsMissing: false))
    #expect(table.rows[1].prefix(3) == ["-9223372036854775808", "-2147483648", "-32768"])
  }

  @Test func chunksOfAnySizeGiveTheSameRows() throws {
    var many = Self.binary
    many.rows = (0..<100).map { many.rows[$0 % 2] }
    let whole = try read(many.bytes, name: "a.fits", upTo: 1000).rows
    for size in [1, 7, 99] {
      #expect(try read(many.bytes, name: "a.fits", upTo: size).rows == whole)
    }
  }

  @Test(arguments: [1_000_000, 30_000_000_000]) func aHeaderThatClaimsMoreThanThereIs(_ rows: Int) {
    var table = Self.binary
    table.claimedRowCount = rows
    let error = failure { () throws(TableError) in _ = try read(table.bytes, name: "a.fits") }
    #expect(error?.code == .truncated)
    #expect(
      error?.description == "a.fits: found 2880 bytes of rows, expected \(rows) rows of 69 bytes,"
        + " as the header says. The file was cut short, or NAXIS1 or NAXIS2 is wrong")
  }

  @Test func filesCutShortAnywhereAreErrors() {
    var many = Self.binary
    many.rows = (0..<100).map { many.rows[$0 % 2] }
    let bytes = many.bytes
    for length in stride(from: 10, to: 8 * 2880, by: 517) where length < bytes.count - 2880 {
      let error = failure { () throws(TableError) in
        _ = try read(Array(bytes.prefix(length)), name: "a.fits", format: .fits)
      }
      #expect(error != nil, "cut at \(length)")
    }
  }

  /// Every byte of the headers replaced in turn must give a table or an error, never a crash.
  @Test func damagedHeadersNeverCrash() {
    for bytes in [Self.binary.bytes, Self.ascii.bytes] {
      for position in stride(from: 0, to: 2 * 2880, by: 101) {
        for byte in [0x39, 0x27, 0xFF] as [UInt8] {
          var damaged = bytes
          damaged[position] = byte
          _ = failure { () throws(TableError) in
            _ = try read(damaged, name: "a.fits", format: .fits)
          }
        }
      }
    }
  }

  /// CFITSIO 4.2, which once read these files, overran a buffer at a name of 70 characters without quotes.
  @Test(arguments: ["TTYPE3", "TFORM3", "XTENSION"]) func wordsWithoutQuotes(_ key: String) throws {
    var bytes = Self.binary.bytes
    let card = try #require(
      (0..<bytes.count / 80).first { bytes[(80 * $0)...].starts(with: key.utf8) })
    bytes.replaceSubrange((80 * card + 9)..<(80 * card + 80), with: repeatElement(0x78, count: 71))
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path("a.fits")))
    let inMemory = failure { () throws(TableError) in _ = try read(bytes, name: "a.fits") }
    let onDisk = failure { () throws(TableError) in
      _ = try openTable(path: folder.path("a.fits"))
    }
    #expect(inMemory?.code == .malformedHeader)
    #expect(onDisk?.code == .malformedHeader)
    #expect(onDisk?.description.contains("\"\(key)") == true)
  }

  @Test func badText() throws {
    var latin = Self.binary
    latin.rows[1][18] = 0xE9
    let encoding = failure { () throws(TableError) in _ = try read(latin.bytes, name: "a.fits") }
    #expect(encoding?.code == .invalidEncoding)
    #expect(encoding?.place.row == 2)
    #expect(encoding?.place.column == "t")
  }

  @Test func anImageIsNoTable() {
    let bytes = Array(Self.binary.bytes.prefix(2880))
    let error = failure { () throws(TableError) in _ = try read(bytes, name: "a.fits") }
    #expect(error?.code == .malformedHeader)
    #expect(error?.description.contains("no table after 1 header") == true)
  }
}
