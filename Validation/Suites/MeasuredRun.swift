// SPDX-License-Identifier: GPL-3.0-or-later
// A run of the program that is validated, with its time and memory.

internal import Foundation
internal import GyroFiles

/// What a run of `gyro` took, by the time utility of the system.
struct MeasuredRun {
  /// Wall-clock and processor time, s; of several runs their means.
  let wallSeconds, processorSeconds: Double
  /// The largest resident set, MB of 1,000 kB.
  let residentMegabytes: Double
  let standardOutput: String

  /// Runs `gyro` to its end.
  ///
  /// - Parameters:
  ///   - arguments: What follows `gyro`.
  ///   - context: With the program.
  ///   - allowed: The exit statuses that are no failure; a sampler that has not converged ends with 2.
  ///   - repeats: How often it is run, since the time utility knows a hundredth of a second; what it prints is lost if
  ///     more than once.
  ///   - onTerminal: Whether it runs on a pseudo-terminal, where it reports what its stages took.
  /// - Throws: `FileError` if it ends in another way, or there is no time utility.
  init(
    _ arguments: [String], _ context: CaseContext, allowed: Set<Int32> = [0],
    repeats: Int = 1, onTerminal: Bool = false
  ) throws(FileError) {
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    context.report("gyro " + arguments.joined(separator: " "))
    let timed = ["time", "-q", "-f", "%e %U %S %M", "-o", scratch]
    // Through env, since in some shells `time` is a word of the language.
    let command =
      onTerminal
      ? [
        "script", "-qec", ShellWords.line(["env"] + timed + [context.gyro] + arguments),
        "/dev/null",
      ]
      : timed + (repeats > 1 ? ["sh", "-c", Self.loop, "\(repeats)"] : []) + ["gyro"] + arguments
    let run = try CommandRun(command, context)
    guard allowed.contains(run.status) else {
      throw FileError(
        path: "gyro " + arguments.joined(separator: " "),
        problem: "ended with status \(run.status)")
    }
    let text = FileManager.default.contents(atPath: scratch).map {
      String(decoding: $0, as: UTF8.self)
    }
    let numbers = (text ?? "").split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard numbers.count == 4 else {
      throw FileError(path: "time", problem: "did not say what the run took")
    }
    (wallSeconds, processorSeconds) = (
      numbers[0] / Double(repeats), (numbers[1] + numbers[2]) / Double(repeats)
    )
    residentMegabytes = numbers[3] / 1000
    standardOutput = run.standardOutput
  }

  /// Runs its arguments as often as its name says.
  private static let loop =
    #"i=0; while [ $i -lt "$0" ]; do "$@" > /dev/null || exit; i=$((i + 1)); done"#

  /// What the stages of a table took side by side, s, where the program said so on a terminal.
  var stageSeconds: [String: Double] {
    let pattern = /reading ([0-9.]+) s, ages ([0-9.]+) s, writing ([0-9.]+) s/
    guard let match = standardOutput.firstMatch(of: pattern) else { return [:] }
    let pairs = zip(["reading", "ages", "writing"], [match.1, match.2, match.3])
    return Dictionary(pairs.compactMap { name, text in Double(text).map { (name, $0) } }) {
      first, _ in first
    }
  }
}
