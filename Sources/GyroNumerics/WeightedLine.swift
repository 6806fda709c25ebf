// SPDX-License-Identifier: GPL-3.0-or-later
// A straight line by weighted least squares (GSL).

internal import CGSL

/// The straight line that fits points with known, independent Gaussian errors best.
///
/// Minimizes χ² = Σ (yᵢ − a − b xᵢ)² / σᵢ². The error of the slope follows from the σᵢ alone; a scatter
/// that is larger than these shows in χ² and not in the error.
public struct WeightedLine: Hashable, Sendable {
  /// The value of the line at x = 0, in the unit of y.
  public let intercept: Double
  /// The slope b, and its standard deviation.
  public let slope, slopeSigma: Double
  /// χ² of the fit, with two degrees of freedom fewer than there are points.
  public let chiSquared: Double

  /// Fits a line; nil for fewer than two different x, or values that are not finite.
  ///
  /// - Parameters:
  ///   - x: Abscissas, taken as exact.
  ///   - y: Ordinates.
  ///   - sigma: Standard deviations of the ordinates.
  /// - Precondition: As many x as y as sigma.
  public init?(x: [Double], y: [Double], sigma: [Double]) {
    precondition(
      x.count == y.count && y.count == sigma.count,
      "\(x.count) x, \(y.count) y and \(sigma.count) sigma")
    guard (x + y + sigma).allSatisfy(\.isFinite), sigma.allSatisfy({ $0 > 0 }), Set(x).count > 1
    else { return nil }
    GSL.prepare()
    let weights = sigma.map { 1 / ($0 * $0) }
    var (intercept, slope, chiSquared) = (0.0, 0.0, 0.0)
    var (interceptVariance, covariance, slopeVariance) = (0.0, 0.0, 0.0)
    let status = gsl_fit_wlinear(
      x, 1, weights, 1, y, 1, x.count, &intercept, &slope, &interceptVariance, &covariance,
      &slopeVariance, &chiSquared)
    guard status == 0, slope.isFinite, slopeVariance.isFinite else { return nil }
    (self.intercept, self.slope, self.chiSquared) = (intercept, slope, chiSquared)
    slopeSigma = slopeVariance.squareRoot()
  }
}
