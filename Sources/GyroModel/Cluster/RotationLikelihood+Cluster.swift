// SPDX-License-Identifier: GPL-3.0-or-later
// The likelihood of a star as a member of a cluster, and that of a cluster without a table.

internal import Foundation
internal import GyroFlows
public import GyroNumerics

extension RotationLikelihood {
  /// The log density of a star's period under the flow alone, with the star's errors integrated over.
  ///
  /// - Parameters:
  ///   - star: The star; its membership does not matter.
  ///   - zeroPoint: What its E(BP-RP) is too small by, mag.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Nat per dex of period, one per age.
  public func flowLogDensities(
    of star: Star, zeroPoint: Double = 0, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    var member = star.bluer(by: zeroPoint)
    member.membershipProbability = 1
    let alone = RotationLikelihood(
      flow: flow, mixture: OutlierMixture(outlierFraction: 0), aliases: aliases,
      colorError: colorError)
    return alone.logLikelihoods(
      of: alone.integral(of: member), at: log10AgesMyr, resolution: .summary)
  }

  /// The log likelihood of a star as a member of a cluster, with its own weight: what every way to date
  /// a cluster multiplies.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Nat per dex of period, one per age.
  public func memberLogLikelihoods(
    of star: Star, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    flowLogDensities(of: star, at: log10AgesMyr).map(mixture(of: star).logLikelihood)
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

  /// The mixture of a star's period with the weight of its membership and of the outlier fraction.
  public func mixture(of star: Star) -> Mixture {
    mixture(
      of: star, weight: mixture.weight(membershipProbability: star.membershipProbability))
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

  /// The log densities of stars under the flow, with the colors of one cluster's zero point.
  ///
  /// - Parameters:
  ///   - stars: The stars.
  ///   - parameters: Age, zero point and spread; the spread counts at its nodes.
  /// - Returns: Nat per dex of period, one per star.
  public func flowLogDensities(
    of stars: [Star], _ parameters: ClusterParameters
  ) -> [Double] {
    let spread = parameters.ageSpread > 0 ? AgeSpreadNodes.normal : .none
    let ages = spread.positions.map { parameters.log10AgeMyr + parameters.ageSpread * $0 }
    return stars.map { star in
      logSumExp(
        zip(
          spread.weights, flowLogDensities(of: star, zeroPoint: parameters.zeroPoint, at: ages)
        ).map { log($0) + $1 })
    }
  }

  /// The log likelihood of a cluster from the flow itself, with which a table is compared.
  ///
  /// - Parameters:
  ///   - stars: The stars.
  ///   - parameters: All of the cluster; the outlier fraction is theirs and not the mixture's.
  /// - Returns: Nat.
  public func logLikelihood(
    of stars: [Star], _ parameters: ClusterParameters
  ) -> Double {
    zip(stars, flowLogDensities(of: stars, parameters)).reduce(0) { sum, pair in
      let weight = parameters.weight(membershipProbability: pair.0.membershipProbability)
      return sum + mixture(of: pair.0, weight: weight).logLikelihood(pair.1)
    }
  }
}
