// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Testing

@Suite struct WhitespaceReaderTests {
  static let rows = """
    G2V   5770  0.823  ...
    # a remark between the rows
    K0V   5280  ....   0.98
    "M 5" 3030  ---    -1.5
    #SpT  Teff  Bp-Rp  G-V
    # Notes: there may be "quotes" in them
    """

  @Test(arguments: ["SpT  Teff  Bp-Rp  G-V\n", "# Colors of dwarfs\n#\n\nSpT Teff\tBp-Rp G-V  \n"])
  func aPlainLineOfNames(_ header: String) throws {
    let table = try read(header + Self.rows, name: "a.txt", format: .whitespace)
    #expect(table.schema.columns.map(\.name) == ["SpT", "Teff", "Bp-Rp", "G-V"])
    #expect(
      table.rows == [
        ["G2V", "5770", "0.823", nil], ["K0V", "5280", nil, "0.98"], ["M 5", "3030", nil, "-1.5"],
      ])
  }

  @Test func namesInAComment() throws {
    let table = try read("# Colors\n#SpT  Teff  Bp-Rp  G-V\n" + Self.rows, name: "a.txt", upTo: 1)
    #expect(table.schema.columns.map(\.name) == ["SpT", "Teff", "Bp-Rp", "G-V"])
    #expect(table.schema.metadata.map(\.value) == ["Colors"])
    #expect(table.rows.map { $0[0] } == ["G2V", "K0V", "M 5"])
  }

  @Test func aRowOfTheWrongWidthIsNamed() {
    let error = failure { () throws(TableError) in
      _ = try read("a b\n1 2\n# x\n1 2 3\n", name: "a.dat")
    }
    #expect(error?.code == .raggedRow)
    #expect(error?.description.hasPrefix("a.dat:4: found 3 cells, expected 2") == true)
    #expect(error?.place.row == 2)
  }

  /// Found by fuzzing: an opening quote with nothing after it is an empty cell.
  @Test func aLoneQuoteAtTheEndOfTheFile() throws {
    #expect(try read("a b\n1 \"", format: .whitespace).rows == [["1", nil]])
  }

  @Test(arguments: ["", "# x\n", "\n\n"]) func nothingToRead(_ text: String) {
    #expect(failure { () throws(TableError) in _ = try read(text, format: .whitespace) } != nil)
  }
}
