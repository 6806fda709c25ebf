// SPDX-License-Identifier: GPL-3.0-or-later
// A command that was run, and what it took.

internal import Foundation
internal import GyroFiles

/// The run of a command of a case.
///
/// The word `gyro` stands for the program that is validated, `TABLE` for the ChronoFlow table. The command finds both
/// in its environment as well, as `GYRO` and `CHRONOFLOW`.
struct CommandRun {
  let words: [String]
  let status: Int32
  let standardOutput: String
  /// Wall-clock time, s.
  let wallSeconds: Double

  /// Runs a command to its end; what it says on standard error goes to ours.
  ///
  /// - Throws: `FileError` if it cannot be started.
  init(_ command: [String], _ context: CaseContext) throws(FileError) {
    words = command.map { word in
      switch word {
      case "gyro": context.gyro
      case "TABLE": context.table ?? "TABLE"
      default: word
      }
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    var environment = ProcessInfo.processInfo.environment
    environment["GYRO"] = context.gyro
    environment["GYRO_CATALOGS"] = context.catalogs
    if let table = context.table { environment["CHRONOFLOW"] = table }
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    let start = ContinuousClock.now
    do { try process.run() } catch {
      throw FileError(path: words.first ?? "", problem: "cannot be started: \(error)")
    }
    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? nil
    process.waitUntilExit()
    wallSeconds = (ContinuousClock.now - start) / .seconds(1)
    status = process.terminationStatus
    standardOutput = String(decoding: data ?? Data(), as: UTF8.self)
  }

  /// Throws unless the command ended with 0.
  func requireSuccess() throws(FileError) {
    guard status == 0 else {
      throw FileError(
        path: words.joined(separator: " "), problem: "ended with status \(status)")
    }
  }
}
