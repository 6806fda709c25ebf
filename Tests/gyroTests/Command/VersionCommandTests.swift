// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite struct VersionCommandTests {
  @Test func theCitationNamesTheVersionThatTheProgramReports() throws {
    let run = try BuiltProgram().gyro("--version")
    let version = run.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    let citation = try String(
      contentsOf: ExampleCommandTests.root.appendingPathComponent("CITATION.cff"), encoding: .utf8)
    #expect(run.exitCode == 0)
    #expect(citation.contains("\nversion: \(version)\n"))
  }

  @Test func anUnknownOptionIsAUsageErrorOnStandardError() throws {
    let run = try BuiltProgram().gyro("--no-such-option")
    #expect(run.exitCode == 64)
    #expect(run.standardOutput.isEmpty)
    #expect(run.standardError.contains("--no-such-option"))
  }
}
