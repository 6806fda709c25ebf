// SPDX-License-Identifier: GPL-3.0-or-later
// Suites as they are typed.

/// The suites that a user names.
package struct SuiteChoice: Hashable, Sendable {
  /// The suites, in that order.
  package let suites: [RobustnessSuite]

  /// Reads names joined by commas; nil if there is none, or one is not known.
  package init?(text: String) {
    let names = text.split(separator: ",").map(String.init)
    let suites = names.compactMap { RobustnessSuite(rawValue: $0) }
    guard !names.isEmpty, suites.count == names.count else { return nil }
    self.suites = suites
  }
}
