// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Testing

@Suite struct TableColumnTests {
  @Test(arguments: [
    "0", "-0.0", "1", "-1.5", ".5", "5.", "1e-3", "25.4", "0.1", "9007199254740993", "1e22", "1e23",
    "123456789012345678", "2.2250738585072011e-308", "4.9e-324", "1.7976931348623157e308",
    "0.000000000000000000000000000000000000000001", "3.14159265358979323846264338327950288419716",
    "8.988465674311579e+307", "1.00000000000000011102230246251565404236316680908203125",
  ])
  func numbersAreRoundedAsTheCompilerRoundsThem(_ text: String) throws {
    let value = try chunk("a,b\n\(text),\n").columns[0].double(at: 0)
    #expect(value?.bitPattern == Double(text)?.bitPattern)
  }

  /// Shortest spellings of doubles over the whole range of exponents, 20,000 of them.
  @Test(arguments: 0..<4 as Range<UInt64>) func everyDoubleComesBack(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    var values: [Double] = []
    while values.count < 5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state ^ (state >> 29))
      if value.isFinite { values.append(value) }
    }
    let column = try chunk("a\n" + values.map { "\($0)\n" }.joined()).columns[0]
    for (row, value) in values.enumerated() {
      #expect(try column.double(at: row)?.bitPattern == value.bitPattern)
    }
  }

  @Test func fortranExponentsAndInfinities() throws {
    let column = try chunk("a\n1D+3\n1.234567890123456789d-2\n-inf\n+Infinity\nNaN\n 7 \n").columns[
      0]
    #expect(try column.double(at: 0) == 1000)
    #expect(try column.double(at: 1) == 1.234567890123456789e-2)
    #expect(try column.double(at: 2) == -.infinity)
    #expect(try column.double(at: 3) == .infinity)
    #expect(try column.double(at: 4) == nil)
    #expect(try column.double(at: 5) == 7)
  }

  @Test(arguments: ["x", "1,5", "1.2.3", "1e", "--", "0x10", "1e999", "1 2", "NULL", ".", "+"])
  func whatIsNoNumberIsRefusedWithItsPlace(_ text: String) throws {
    let column = try chunk("id,Prot\n1,2\n2,\"\(text)\"\n").columns[1]
    #expect(try column.double(at: 0) == 2)
    let error = failure { () throws(TableError) in _ = try column.double(at: 1) }
    #expect(
      error?.description == "a.csv:3: column \"Prot\": found \"\(text)\", expected a number."
        + " Leave the cell empty if the value is unknown")
    #expect(error?.place.row == 2)
  }

  @Test func identifiersKeepAllDigits() throws {
    let column = try chunk(
      "id\n3324544013049138688\n9223372036854775807\n-9223372036854775808\n12.0\n"
    ).columns[0]
    #expect(try column.int64(at: 0) == 3_324_544_013_049_138_688)
    #expect(try column.int64(at: 1) == .max)
    #expect(try column.int64(at: 2) == .min)
    #expect(try column.int64(at: 3) == 12)
  }

  @Test(arguments: ["1.5", "1e19", "9223372036854775808", "3.3e18", "9007199254740993.0", "x"])
  func whatIsNoWholeNumberIsRefused(_ text: String) throws {
    let column = try chunk("id,b\n\(text),\n").columns[0]
    let error = failure { () throws(TableError) in _ = try column.int64(at: 0) }
    #expect(error?.code == .unparsableValue)
  }

  @Test func aDoubleIsNoIdentifierBeyond53Bits() throws {
    let description = ColumnDescription(name: "id", type: .float64)
    let column = TableColumn(description, doubles: [0x1p53 - 1, 0x1p53, nil])
    #expect(try column.int64(at: 0) == 9_007_199_254_740_991)
    #expect(failure { () throws(TableError) in _ = try column.int64(at: 1) } != nil)
    #expect(try column.int64(at: 2) == nil)
    let ids = TableColumn(
      ColumnDescription(name: "id", type: .int64), integers: [3_324_544_013_049_138_688])
    #expect(failure { () throws(TableError) in _ = try ids.double(at: 0) } != nil)
  }

  @Test func blanksAndNullWordsAreMissing() throws {
    let options = TableReadingOptions(nullWords: ["NULL", "--"])
    let columns = try chunk("a,b\nNULL,x\n -- ,\n1,NULLx\n,\n", options: options).columns
    #expect(try columns[0].double(at: 0) == nil)
    #expect(columns[0].text(at: 1) == nil)
    #expect(try columns[0].int64(at: 2) == 1)
    #expect(columns[1].text(at: 2) == "NULLx")
    #expect(columns[0].isMissing(at: 3))
  }

  @Test func truthValues() throws {
    let column = try chunk("a,b\nTrue,\nF,\n1,\n,\nyes,\n").columns[0]
    #expect(try column.bool(at: 0) == true)
    #expect(try column.bool(at: 1) == false)
    #expect(try column.bool(at: 2) == true)
    #expect(try column.bool(at: 3) == nil)
    #expect(failure { () throws(TableError) in _ = try column.bool(at: 4) } != nil)
  }

  @Test func columnsFromArrays() throws {
    let text = TableColumn(ColumnDescription(name: "t", type: .text), texts: ["α", nil, ""])
    #expect((0..<3).map { text.text(at: $0) } == ["α", nil, nil])
    let bool = TableColumn(ColumnDescription(name: "b", type: .bool), bools: [true, nil, false])
    #expect((0..<3).map { bool.text(at: $0) } == ["true", nil, "false"])
    let vector = TableColumn(
      ColumnDescription(name: "v", type: .float64Vector(2)),
      vectors: [1, .nan, .nan, .nan], width: 2)
    #expect(try vector.vector(at: 0) == [1, nil])
    #expect(try vector.vector(at: 1) == nil)
    #expect(vector.text(at: 0) == "1.0 NaN")
  }

  @Test func addedColumnsKnowTheirPlace() throws {
    let read = try chunk("a,b\n1,2\n\n3,4\n")
    let added = TableColumn(ColumnDescription(name: "c", type: .float64), doubles: [0.5, 1e300])
    let wide = read.appending([added])
    #expect(wide.columns.map(\.description.name) == ["a", "b", "c"])
    #expect(wide.place(row: 1, column: 2).description == "a.csv:4: column \"c\"")
    let error = failure { () throws(TableError) in _ = try wide.columns[2].int64(at: 1) }
    #expect(error?.place.line == 4)
  }

  @Test func aNameThatIsTakenIsRefused() throws {
    let schema = TableSchema(columns: [ColumnDescription(name: "a", type: .text)])
    let error = failure { () throws(TableError) in
      _ = try schema.appending([ColumnDescription(name: "a", type: .float64)], file: "a.csv")
    }
    #expect(error?.code == .duplicateColumn)
    #expect(schema.index(of: "a") == 0)
    #expect(schema.index(of: "b") == nil)
  }
}
