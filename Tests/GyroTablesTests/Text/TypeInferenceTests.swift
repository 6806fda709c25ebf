// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

@Suite struct TypeInferenceTests {
  static let options = TableReadingOptions(nullWords: ["NULL"], infersTypes: true)

  @Test(arguments: [
    (["1", "-2", "", "NULL"], ColumnType.int64), (["3324544013049138688", "nan"], .int64),
    (["1", "2.5"], .float64), (["1e3", "inf"], .float64), (["nan", "NaN"], .float64),
    (["007", "x"], .text), (["true", "False", ""], .bool), (["true", "1"], .text),
    (["3324544013049138688", "1.5"], .text), (["9223372036854775808"], .text),
    (["x", "1"], .text), (["", "NULL"], .text), (["1,5"], .text), (["--"], .text),
  ])
  func columnsAreWhatEveryCellIs(_ cells: [String], _ type: ColumnType) throws {
    let text = "a,b\n" + cells.map { "\"\($0)\",x\n" }.joined()
    let table = try read(text, options: Self.options)
    #expect(table.schema.columns.map(\.type) == [type, .text])
    #expect(table.rows.map { $0[1] } == cells.map { _ in "x" })
  }

  /// The last cell of a long file decides, and leading zeros are kept as they are.
  @Test func everyCellCounts() throws {
    let text = "a,b\n" + String(repeating: "1,07\n", count: 9_000) + "x,1\n"
    let table = try read(text, options: Self.options, upTo: 1000)
    #expect(table.schema.columns[0].type == .text)
    #expect(table.rows[0] == ["1", "07"])
  }

  @Test(arguments: ["a.csv", "a.csv.gz"])
  func delimitedTextBecomesTypedTables(_ name: String) throws {
    let folder = try TemporaryFolder()
    let text =
      "id,P,ok,name,n\n3324544013049138688,12.50,true,α,007\n,NULL,,,\n7,-1e300,false,\"a,b\",x\n"
    var plain = try openTable(bytes: Array(text.utf8), name: "a.csv")
    var writer = try createTable(path: folder.path(name), schema: plain.schema)
    while let chunk = try plain.next(upTo: 10) { try writer.append(chunk) }
    try writer.finish()
    for format in [TableFormat.fits, .votable, .ecsv] {
      var reader = try openTable(path: folder.path(name), options: Self.options)
      #expect(reader.schema.columns.map(\.type) == [.int64, .float64, .bool, .text, .text])
      var typed = try createTable(path: folder.path("b"), format: format, schema: reader.schema)
      while let chunk = try reader.next(upTo: 2) { try typed.append(chunk) }
      try typed.finish()
      var back = try openTable(path: folder.path("b"))
      let chunk = try #require(try back.next(upTo: 10))
      #expect(chunk.columns.map(\.description.type) == [.int64, .float64, .bool, .text, .text])
      #expect(try chunk.columns[0].int64(at: 0) == 3_324_544_013_049_138_688)
      #expect(try chunk.columns[1].double(at: 0) == 12.5)
      #expect(try chunk.columns[2].bool(at: 2) == false)
      #expect((0..<3).map { chunk.columns[4].text(at: $0) } == ["007", nil, "x"])
      #expect(chunk.columns.allSatisfy { $0.isMissing(at: 1) })
    }
  }
}
