// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro cluster --draws FILE` and `gyro age --samples`: draws of posteriors for other programs.

import Foundation
import GyroTables
import Testing

@Suite struct DrawsCommandTests {
  private static let short = ["--chains", "2", "--draws", "200", "--quiet"]

  private func group() throws -> BuiltProgram {
    let program = try BuiltProgram()
    try Data((ClusterCommandTests.group + "\n").utf8)
      .write(to: program.folder.appending(path: "group.csv"))
    return program
  }

  private func object(_ data: Data) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func numbers(_ name: String, in path: String) throws -> [Double] {
    var reader = try openTable(path: path)
    var values: [Double] = []
    while let chunk = try reader.next(upTo: 1000) {
      let column = try #require(chunk.columns.first { $0.description.name == name })
      for row in 0..<chunk.rowCount { values.append(try #require(try column.double(at: row))) }
    }
    return values
  }

  /// The draws in both forms are the same, and their median is that of the report.
  @Test func drawsOfAClusterAreInPhysicalUnits() throws {
    let program = try group()
    var answers: [[String: Any]] = []
    for file in ["draws.json", "draws.fits"] {
      let run = try program.gyro(
        ["cluster", "group.csv", "--format", "json", "--draws", file] + Self.short)
      // So few draws may not have converged.
      #expect([0, 2].contains(run.exitCode), "\(run.standardError)")
      answers.append(try object(Data(run.standardOutput.utf8)))
    }
    let folder = program.folder
    let document = try object(Data(contentsOf: folder.appending(path: "draws.json")))
    let posterior = try #require(document["posterior"] as? [String: [[Double]]])
    let statistics = try #require(document["sample_stats"] as? [String: Any])
    #expect(
      Set(statistics.keys)
        == ["lp", "energy", "acceptance_rate", "n_steps", "tree_depth", "diverging"])
    let parameters = try #require(answers[0]["parameters"] as? [String: [String: Double]])
    for (name, reported) in [
      ("log10_age_myr", "log10_age_myr_on_scale"), ("zero_point_mag", "zero_point_mag"),
      ("outlier_fraction", "outlier_fraction"),
    ] {
      let chains = try #require(posterior[name])
      #expect(chains.map(\.count) == [200, 200])
      let sorted = chains.flatMap { $0 }.sorted()
      // The median of an even number of draws is between the two in the middle; JSON keeps 17 digits.
      let median = try #require(parameters[reported]?["q50"])
      #expect(sorted[199] - 1e-12 <= median && median <= sorted[200] + 1e-12)
      let table = try numbers(name, in: folder.appending(path: "draws.fits").path)
      #expect(zip(table, chains.flatMap { $0 }).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test(arguments: [
    (["--draws", "1000", "--draws", "2000"], "given twice"),
    (["--draws", "a.json", "--draws", "b.json"], "given twice"),
    (["--draws", "a.json", "--method", "grid"], "--method nuts"),
    (["--draws", "draws.bin"], "draws.bin"),
    (["--draws", "group.csv"], "group.csv"),
  ])
  func whatCannotBeIsSaid(arguments: [String], words: String) throws {
    let run = try group().gyro(["cluster", "group.csv"] + arguments)
    #expect(run.exitCode != 0 && run.standardError.contains(words), "\(run.standardError)")
  }

  @Test func samplesOfAgesAreTheSameInEveryFormAndForEveryNumberOfRows() throws {
    let program = try group()
    let json = try program.gyro(
      "age", "group.csv", "--samples", "50", "--seed", "3", "--format", "json", "--digits", "17",
      "-q")
    #expect(json.exitCode == 0, "\(json.standardError)")
    let answer = try object(Data(json.standardOutput.utf8))
    let stars = try #require(answer["stars"] as? [[String: Any]])
    let provenance = try #require(answer["provenance"] as? [String: Any])
    #expect(provenance["samples_per_star"] as? Int == 50 && provenance["seed"] as? Int == 3)
    let samples = try stars.map { try #require($0["log10_age_myr_samples"] as? [Double]) }
    for (star, samples) in zip(stars, samples) {
      let age = try #require(star["log10_age_myr"] as? [String: Any])
      let median = try #require(age["q50"] as? Double)
      // Of 50 draws, 7 to 43 are below the median in all but one of 10⁶ seeds; the seed is fixed.
      #expect(samples.count == 50 && (7...43).contains(samples.count { $0 < median }))
    }
    let run = try program.gyro(
      "age", "group.csv", "--samples", "50", "--seed", "3", "--output", "ages.fits", "-q")
    #expect(run.exitCode == 0, "\(run.standardError)")
    var reader = try openTable(path: program.folder.appending(path: "ages.fits").path)
    let chunk = try #require(try reader.next(upTo: 100))
    let column = try #require(chunk.columns.last)
    #expect(column.description.name == "log10_age_myr_samples")
    for (row, samples) in samples.enumerated() {
      let vector = try #require(try column.vector(at: row))
      #expect(zip(vector, samples).allSatisfy { abs(($0 ?? .infinity) - $1) < 1e-12 })
    }
    // Another seed draws other numbers.
    let other = try program.gyro(
      "age", "group.csv", "--samples", "50", "--seed", "4", "--format", "json", "-q")
    #expect(other.standardOutput != json.standardOutput)
  }

  @Test(arguments: [
    (["--samples", "10"], "needs a format with arrays"),
    (["--samples", "10", "--output", "a.csv"], "needs a format with arrays"),
    (["--samples", "0", "--format", "json"], "--samples is 0"),
    (["--seed", "3"], "--seed belongs to --samples"),
  ])
  func samplesThatCannotBeAreRefused(arguments: [String], words: String) throws {
    let run = try group().gyro(["age", "group.csv"] + arguments)
    #expect(run.exitCode == 64 && run.standardError.contains(words), "\(run.standardError)")
  }
}
