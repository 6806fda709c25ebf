// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Held-out folds that are trained in parts.
@Suite struct FoldShardCommandTests {
  private static let folds =
    "gyro train --catalog table.csv --catalogs catalogs --config choices.json --ensemble 1 --quiet "
    + "--folds stars:2 --repeats 2 --output f.json"

  private func program() throws -> BuiltProgram {
    let program = try BuiltProgram()
    try ChronoFlowStandIn.shared.get().write(to: program.folder)
    try Data(TrainCommandTests.choices.utf8)
      .write(to: program.folder.appending(path: "choices.json"))
    return program
  }

  @Test func partsMergeToTheBytesOfOneRun() throws {
    let program = try program()
    // The third part has the fourth fold alone; the first goes on to nothing, since its folds are done.
    let run = try program.shell(
      "set -e; \(Self.folds) > expected.txt; mv f.json expected.json; "
        + "\(Self.folds) --shard 1/3 & \(Self.folds) --shard 3/3; \(Self.folds) --shard 2/3; wait; "
        + "ls f.json.parts | wc -l; cat f.json.parts/* > kept; \(Self.folds) --shard 1/3; "
        + "cat f.json.parts/* | cmp - kept; \(Self.folds) --merge 3 > merged.txt; "
        + "cmp merged.txt expected.txt; cmp f.json expected.json; ls -A")
    #expect(
      run.standardOutput
        == "4\ncatalogs\nchoices.json\nexpected.json\nexpected.txt\nf.json\nkept\nmerged.txt\ntable.csv\n",
      "\(run.standardOutput)")
  }

  @Test func aWholeRunTakesWhatPartsHaveDone() throws {
    let program = try program()
    let run = try program.shell(
      "set -e; \(Self.folds) > /dev/null; mv f.json expected.json; \(Self.folds) --shard 2/2; "
        + "touch -d 2001-01-01 f.json.parts/*; \(Self.folds) --shard 2/2; "
        + "find f.json.parts -type f -newermt 2002-01-01; \(Self.folds) > /dev/null; cmp f.json expected.json"
    )
    #expect(run.exitCode == 0 && run.standardOutput.isEmpty, "\(run.standardOutput)")
  }

  @Test func aFoldThatIsMissingAlteredOrOfOtherChoicesIsNamedWithItsPart() throws {
    let program = try program()
    func failure(_ line: String) throws -> String {
      let run = try program.shell(line)
      #expect(run.exitCode == 1, "\(run.standardOutput)")
      return run.standardOutput
    }
    #expect(try failure("\(Self.folds) --merge 2").contains("with --shard 1/2"))
    #expect(try program.shell("\(Self.folds) --shard 1/2").exitCode == 0)
    #expect(try failure("\(Self.folds) --merge 2").contains("Run the part first, with --shard 2/2"))
    #expect(try program.shell("\(Self.folds) --shard 2/2").exitCode == 0)
    #expect(
      try failure("\(Self.folds) --seed 7 --merge 2").contains("of seed 7 under these options"))
    #expect(
      try failure(
        "for f in f.json.parts/*; do sed -i 's/\"seed\" : [0-9]*/\"seed\" : 5/' $f; done; "
          + "\(Self.folds) --merge 2"
      ).contains("or it is damaged"))
    #expect(try program.shell("ls f.json 2> /dev/null").standardOutput.isEmpty)
  }

  @Test func aPartThatIsBeingDoneIsNotDoneTwiceAndAWholeRunWaits() throws {
    let program = try program()
    #expect(try program.shell("mkdir f.json.parts").exitCode == 0)
    let parts = program.folder.path + "/f.json.parts"
    for (file, operation, options, words) in [
      (".part-1-of-2.lock", LOCK_EX, "--shard 1/2", "part 1/2 in f.json.parts: is in use"),
      (".lock", LOCK_SH, "", "f.json.parts: is in use by another run"),
      (".lock", LOCK_EX, "--shard 2/2", "f.json.parts: is in use by another run"),
    ] {
      let lock = open("\(parts)/\(file)", O_RDWR | O_CREAT, 0o600)
      defer { close(lock) }
      #expect(flock(lock, operation) == 0)
      let run = try program.shell("\(Self.folds) \(options)")
      #expect(run.exitCode == 1 && run.standardOutput.contains(words), "\(run.standardOutput)")
    }
  }

  @Test(arguments: [
    ("--folds stars:2 --shard 3/2", "--shard"), ("--shard 1/2", "--shard goes with --folds"),
    ("--merge 2", "--merge goes with --folds"), ("--folds stars:2 --merge 0", "--merge is 0"),
    ("--folds stars:2 --shard 1/2 --merge 2", "exclude each other"),
  ])
  func partsThatMakeNoSense(options: String, words: String) throws {
    let run = try program().shell("gyro train --output f.json \(options)")
    #expect(run.exitCode == 64 && run.standardOutput.contains(words), "\(run.standardOutput)")
  }
}
