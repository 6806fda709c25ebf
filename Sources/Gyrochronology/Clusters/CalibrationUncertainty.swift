// SPDX-License-Identifier: GPL-3.0-or-later
// The uncertainty of the age scale itself, which no number of stars of one cluster reduces.

internal import GyroModel
internal import GyroPlatform

/// What the calibrating clusters add to the error of any age, in dex.
///
/// Both parts are floors that were measured on the calibrators as a whole; neither is the result of
/// training anew on ages drawn from their errors for the cluster at hand.
public struct CalibrationUncertainty: Hashable, Sendable {
  /// How far clusters of an age come out from their calibration ages.
  public struct Scatter: Hashable, Sendable, Codable {
    /// The middle of a range of ages, dex of Myr.
    public let log10AgeMyr: Double
    /// A standard deviation beyond statistical errors and those of the calibration ages, dex.
    public let sigmaDex: Double

    enum CodingKeys: String, CodingKey {
      case log10AgeMyr = "log10_age_myr"
      case sigmaDex = "sigma_dex"
    }

    /// States a scatter.
    public init(log10AgeMyr: Double, sigmaDex: Double) {
      (self.log10AgeMyr, self.sigmaDex) = (log10AgeMyr, sigmaDex)
    }
  }

  /// Standard deviation of an offset common to all calibrators, dex.
  ///
  /// The root of 0.012² + 0.024²: mean difference, and its error, of the log10 ages of the eight
  /// clusters that the ChronoFlow and Bouma scales of `Catalogs/age-scales.json` have in common.
  public var scaleSigma = 0.027
  /// What a cluster's age is off by on that scale, by age in ascending order; linear in between, constant beyond.
  ///
  /// Found from held-out clusters by `HeldOutScatter`, which a test compares with it: it holds the errors of the model
  /// and not those of the ages that it is compared with.
  public var clusterScatter = [
    Scatter(log10AgeMyr: 0.9, sigmaDex: 0.53), Scatter(log10AgeMyr: 1.5, sigmaDex: 0.06),
    Scatter(log10AgeMyr: 2.1, sigmaDex: 0.07), Scatter(log10AgeMyr: 3.0, sigmaDex: 0.02),
  ]

  /// The floors named above.
  public init() {}

  /// One number for all ages instead of both, dex.
  public init(sigma: Double) {
    (scaleSigma, clusterScatter) = (sigma, [])
  }

  /// What a cluster of an age is off by on the scale, dex.
  public func clusterSigma(log10AgeMyr: Double) -> Double {
    guard let first = clusterScatter.first, let last = clusterScatter.last else { return 0 }
    guard log10AgeMyr > first.log10AgeMyr else { return first.sigmaDex }
    for (lower, upper) in zip(clusterScatter, clusterScatter.dropFirst())
    where log10AgeMyr < upper.log10AgeMyr {
      let share =
        (log10AgeMyr - lower.log10AgeMyr) / (upper.log10AgeMyr - lower.log10AgeMyr)
      return lower.sigmaDex + share * (upper.sigmaDex - lower.sigmaDex)
    }
    return last.sigmaDex
  }

  /// Both together at an age, dex.
  public func sigma(log10AgeMyr: Double) -> Double {
    hypot(scaleSigma, clusterSigma(log10AgeMyr: log10AgeMyr))
  }

  /// Both together where a cluster's age is estimated: at the mean of a normal prior, since the prior was widened
  /// by as much, else at the median of what the stars say.
  func sigma(prior: AgePrior, median log10AgeMyr: Double) -> Double {
    guard case .normal(let mean, _) = prior else { return sigma(log10AgeMyr: log10AgeMyr) }
    return sigma(log10AgeMyr: mean)
  }
}
