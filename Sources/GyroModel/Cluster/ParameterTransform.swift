// SPDX-License-Identifier: GPL-3.0-or-later
// From a component of the sampler's position, any real number, to a parameter with its bounds.

internal import GyroPlatform

/// A smooth, increasing map from all real numbers onto the values that a parameter may have.
///
/// Each case gives value, slope and log Jacobian by one formula; one law test runs over all of them.
///
/// > Source: Stan Reference Manual 2.34, chapter 10, *Constraint transforms*.
public enum ParameterTransform: Hashable, Sendable {
  /// x itself.
  case identity
  /// scale · x: a parameter in units of a fixed scale.
  case scaled(by: Double)
  /// exp(x): a positive number.
  case exponential
  /// lower + (upper − lower) / (1 + exp(−x)): a number between two bounds.
  case interval(ClosedRange<Double>)

  /// The fraction between 0 and 1.
  public static let unit = ParameterTransform.interval(0...1)

  /// The parameter at a component.
  public func value(at x: Double) -> Double {
    switch self {
    case .identity: x
    case .scaled(let scale): scale * x
    case .exponential: exp(x)
    case .interval(let range):
      range.lowerBound + (range.upperBound - range.lowerBound) * Self.logistic(x)
    }
  }

  /// Its derivative by the component, positive.
  public func slope(at x: Double) -> Double {
    switch self {
    case .identity: 1
    case .scaled(let scale): scale
    case .exponential: exp(x)
    case .interval(let range):
      (range.upperBound - range.lowerBound) * Self.logistic(x) * Self.logistic(-x)
    }
  }

  /// Natural log of that derivative: what a density gains by the change of variables.
  public func logJacobian(at x: Double) -> Double {
    switch self {
    case .identity: 0
    case .scaled(let scale): log(scale)
    case .exponential: x
    case .interval(let range):
      log(range.upperBound - range.lowerBound) + Self.logLogistic(x) + Self.logLogistic(-x)
    }
  }

  /// The derivative of the log Jacobian by the component.
  public func logJacobianSlope(at x: Double) -> Double {
    switch self {
    case .identity, .scaled: 0
    case .exponential: 1
    case .interval: Self.logistic(-x) - Self.logistic(x)
    }
  }

  /// The component at which the parameter has a value within its bounds.
  public func component(of value: Double) -> Double {
    switch self {
    case .identity: return value
    case .scaled(let scale): return value / scale
    case .exponential: return log(value)
    case .interval(let range):
      let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      return log(share) - log1p(-share)
    }
  }

  /// 1 / (1 + exp(−x)).
  static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// Its log, with all digits on both sides: log s = −log(1 + exp(−x)).
  static func logLogistic(_ x: Double) -> Double {
    x > 0 ? -log1p(exp(-x)) : x - log1p(exp(x))
  }
}
