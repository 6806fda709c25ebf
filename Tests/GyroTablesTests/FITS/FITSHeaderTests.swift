// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// Cards that others write, and headers that nobody should.
@Suite struct FITSHeaderTests {
  static let ids: [Int64] = [4_611_686_018_427_387_905, 4_611_686_018_427_387_907]

  /// A table of two identifiers with further cards in its header.
  static func table(_ cards: [String]) -> FITSBytes {
    FITSBytes("1K", rows: ids.map { bigEndian($0) }, cards: cards)
  }

  /// What a sound header may hold, and what is to be read of it.
  static let sound: [(cards: [String], remark: TableMetadata?)] = [
    (["EQUINOX = 2000.0"], TableMetadata(key: "EQUINOX", value: "2000.0")),
    (
      ["EPS     = -1.2345678901234E-100"], TableMetadata(key: "EPS", value: "-1.2345678901234E-100")
    ),
    (
      ["QSEQID  = 40000000000000012345"],
      TableMetadata(key: "QSEQID", value: "40000000000000012345")
    ),
    (
      ["PI      = 3." + String(repeating: "1415926535", count: 6) + "14159265"],
      TableMetadata(key: "PI", value: "3." + String(repeating: "1415926535", count: 6) + "14159265")
    ),
    (
      ["BIG     = " + String(repeating: "9", count: 70)],
      TableMetadata(key: "BIG", value: String(repeating: "9", count: 70))
    ),
    (["LEFT    = T"], TableMetadata(key: "LEFT", value: "T")),
    (["TIGHT   =5/remark"], TableMetadata(key: "TIGHT", value: "5")),
    (["CPLX    = (1.0, 2.0)"], TableMetadata(key: "CPLX", value: "(1.0, 2.0)")),
    (["EMPTY   ="], nil), (["EMPTY   =                    / no value"], nil),
    (["SHORT   = 'a'"], TableMetadata(key: "SHORT", value: "a")),
    (["QUOTE   = 'it''s / it'  / remark"], TableMetadata(key: "QUOTE", value: "it's / it")),
    (["OPEN    = 'never closed"], TableMetadata(key: "OPEN", value: "never closed")),
    (["COMMENT = this is no value, however long it goes on, up to the 80th of its bytes"], nil),
    (["COMMENT = x"], TableMetadata(key: "comment", value: "= x")),
    (["HISTORY = 1 / 2"], TableMetadata(key: "history", value: "= 1 / 2")),
    (["        = a blank keyword"], nil), ([""], nil), (["NOVALUE  and words"], nil),
    (
      ["LONG    = 'abc&'", "CONTINUE  'def&'", "CONTINUE  'ghi'"],
      TableMetadata(key: "LONG", value: "abcdefghi")
    ),
    (
      ["LONG    = 'one &'", "CONTINUE  'two&'", "CONTINUE  ' three   '"],
      TableMetadata(key: "LONG", value: "one two three")
    ),
    (["CONTINUE  'behind nothing'"], nil), (["LONG    = 'abc&'"], nil), (["CONTINUE"], nil),
    (
      ["HIERARCH ESO TEL AIRM START = 1.234 / airmass"],
      TableMetadata(key: "ESO TEL AIRM START", value: "1.234")
    ),
    (["HIERARCH no value here"], nil), (["HIERARCH"], nil),
    (["TNULL1  = -9223372036854775808"], nil), (["TNULL1  = 99999999999999999999"], nil),
    (["TNULL1  =                    7"], nil), (["TZERO1  = 0.0", "TSCAL1  = 1.0E0"], nil),
    (["TDIM1   = 'x'"], nil), (["TDISP1  = 'I20'"], nil), (["TFORM2  = 'nothing'"], nil),
    (["EXTNAME = 'STARS   '"], TableMetadata(key: "EXTNAME", value: "STARS")),
  ]

  @Test(arguments: sound.indices) func soundCards(_ index: Int) throws {
    let (cards, remark) = Self.sound[index]
    let table = try read(Self.table(cards).bytes, name: "a.fits")
    #expect(table.rows == Self.ids.map { ["\($0)"] }, "\(cards)")
    if let remark { #expect(table.schema.metadata.contains(remark), "\(table.schema.metadata)") }
  }

  /// Bytes that are not ASCII in any place of a card.
  @Test(arguments: [0x00, 0x09, 0x7F, 0xE9, 0xFF] as [UInt8]) func strangeBytes(_ byte: UInt8)
    throws
  {
    let bytes = Self.table(["KEY     = 'value'", "COMMENT text", "NUMBER  = 5"]).bytes
    for card in ["KEY", "COMMENT", "NUMBER"] {
      let number = try #require(
        (0..<bytes.count / 80).first { bytes[(80 * $0)...].starts(with: card.utf8) })
      for position in [0, 7, 8, 9, 10, 20, 79] {
        var damaged = bytes
        damaged[80 * number + position] = byte
        #expect(try read(damaged, name: "a.fits", format: .fits).rows.count == 2)
      }
    }
  }

