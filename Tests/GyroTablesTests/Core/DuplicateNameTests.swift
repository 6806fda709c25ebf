// SPDX-License-Identifier: GPL-3.0-or-later
// Tables in which several columns bear one name.

import GyroTables
import Testing

@Suite struct DuplicateNameTests {
  /// One table with two columns `a` in each format whose files may have that.
  static let tables: [(name: String, text: String)] = [
    ("a.csv", "a,b,a\n1,2,3\n"), ("a.tsv", "a\tb\ta\n1\t2\t3\n"), ("a.txt", "a b a\n1 2 3\n"),
    ("a.tbl", "|a  |b  |a  |\n|int|int|int|\n  1   2   3  \n"),
    (
      "a.vot",
      "<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='int'/><FIELD name='b' datatype='int'/>"
        + "<FIELD name='a' datatype='int'/><DATA><TABLEDATA><TR><TD>1</TD><TD>2</TD><TD>3</TD></TR>"
        + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"
    ),
    (
      "a.mrt",
      """
      Byte-by-byte Description of file: a.mrt
      ----------------------------------------
         Bytes Format Units   Label  Explanations
      ----------------------------------------
         1-  1 I1     ---     a      First
         3-  3 I1     ---     b      Second
         5-  5 I1     ---     a      Third
      ----------------------------------------
      1 2 3

      """
    ),
  ]

  @Test(arguments: tables.indices, [false, true])
  func eachIsReadUnderANumberedName(_ index: Int, infersTypes: Bool) throws {
    var reader = try openTable(
      bytes: Array(Self.tables[index].text.utf8), name: Self.tables[index].name,
      options: TableReadingOptions(infersTypes: infersTypes))
    let chunk = try #require(try reader.next(upTo: 10))
    #expect(chunk.columns.map(\.description.name) == ["a_1", "b", "a_2"])
    #expect(chunk.columns.map { $0.text(at: 0) } == ["1", "2", "3"])
    let schema = reader.schema
    #expect(schema.columns.map(\.name) == ["a_1", "b", "a_2"])
    #expect(schema.duplicates == ["a": [0, 2]])
    #expect((0..<3).map(schema.nameInFile) == ["a", "b", "a"])
    #expect(schema.index(of: "a") == nil && schema.index(of: "a_2") == 2)
    let error = failure { () throws(TableError) in
      _ = try schema.requiredIndex(of: "a", in: "a.csv")
    }
    #expect(error?.code == .duplicateColumn)
    #expect(error?.description.contains("columns 1 and 3") == true)
    #expect(error?.description.contains("\"a_1\", \"a_2\"") == true)
  }

  /// As many names as a file may have columns are told apart, and a message does not grow with them.
  @Test func ofSixtyThousandColumns() throws {
    let names = Array(repeating: "a", count: 60_000).joined(separator: ",")
    let row = Array(repeating: "1", count: 60_000).joined(separator: ",")
    let reader = try openTable(bytes: Array("\(names)\n\(row)\n".utf8), name: "a.csv")
    #expect(reader.schema.columns.last?.name == "a_60000")
    #expect(reader.schema.columns.indices.allSatisfy { reader.schema.nameInFile($0) == "a" })
    let error = failure { () throws(TableError) in
      _ = try reader.schema.requiredIndex(of: "a", in: "a.csv")
    }
    #expect(error?.description.contains("columns 1, 2, 3, 4, 5 and 59995 more") == true)
    #expect((error?.description.count ?? .max) < 300)
  }

  @Test func ofFITS() throws {
    var twice = FITSReaderTests.binary
    twice.columns[1].name = twice.columns[0].name
    let name = twice.columns[0].name
    var reader = try openTable(bytes: twice.bytes, name: "a.fits")
    #expect(reader.schema.columns.prefix(2).map(\.name) == ["\(name)_1", "\(name)_2"])
    let chunk = try #require(try reader.next(upTo: 10))
    #expect(chunk.columns.map(\.description.name) == reader.schema.columns.map(\.name))
  }

  /// A number that is the name of another column is passed over.
  @Test func numberedNamesAreThemselvesUnique() throws {
    let table = try read("a,a_1,a,a\n1,2,3,4\n")
    #expect(table.schema.columns.map(\.name) == ["a_2", "a_1", "a_3", "a_4"])
    #expect(table.schema.duplicates == ["a": [0, 2, 3]])
  }
}
