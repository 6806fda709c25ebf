// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// What an interruption, a full disk and the like leave behind.
@Suite struct ResumeCommandTests {
  /// A table of several pieces: 128 rows each, since every star is computed on its own.
  func program(rows: Int) throws -> BuiltProgram {
    let program = try BuiltProgram()
    let lines = (1...rows).map {
      "\($0),\(Double($0 % 37) + 0.5),\(Double($0 % 23) / 10 + 0.6),\($0 % 50 == 0 ? "" : "0.03")\n"
    }
    try Data(("id,Prot,bp_rp0,bp_rp0_sigma\n" + lines.joined()).utf8)
      .write(to: program.folder.appending(path: "stars.csv"))
    return program
  }

  static let age = "gyro age stars.csv --engine exact --grid 200 --resume"

  /// Runs a line and kills it once the first piece is stored.
  private func killAfterOnePiece(
    _ program: borrowing BuiltProgram, _ line: String, output: String
  ) throws {
    let killed = try program.killing(
      line, once: "[ $(stat -c %s \(output).journal 2> /dev/null || echo 0) -gt 10000 ]",
      output: output)
    #expect(killed.exitCode == 0, "\(killed.standardOutput)")
  }

  /// The 20 kills at random moments of `Validation/Programs/faults.sh` in short: one, after a stored piece.
  @Test(arguments: ["fits", "csv"])
  func aKilledRunGoesOnToTheSameBytes(form: String) throws {
    let program = try program(rows: 140)
    // The command is part of ECSV and FITS, so the run that ends is spelled like the undisturbed one.
    let age = "\(Self.age) --output a.\(form) --threads 2 --quiet"
    let whole = try program.shell("\(age) && mv a.\(form) expected && ls -A")
    #expect(whole.standardOutput == "expected\nstars.csv\n")
    try killAfterOnePiece(
      program, "\(Self.age) --output a.\(form) --threads 1 --quiet", output: "a.\(form)")
    let run = try program.shell("ls -A | grep -c partial; \(age); cmp a.\(form) expected && ls -A")
    // Neither the journal nor what the killed run left is there any more.
    #expect(run.standardOutput == "1\na.\(form)\nexpected\nstars.csv\n", "\(run.standardOutput)")
  }