  @Test(arguments: [
    "TSCAL1  = NaN", "TSCAL1  = 1.0E400", "TZERO1  = abc", "TNULL1  = 'x'", "TNULL1  = 1.5",
    "TFORM1  = 1K", "TTYPE1  = abc", "TFORM1  = '1Z'", "TFORM1  = '-1K'", "TFORM1  = ''",
    "TFORM1  = '99999999999999999999K'", "TFORM1  = '2K'", "TFORM1  = '2PK'", "TFORM1  = 'P'",
    "TFIELDS = 0", "TFIELDS = 1000", "TFIELDS = 2", "TFIELDS = x", "NAXIS2  = -1", "NAXIS1  = -8",
    "NAXIS2  = 9223372036854775807", "NAXIS   = 1000", "NAXIS   = 1", "BITPIX  = 16", "BITPIX  = 7",
    "GCOUNT  = 2", "GCOUNT  = -1", "PCOUNT  = -1", "PCOUNT  = 9223372036854775807", "THEAP   = 3",
    "THEAP   = 9999999", "THEAP   = -5", "ZTABLE  = T", "DATASUM = '1'", "DATASUM = 'x'",
    "CHECKSUM= 'AAAAAAAAAAAAAAAA'",
  ])
  func headersThatCannotBe(_ card: String) {
    let error = failure { () throws(TableError) in
      _ = try read(Self.table([card]).bytes, name: "a.fits")
    }
    #expect(error != nil)
    #expect(error?.description.hasPrefix("a.fits: ") == true, "\(error?.description ?? "")")
  }

  @Test func aHeaderWithoutEnd() {
    let cards = (0..<100_001).map { "COMMENT \($0)" }
    let long = failure { () throws(TableError) in
      _ = try read(Self.table(cards).bytes, name: "a.fits")
    }
    #expect(long?.code == .tooLarge)
    #expect(long?.found == "a header of more than 100000 cards")
    let bytes = Self.table([]).bytes.prefix(2880 + 1000)
    let cut = failure { () throws(TableError) in _ = try read(Array(bytes), name: "a.fits") }
    #expect(cut?.code == .truncated)
  }

  /// Text that goes on over 50,000 cards is put together in one go, not copied for each of them.
  @Test func textOverManyCards() throws {
    let cards =
      ["LONG    = '&'"]
      + (0..<50_000).map { _ in "CONTINUE  '\(String(repeating: "a", count: 60))&'" }
    let table = try read(Self.table(cards + ["CONTINUE  'b'"]).bytes, name: "a.fits")
    let remark = try #require(table.schema.metadata.first { $0.key == "LONG" })
    #expect(remark.value.utf8.count == 60 * 50_000 + 1)
  }

  /// What stands before the table is passed over, whatever its header says of compression.
  @Test(arguments: [0, 1]) func aCompressedImageBeforeTheTable(_ tile: Int) throws {
    var image = FITSBytes("1PB", rows: [[UInt8](repeating: 0, count: 8)])
    image.cards = [
      "ZIMAGE  = T", "ZCMPTYPE= 'RICE_1'", "ZBITPIX = 16", "ZNAXIS  = 1", "ZNAXIS1 = 4",
      "ZTILE1  = \(tile)",
    ]
    let bytes = FITSBytes.primary + image.unit + Self.table([]).unit
    #expect(try read(bytes, name: "a.fits").rows == Self.ids.map { ["\($0)"] })
    let alone = failure { () throws(TableError) in _ = try read(image.bytes, name: "a.fits") }
    #expect(alone?.description.contains("HDU 1 (an image)") == true)
  }

  @Test func imagesBeforeTheTable() throws {
    let image = FITSBytes.header([
      ("XTENSION", "'IMAGE   '"), ("BITPIX", "-32"), ("NAXIS", "2"), ("NAXIS1", "30"),
      ("NAXIS2", "40"), ("PCOUNT", "0"), ("GCOUNT", "1"),
    ])
    let bytes =
      FITSBytes.primary + image + [UInt8](repeating: 0, count: 2 * 2880) + Self.table([]).unit
    #expect(try read(bytes, name: "a.fits").rows.count == 2)
  }

  /// A column that is missing in the first table may stand in another one.
  @Test func otherTablesAreNamed() throws {
    var others: [UInt8] = []
    for name in ["STARS", "MORE"] { others += Self.table(["EXTNAME = '\(name)'"]).unit }
    let bytes = Self.table(["EXTNAME = 'LOG'"]).bytes + others
    var reader = try openTable(bytes: bytes, name: "a.fits")
    let error = failure { () throws(TableError) in
      _ = try reader.schema.requiredIndex(of: "period", in: "a.fits")
    }
    #expect(
      error?.found == "the columns \"x\" of HDU 1 \"LOG\", the first table of the file, which also"
        + " holds HDU 2 \"STARS\", HDU 3 \"MORE\"")
    #expect(try rows(of: &reader).count == 2)
    let alone = try openTable(bytes: Self.table([]).bytes, name: "a.fits")
    #expect(alone.schema.columnList == "the columns \"x\"")
  }
}
