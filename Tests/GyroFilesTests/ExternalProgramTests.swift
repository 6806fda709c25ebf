// SPDX-License-Identifier: GPL-3.0-or-later
// Another program, its outputs and its end.

import Foundation
import GyroFiles
import Testing

@Suite struct ExternalProgramTests {
  @Test func outputsStatusFolderAndVariablesArrive() throws {
    let program = try ExternalProgram(
      "/bin/sh", ["-c", "pwd; echo $GYRO_WORD; echo said >&2; cat; exit 3"], in: "/",
      variables: ["GYRO_WORD": "a b"], output: .pipe, messages: .pipe)
    #expect(
      String(decoding: ExternalProgram.readAll(program.output, keeping: 100), as: UTF8.self)
        == "/\na b\n")
    #expect(
      String(decoding: ExternalProgram.readAll(program.messages, keeping: 2), as: UTF8.self) == "sa"
    )
    #expect(program.wait() == 3)
  }

  @Test func aProgramCanBeEnded() throws {
    let program = try ExternalProgram("/bin/sh", ["-c", "exec sleep 600"])
    program.send(SIGKILL)
    #expect(program.wait() == 128 + SIGKILL)
    // No other process gets the signal.
    program.send(SIGKILL)
  }

  @Test func messagesGoToAFile() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "gyro-\(UUID()).txt").path
    try Data().write(to: URL(filePath: path))
    defer { unlink(path) }
    #expect(
      try ExternalProgram("/bin/sh", ["-c", "echo no >&2"], messages: .file(path)).wait() == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "no\n")
  }

  @Test func aProgramThatIsNotThereIsAFailure() {
    #expect(throws: ExternalProgram.Failure.self) {
      try ExternalProgram("/nonexistent/program", [])
    }
  }
}
