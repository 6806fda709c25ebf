// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite struct SimulateCommandTests {
  private let cluster = ["simulate", "--age", "700", "--seed", "4"]

  @Test func theSameSeedGivesTheSameBytesForAnyThreadsAndMoreStars() throws {
    let program = try BuiltProgram()
    let first = try program.gyro(cluster + ["--count", "40", "--threads", "1"]).standardOutput
    let second = try program.gyro(cluster + ["--count", "40", "--threads", "3"]).standardOutput
    let more = try program.gyro(cluster + ["--count", "50"]).standardOutput
    let other = try program.gyro("simulate", "--age", "700", "--seed", "5", "--count", "40")
    #expect(first == second)
    #expect(more.hasPrefix(first))
    #expect(other.standardOutput != first)
    #expect(first.split(separator: "\n").count == 41)
  }

  @Test func ageReadsTheStarsBack() throws {
    let program = try BuiltProgram()
    let made = try program.gyro(
      cluster + [
        "--count", "12", "--av", "0.3", "--av-sigma", "0.03", "--relative-period-sigma", "0.02",
        "--field-fraction", "0.2", "--output", "mock.fits",
      ])
    #expect(made.exitCode == 0, "\(made.standardError)")
    let read = try program.gyro("age", "mock.fits", "--output", "ages.csv")
    #expect(read.exitCode == 0)
    for pair in [
      "id = id", "period = period", "bp_rp = bp_rp", "bp_rp_sigma", "av = av", "av_sigma",
      "membership = membership",
    ] {
      #expect(read.standardError.contains(pair), "\(pair) in \(read.standardError)")
    }
    let rows = try String(contentsOf: program.folder.appending(path: "ages.csv"), encoding: .utf8)
      .split(separator: "\n")
    #expect(rows.count == 13 && rows.dropFirst().allSatisfy { $0.contains(",ok,") })
  }

  @Test func aSurveyFindsOnlyWhatItCan() throws {
    let program = try BuiltProgram()
    let run = try program.gyro(
      cluster + ["--count", "100", "--max-period", "8", "--min-period", "1", "--colors", "0.7:1.5"])
    let rows = run.standardOutput.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",")
    }
    #expect(rows.count == 100)
    for row in rows {
      #expect((1...8).contains(Double(row[1]) ?? 0))
      #expect((0.7...1.5).contains(Double(row[2]) ?? 0))
    }
  }

  @Test(arguments: [
    (["--age", "0.1"], "--age is 0.1"), (["--age", "x"], "age"), ([], "age"),
    (["--age", "700", "--count", "0"], "--count is 0"),
    (["--age", "700", "--av-sigma", "0.1"], "belong to --av"),
    (["--age", "700", "--min-period", "5", "--max-period", "2"], "expected a range"),
    (["--age", "700", "--format", "json"], "Mock stars are a table"),
    (["--age", "100,200"], "--age is a list"),
  ])
  func wrongUsageIsExplained(arguments: [String], words: String) throws {
    let run = try BuiltProgram().gyro(["simulate"] + arguments)
    #expect(run.exitCode == 64)
    #expect(run.standardError.contains(words), "\(run.standardError)")
  }

  @Test func dustThatIsMoreUncertainThanTheColorIsRefused() throws {
    let run = try BuiltProgram().gyro(cluster + ["--av", "1", "--av-sigma", "0.5"])
    #expect(run.exitCode == 1)
    #expect(run.standardError.contains("Take a larger --bp-rp0-sigma"))
  }
}
