// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of this run, for results that say how they were made.

internal import GyroFiles

enum RecordedCommand {
  /// The program by its name, and what was given to it.
  static var words: [String] { ["gyro"] + CommandLine.arguments.dropFirst() }

  /// The command without an option that changes no byte of the result.
  static func words(without option: String) -> [String] {
    ShellWords.removing(option, from: words)
  }

  /// As a shell takes it.
  static var line: String { ShellWords.line(words) }
}
