// SPDX-License-Identifier: GPL-3.0-or-later
// The prior of one parameter, as a density of the component that the sampler moves.

internal import GyroPlatform

/// The prior density of a parameter.
public protocol ParameterPrior: Sendable {
  /// Natural log of the density of the component, up to a constant, and its derivative.
  ///
  /// The Jacobian of the transform is in both.
  func logDensity(
    ofComponent x: Double, through transform: ParameterTransform
  ) -> (value: Double, slope: Double)
}

/// A prior that is simplest as a density of the parameter itself.
public protocol ParameterValuePrior: ParameterPrior {
  /// Natural log of the density at a value of the parameter, up to a constant, and its derivative.
  func logDensity(at value: Double) -> (value: Double, slope: Double)
}

extension ParameterValuePrior {
  /// By the change of variables.
  public func logDensity(
    ofComponent x: Double, through transform: ParameterTransform
  ) -> (value: Double, slope: Double) {
    let density = logDensity(at: transform.value(at: x))
    return (
      density.value + transform.logJacobian(at: x),
      density.slope * transform.slope(at: x) + transform.logJacobianSlope(at: x)
    )
  }
}

extension AgePrior: ParameterValuePrior {
  /// The log density of log10 age in dex of Myr, and its derivative, nat per dex.
  public func logDensity(at log10AgeMyr: Double) -> (value: Double, slope: Double) {
    (logDensity(log10AgeMyr: log10AgeMyr), slope(log10AgeMyr: log10AgeMyr))
  }
}

/// A normal prior with mean zero.
public struct NormalPrior: ParameterValuePrior {
  /// The standard deviation, positive, in the unit of the parameter.
  public let sigma: Double
  /// States the standard deviation.
  public init(sigma: Double) { self.sigma = sigma }
  /// −x² / 2σ².
  public func logDensity(at value: Double) -> (value: Double, slope: Double) {
    let deviate = value / sigma
    return (-0.5 * deviate * deviate, -deviate / sigma)
  }
}

/// The positive half of a normal prior with mean zero.
public struct HalfNormalPrior: ParameterValuePrior {
  /// The standard deviation of the whole normal distribution, positive, in the unit of the parameter.
  public let scale: Double
  /// States the scale.
  public init(scale: Double) { self.scale = scale }
  /// −x² / 2 scale².
  public func logDensity(at value: Double) -> (value: Double, slope: Double) {
    NormalPrior(sigma: scale).logDensity(at: value)
  }
}

/// A beta prior of a fraction f: f^(α − 1) (1 − f)^(β − 1).
public struct BetaPrior: ParameterPrior {
  /// The exponents, positive.
  public let alpha, beta: Double
  /// States the exponents.
  public init(alpha: Double, beta: Double) { (self.alpha, self.beta) = (alpha, beta) }

  /// α log f + β log(1 − f): the density with its Jacobian f (1 − f), exact where f is close to 0 or 1.
  ///
  /// - Precondition: The transform is ``ParameterTransform/unit``.
  public func logDensity(
    ofComponent x: Double, through transform: ParameterTransform
  ) -> (value: Double, slope: Double) {
    precondition(transform == .unit, "a beta prior through \(transform)")
    let (f, rest) = (ParameterTransform.logistic(x), ParameterTransform.logistic(-x))
    return (
      alpha * ParameterTransform.logLogistic(x) + beta * ParameterTransform.logLogistic(-x),
      alpha * rest - beta * f
    )
  }
}
