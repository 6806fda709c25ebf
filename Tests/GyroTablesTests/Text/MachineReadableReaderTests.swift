// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

@Suite struct MachineReadableReaderTests {
  static let rule = String(repeating: "-", count: 80)

  /// Three stars of our own making, with every quirk a header has been seen to have.
  static let table = """
    Title: Rotation of three stars
           that do not exist
    Authors: Nobody N.
    Table: Adopted periods
    \(String(repeating: "=", count: 80))
    Byte-by-byte Description of file: stars_mrt.txt
    \(rule)
       Bytes Format Units   Label      Explanations
    \(rule)
       1- 19 I19    ---     Gaia       Source identifier
      21- 26 F6.2   d       Prot       ? Rotation period,
                                       in days
      28- 32 A5     ---     single     Single star
          34 I1     ---     Q          [0/1]? Quality (1)
      36-36  I1     ---     Multi      ?=9 Several periods
      38- 45 F8.3   mag     fap        False-alarm level
      47- 54 F8.3   mag   e_BP         ?=-99.9 Error
    \(rule)
    Note (1): A
    \tperiod.
    \(rule)
    3324544013049138688  12.50 True  1 9    1.250  -99.900
     664544013049138689        False   0             0.010
      64544013049138690  -0.10 α    0 1

    """

  @Test func byteRangesUnitsNullsAndNotes() throws {
    let table = try read(Self.table, name: "stars_mrt.txt")
    #expect(
      table.schema.columns.map(\.name) == ["Gaia", "Prot", "single", "Q", "Multi", "fap", "e_BP"])
    #expect(table.schema.columns.map(\.unit) == [nil, "d", nil, nil, nil, "mag", "mag"])
    #expect(
      table.schema.columns.map(\.type) == [
        .int64, .float64, .text, .int64, .int64, .float64, .float64,
      ])
    #expect(table.schema.columns[1].meaning == "Rotation period, in days")
    #expect(table.schema.columns[3].meaning == "Quality (1)")
    #expect(table.schema.columns[3].metadata == [TableMetadata(key: "limits", value: "[0/1]")])
    #expect(table.schema.metadata[0].value == "Rotation of three stars that do not exist")
    #expect(table.rows[0] == ["3324544013049138688", "12.50", "True", "1", nil, "1.250", nil])
    #expect(table.rows[1] == ["664544013049138689", nil, "False", nil, "0", nil, "0.010"])
    #expect(table.rows[2] == ["64544013049138690", "-0.10", "α", "0", "1", nil, nil])
  }

  @Test func cellsKnowTheirLine() throws {
    var reader = try openTable(
      bytes: Array(Self.table.utf8), name: "stars_mrt.txt")
    let chunk = try #require(try reader.next(upTo: 2))
    #expect(chunk.place(row: 1, column: 0).line == 23)
    #expect(try chunk.columns[0].int64(at: 0) == 3_324_544_013_049_138_688)
    let error = failure { () throws(TableError) in _ = try chunk.columns[2].double(at: 1) }
    #expect(error?.place.description == "stars_mrt.txt:23: column \"single\"")
  }

  @Test func carriageReturnsDoNotShiftBytes() throws {
    let text = Self.table.replacing("\n", with: "\r\n")
    #expect(try read(text, name: "a.txt").rows[0][6] == nil)
    #expect(try read(text, name: "a.txt").rows[0][5] == "1.250")
  }

  @Test func aReadMeOfItsOwnDescribesSeveralFiles() throws {
    let folder = try TemporaryFolder()
    let readMe = """
      Byte-by-byte Description of file: other.dat
      \(Self.rule)
         Bytes Format Units   Label      Explanations
      \(Self.rule)
         1-  2 I2     ---     x          Something else
      \(Self.rule)
      Byte-by-byte Description of file: table[12].dat tab*.txt
      \(Self.rule)
         Bytes Format Units   Label      Explanations
      \(Self.rule)
         1-  3 I3     ---     n          Number
         5-  9 F5.1   d       P          ?=- Period
      \(Self.rule)
      """
    try readMe.write(toFile: folder.path("ReadMe"), atomically: true, encoding: .utf8)
    let options = TableReadingOptions(readMe: folder.path("ReadMe"))
    for name in ["table2.dat", "table.txt"] {
      let table = try read("  1   2.5\n 22 -----\n333\n", name: name, options: options)
      #expect(table.rows == [["1", "2.5"], ["22", nil], ["333", nil]])
      #expect(table.schema.columns[1].unit == "d")
    }
    let error = failure { () throws(TableError) in
      _ = try read("  1   2.5\n", name: "third.dat", options: options)
    }
    #expect(error?.code == .malformedHeader)
  }

  @Test func rowsThatDoNotFitTheDescription() {
    let long = failure { () throws(TableError) in
      _ = try read(Self.table + String(repeating: "1", count: 60) + "\n", name: "a.txt")
    }
    #expect(long?.code == .raggedRow)
    #expect(long?.place.row == 4)
    let tab = failure { () throws(TableError) in
      _ = try read(Self.table + "1\t2\n", name: "a.txt")
    }
    #expect(tab?.code == .malformedData)
  }

  @Test(arguments: [
    ("  21- 26 F6.2", "  26- 21 F6.2"), ("  21- 26 F6.2", "   0-  6 F6.2"),
    ("   1- 19 I19", "whatever"),
    ("  21- 26 F6.2", "  21- 99999999999999999999 F6.2"),
  ])
  func brokenDescriptions(_ good: String, _ bad: String) {
    let text = Self.table.replacing(good, with: bad)
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.txt") }
    #expect(error?.code == .malformedHeader)
  }

  @Test func aDescriptionThatBreaksOff() {
    let text = Self.table.prefix(700)
    let error = failure { () throws(TableError) in _ = try read(String(text), name: "a.txt") }
    #expect(error?.code == .malformedHeader)
  }
}
