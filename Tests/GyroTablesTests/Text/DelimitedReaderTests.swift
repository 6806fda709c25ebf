// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

@Suite struct DelimitedReaderTests {
  @Test func quotesDelimitersAndLineEndsAsInRFC4180() throws {
    let table = try read(
      "a,b,c\r\n1,\"x,\"\"y\"\"\r\nz\", 3 \r\n\n  \n\"\",,\"tail\"")
    #expect(table.schema.columns.map(\.name) == ["a", "b", "c"])
    #expect(table.rows == [["1", "x,\"y\"\r\nz", " 3 "], [nil, nil, "tail"]])
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func everyLineEnd(_ end: String) throws {
    let text = ["# made by hand", "", "a,b", "1,2", "", "3,\"4\"", ""].joined(separator: end)
    let table = try read(text)
    #expect(table.rows == [["1", "2"], ["3", "4"]])
    #expect(table.schema.metadata == [TableMetadata(key: "comment", value: "made by hand")])
  }

  /// Every cut of the stream must give the same rows, wherever the pieces end.
  @Test func chunksOfAnySizeGiveTheSameRows() throws {
    let text = "a,b\n" + (1...50).map { "\($0),\"q\"\"\($0)\n\"\r\n" }.joined()
    let whole = try read(text, upTo: 1000).rows
    #expect(whole.count == 50)
    #expect(whole[49] == ["50", "q\"50\n"])
    for size in 1...7 { #expect(try read(text, upTo: size).rows == whole) }
  }

  @Test func aRowLongerThanThePiecesThatAreRead() throws {
    let long = String(repeating: "\"\"x,", count: 100_000)
    let table = try read("a,b\n1,\"\(long)\"\n2,3\n")
    #expect(table.rows[0][1] == long.replacing("\"\"", with: "\""))
    #expect(table.rows[1] == ["2", "3"])
  }

  @Test func byteOrderMarkTabsAndUnicode() throws {
    let table = try read("\u{FEFF}name\tσ\nα Per\t0.1\n", name: "α Per.tsv")
    #expect(table.schema.columns.map(\.name) == ["name", "σ"])
    #expect(table.rows == [["α Per", "0.1"]])
  }

  @Test func contentCountsMoreThanTheName() throws {
    #expect(try read("a,b\n1,2\n", name: "a.txt").rows == [["1", "2"]])
    #expect(try read("a\tb\n1\t2\n", name: "a.csv").rows == [["1", "2"]])
    #expect(try read("a\n1\n", name: "a.csv").rows == [["1"]])
  }

  @Test func aHeaderAndNothingElse() throws {
    for text in ["a,b", "a,b\n", "a,b\r\n\r\n"] {
      let table = try read(text)
      #expect(table.schema.columns.count == 2)
      #expect(table.rows.isEmpty)
    }
  }

  @Test func aColumnWithoutANameIsCalledByItsNumber() throws {
    #expect(try read(",a\n0,1\n").schema.columns.map(\.name) == ["column_1", "a"])
  }

  @Test func raggedRowsAreNamedByLineAndCounts() {
    let error = failure { () throws(TableError) in _ = try read("a,b\n\"1\n\",2\n\n3,4,5\n") }
    #expect(error?.code == .raggedRow)
    #expect(
      error?.description == "a.csv:5: found 3 cells, expected 2, as in the header."
        + " Quote cells that hold the delimiter")
    #expect(error?.place.row == 2)
  }

  @Test(arguments: [
    ("", TableError.Code.unrecognizedFormat), ("\n\n", .malformedHeader),
    ("a,b\n1,\"2\"x\n", .malformedData),
    ("a,b\n1,\"2\n", .truncated), ("# only a remark", .malformedHeader),
  ])
  func brokenTables(_ text: String, _ code: TableError.Code) {
    #expect(failure { () throws(TableError) in _ = try read(text) }?.code == code)
  }

  @Test func bytesThatAreNotUTF8AreNamedByLine() {
    let error = failure { () throws(TableError) in
      _ = try read(Array("a,b\n1,2\n3,\"".utf8) + [0xE9] + Array("\"\n".utf8))
    }
    #expect(error?.code == .invalidEncoding)
    #expect(error?.description.hasPrefix("a.csv:3: found the byte 0xe9") == true)
    let wide = failure { () throws(TableError) in _ = try read([0xFF, 0xFE, 0x61, 0]) }
    #expect(wide?.code == .unrecognizedFormat || wide?.code == .invalidEncoding)
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
      [0xF0, 0x8F, 0xBF, 0xBF],
    ] as [[UInt8]])
  func illFormedSequences(_ bytes: [UInt8]) {
    let error = failure { () throws(TableError) in
      _ = try read(Array("a,b\n1,".utf8) + bytes + [0x0A])
    }
    #expect(error?.code == .invalidEncoding)
  }

  @Test func aLineOfTenMegabytesIsRefused() {
    let line = [UInt8](repeating: UInt8(ascii: "7"), count: 10 << 20)
    let error = failure { () throws(TableError) in _ = try read(Array("a,b\n1,".utf8) + line) }
    #expect(error?.code == .tooLarge)
    #expect(error?.place.line == 2)
    let header = failure { () throws(TableError) in _ = try read(line) }
    #expect(header?.code == .tooLarge)
    let remark = failure { () throws(TableError) in _ = try read(Array("#".utf8) + line) }
    #expect(remark?.code == .tooLarge)
    let open = failure { () throws(TableError) in _ = try read(Array("a,b\n1,\"".utf8) + line) }
    #expect(open?.code == .tooLarge)
  }

  @Test func aMillionColumnsAreRefused() {
    let error = failure { () throws(TableError) in
      _ = try read(String(repeating: ",", count: 1_000_000))
    }
    #expect(error?.code == .tooLarge)
  }

  @Test func aFileKnowsHowFarItIsReadAndMemoryDoesNot() throws {
    let rows = String(repeating: "0123456789,0123456789\n", count: 100_000)
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv")
    try Data(("a,b\n" + rows).utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var reader = try openTable(path: file.path)
    _ = try reader.next(upTo: 50_000)
    // Half the rows, and up to a buffer of 256 KiB or two of 2.2 MB beyond them.
    let fraction = try #require(reader.fractionRead)
    #expect((0.5...0.85).contains(fraction))
    while try reader.next(upTo: 50_000) != nil {}
    #expect(reader.fractionRead == 1)
    #expect(try openTable(bytes: Array("a,b\n".utf8), name: "m.csv").fractionRead == nil)
  }
}
