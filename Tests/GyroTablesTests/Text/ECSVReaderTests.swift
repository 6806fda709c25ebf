// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Testing

@Suite struct ECSVReaderTests {
  /// A header with each way astropy and PyYAML are known to spell things.
  static let table = #"""
    # %ECSV 1.0
    # ---
    # datatype:
    # - {name: id, datatype: int64, description: 'It''s the
    #     identifier', meta: !!omap [{ucd: meta.id}, {note: [a, b]}]}
    # - name: "Prot"
    #   unit: d
    #   datatype: float64
    #   description: "Rotation \u03b1 period: \
    #     adopted"   # a remark of the author
    #   meta: {ucd: time.period}
    # - {name: ok, datatype: bool}
    # - {name: name, datatype: string, description: plain}
    # - {name: v, datatype: string, subtype: 'float64[2]'}
    # - {name: any, datatype: string, subtype: 'float64[null]'}
    # meta: !!omap
    # - comments:
    #   - first line
    #   - 'second: line'
    # - text: |
    #     kept
    #       as is
    # - long: a text that goes on
    #     over two lines
    # - nested: {a: 1, b: [x, y]}
    # - __serialized_columns__: {}
    # - empty:
    # schema: astropy-2.0
    id Prot ok name v any
    3324544013049138688 12.5 True "a b" [1.0,null] [1,2,3]
    "" "" "" "" "" ""
    -7 nan False α "[NaN, -2e3]" []
    """#

  @Test func typesUnitsMeaningsAndRemarks() throws {
    let table = try read(Self.table, name: "a.ecsv")
    let columns = table.schema.columns
    #expect(columns.map(\.name) == ["id", "Prot", "ok", "name", "v", "any"])
    #expect(columns.map(\.type) == [.int64, .float64, .bool, .text, .float64Vector(2), .text])
    #expect(columns[0].meaning == "It's the identifier")
    #expect(columns[0].ucd == "meta.id")
    #expect(columns[0].metadata == [TableMetadata(key: "note", value: "[a, b]")])
    #expect(columns[1].unit == "d")
    #expect(columns[1].meaning == "Rotation α period: adopted")
    #expect(columns[1].ucd == "time.period")
    #expect(
      table.schema.metadata == [
        TableMetadata(key: "comment", value: "first line"),
        TableMetadata(key: "comment", value: "second: line"),
        TableMetadata(key: "text", value: "kept\n  as is\n"),
        TableMetadata(key: "long", value: "a text that goes on over two lines"),
        TableMetadata(key: "nested", value: "{a: 1, b: [x, y]}"),
        TableMetadata(key: "empty", value: ""),
      ])
  }

  @Test func cellsOfEveryType() throws {
    var reader = try openTable(bytes: Array(Self.table.utf8), name: "a.ecsv")
    let chunk = try #require(try reader.next(upTo: 10))
    let columns = chunk.columns
    #expect(try columns[0].int64(at: 0) == 3_324_544_013_049_138_688)
    #expect(try columns[1].double(at: 2) == nil)
    #expect(try columns[2].bool(at: 0) == true)
    #expect(columns[3].text(at: 0) == "a b")
    #expect(try columns[4].vector(at: 0) == [1, nil])
    #expect(try columns[4].vector(at: 2) == [nil, -2000])
    #expect(columns[5].text(at: 0) == "[1,2,3]")
    #expect(columns.allSatisfy { $0.isMissing(at: 1) })
  }

  @Test func commasAsDelimiter() throws {
    let table = try read(
      """
      # %ECSV 0.9
      # ---
      # delimiter: ','
      # datatype:
      # - {name: "a,b", datatype: string}
      # - {name: c, datatype: float32}
      "a,b",c
      "x, y",
      ,1.5

      """, name: "a.csv")
    #expect(table.schema.columns.map(\.type) == [.text, .float32])
    #expect(table.rows == [["x, y", nil], [nil, "1.5"]])
  }

  @Test(arguments: [
    ("# datatype:", "# dat:"), ("float64\n", "float65\n"), ("name: \"Prot\"", "name: Per"),
    ("datatype: bool}", "datatype: bool"), ("'float64[2]'", "'float64[2]"),
    ("{name: ok,", "{name: ok"), ("datatype: bool", "dtype: bool"),
    ("- first line", "- *a"), ("\\u03b1", "\\q"),
    ("# ---", "# delimiter: ';'"), ("# %ECSV 1.0\n", "# %ECSV 1.0\n# x\n"),
  ])
  func brokenHeaders(_ good: String, _ bad: String) throws {
    try #require(Self.table.contains(good))
    let text = Self.table.replacing(good, with: bad, maxReplacements: 1)
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.ecsv") }
    #expect(error?.code == .malformedHeader, "\(bad)")
  }

  @Test func deepNestingIsRefused() {
    for open in ["[", "{a: "] {
      let text =
        "# %ECSV 1.0\n# ---\n# datatype: \(String(repeating: open, count: 100_000))\na\n1\n"
      let error = failure { () throws(TableError) in _ = try read(text, name: "a.ecsv") }
      #expect(error?.code == .malformedHeader)
    }
  }

  @Test func vectorsOfTheWrongLengthAreNamed() {
    let error = failure { () throws(TableError) in
      _ = try read(Self.table.replacing("[1.0,null]", with: "[1.0]"), name: "a.ecsv")
    }
    #expect(error?.description.contains("column \"v\": found 1 numbers, expected 2") == true)
  }

  @Test func errorsNameTheLineOfTheFile() {
    let text = Self.table.replacing("unit: d", with: "unit d")
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.ecsv") }
    #expect(error?.place.line == 7)
  }
}
