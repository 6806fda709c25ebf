// SPDX-License-Identifier: GPL-3.0-or-later
// How close two numbers must be, and why that close.

public import Testing

/// A named tolerance with its reason.
public struct Closeness: Sendable {
  let absolute: Double
  let relative: Double
  let reason: String

  /// A bound on the absolute difference.
  public static func absolute(_ bound: Double, because reason: String) -> Closeness {
    Closeness(absolute: bound, relative: 0, reason: reason)
  }

  /// A bound on the difference divided by the larger magnitude.
  public static func relative(_ bound: Double, because reason: String) -> Closeness {
    Closeness(absolute: 0, relative: bound, reason: reason)
  }

  /// A bound on the absolute difference, or on the relative one, whichever is larger.
  public static func either(
    absolute: Double, relative: Double, because reason: String
  ) -> Closeness {
    Closeness(absolute: absolute, relative: relative, reason: reason)
  }

  /// Whether two numbers are as close as asked; never true for NaN.
  public func holds(_ value: Double, _ expected: Double) -> Bool {
    value == expected
      || abs(value - expected) <= max(absolute, relative * max(abs(value), abs(expected)))
  }
}

/// Expects two numbers to be close, and says by how much they differ if they are not.
public func expectClose(
  _ value: Double, _ expected: Double, _ closeness: Closeness,
  _ comment: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let words =
    "\(value) against \(expected), difference \(value - expected); limit: \(closeness.reason). \(comment())"
  #expect(
    closeness.holds(value, expected), Comment(rawValue: words), sourceLocation: sourceLocation)
}
