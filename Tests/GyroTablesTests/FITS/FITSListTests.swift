// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// Lists in the heap of a FITS table, and cells of several strings.
@Suite struct FITSListTests {
  static func descriptor(_ count: Int, _ offset: Int) -> [UInt8] {
    bigEndian(Int32(truncatingIfNeeded: count)) + bigEndian(Int32(truncatingIfNeeded: offset))
  }

  static func cells(_ table: FITSBytes) throws -> [String?] {
    try read(table.bytes, name: "a.fits").rows.map { $0[0] }
  }

  /// One list of each form: its letter, the heap, how many elements there are, and how they are spelled.
  static let forms: [(letter: String, heap: [UInt8], count: Int, text: String?)] = [
    ("L", Array("TF".utf8) + [0], 3, "T F ?"), ("X", [0b1010_0000, 0b1000_0000], 9, "101000001"),
    ("B", [0, 255], 2, "0 255"), ("A", Array("a b ".utf8), 4, "a b "),
    ("A", Array("ab\0cd".utf8), 5, "ab"), ("A2", Array("a bbc ".utf8), 6, "[\"a\",\"bb\",\"c\"]"),
    ("A", Array("σ".utf8), 2, "σ"), ("A2", Array("    ".utf8), 4, nil),
    ("E", bigEndian(Float(0.1).bitPattern) + bigEndian(Float.nan.bitPattern), 2, "0.1 NaN"),
    ("D", bigEndian(0.1.bitPattern) + bigEndian((-1e300).bitPattern), 2, "0.1 -1e+300"),
    ("D", bigEndian(Double.infinity.bitPattern), 1, "inf"),
    (
      "C", [1.5, -2, 3, .nan].flatMap { bigEndian(Float($0).bitPattern) }, 2, "1.5 -2.0 3.0 NaN"
    ),
    ("M", [1, 2, 3, 4].flatMap { bigEndian(Double($0).bitPattern) }, 2, "1.0 2.0 3.0 4.0"),
  ]

  @Test(arguments: forms.indices) func everyForm(_ index: Int) throws {
    let (letter, heap, count, text) = Self.forms[index]
    let rows = [Self.descriptor(count, 0), Self.descriptor(0, 99)]
    #expect(try Self.cells(FITSBytes("1P\(letter)", rows: rows, heap: heap)) == [text, nil])
    // The same elements in the row.
    guard letter.first != "E", letter.first != "D", letter.first != "C", letter.first != "M",
      letter != "B", letter != "A"
    else { return }
    #expect(try Self.cells(FITSBytes("\(count)\(letter)", rows: [heap])) == [text])
  }

  @Test func textThatIsNotUTF8() {
    for (form, cards) in [("1PA", [String]()), ("1PA2", []), ("1PA", ["TDIM1   = '(1,3)'"])] {
      let table = FITSBytes(
        form, rows: [Self.descriptor(1, 0), Self.descriptor(2, 1)], heap: [0x61, 0x62, 0xE9],
        cards: cards)
      let error = failure { () throws(TableError) in _ = try read(table.bytes, name: "a.fits") }
      #expect(error?.code == .invalidEncoding)
      #expect(error?.place == TablePlace(file: "a.fits", row: 2, column: "x"))
    }
  }

