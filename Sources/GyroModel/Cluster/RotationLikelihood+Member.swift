// SPDX-License-Identifier: GPL-3.0-or-later
// The likelihood of one star of a cluster in its parts: flow and background.

internal import GyroFlows
public import GyroNumerics
internal import GyroPlatform

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
    let alone = ofFlowAlone
    return alone.logLikelihoods(
      of: alone.integral(of: member), at: log10AgesMyr, resolution: .summary)
  }

  /// The same without outliers.
  var ofFlowAlone: RotationLikelihood {
    RotationLikelihood(
      flow: flow, mixture: OutlierMixture(outlierFraction: 0), aliases: aliases,
      colorError: colorError)
  }

  /// What the flow says of a star's period at one age, with the error of its color integrated over.
  ///
  /// - Parameters:
  ///   - star: The star, whose period counts as exactly known.
  ///   - log10AgeMyr: The age, dex of Myr.
  /// - Returns: The log density of its period, nat per dex, and the probability of a shorter one.
  public func prediction(
    of star: Star, log10AgeMyr: Double
  ) -> (logDensity: Double, probabilityBelow: Double) {
    let nodes = LikelihoodNodes(integral(of: star), resolution: .summary)
    let densities = flow.flow.conditioned(
      on: flow.schema.rows(nodes.contexts.map { (log10AgeMyr, $0.covariates) }))
    var (logTerms, below) = ([Double](), 0.0)
    for (index, context) in nodes.contexts.enumerated() {
      logTerms.append(
        log(context.weight) + densities.logDensity(at: star.log10PeriodDays, member: index))
      below += context.weight * densities.cdf(at: star.log10PeriodDays, member: index)
    }
    return (logSumExp(logTerms), below)
  }

  /// The density of a star's period under the background of its group alone, per dex.
  public func backgroundDensity(of star: Star) -> Double {
    groupBackground.density(of: backgroundIntegral(of: star), flow: flow)
  }

  /// The density of a true period of such a star under the background of its group, over log10 period in dex of days.
  public func backgroundPeriods(of star: Star) -> GriddedDensity {
    backgroundPeriods(of: [star], threadCount: 1)[0]
  }

  /// The same of many stars.
  ///
  /// - Parameters:
  ///   - stars: The stars.
  ///   - threadCount: Threads to use; does not change the result.
  /// - Returns: One density for each.
  public func backgroundPeriods(of stars: [Star], threadCount: Int) -> [GriddedDensity] {
    groupBackground.periods(
      of: stars.map(backgroundIntegral), flow: flow, threadCount: threadCount)
  }

  private func backgroundIntegral(of star: Star) -> LikelihoodIntegral {
    LikelihoodIntegral(
      of: star, mixture: OutlierMixture(outlierFraction: 1), aliases: aliases,
      colorError: colorError, limits: flow.limits)
  }
}
