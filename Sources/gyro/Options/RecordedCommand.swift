// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of this run, for results that say how they were made.

internal import GyroFiles

enum RecordedCommand {
  /// The program by its name, and what was given to it.
  static var words: [String] { ["gyro"] + CommandLine.arguments.dropFirst() }

  /// The command without an option and its value, for one that changes no byte of the result.
  static func words(without option: String) -> [String] {
    guard let index = words.firstIndex(where: { $0 == option || $0.hasPrefix(option + "=") }) else {
      return words
    }
    return Array(words[..<index] + words[(index + (words[index] == option ? 2 : 1))...])
  }

  /// As a shell takes it.
  static var line: String { ShellWords.line(words) }
}
