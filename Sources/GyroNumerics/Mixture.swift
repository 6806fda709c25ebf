// SPDX-License-Identifier: GPL-3.0-or-later
// A density mixed with a background: the likelihood of a measurement that may be an outlier.

internal import GyroPlatform

/// A mixture of a density p of interest and a background b that is independent of it.
///
///     L = w p + (1 − w) b
///
/// The density enters by its natural log, so that neither part underflows; the background and the weight
/// are those of one measurement. Every likelihood of the package that allows for outliers is one of these.
///
/// > Source: Hogg, Bovy & Lang (2010), arXiv:1008.4686, section 3, eq. 17.
public struct Mixture: Hashable, Sendable {
  /// The weight w of the density, 0…1.
  public let weight: Double
  /// Natural log of the background's density b at the measurement; minus infinity where it is zero or has no weight.
  public let logBackground: Double
  /// log w and log((1 − w) b), which do not depend on the density.
  private let logWeight, logWeightedBackground: Double

  /// Mixes a background with the weight 1 − w into a density that is still to come.
  ///
  /// - Precondition: The weight lies within 0…1.
  public init(weight: Double, logBackground: Double) {
    precondition((0...1).contains(weight), "a weight of \(weight) is not in 0...1")
    (self.weight, self.logBackground) = (weight, logBackground)
    logWeight = log(weight)
    // 1 − w is exact for w ≥ 1/2 and rounded once below, so log1p(−w) would gain nothing.
    logWeightedBackground = log(1 - weight) + logBackground
  }

  /// Mixes a background that has its weight already: (1 − w) b.
  ///
  /// - Precondition: The weight lies within 0…1, and the background is not negative.
  public init(weight: Double, weightedBackground: Double) {
    precondition(
      (0...1).contains(weight) && weightedBackground >= 0,
      "a weight of \(weight) and a background of \(weightedBackground)")
    self.weight = weight
    logBackground = weight < 1 ? log(weightedBackground / (1 - weight)) : -.infinity
    (logWeight, logWeightedBackground) = (log(weight), log(weightedBackground))
  }

  /// Natural log of the likelihood, from the natural log of the density.
  @inline(__always)
  public func logLikelihood(_ logDensity: Double) -> Double {
    logAddExp(logWeight + logDensity, logWeightedBackground)
  }

  /// The probability of a smaller value, from those under the density and under the background.
  public func cdf(_ cdf: Double, background: Double) -> Double {
    weight * cdf + (1 - weight) * background
  }

  /// The probability w p / L that the measurement comes from the density and not from the background.
  ///
  /// Zero where the likelihood is.
  public func responsibility(_ logDensity: Double) -> Double {
    let inlier = logWeight + logDensity
    guard inlier > -.infinity else { return 0 }
    return 1 / (1 + exp(logWeightedBackground - inlier))
  }

  /// The probability (1 − w) b / L that the measurement comes from the background, from log L.
  public func outlierProbability(ofLogLikelihood logLikelihood: Double) -> Double {
    exp(logWeightedBackground - logLikelihood)
  }

  /// The derivatives of the log likelihood: by the log density, which is the responsibility, and by the weight.
  public func slopes(_ logDensity: Double) -> (byLogDensity: Double, byWeight: Double) {
    // (p − b) / L, with the larger of both taken out.
    let largest = max(logDensity, logBackground)
    guard largest > -.infinity else { return (0, 0) }
    let (p, b) = (exp(logDensity - largest), exp(logBackground - largest))
    return (responsibility(logDensity), (p - b) / (weight * p + (1 - weight) * b))
  }
}
