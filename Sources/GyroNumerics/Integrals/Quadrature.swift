// SPDX-License-Identifier: GPL-3.0-or-later
// Adaptive integration over a finite interval (GSL's QAGS).

internal import CGSL

/// Adaptive Gauss-Kronrod integration over a finite interval.
public struct Quadrature: Sendable {
  /// Wanted relative error.
  public var relativeTolerance: Double
  /// Wanted absolute error.
  public var absoluteTolerance: Double
  /// How many times intervals may be halved.
  public var maximumIntervals: Int

  /// An integral and a bound on its error.
  public struct Estimate: Hashable, Sendable {
    /// The integral.
    public let value: Double
    /// An estimate of its absolute error.
    public let error: Double
  }

  /// An integration that ends where either of the tolerances is met.
  ///
  /// - Precondition: `maximumIntervals > 0`.
  public init(
    relativeTolerance: Double = 1e-10, absoluteTolerance: Double = 0, maximumIntervals: Int = 1000
  ) {
    precondition(maximumIntervals > 0, "\(maximumIntervals) intervals")
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = absoluteTolerance
    self.maximumIntervals = maximumIntervals
  }

  /// Integrates a function over an interval; singularities at the ends are allowed.
  ///
  /// - Parameters:
  ///   - range: Where to integrate; finite.
  ///   - integrand: What to integrate.
  /// - Returns: The integral and its estimated error.
  /// - Throws: ``NumericsError`` if the tolerance is not reached; the message carries the value.
  /// > Source: Piessens et al. (1983), *QUADPACK*; GSL `gsl_integration_qags`.
  public func integrate(
    over range: ClosedRange<Double>, _ integrand: (Double) -> Double
  ) throws(NumericsError) -> Estimate {
    GSL.prepare()
    guard range.lowerBound.isFinite, range.upperBound.isFinite else {
      throw NumericsError(
        code: .outsideDomain, message: "integral over \(range)",
        hint: "Give finite bounds, or map the infinite interval to a finite one")
    }
    guard let workspace = gsl_integration_workspace_alloc(maximumIntervals) else {
      throw NumericsError(
        code: .failed, message: "no memory for \(maximumIntervals) integration intervals")
    }
    defer { gsl_integration_workspace_free(workspace) }
    var (value, error) = (0.0, 0.0)
    let status = GSL.withFunction(integrand) { function in
      gsl_integration_qags(
        &function, range.lowerBound, range.upperBound, absoluteTolerance, relativeTolerance,
        maximumIntervals, workspace, &value, &error)
    }
    try GSL.check(
      status, "integral over \(range), \(value) ± \(error) so far",
      hint: "Loosen the tolerance or split the interval where the function is not smooth")
    return Estimate(value: value, error: error)
  }
}
