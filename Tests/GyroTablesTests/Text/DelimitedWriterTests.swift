// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

@Suite struct DelimitedWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Copies a table through reader and writer, a few rows at a time.
  func copy(_ text: String, to name: String) throws {
    var reader = try openTable(bytes: Array(text.utf8), name: "in.csv")
    var writer = try createTable(path: folder.path(name), schema: reader.schema)
    while let chunk = try reader.next(upTo: 2) { try writer.append(chunk) }
    try writer.finish()
  }

  @Test func cellsGoOutAsTheyCameIn() throws {
    let text = "id,\"a,b\"\n007,1.50\n 1 ,\"x\"\"y\"\nNULL,nan\nα,\"two\nlines\"\n,\n"
    try copy(text, to: "out.csv")
    #expect(try folder.text("out.csv") == text)
  }

  @Test func anEmptyCellOfASingleColumnIsNoBlankLine() throws {
    try copy("a\n1\n\"\"\n\" \"\n2\n", to: "out.csv")
    #expect(try folder.text("out.csv") == "a\n1\n\"\"\n\" \"\n2\n")
    #expect(try read(try folder.bytes("out.csv")).rows == [["1"], [nil], [nil], ["2"]])
  }

  @Test func aHeaderThatLooksLikeARemark() throws {
    try copy("\"#a\",b\n1,2\n", to: "out.tsv")
    #expect(try folder.text("out.tsv") == "\"#a\"\tb\n1\t2\n")
    #expect(try read(try folder.bytes("out.tsv")).schema.columns[0].name == "#a")
  }

  @Test func numbersComeBackBitForBit() throws {
    let doubles: [Double?] = [
      0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, nil, 1e22, .infinity,
    ]
    let ids: [Int64?] = [3_324_544_013_049_138_688, .min, .max, nil, 0, -1, 7]
    let chunk = TableChunk(columns: [
      TableColumn(ColumnDescription(name: "x", type: .float64), doubles: doubles),
      TableColumn(ColumnDescription(name: "id", type: .int64), integers: ids),
    ])
    for name in ["a.csv", "a.tsv", "a.csv.gz"] {
      var writer = try createTable(
        path: folder.path(name), schema: TableSchema(columns: chunk.columns.map(\.description)))
      try writer.append(chunk)
      try writer.finish()
      var reader = try openTable(path: folder.path(name))
      let back = try #require(try reader.next(upTo: 100))
      for row in 0..<doubles.count {
        #expect(try back.columns[0].double(at: row)?.bitPattern == doubles[row]?.bitPattern)
        #expect(try back.columns[1].int64(at: row) == ids[row])
      }
    }
    #expect(try folder.bytes("a.csv.gz").prefix(2) == [0x1F, 0x8B])
  }

  @Test func nothingStandsUnderTheNameUntilFinished() throws {
    let schema = TableSchema(columns: [ColumnDescription(name: "a", type: .text)])
    var writer: (any TableWriter)? = try createTable(path: folder.path("a.csv"), schema: schema)
    #expect(!FileManager.default.fileExists(atPath: folder.path("a.csv")))
    writer = nil
    #expect(writer == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func damagedGzipIsToldFromTheEndOfTheTable() throws {
    let text = "a,b\n" + (0..<20_000).map { "\($0),\($0 * 7919 % 10_007)\n" }.joined()
    try copy(text, to: "a.csv.gz")
    let whole = try folder.bytes("a.csv.gz")
    try Data(whole.dropLast(whole.count / 3)).write(
      to: folder.url.appendingPathComponent("b.csv.gz"))
    let error = failure { () throws(TableError) in
      var reader = try openTable(path: folder.path("b.csv.gz"))
      _ = try rows(of: &reader, upTo: 1000)
    }
    #expect(error?.code == .truncated)
    var reader = try openTable(path: folder.path("a.csv.gz"))
    #expect(try rows(of: &reader, upTo: 1000).count == 20_000)
  }

  @Test func pathsThatCannotBeUsed() throws {
    let schema = TableSchema(columns: [ColumnDescription(name: "a", type: .text)])
    let none = failure { () throws(TableError) in
      _ = try openTable(path: folder.path("none.csv"))
    }
    #expect(none?.code == .unreadable)
    let directory = failure { () throws(TableError) in _ = try openTable(path: folder.url.path) }
    #expect(directory?.code == .unreadable)
    let nowhere = failure { () throws(TableError) in
      _ = try createTable(path: folder.path("no/a.csv"), schema: schema)
    }
    #expect(nowhere?.code == .unwritable)
    let unknown = failure { () throws(TableError) in
      _ = try createTable(path: folder.path("a.xyz"), schema: schema)
    }
    #expect(unknown?.code == .unrecognizedFormat)
  }
}
