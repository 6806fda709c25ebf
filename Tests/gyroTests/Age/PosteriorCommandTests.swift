// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite struct PosteriorCommandTests {
  @Test func aFileWithoutAFormIsRefusedBeforeTheWork() throws {
    let program = try BuiltProgram()
    let star = ["age", "--period", "9", "--bp-rp0", "1"]
    let run = try program.gyro(star + ["--posterior", "a.csv"])
    #expect(run.exitCode == 64 && run.standardError.contains("a.csv does not imply a format"))
    let same = try program.gyro(star + ["--posterior", "a.fits", "--output", "./a.fits"])
    #expect(same.exitCode == 64 && same.standardError.contains("the same file"))
  }

  @Test func theSameForAnyThreadsAndOneStarIsARow() throws {
    let program = try BuiltProgram()
    let run = try program.shell(
      "gyro simulate --age 10:4000 --count 60 --seed 2 --output s.fits; "
        + "for t in 1 2; do gyro age s.fits --quiet --output a.csv --posterior $t.gyroposterior "
        + "--threads $t; tail -c 7800 $t.gyroposterior > $t; done; cmp 1 2 && wc -c < 1; "
        + "gyro age --period 9 --bp-rp0 1 --posterior one.fits > said && gyro age --period 9 "
        + "--bp-rp0 1 > plain; cmp said plain; gyro cite one.fits | grep -c Gyrochrone; ls")
    #expect(run.standardOutput.hasPrefix("7800\n"), "\(run.standardOutput)")
    #expect(!run.standardOutput.contains("differ"), "\(run.standardOutput)")
    #expect(!run.standardOutput.contains("Error"), "\(run.standardOutput)")
  }
}
