// SPDX-License-Identifier: GPL-3.0-or-later
// How many draws, or the file for them, as it is typed.

/// What a user says of the draws of a cluster's parameters.
package enum DrawsChoice: Hashable, Sendable {
  /// How many each chain makes.
  case count(Int)
  /// The file in which they are written in physical units.
  case file(String)

  /// Reads a number, or the name of a file that draws can be written to; nil for anything else.
  package init?(text: String) {
    if let count = Int(text) {
      self = .count(count)
    } else if ClusterDraws.canBeWritten(to: text) {
      self = .file(text)
    } else {
      return nil
    }
  }
}
