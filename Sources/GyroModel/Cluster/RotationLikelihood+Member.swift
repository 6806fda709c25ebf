// SPDX-License-Identifier: GPL-3.0-or-later
// The likelihood of one star of a cluster in its parts: flow and background.

internal import Foundation
public import GyroNumerics

extension RotationLikelihood {
  /// The log density of a star's period under the flow alone, with the star's errors integrated over.
  ///
  /// - Parameters:
  ///   - star: The star; its membership does not matter.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Nat per dex of period, one per age.
  public func flowLogDensities(
    of star: Star, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    var member = star
    member.membershipProbability = 1
    let alone = RotationLikelihood(
      flow: flow, mixture: OutlierMixture(outlierFraction: 0), aliases: aliases,
      colorError: colorError)
    return alone.logLikelihoods(
      of: alone.integral(of: member), at: log10AgesMyr, resolution: .summary)
  }

  /// The density of a star's period under the background alone, per dex.
  public func backgroundDensity(of star: Star) -> Double {
    LikelihoodIntegral(
      of: star, mixture: OutlierMixture(outlierFraction: 1), aliases: aliases,
      colorError: colorError, domain: nil
    ).background
  }

  /// The mixture of a star's period, with a weight that a cluster has found.
  public func mixture(of star: Star, weight: Double) -> Mixture {
    Mixture(weight: weight, logBackground: log(backgroundDensity(of: star)))
  }
}