  /// Strings of a cell by TDIM, by the older form and by its convention; none is lost.
  @Test(arguments: [
    ("6A", "TDIM1   = '(2,3)'"), ("6A", "TDIM1   = ' ( 2 , 3 ) '"), ("6A", "TDIM1   = '(2,3,1)'"),
    ("6A2", ""), ("6A:SSTR2", ""), ("6a2", ""),
  ])
  func arraysOfStrings(_ form: String, _ card: String) throws {
    let rows = ["a\0bbc ", "a bbc\0", "      ", "  \0\0 x", "\"\\\n\0  "].map { Array($0.utf8) }
    let table = FITSBytes(form, rows: rows, cards: [card])
    #expect(
      try Self.cells(table) == [
        #"["a","bb","c"]"#, #"["a","bb","c"]"#, nil, #"["",""," x"]"#, #"["\"\\","\u000a",""]"#,
      ])
  }

  /// What is one string stays one.
  @Test(arguments: ["", "TDIM1   = '(6)'", "TDIM1   = '(99,2)'", "TDIM1   = 'x'", "TDIM1   = ''"])
  func oneString(_ card: String) throws {
    #expect(
      try Self.cells(FITSBytes("6A", rows: [Array("a bbc ".utf8)], cards: [card])) == ["a bbc"])
    #expect(
      try Self.cells(FITSBytes("6A:SSTR3/032", rows: [Array("a bbc ".utf8)], cards: [card]))
        == ["a bbc"])
  }

  static let outside: [(form: String, count: Int, offset: Int)] = [
    ("1PB", 5, 0), ("1PB", 4, 1), ("1PB", 1, 4), ("1PB", -1, 0), ("1PB", 1, -1),
    ("1PB", Int(Int32.max), 0), ("1PK", 1, 0), ("1PM", Int(Int32.max), Int(Int32.max)),
    ("1PX", 33, 0), ("1PX", Int(Int32.max), 0), ("1PA", Int(Int32.max), 1),
    ("1QB", .max, 0), ("1QD", 1 << 62, 1 << 62), ("1QX", .max, 1), ("1QA", 1, .max),
    ("1QB", -1, -1), ("1QM", .min, 0),
  ]

  @Test(arguments: outside.indices) func listsBeyondTheHeap(_ index: Int) {
    let (form, count, offset) = Self.outside[index]
    let row =
      form.contains("Q")
      ? bigEndian(Int64(count)) + bigEndian(Int64(offset)) : Self.descriptor(count, offset)
    let none = [UInt8](repeating: 0, count: row.count)
    let table = FITSBytes(form, rows: [none, row], heap: [1, 2, 3, 4])
    let error = failure { () throws(TableError) in _ = try read(table.bytes, name: "a.fits") }
    #expect(error?.code == .truncated)
    #expect(error?.place == TablePlace(file: "a.fits", row: 2, column: "x"))
    #expect(error?.description.contains("within the 4 bytes of the heap") == true)
  }

  /// Rows that share a list: a chunk ends where its memory is spent, and no row is lost.
  @Test func sharedListsEndTheChunk() throws {
    let length = 1 << 20
    let table = FITSBytes(
      "1PB", rows: (0..<12).map { _ in Self.descriptor(length, 0) },
      heap: [UInt8](repeating: 255, count: length))
    var reader = try openTable(bytes: table.bytes, name: "a.fits")
    let first = try #require(try reader.next(upTo: 1_000_000))
    // 22 bytes may be needed for a number and one for its byte in the heap.
    #expect(first.rowCount == (64 << 20) / (23 << 20))
    #expect(first.columns[0].text(at: first.rowCount - 1)?.utf8.count == 4 * length - 1)
    #expect(reader.fractionRead == 2.0 / 12)
  }

  /// As many rows as are asked for where lists are short.
  @Test func shortListsDoNotEndTheChunk() throws {
    let table = FITSBytes(
      "1PB", rows: (0..<5000).map { _ in Self.descriptor(3, 0) }, heap: [1, 2, 3])
    var reader = try openTable(bytes: table.bytes, name: "a.fits")
    #expect(try reader.next(upTo: 4000)?.rowCount == 4000)
    #expect(try reader.next(upTo: 4000)?.rowCount == 1000)
    #expect(try reader.next(upTo: 4000) == nil)
  }

  @Test func aListThatIsTooLong() {
    let length = 4 << 20
    let table = FITSBytes(
      "1PB", rows: [Self.descriptor(0, 0), Self.descriptor(length, 0)],
      heap: [UInt8](repeating: 1, count: length))
    let error = failure { () throws(TableError) in
      var reader = try openTable(bytes: table.bytes, name: "a.fits")
      while try reader.next(upTo: 10) != nil {}
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.place.row == 2)
    #expect(error?.found == "a list of 4194304 elements")
  }

  /// Lists that share the same bytes thousands of times are refused before any is read.
  @Test func aBombOfLists() {
    let length = 64 << 10
    let table = FITSBytes(
      "1PB", rows: (0..<4096).map { _ in Self.descriptor(length, 0) },
      heap: [UInt8](repeating: 255, count: length))
    let error = failure { () throws(TableError) in
      _ = try openTable(bytes: table.bytes, name: "a.fits")
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.found == "lists of 268435456 bytes so far in a heap of 65536")
  }

  /// Elements that take more memory than their bytes: rows of a bounded size, or a refusal.
  @Test(arguments: ["67108864X", "16777216B", "8388608K", "33554432L"])
  func rowsThatGrow(_ form: String) throws {
    let letter = try #require(form.last)
    let count = try #require(Int(form.dropLast()))
    let width = letter == "X" ? count / 8 : letter == "K" ? 8 * count : count
    let table = FITSBytes(form, rows: [[UInt8](repeating: 0, count: width)])
    let error = failure { () throws(TableError) in
      _ = try openTable(bytes: table.bytes, name: "a.fits")
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.expected.contains("67108864 bytes in memory") == true)
  }

  @Test func chunksOfWideRows() throws {
    // 8 MiB of doubles in a row of 1 MiB.
    let rows = (0..<9).map { [UInt8](repeating: UInt8($0), count: 1 << 20) }
    var reader = try openTable(bytes: FITSBytes("1048576B", rows: rows).bytes, name: "a.fits")
    var counts: [Int] = []
    while let chunk = try reader.next(upTo: 100) {
      counts.append(chunk.rowCount)
      #expect(try chunk.columns[0].vector(at: 0)?.last == Double(chunk.firstRow - 1))
    }
    #expect(counts == [7, 2])
  }

  /// A heap that starts later than the rows end.
  @Test func aGapBeforeTheHeap() throws {
    let table = FITSBytes(
      "1PB", rows: [Self.descriptor(2, 0)], heap: [9, 9, 9, 1, 2], cards: ["THEAP   = 11"])
    #expect(try Self.cells(table) == ["1 2"])
  }
}
