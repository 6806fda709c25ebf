// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of a report that was written earlier, looked at before anything computes with them.

/// A report whose numbers cannot be: it was altered, or is damaged.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as the end of a sentence that starts with the file.
  public let problem: String

  init(problem: String) { self.problem = problem }

  /// What a person reads.
  public var description: String { problem }
}

/// What numbers of reports can be, with room around everything that a star can do.
enum ReportRange {
  /// From a thousand years to a million million, dex of Myr.
  static let log10AgeMyr = -3.0...6.0
  /// Errors of ages, dex.
  static let errorDex = 0.0...100.0
  /// Differences of ages, dex.
  static let offsetDex = -100.0...100.0
  /// Fractions of stars.
  static let share = 0.0...1.0
  /// Numbers of stars.
  static let count = 0.0...1e9
  /// Sums of log densities, nats; and whatever else has no natural end.
  static let other = -1e12...1e12

  /// Looks at a number; one that is not there is in order.
  static func check(
    _ value: Double?, _ range: ClosedRange<Double>, _ name: String, of place: String
  ) throws(ReportError) {
    guard let value, !range.contains(value) else { return }
    throw ReportError(
      problem: "has \(name) = \(value) for \(place), expected a number from \(range.lowerBound) to "
        + "\(range.upperBound)")
  }

  /// Looks at the quantiles of an age.
  static func check(
    quantiles: [Double?], of place: String
  ) throws(ReportError) {
    let known = quantiles.compactMap { $0 }
    for value in known { try check(value, log10AgeMyr, "log10_age_myr", of: place) }
    guard zip(known, known.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw ReportError(
        problem: "has quantiles \(known) of the age of \(place), expected increasing ones")
    }
  }
}
