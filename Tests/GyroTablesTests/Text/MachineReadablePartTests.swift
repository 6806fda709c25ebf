// SPDX-License-Identifier: GPL-3.0-or-later
// Fixed-width files that describe several tables.

import Foundation
import GyroTables
import Testing

@Suite struct MachineReadablePartTests {
  static let rule = String(repeating: "-", count: 60)

  static func description(_ file: String, _ columns: String) -> String {
    """
    Byte-by-byte Description of file: \(file)
    \(rule)
       Bytes Format Units   Label      Explanations
    \(rule)
    \(columns)
    \(rule)

    """
  }

  static let log = description(
    "t1_mrt.txt",
    "   1-  4 A4     ---     Night      Night of a run\n   6-  8 I3     ---     N          Frames")
  static let stars = description(
    "t2_mrt.txt",
    "   1-  3 A3     ---     Name       Star\n   5- 10 F6.2   h       Prot       Period")
  static let title =
    "Title: Rotation\nAuthors: Author A.\nTable: Adopted periods\n"
    + String(repeating: "=", count: 60) + "\n"

  /// As tables of a paper are put into one file: each with its title, its description and its rows.
  static let several =
    title + log + "Mon1  12\nTue1   7\n" + title + stars + "aa  120.50\n\nbb   60.25\n"
  /// As CDS describes several files, with the rows of one of them.
  static let block = title + log + stars + "aa  120.50\nbb   60.25\n"

  static let starRows = [["aa", "120.50"], ["bb", "60.25"]]

  @Test func theFirstOfSeveralIsReadAndTheOthersAreNamed() throws {
    var reader = try openTable(bytes: Array(Self.several.utf8), name: "paper.txt")
    #expect(try rows(of: &reader, upTo: 1) == [["Mon1", "12"], ["Tue1", "7"]])
    #expect(reader.schema.otherTables == ["t2_mrt.txt"])
    #expect(reader.schema.columnList.contains("which also holds t2_mrt.txt"))
    #expect(
      reader.warnings.map(\.description) == [
        "paper.txt: it holds 2 tables, of which t1_mrt.txt is read; another one is named as "
          + "paper.txt[t2_mrt.txt]"
      ])
  }

  @Test(arguments: [
    ("paper.txt", "t2_mrt.txt"), ("folder/t2_mrt.txt.gz", nil), ("t2_mrt.txt", "t2_mrt.txt"),
  ])
  func theOneThatIsNamedIsRead(name: String, part: String?) throws {
    let options = TableReadingOptions(part: part)
    for text in [Self.several, Self.block, Self.several.replacing("\n", with: "\r\n")] {
      let table = try read(text, name: name, options: options)
      #expect(table.rows == Self.starRows)
      #expect(table.schema.columns.map(\.unit) == [nil, "h"])
      #expect(table.schema.metadata.first?.value == "Rotation")
    }
  }

  /// Below several descriptions the rows themselves say which is theirs, if they fit only one.
  @Test func theRowsDecideWhereNoNameDoes() throws {
    var reader = try openTable(bytes: Array(Self.block.utf8), name: "paper.txt")
    #expect(try rows(of: &reader) == Self.starRows)
    #expect(
      reader.warnings.first?.message.contains("only that of t2_mrt.txt fits the rows") == true)
    let both = Self.title + Self.log + Self.log.replacing("t1_mrt", with: "t3_mrt") + "Mon1  12\n"
    let error = failure { () throws(TableError) in _ = try read(both, name: "paper.txt") }
    #expect(error?.code == .malformedHeader)
    #expect(
      error?.description
        == "paper.txt: found descriptions of t1_mrt.txt, t3_mrt.txt, expected that of "
        + "paper.txt. Say which describes the rows, as in paper.txt[t1_mrt.txt]")
  }

  @Test func whatIsNotThereIsNamed() {
    for text in [Self.several, Self.block] {
      let error = failure { () throws(TableError) in
        _ = try read(text, name: "t1_mrt.txt", options: TableReadingOptions(part: "t9_mrt.txt"))
      }
      #expect(error?.description.contains("descriptions of t1_mrt.txt, t2_mrt.txt") == true)
    }
    let readMe =
      Self.title + Self.log + Self.stars + String(repeating: "=", count: 60)
      + "\n(End)    Author A.   [Observatory]  28-Nov-2026\n"
    let error = failure { () throws(TableError) in _ = try read(readMe, name: "ReadMe") }
    #expect(error?.description.contains("and no rows") == true)
  }

  @Test func aReadMeIsAskedForTheNameInBrackets() throws {
    let folder = try TemporaryFolder()
    let end = String(repeating: "=", count: 60) + "\n(End)\n"
    try (Self.title + Self.log + Self.stars + end)
      .write(toFile: folder.path("ReadMe"), atomically: true, encoding: .utf8)
    try "aa  120.50\nbb   60.25\n"
      .write(toFile: folder.path("mine.dat"), atomically: true, encoding: .utf8)
    var reader = try openTable(path: folder.path("mine.dat") + "[t2_mrt.txt]")
    #expect(try rows(of: &reader) == Self.starRows)
    let error = failure { () throws(TableError) in
      _ = try openTable(
        path: folder.path("mine.dat"),
        options: TableReadingOptions(readMe: folder.path("ReadMe")))
    }
    #expect(error?.description.contains("expected that of mine.dat") == true)
  }

  /// A row whose first cell is missing, as dashes, does not end the header.
  @Test func aRowThatBeginsWithDashes() throws {
    let text =
      Self.title
      + Self.description(
        "a.txt", "   1-  8 A8     ---     Name       ?=- Star\n  10- 12 I3     ---     N          ?"
      )
      + "--------  12\nabc        3\n"
    #expect(try read(text, name: "a.txt").rows == [[nil, "12"], ["abc", "3"]])
  }
}
