// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A table that is dated in parts.
@Suite struct ShardCommandTests {
  /// A table of five pieces: 128 rows each, since every star is computed on its own.
  func program() throws -> BuiltProgram {
    let program = try BuiltProgram()
    let lines = (1...520).map { "\($0),\(Double($0 % 37) + 0.5),\(Double($0 % 23) / 10 + 0.6)\n" }
    try Data(("id,Prot,bp_rp0\n" + lines.joined()).utf8)
      .write(to: program.folder.appending(path: "stars.csv"))
    return program
  }

  static let age =
    "gyro age stars.csv --engine exact --grid 200 --quiet --output a.fits --posterior p.gyroposterior --samples 3"

  @Test func partsMergeToTheBytesOfOneRun() throws {
    let program = try program()
    let run = try program.shell(
      "set -e; \(Self.age); mv a.fits expected; mv p.gyroposterior posteriors; "
        + "\(Self.age) --shard 2/3 --threads 2; cp a.fits.shard-2-of-3 kept; \(Self.age) --shard 2/3; "
        + "cmp kept a.fits.shard-2-of-3; \(Self.age) --shard 1/3 & \(Self.age) --shard 3/3; wait; "
        + "rm kept; ls -A; \(Self.age) --merge 3; cmp a.fits expected; cmp p.gyroposterior posteriors; ls -A"
    )
    let parts = (1...3).map { "a.fits.shard-\($0)-of-3\n" }.joined()
    #expect(
      run.standardOutput
        == "\(parts)expected\nposteriors\nstars.csv\na.fits\nexpected\np.gyroposterior\nposteriors\nstars.csv\n",
      "\(run.standardOutput)")
  }

  @Test func partsThatAreMissingUnfinishedOrOfOtherAssumptionsAreNamed() throws {
    let program = try program()
    func failure(_ line: String) throws -> String {
      let run = try program.shell(line)
      #expect(run.exitCode == 1, "\(run.standardOutput)")
      return run.standardOutput
    }
    #expect(try program.shell("\(Self.age) --shard 1/2").exitCode == 0)
    #expect(try failure("\(Self.age) --merge 2").contains("Run the part first, with --shard 2/2"))
    #expect(try program.shell("\(Self.age) --shard 2/2").exitCode == 0)
    #expect(
      try failure("\(Self.age) --outlier-fraction 0.1 --merge 2")
        .contains("there gyro_outlier_fraction: 0.05, now 0.1"))
    #expect(
      try failure("truncate -s -10 a.fits.shard-2-of-2; \(Self.age) --merge 2")
        .contains("nothing for the rows from 385 on"))
    #expect(try program.shell("ls a.fits p.gyroposterior 2> /dev/null").standardOutput.isEmpty)
  }

  @Test(arguments: [
    ("--shard 3/2", "--shard"), ("--shard 0/2", "--shard"), ("--shard 2", "--shard"),
    ("--shard 1/2 --merge 2", "exclude each other"), ("--resume --merge 2", "exclude each other"),
    ("--merge 0", "--merge is 0"),
  ])
  func partsThatMakeNoSense(options: String, message: String) throws {
    let run = try program().shell("\(Self.age) \(options)")
    #expect(run.exitCode == 64 && run.standardOutput.contains(message), "\(run.standardOutput)")
  }

  @Test func partsAreOfFiles() throws {
    let run = try program().shell("gyro age - --output a.fits --shard 1/2 < stars.csv")
    #expect(run.exitCode == 64 && run.standardOutput.contains("that are files"))
  }
}
