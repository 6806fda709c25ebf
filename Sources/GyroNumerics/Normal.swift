// SPDX-License-Identifier: GPL-3.0-or-later
// The standard normal distribution.

internal import CGSL
internal import GyroPlatform

/// The standard normal distribution, mean 0 and standard deviation 1.
public enum Normal {
  /// Half the natural log of 2π, which normalizes the density.
  public static let halfLog2Pi = 0.918938533204672741780329736406

  /// The natural log of the density.
  public static func logDensity(_ z: Double) -> Double { -0.5 * z * z - halfLog2Pi }

  /// The density.
  public static func density(_ z: Double) -> Double { exp(logDensity(z)) }

  /// The probability below a value, accurate in the lower tail.
  public static func cdf(_ z: Double) -> Double { gsl_cdf_ugaussian_P(z) }

  /// The probability above a value, accurate in the upper tail.
  public static func survival(_ z: Double) -> Double { gsl_cdf_ugaussian_Q(z) }

  /// The value below which a probability lies; infinite at 0 and 1.
  ///
  /// - Precondition: `0 <= probability <= 1`.
  public static func quantile(_ probability: Double) -> Double {
    precondition((0...1).contains(probability), "probability \(probability) is not in 0...1")
    return gsl_cdf_ugaussian_Pinv(probability)
  }
}
