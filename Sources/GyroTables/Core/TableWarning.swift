// SPDX-License-Identifier: GPL-3.0-or-later
// What a table says against itself without being unreadable.

/// Something about a table that the user should know, though it could be read.
public struct TableWarning: Hashable, Sendable, CustomStringConvertible {
  /// Where it is.
  public let place: TablePlace
  /// What is the matter, and what to do about it.
  public let message: String

  /// Puts a message to a place.
  public init(at place: TablePlace, _ message: String) {
    (self.place, self.message) = (place, message)
  }

  /// What a person reads.
  public var description: String { "\(place): \(message)" }
}