  @Test func aJournalOfSomethingElseIsRefusedWithTheDifference() throws {
    let program = try program(rows: 140)
    try killAfterOnePiece(program, "\(Self.age) --output a.csv --quiet", output: "a.csv")
    let run = try program.shell(
      "journal=a.csv.journal; cp $journal kept; \(Self.age) --output a.csv --outlier-fraction 0.1; cmp $journal kept; "
        + "\(Self.age) --output a.csv --column ruwe=id; cmp $journal kept; "
        + "echo 1,2,3,4 >> stars.csv; \(Self.age) --output a.csv; cmp $journal kept; "
        + "echo >> $journal; sed -i '$d' stars.csv; \(Self.age) --output a.csv; ls a.csv*")
    let words = run.standardOutput
    for difference in [
      "there gyro_outlier_fraction: 0.05, now 0.1",
      "there columns: id = id, period = Prot, bp_rp0 = bp_rp0, bp_rp0_sigma = bp_rp0_sigma, now",
      "there table_sha256: ",
    ] {
      #expect(
        words.contains("a.csv.journal: belongs to another run: \(difference)"), "\(words)")
    }
    #expect(words.contains("a.csv.journal: going on where the last run ended"))
    #expect(!words.contains("differ"))
    #expect(words.hasSuffix("\na.csv\n"), "\(words)")
  }

  @Test func resumingNeedsFiles() throws {
    let program = try program(rows: 1)
    for arguments in [
      ["age", "stars.csv", "--resume"], ["age", "-", "--resume", "--output", "a.csv"],
      ["age", "--period", "9", "--bp-rp0", "1", "--resume", "--output", "a.csv"],
    ] {
      let run = try program.gyro(arguments)
      #expect(run.exitCode == 64 && run.standardError.contains("--resume needs a table"))
    }
  }

  @Test func aFullDiskLeavesNoHalfFile() throws {
    let program = try program(rows: 300)
    // A limit on the size of files stands for the disk: the system refuses the bytes beyond it.
    for form in ["csv", "fits", "ecsv", "json"] {
      let run = try program.shell(
        "trap '' XFSZ; ulimit -f 20; gyro age stars.csv --output a.\(form) --quiet; "
          + "echo status $?; ls -A")
      #expect(run.standardOutput.contains("status 1\n"), "\(form): \(run.standardOutput)")
      #expect(run.standardOutput.contains("a.\(form)"))
      #expect(run.standardOutput.hasSuffix("\nstars.csv\n"), "\(form): \(run.standardOutput)")
    }
    let piped = try program.shell("gyro age stars.csv --quiet > /dev/full; echo status $?")
    #expect(piped.standardOutput.contains("No space left on device"))
    #expect(piped.standardOutput.hasSuffix("status 1\n"))
  }

  @Test func aClosedPipeEndsTheRunSilently() throws {
    let program = try program(rows: 500)
    // More than a pipe holds of what nobody reads.
    for form in ["csv", "json"] {
      let run = try program.shell(
        "{ gyro age stars.csv --format \(form) --quiet; echo status $? >&2; } | head -c 10 > /dev/null"
      )
      #expect(run.standardOutput == "status 141\n", "\(form)")
    }
    // Nor is a reader of the remarks needed.
    let remarks = try program.shell(
      "{ sleep 0.2; gyro age stars.csv --output a.csv; echo $? > status; } 2>&1 | true; "
        + "while [ ! -s status ]; do sleep 0.1; done; cat status")
    #expect(remarks.standardOutput == "0\n")
  }

  @Test func aTargetThatCannotBeWrittenIsRefusedBeforeTheWork() throws {
    let program = try program(rows: 1)
    let run = try program.shell(
      "mkdir a.csv none.csv.journal; gyro age stars.csv --output a.csv --quiet; echo status $?; "
        + "gyro age stars.csv --output none/a.csv --quiet; echo status $?; "
        + "gyro age stars.csv --resume --output none/a.csv --quiet; echo status $?; "
        + "gyro age stars.csv --resume --output none.csv --quiet; echo status $?; ls -A")
    let words = run.standardOutput
    #expect(words.contains("a.csv: is a folder"), "\(words)")
    #expect(words.contains("none/a.csv: cannot be written"), "\(words)")
    #expect(words.contains("none.csv.journal: is not a regular file"), "\(words)")
    #expect(words.components(separatedBy: "status 1\n").count == 5, "\(words)")
    #expect(words.hasSuffix("status 1\na.csv\nnone.csv.journal\nstars.csv\n"), "\(words)")
  }

  @Test func aPipeIsNoTableToGoOnFrom() throws {
    let program = try program(rows: 200)
    // Without waiting for somebody to write into it.
    let run = try program.shell(
      "mkfifo pipe; gyro age pipe --resume --output a.csv --quiet; echo status $?; ls -A")
    #expect(run.standardOutput.contains("pipe: is not a regular file"), "\(run.standardOutput)")
    #expect(
      run.standardOutput.hasSuffix("status 1\npipe\nstars.csv\n"), "\(run.standardOutput)")
    // Without --resume it is read to its end.
    let whole = try program.shell(
      "cat stars.csv > pipe & gyro age pipe --output a.csv --quiet; wc -l < a.csv")
    #expect(whole.standardOutput == "201\n", "\(whole.standardOutput)")
  }

  @Test(arguments: ["mkfifo", "mkdir"]) func aJournalThatIsNoFileIsRefused(make: String) throws {
    let program = try program(rows: 3)
    let run = try program.shell(
      "\(make) a.csv.journal; gyro age stars.csv --resume --output a.csv --quiet; echo status $?; ls"
    )
    #expect(run.standardOutput.contains("a.csv.journal: "), "\(run.standardOutput)")
    #expect(
      run.standardOutput.hasSuffix("status 1\na.csv.journal\nstars.csv\n"),
      "\(run.standardOutput)")
  }

  @Test func aPipeIsNamedByWhatCameThroughIt() throws {
    let program = try program(rows: 12)
    let run = try program.shell(
      "mkfifo pipe; printf 'log10_age_myr,log_density\\n0,0\\n4,0\\n' > prior.csv; "
        + "cat prior.csv > pipe & gyro age stars.csv --prior table:pipe --format json --output a.json -q; "
        + "sha256sum < prior.csv | cut -c1-64; cat stars.csv > pipe & "
        + "gyro cluster pipe --method grid --format json --output c.json -q; "
        + "sha256sum < stars.csv | cut -c1-64")
    let digests = run.standardOutput.split(separator: "\n").map(String.init)
    try #require(digests.count == 2, "\(run.standardOutput)")
    for (file, digest) in zip(["a.json", "c.json"], digests) {
      let text = try String(contentsOf: program.folder.appending(path: file), encoding: .utf8)
      #expect(text.contains(digest), "\(file)")
    }
  }
}
