// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of the numbers of a stored result, before anything computes with them.

/// Looks at numbers one after the other and keeps what is wrong with the first that cannot be.
struct NumberCheck {
  /// What is wrong, as the end of a sentence that starts with the file; nil if nothing is.
  private(set) var impossibility: String?

  /// From a thousand years to a million million, dex of Myr.
  static let log10AgeMyr = -3.0...6.0
  /// Errors of ages, dex.
  static let errorDex = 0.0...100.0
  /// Differences of ages, dex.
  static let offsetDex = -100.0...100.0
  /// Fractions of stars.
  static let share = 0.0...1.0
  /// Numbers of stars.
  static let largestCount = 1_000_000_000
  /// Sums of log densities, nats; and whatever else has no natural end.
  static let other = -1e12...1e12

  /// Looks at a number; one that is not there is in order.
  mutating func require(
    _ value: Double?, in range: ClosedRange<Double>, _ name: String, of subject: String
  ) {
    guard impossibility == nil, let value, !range.contains(value) else { return }
    impossibility =
      "has \(name) = \(value) for \(subject), expected a number from \(range.lowerBound) to "
      + "\(range.upperBound)"
  }

  /// Checks that a count does not exceed its total.
  mutating func require(
    _ value: Int, from least: Int = 0, upTo total: Int, _ name: String, of subject: String
  ) {
    require(
      Double(value), in: Double(least)...Double(max(least, total)), name, of: subject)
  }

  /// Looks at the quantiles of an age, ascending.
  mutating func require(quantiles: [Double?], of subject: String) {
    let known = quantiles.compactMap { $0 }
    for value in known { require(value, in: Self.log10AgeMyr, "log10_age_myr", of: subject) }
    require(zip(known, known.dropFirst()).allSatisfy { $0 <= $1 }) {
      "has quantiles \(known) of the age of \(subject), expected increasing ones"
    }
  }

  /// Requires anything else.
  mutating func require(_ isPossible: Bool, _ problem: () -> String) {
    if impossibility == nil, !isPossible { impossibility = problem() }
  }
}
