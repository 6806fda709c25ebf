// SPDX-License-Identifier: GPL-3.0-or-later
// Published relations as they are typed.

/// The published relations that a user names, as they are typed.
package struct RelationNames: Hashable, Sendable, CustomStringConvertible {
  /// Keys of relations, and names that are not known.
  package let keys: [String]
  /// What was typed.
  package let description: String

  /// All of them.
  package static let all = RelationNames(text: "all")

  /// Reads names joined by commas, or `all`.
  package init(text: String) {
    (keys, description) = (TrackRequest.relations(text: text), text)
  }
}
