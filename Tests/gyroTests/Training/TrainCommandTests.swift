// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

@Suite struct TrainCommandTests {
  /// Small enough for a build without optimization.
  static let choices =
    #"{"hidden_widths": [8], "transforms": 1, "epochs": 22, "batch_size": 2048}"#

  private func arguments(_ output: String, _ more: String...) -> [String] {
    [
      "train", "--catalog", "table.csv", "--catalogs", "catalogs", "--config", "choices.json",
      "--ensemble", "2", "--output", output,
    ] + more
  }

  private func program() throws -> BuiltProgram {
    let program = try BuiltProgram()
    try ChronoFlowStandIn.shared.get().write(to: program.folder)
    try Data(Self.choices.utf8).write(to: program.folder.appending(path: "choices.json"))
    return program
  }

  @Test func aKilledTrainingGoesOnToTheSameBytes() throws {
    let program = try program()
    let line = (["gyro"] + arguments("b.safetensors")).joined(separator: " ")
    let killed = try program.killing(
      line + " --threads 2", once: "[ -f b.safetensors.state.0 ]", output: "b.safetensors")
    #expect(killed.exitCode == 0, "\(killed.standardOutput)")
    let resumed = try program.shell(line + " --threads 1")
    #expect(resumed.exitCode == 0 && resumed.standardOutput.contains("going on from epoch"))
    let undisturbed = try program.shell(
      (["gyro"] + arguments("a.safetensors")).joined(separator: " "))
    #expect(undisturbed.exitCode == 0)
    let stars = try ChronoFlowStandIn.shared.get()
    #expect(
      undisturbed.standardOutput.contains(
        "\(stars.rowCount) stars read, \(stars.takenCount) pass the cuts"))
    let files = ["a", "b"].map { program.folder.appending(path: "\($0).safetensors") }
    #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
    let shown = try program.gyro("model", "show", "--model", "b.safetensors")
    #expect(shown.standardOutput.contains("training.stars: \(stars.takenCount)"))
  }

  @Test func whatCannotBeSaidIsAnError() throws {
    let program = try program()
    for more in [["--folds", "stars:2"], []] {
      let line = (["gyro"] + arguments("x") + more).joined(separator: " ")
      let full = try program.shell(line + " --quiet 2>&1 > /dev/full")
      #expect(full.exitCode == 1)
      #expect(
        full.standardOutput
          == "Error: <standard output>: cannot be written: No space left on device\n")
    }
  }

  @Test func aStateOfOtherChoicesIsRefused() throws {
    let program = try program()
    let line = (["gyro"] + arguments("b.safetensors")).joined(separator: " ")
    let killed = try program.killing(
      line, once: "[ -f b.safetensors.state.0 ]", output: "b.safetensors")
    #expect(killed.exitCode == 0, "\(killed.standardOutput)")
    let run = try program.shell(line + " --seed 99")
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("other choices, data or seed"))
  }

  @Test func foldsAreScored() throws {
    let program = try program()
    let run = try program.shell(
      (["gyro"] + arguments("f.json", "--folds", "stars:2")).joined(separator: " "))
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: program.folder.appending(path: "f.json")))
        as? [String: Any])
    let folds = try #require(report["folds"] as? [[String: Any]])
    #expect(folds.count == 2)
    let scores = folds.compactMap { $0["mean_mixture_log_likelihood"] as? Double }
    // A uniform background alone scores -1.447; even this small flow must do better.
    #expect(scores.count == 2 && scores.allSatisfy { (-1.2...0).contains($0) })
    expectClose(
      try #require(report["mean_mixture_log_likelihood"] as? Double), (scores[0] + scores[1]) / 2,
      .absolute(1e-12, because: "the mean of two numbers"))
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/f.json.parts"))
  }

  @Test func anAlteredTableIsRefusedUnlessItIsAllowed() throws {
    let program = try program()
    let table = program.folder.appending(path: "table.csv")
    let altered = try String(contentsOf: table, encoding: .utf8)
      .replacingOccurrences(of: ",none,", with: ",other,")
    try Data(altered.utf8).write(to: program.folder.appending(path: "altered.csv"))
    let line =
      "gyro train --catalog altered.csv --catalogs catalogs --config choices.json --ensemble 1 "
    let refused = try program.shell(line + "--output m.safetensors")
    #expect(refused.exitCode == 1 && refused.standardOutput.contains("--allow-altered"))
    let allowed = try program.shell(line + "--output m.safetensors --allow-altered")
    #expect(allowed.exitCode == 0, "\(allowed.standardOutput)")
    let shown = try program.gyro("model", "show", "--model", "m.safetensors")
    #expect(shown.standardOutput.contains("training.origin.catalog: vanlane-2025\n"))
    #expect(shown.standardOutput.contains("training.origin.is_altered: yes\n"))
  }

  @Test func aStandardCatalogTrainsInAnyFormat() throws {
    let program = try program()
    let catalogs = ExampleCommandTests.root.appending(path: "Catalogs").path
    for (name, format) in [("stars.csv", "csv"), ("stars.vot", "votable")] {
      let shown = try program.gyro([
        "catalog", "show", "--catalogs", catalogs, "--stars", "--format", format, "--output", name,
      ])
      #expect(shown.exitCode == 0, "\(shown.standardError)")
    }
    for table in [
      "\(catalogs)/rotators.ecsv", "\(catalogs)/rotators.fits", "stars.csv", "stars.vot",
    ] {
      let run = try program.shell(
        "gyro train --catalog \(table) --catalogs \(catalogs) --config choices.json --ensemble 1 "
          + "--age-scale bouma-2023 --output m.safetensors --threads 2")
      #expect(run.exitCode == 0, "\(table): \(run.standardOutput)")
      #expect(run.standardOutput.contains("6929 stars read, 2418 pass the cuts"), "\(table)")
      #expect(run.standardOutput.contains("    394 left out: external test cluster"))
      #expect(run.standardOutput.contains("gyro: warning: 2148 stars are left out"))
    }
    let shown = try program.gyro("model", "show", "--model", "m.safetensors")
    for words in [
      "training.origin.catalog: stars.vot", "training.stars_by_cluster.M67: 2",
      "training.origin.left_out.external test cluster: 394",
      "training.origin.sources.gruner-2023.Gruner_Barnes_Weingrill_2023_M67_tableC2.csv: 8150f9e6",
    ] {
      #expect(shown.standardOutput.contains(words), "\(words)")
    }
  }

  @Test(arguments: [
    ("s/^\\([^#]*\\)bp_rp0,/\\1color,/", "has no column \"bp_rp0\" of a standard catalog"),
    ("s/,M67,/,M68,/", "has a star of \"M68\", which is no key of a cluster"),
  ])
  func aTableThatIsNoStandardCatalogIsRefused(edit: String, words: String) throws {
    let program = try program()
    let catalogs = ExampleCommandTests.root.appending(path: "Catalogs").path
    let run = try program.shell(
      "gyro catalog show --catalogs \(catalogs) M67 --format csv | sed '\(edit)' > t.csv; "
        + "gyro train --catalog t.csv --catalogs \(catalogs) --output m.safetensors")
    #expect(run.exitCode == 1 && run.standardOutput.contains(words), "\(run.standardOutput)")
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/m.safetensors"))
  }

  @Test func aSelectionThatDoesNotExistIsNamed() throws {
    let run = try program().gyro(arguments("x", "--selection", "best"))
    #expect(run.exitCode == 64)
    #expect(run.standardError.contains("--selection: best: is not a known selection of stars"))
  }

  @Test func badChoicesAreNamed() throws {
    let program = try program()
    for (json, words) in [
      (#"{"epoch": 3}"#, "unknown choice"), (#"{"epochs": "many"}"#, "epochs"),
      (#"{"epochs": 3"#, "choices.json"), (#"{"slope": 2}"#, "slope is 2.0"),
    ] {
      try Data(json.utf8).write(to: program.folder.appending(path: "choices.json"))
      let run = try program.shell((["gyro"] + arguments("x")).joined(separator: " "))
      #expect(run.exitCode == 1 && run.standardOutput.contains(words), "\(run.standardOutput)")
    }
    let folds = try program.shell(
      (["gyro"] + arguments("x", "--folds", "stars:1")).joined(separator: " "))
    #expect(folds.exitCode == 64)
  }

  @Test func theLargestSeedIsFollowedByTheSmallestAndPartsOfOthersStay() throws {
    let program = try program()
    let line =
      "mkdir f.json.parts; echo mine > f.json.parts/notes; "
      + (["gyro"]
      + arguments(
        "f.json", "--folds", "stars:2", "--repeats", "2", "--seed", "18446744073709551615",
        "--quiet")).joined(separator: " ")
    let run = try program.shell(line + "; echo status $?; ls -A f.json.parts; cat f.json.parts/*")
    #expect(run.standardOutput.hasSuffix("status 0\nnotes\nmine\n"), "\(run.standardOutput)")
    let report = try String(
      contentsOf: program.folder.appending(path: "f.json"), encoding: .utf8)
    #expect(report.contains("18446744073709551615"))
    #expect(
      try program.shell("ls -A").standardOutput
        == "catalogs\nchoices.json\nf.json\nf.json.parts\ntable.csv\n")
  }

  /// One number of a state or of a part, altered: the checkpoint is that of an undisturbed run or there is none.
  @Test func anAlteredStateIsRefused() throws {
    let program = try program()
    let line = (["gyro"] + arguments("b.safetensors")).joined(separator: " ")
    let killed = try program.killing(
      line, once: "[ -f b.safetensors.state.0 ]", output: "b.safetensors")
    #expect(killed.exitCode == 0, "\(killed.standardOutput)")
    let run = try program.shell(
      "sed -i 's/\"epoch\":\"[0-9]*\"/\"epoch\":\"22\"/' b.safetensors.state.0; \(line)")
    #expect(run.exitCode == 1)
    #expect(
      run.standardOutput.contains(
        "b.safetensors.state.0: is not what was written: a number or a word was altered. Delete it "
          + "to start anew"), "\(run.standardOutput)")
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/b.safetensors"))
  }

  @Test func anotherTrainingOfTheOutputHasToWait() throws {
    let program = try program()
    let lock = open(program.folder.path + "/.b.safetensors.lock", O_RDWR | O_CREAT, 0o600)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    for more in [[], ["--folds", "stars:2"]] {
      let run = try program.gyro(arguments("b.safetensors") + more)
      #expect(run.exitCode == 1)
      #expect(
        run.standardError.contains(
          "b.safetensors: is being written by another run. Wait for its end"),
        "\(run.standardError)")
    }
  }

  @Test(arguments: [
    ("BPRP_0", "1e30"), ("BPRP_0", "1e308"), ("e_BPRP_0", "1e30"), ("Prot", "1e30"),
  ])
  func aFillValueIsRefusedWithItsCell(column: String, value: String) throws {
    let program = try program()
    var lines = try String(
      contentsOf: program.folder.appending(path: "table.csv"), encoding: .utf8
    ).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let place = try #require(lines[0].firstIndex(of: column))
    for row in stride(from: 100, to: lines.count, by: 50) { lines[row][place] = value }
    try Data((lines.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n").utf8)
      .write(to: program.folder.appending(path: "altered.csv"))
    let run = try program.shell(
      "gyro train --catalog altered.csv --allow-altered --catalogs catalogs --config "
        + "choices.json --ensemble 1 --output m.safetensors")
    #expect(run.exitCode == 1)
    #expect(
      run.standardOutput.contains(/altered\.csv:\d+/) && run.standardOutput.contains(column),
      "\(run.standardOutput)")
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/m.safetensors"))
  }
}
