// SPDX-License-Identifier: GPL-3.0-or-later
// What a table says against itself reaches the user once, on standard error, and nowhere else.

import Foundation
import Testing

@Suite struct TableWarningCommandTests {
  static let header =
    "<FIELD name='id' datatype='char' arraysize='*'/><FIELD name='period' datatype='double'/>"
    + "<FIELD name='bp_rp0' datatype='double'/>"

  static func votable(_ status: String) -> String {
    "<?xml version='1.0'?><VOTABLE><RESOURCE><INFO name='QUERY_STATUS' value='OK'/><TABLE>\(header)"
      + "<DATA><TABLEDATA><TR><TD>a</TD><TD>11</TD><TD>1.0</TD></TR></TABLEDATA></DATA></TABLE>"
      + "<INFO name='QUERY_STATUS' value='\(status)'/></RESOURCE></VOTABLE>"
  }

  /// Runs a command on a table in a file.
  func run(_ arguments: [String], on table: String) throws -> (run: ProgramRun, folder: URL) {
    let program = try BuiltProgram()
    try Data(table.utf8).write(to: program.folder.appending(path: "in.table"))
    return (try program.gyro(arguments), program.folder)
  }

  @Test(
    arguments: [
      ["age", "in.table"], ["age", "in.table", "--format", "json"],
      ["age", "in.table", "--format", "ecsv"], ["age", "in.table", "--format", "votable"],
      ["cluster", "in.table", "--method", "grid"],
    ])
  func overflow(_ arguments: [String]) throws {
    let (whole, _) = try run(arguments, on: Self.votable("OK"))
    let (cut, _) = try run(arguments, on: Self.votable("OVERFLOW"))
    #expect(cut.exitCode == 0)
    #expect(cut.standardError.components(separatedBy: "the table is not complete").count == 2)
    #expect(!whole.standardError.contains("warning"))
    // A written table says it too; nothing else is different, but for the digest of the input.
    let isTyped = ["ecsv", "votable"].contains(arguments.last)
    #expect(cut.standardOutput.contains("OVERFLOW") == isTyped)
    let (quiet, _) = try run(arguments + ["--quiet"], on: Self.votable("OVERFLOW"))
    #expect(quiet.standardError.isEmpty)
  }

  @Test(arguments: [["age", "in.table"], ["cluster", "in.table", "--method", "grid"]])
  func aFailedQuery(_ arguments: [String]) throws {
    let (failed, _) = try run(arguments, on: Self.votable("ERROR"))
    #expect(failed.exitCode == 1)
    #expect(failed.standardError.contains("a failed query"))
  }

  @Test(arguments: [["age", "in.table"], ["cluster", "in.table", "--method", "grid"]])
  func roundedIdentifiers(_ arguments: [String]) throws {
    let (rounded, _) = try run(
      arguments, on: "source_id,period,bp_rp0\n5.29e+18,11,1.0\n5.29e+18,12,1.0\n")
    #expect(rounded.exitCode == 0)
    #expect(
      rounded.standardError.contains(
        "warning: in.table:2: column \"source_id\": 5.29e+18 and 1 more: an identifier"))
  }

  /// A value under a mask is none.
  @Test func aMaskedPeriodIsMissing() throws {
    let (masked, _) = try run(
      ["age", "in.table", "--format", "csv"],
      on: """
        # %ECSV 1.0
        # ---
        # datatype:
        # - {name: period, datatype: float64}
        # - {name: period.mask, datatype: bool}
        # - {name: bp_rp0, datatype: float64}
        # meta: !!omap
        # - __serialized_columns__:
        #     period:
        #       __class__: astropy.table.column.MaskedColumn
        #       data: !astropy.table.SerializedColumn {name: period}
        #       mask: !astropy.table.SerializedColumn {name: period.mask}
        period period.mask bp_rp0
        11.0 True 1.0
        11.0 False 1.0

        """)
    let lines = masked.standardOutput.split(separator: "\n")
    try #require(lines.count == 3)
    #expect(lines[1].hasSuffix("the period is missing"))
    #expect(lines[2].hasPrefix("11.0,1.0,"))
  }
}
