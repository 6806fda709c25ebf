// SPDX-License-Identifier: GPL-3.0-or-later
// A command whose figure can be drawn again from a result that says how it was made.

internal import ArgumentParser
internal import GyroFigures

/// A command that can compute its figure without writing its result.
protocol RedrawnCommand: ParsableCommand {
  /// Computes the numbers of a result again, and writes nothing: the result may be a stranger's, and its command name
  /// any file.
  ///
  /// - Parameter words: The command line that is recorded in the result.
  /// - Returns: The figure and the answers in it; nil if the run was ended.
  /// - Throws: An error that names an input that cannot be read or used.
  func redrawn(as words: [String]) throws -> RedrawnResult?
}
