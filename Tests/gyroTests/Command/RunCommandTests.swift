// SPDX-License-Identifier: GPL-3.0-or-later
// A run of the library writes what the command writes, byte for byte.

import Foundation
import GyroTables
import Gyrochronology
import Testing

@Suite struct RunCommandTests {
  private static let table = "id,period,bp_rp0,bp_rp0_sigma\na,12,0.8,0.03\nb,-1,0.8,0.03\n"

  @Test(arguments: ["json", "text", "csv"])
  func agesOfATableAreThoseOfTheCommand(name: String) throws {
    let format = try #require(ReportFormat(name: name))
    let program = try BuiltProgram()
    let stars = program.folder.appending(path: "stars.csv")
    try Data(Self.table.utf8).write(to: stars)
    let arguments = ["age", stars.path, "--format", name]
    let printed = try program.gyro(arguments)

    let request = AgeRequest(.table(path: stars.path), command: ["gyro"] + arguments)
    let run = try AgeRun(request)
    let output = program.folder.appending(path: "ages.out")
    let writer = try AgeWriter(format: format, path: output.path, run: run)
    let outcome = try #require(try run.run(into: [writer], threadCount: 2))
    #expect(try String(contentsOf: output, encoding: .utf8) == printed.standardOutput)
    let words = (run.warnings + outcome.warnings).map { $0.message + "\n" }.joined()
    #expect(printed.standardError == words)
  }

  @Test func theAgeOfAGroupIsThatOfTheCommand() throws {
    let program = try BuiltProgram()
    let stars = program.folder.appending(path: "stars.csv")
    try Data(Self.table.utf8).write(to: stars)
    let arguments = ["cluster", stars.path, "--method", "grid", "--format", "json"]
    let printed = try program.gyro(arguments)

    var request = ClusterRequest(.table(path: stars.path), command: ["gyro"] + arguments)
    request.method = .grid
    let run = try ClusterRun(request)
    let estimates = try #require(try run.run(threadCount: 2))
    let output = program.folder.appending(path: "group.json")
    try ClusterWriter(estimates: estimates, manifest: run.manifest)
      .write(format: .json, to: output.path, isSingle: true)
    #expect(try String(contentsOf: output, encoding: .utf8) == printed.standardOutput)
    #expect(printed.standardError == run.warnings.map { $0.message + "\n" }.joined())
  }

  @Test func tracksAreThoseOfTheCommand() throws {
    let program = try BuiltProgram()
    let arguments = ["track", "--bp-rp0", "0.82,1.5", "--ages", "100,700", "--format", "json"]
    let printed = try program.gyro(arguments)

    var request = TrackRequest(.tracks(bpRp0: [0.82, 1.5]), command: ["gyro"] + arguments)
    request.agesMyr = try NumberRange("100,700")
    let run = try TrackRun(request)
    let answer = try #require(try run.run(threadCount: 2))
    let output = program.folder.appending(path: "points.json")
    try ForwardWriter(format: .json, path: output.path, manifest: run.manifest)
      .write(run.table(answer), key: "points")
    #expect(try String(contentsOf: output, encoding: .utf8) == printed.standardOutput)
  }
}
