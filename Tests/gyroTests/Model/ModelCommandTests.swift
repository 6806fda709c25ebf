// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Gyrochronology
import Testing
import _TestSupport

@Suite struct ModelCommandTests {
  @Test func showNamesEveryConstant() throws {
    let program = try BuiltProgram()
    let text = try program.gyro("model", "show")
    #expect(text.exitCode == 0)
    for word in [
      "sha256", "slope constant", "conditioner", "log10_age_myr", "calibrated from",
      "log10_period_days rises by 0.5 per unit of log10_age_myr beyond 2.6, bent over 0.2",
      "softness 0.1", "epistemic   the flows' median log10 period scatters by 0.",
    ] {
      #expect(text.standardOutput.contains(word), "\(word) is missing")
    }
    let json = try program.gyro("model", "show", "--format", "json")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "name", "flows", "sha256", "architecture", "context", "value", "range", "notes",
        "extrapolation", "epistemic", "training",
      ])
    let epistemic = try #require(object["epistemic"] as? [String: Any])
    let rms = try #require(epistemic["log10_period_days_rms"] as? Double)
    let largest = try #require(epistemic["log10_period_days_max"] as? Double)
    #expect(rms > 0.001 && rms < 0.5 && rms <= largest)
  }

  @Test func externalClustersAreScoredAndDated() throws {
    let program = try BuiltProgram()
    let catalogs = PackageFolder.catalogs
    let run = try program.gyro(
      "model", "score", "--catalogs", catalogs, "--format", "json", "--output", "x.json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let alone = try program.gyro(
      "model", "score", "PscEri", "--catalogs", catalogs, "--format", "json", "--threads", "1")
    let written = try String(
      contentsOf: program.folder.appending(path: "x.json"), encoding: .utf8)
    let quantiles = alone.standardOutput.split(separator: "\n").filter { $0.contains("_q") }
    #expect(
      quantiles.count == 3 && quantiles.allSatisfy { written.contains($0) },
      "any number of threads gives the same numbers")
    let none = try program.gyro("model", "score", "--catalogs", catalogs, "--threads", "0")
    #expect(none.exitCode == 64 && none.standardError.contains("expected 1 to 1024"))
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: program.folder.appending(path: "x.json")))
        as? [String: Any])
    let clusters = try #require(object["clusters"] as? [[String: Any]])
    #expect(
      Set(clusters.compactMap { $0["cluster"] as? String }) == ["Blanco1", "GroupX", "PscEri"])
    for cluster in clusters {
      func number(_ key: String) throws -> Double { try #require(cluster[key] as? Double) }
      #expect(cluster["trained_on"] as? Bool == false)
      #expect(try number("log10_age_myr_q16") < number("log10_age_myr_q50"))
      #expect(try number("log10_age_myr_q50") < number("log10_age_myr_q84"))
      expectClose(
        try number("offset_dex"),
        try number("log10_age_myr_q50") - number("literature_log10_age_myr"),
        .absolute(1e-9, because: "its definition"))
      // The background alone scores -1.447 + log 0.05 at worst; a flow that is of use beats -1.447.
      #expect(try number("mean_mixture_log_likelihood") > -1.447)
      #expect((cluster["pit_tenths_flow"] as? [Int])?.reduce(0, +) == cluster["stars"] as? Int)
    }
    let unknown = try program.gyro("model", "score", "Nowhere", "--catalogs", catalogs)
    #expect(unknown.exitCode == 64 && unknown.standardError.contains("is not a known cluster"))
    let ageless = try program.gyro(
      "model", "score", "Taurus", "--catalogs", catalogs, "--age-scale", "bouma-2023")
    #expect(
      ageless.exitCode == 1 && ageless.standardError.contains("no age on the scale bouma-2023"))
  }

  @Test func importWithoutASlopeExplainsTheHazard() throws {
    let program = try BuiltProgram()
    let run = try program.gyro("model", "import", "weights.safetensors", "--output", "m")
    #expect(run.exitCode == 64)
    for words in ["--slope is missing", "by up to a factor of 4", "--slope 1e-4"] {
      #expect(run.standardError.contains(words), "\(words) is missing")
    }
    let impossible = try program.gyro(
      "model", "import", "weights.safetensors", "--slope", "2", "--output", "m")
    #expect(impossible.exitCode == 64 && impossible.standardError.contains("between 1e-09 and 0.5"))
  }

  @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
  func importedReferenceWeightsGiveTheReferenceDensities() throws {
    let program = try BuiltProgram()
    let weights = SharedFolder.file("data/reference/chronoflow-weights.safetensors").path
    let imported = try program.gyro(
      "model", "import", weights, "--slope", "1e-4", "--output", "m.safetensors")
    #expect(imported.exitCode == 0)
    let points = SharedFolder.file("data/reference/log_density.csv").path
    let run = try program.gyro("model", "density", points, "--model", "m.safetensors")
    #expect(run.exitCode == 0)
    #expect(run.standardError.contains("log_density_flow and cdf_flow of the input are replaced"))
    let lines = run.standardOutput.split(separator: "\n").map { $0.split(separator: ",") }
    let column = try #require(lines[0].firstIndex(of: "log_density_flow"))
    let reference = try SharedFolder.rows("data/reference/log_density.csv")
    #expect(lines.count == 1201)
    for (line, row) in zip(lines.dropFirst(), reference) {
      let value = try #require(Double(line[column]))
      let expected = try #require(row["log_density_flow"].flatMap(Double.init))
      expectClose(value, expected, .absolute(1e-9, because: "double precision against zuko's"))
    }
  }

  @Test func densityKeepsIncompleteRowsAndRefusesText() throws {
    let program = try BuiltProgram()
    let header = "name,log10_age_myr,bp_rp0,log10_period_days\n"
    let run = try program.gyro(
      "model", "density", "-", standardInput: header + "a,2,0.9,1\nb,2,,1\n")
    let lines = run.standardOutput.split(separator: "\n")
    #expect(run.exitCode == 0 && lines.count == 3)
    #expect(lines[1].hasPrefix("a,2,0.9,1,") && lines[2] == "b,2,,1,,")
    let text = try program.gyro(
      "model", "density", "-", standardInput: header + "a,2,blue,1\n")
    #expect(text.exitCode == 1)
    #expect(text.standardError.contains("bp_rp0") && text.standardError.contains("blue"))
    let missing = try program.gyro("model", "density", "-", standardInput: "bp_rp0,x\n1,2\n")
    #expect(missing.exitCode == 1)
    #expect(missing.standardError.contains("expected a column \"log10_age_myr\""))
  }

  @Test(arguments: [
    ("a,inf,0.9,1", "log10_age_myr"), ("a,2,1e400,1", "bp_rp0"),
    ("a,2,0.9,-inf", "log10_period_days"), ("a,-inf,0.9,1", "log10_age_myr"),
  ])
  func densityRefusesWhatIsNotFinite(row: String, column: String) throws {
    let header = "name,log10_age_myr,bp_rp0,log10_period_days\n"
    let run = try BuiltProgram().gyro(
      "model", "density", "-", standardInput: header + "b,2,0.9,1\n\(row)\n")
    #expect(run.exitCode == 1)
    #expect(
      run.standardError.contains("<standard input>:3: column \"\(column)\": found"),
      "\(run.standardError)")
  }

  /// A point without a density leaves its own cell empty, and those of no other row.
  @Test(arguments: ["2,0.9,1e200", "2,0.9,-1e308", "2,1e308,1", "1e308,1,1"])
  func densityAnswersRowByRow(far: String) throws {
    let header = "name,log10_age_myr,bp_rp0,log10_period_days\n"
    let near = "2,0.9,1"
    let run = try BuiltProgram().gyro(
      "model", "density", "-",
      standardInput: header + "a,\(near)\nb,\(far)\nc,\(near)\nd,\(far)\n")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let lines = run.standardOutput.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    try #require(lines.count == 5)
    #expect(lines.allSatisfy { $0.count == 6 })
    #expect(lines[2][4].isEmpty && lines[4][4].isEmpty)
    let density = try #require(Double(lines[1][4]))
    #expect(density.isFinite && lines[1].dropFirst() == lines[3].dropFirst())
    #expect(run.standardError.contains("2 rows, the first of them row 2, are too far"))
  }

  @Test func aFileThatIsNoModelIsAnError() throws {
    let program = try BuiltProgram()
    try Data("bp_rp0,Prot\n".utf8).write(to: program.folder.appendingPathComponent("stars.csv"))
    let run = try program.gyro("model", "show", "--model", "stars.csv")
    #expect(run.exitCode == 1 && run.standardError.contains("stars.csv: "))
    let missing = try program.gyro("model", "show", "--model", "nowhere")
    #expect(missing.exitCode == 1 && missing.standardError.contains("embedded model"))
  }

  @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
  func whatIsImportedCanBeRead() throws {
    let program = try BuiltProgram()
    let weights = SharedFolder.file("data/reference/chronoflow-weights.safetensors").path
    for (slope, bound) in [
      ("1e-9", "1"), ("0.5", "100"), ("0.999", "5"), ("1e-300", "5"), ("1e-4", "150"),
      ("1e-4", "1e-300"), ("nan", "5"), ("1e-4", "inf"),
    ] {
      let run = try program.gyro(
        "model", "import", weights, "--slope", slope, "--bound", bound, "--output", "m")
      if run.exitCode == 0 {
        let read = try program.gyro("model", "show", "--model", "m")
        #expect(read.exitCode == 0, "\(slope), \(bound): \(read.standardError)")
        _ = try program.shell("rm m")
      } else {
        #expect(run.exitCode == 64 && run.standardError.contains("expected a number between"))
        #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/m"))
      }
    }
  }
}
