// SPDX-License-Identifier: GPL-3.0-or-later
// A value with its standard deviation.

/// A value with its 1 σ uncertainty, where that is known.
public struct Measured<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What was measured.
  public var value: Value
  /// Its standard deviation in the unit of the value; nil where it is not known.
  public var sigma: Double?

  /// A value with its standard deviation, if that is known.
  ///
  /// - Precondition: The standard deviation is finite and not negative.
  public init(_ value: Value, sigma: Double? = nil) {
    precondition(sigma.map { $0.isFinite && $0 >= 0 } ?? true, "a sigma of \(sigma ?? 0)")
    (self.value, self.sigma) = (value, sigma)
  }
}
