// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Pictures where no room is left, and folders for temporary files that are not there.
@Suite(.enabled(if: PlotCommandTests.hasGnuplot, "gnuplot is not installed"))
struct PictureOnFullDiskCommandTests {
  private let sun = "gyro age --period 25.4 --bp-rp0 0.818 --bp-rp0-sigma 0.0282"

  private func names(_ program: borrowing BuiltProgram) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: program.folder.path).sorted()
  }

  /// Writes beyond a limit fail as they do on a full disk, once the signal is ignored.
  @Test(arguments: ["p.png", "p.svg"]) func aPictureAppearsWholeOrNotAtAll(name: String)
    throws
  {
    let program = try BuiltProgram()
    let whole = try program.shell("\(sun) --plot \(name)")
    #expect(whole.exitCode == 0)
    let path = program.folder.appending(path: name)
    let size = try Data(contentsOf: path).count
    try FileManager.default.removeItem(at: path)
    // The script must fit, and half of the picture.
    #expect(try program.shell("\(sun) --plot p.gp").exitCode == 0)
    let script = try Data(contentsOf: program.folder.appending(path: "p.gp")).count
    try FileManager.default.removeItem(at: program.folder.appending(path: "p.gp"))
    let blocks = max(script / 512 + 2, size / 1024)
    try #require(blocks * 512 < size, "the picture is larger than its script")
    let run = try program.shell("trap '' XFSZ; ulimit -f \(blocks); \(sun) --plot \(name)")
    #expect(run.exitCode == 1, "\(run.standardOutput)")
    #expect(run.standardOutput.contains("\(name): cannot be "), "\(run.standardOutput)")
    #expect(try names(program).isEmpty)
  }

  @Test func theFolderForTemporaryFilesIsNotMade() throws {
    let program = try BuiltProgram()
    let run = try program.shell("TMPDIR=missing/deep \(sun) --plot p.png")
    #expect(run.exitCode == 1)
    #expect(
      run.standardOutput.contains("takes no temporary files. Set TMPDIR"), "\(run.standardOutput)")
    #expect(try names(program).isEmpty)
  }

  @Test func nothingIsLeftInTheFolderForTemporaryFiles() throws {
    let program = try BuiltProgram()
    let folder = program.folder.appending(path: "tmp")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    // What a killed run of long ago left, and what one that lives is at work in.
    for (name, age) in [
      ("gyro-figure-2147483646-a", 7200.0), ("gyro-figure-1-b", 7200),
      ("gyro-figure-2147483646-c", 0),
    ] {
      let left = folder.appending(path: name)
      try FileManager.default.createDirectory(at: left, withIntermediateDirectories: false)
      try FileManager.default.setAttributes(
        [.modificationDate: Date.now.addingTimeInterval(-age)], ofItemAtPath: left.path)
    }
    #expect(try program.shell("TMPDIR=\"$PWD/tmp\" \(sun) --plot p.png").exitCode == 0)
    #expect(try program.shell("TMPDIR=\"$PWD/tmp\" \(sun) --plot missing/p.png").exitCode == 1)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["gyro-figure-1-b", "gyro-figure-2147483646-c"])
  }

  /// A drawing program that takes its time, ended with the program that waits for it.
  @Test(arguments: ["TERM", "HUP"]) func aRunThatIsEndedLeavesNoFolder(signal: String) throws {
    let program = try BuiltProgram()
    let run = try program.shell(
      """
      mkdir bin tmp; printf '#!/bin/sh\\ntouch "$HOME_FLAG"\\nexec sleep 5\\n' > bin/gnuplot; chmod +x bin/gnuplot
      export HOME_FLAG="$PWD/started" TMPDIR="$PWD/tmp" PATH="$PWD/bin:$PATH"
      \(sun) --plot p.png > /dev/null & pid=$!
      while [ ! -e started ]; do sleep 0.1; done
      ls tmp | wc -l; kill -\(signal) $pid; wait $pid; echo "ended $?"; ls tmp | wc -l; ls
      """)
    let lines = run.standardOutput.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(lines.first == "1" && lines.contains("0"), "\(run.standardOutput)")
    #expect(
      lines.contains { $0 == "ended \(signal == "TERM" ? 143 : 129)" }, "\(run.standardOutput)")
    #expect(!lines.contains("p.png"))
  }

  @Test func oneAgeAndOneColorGiveAPicture() throws {
    let program = try BuiltProgram()
    for form in ["p.png", "p.gp", "p.vl.json"] {
      for line in [
        "--bp-rp0 0.82 --ages 100", "--bp-rp0 0.82 --ages 100 --relations",
        "--bp-rp0 0.82 --ages 1", "--gyrochrone 700 --colors 0.82",
      ] {
        let run = try program.shell("gyro track \(line) --plot \(form)")
        #expect(run.exitCode == 0, "\(line): \(run.standardOutput)")
      }
    }
  }

  /// A line through a single point would be invisible: three quantiles are three points.
  @Test func aTrackOfOneAgeIsDrawnAsPoints() throws {
    let program = try BuiltProgram()
    _ = try program.shell("gyro track --bp-rp0 0.82 --ages 100 --plot p.vl.json")
    let json = try String(contentsOf: program.folder.appending(path: "p.vl.json"), encoding: .utf8)
    #expect(json.contains("\"point\"") && !json.contains("\"line\""))
  }
}
