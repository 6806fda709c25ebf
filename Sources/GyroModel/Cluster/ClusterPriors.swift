// SPDX-License-Identifier: GPL-3.0-or-later
// The priors on the parameters of a cluster.

internal import GyroPlatform

/// The priors of the hierarchical model, with the source of each number.
///
/// A scale of zero fixes what it belongs to: the zero point and the shift at zero, the outlier
/// fraction at its mean.
public struct ClusterPriors: Hashable, Sendable {
  /// Of the age.
  public var age = AgePrior.logUniform
  /// The ages allowed, dex of Myr.
  public var log10AgeMyrRange = AgeGrid.log10AgeMyrRange
  /// Standard deviation of the zero point of a cluster's E(BP-RP), mag.
  ///
  /// The root mean square, over the nine clusters whose extinction is published independently, of
  /// the median difference between colors dereddened by it and by maps of extinction
  /// (`Validation/Results/catalog-build.md`).
  public var zeroPointSigma = 0.024
  /// Standard deviation of the shift of a cluster's membership log-odds: by a factor of 1.6 in odds.
  ///
  /// A choice, not a measurement: catalogs of members that were made by different methods differ by
  /// about that for stars of intermediate membership.
  public var membershipShiftSigma = 0.5
  /// Mean of the beta prior of the fraction of outliers, members whose rotation does not follow the model.
  ///
  /// > Source: Van-Lane et al. (2025), section 3, for the 5 %.
  public var outlierFraction = OutlierMixture.usualOutlierFraction
  /// Sum of the exponents of that prior: how many stars it is worth; infinite fixes the fraction.
  public var outlierConcentration = 40.0
  /// Scale of the half-normal prior of the intrinsic spread of ages in a cluster, dex; zero is none.
  public var ageSpread = 0.0

  /// The values named above.
  public init() {}

  /// The prior of the outlier fraction; nil where it is fixed, by an infinite concentration or a mean of 0 or 1.
  public var outlierFractionPrior: BetaPrior? {
    guard outlierConcentration < .infinity, outlierFraction > 0, outlierFraction < 1 else {
      return nil
    }
    return BetaPrior(
      alpha: outlierFraction * outlierConcentration,
      beta: (1 - outlierFraction) * outlierConcentration)
  }

  /// The same with all that is not the age fixed.
  public var withNuisancesFixed: ClusterPriors {
    var priors = self
    (priors.zeroPointSigma, priors.membershipShiftSigma) = (0, 0)
    (priors.outlierConcentration, priors.ageSpread) = (.infinity, 0)
    return priors
  }
}

/// The parameters of one cluster, each in its own unit.
public struct ClusterParameters: Hashable, Sendable {
  /// Age on the scale of the calibrators, dex of Myr.
  public var log10AgeMyr: Double
  /// What the cluster's E(BP-RP) is too small by, mag: colors are bluer than given by this.
  public var zeroPoint = 0.0
  /// What is added to the log-odds of membership of each star.
  public var membershipShift = 0.0
  /// Fraction of outliers: members whose rotation does not follow the model.
  public var outlierFraction: Double
  /// Intrinsic standard deviation of the members' log10 age, dex.
  public var ageSpread = 0.0

  /// Parameters with an age and an outlier fraction, everything else zero; nothing is checked.
  public init(log10AgeMyr: Double, outlierFraction: Double) {
    (self.log10AgeMyr, self.outlierFraction) = (log10AgeMyr, outlierFraction)
  }

  /// The weight of the flow for a star: m(1 − f), with the odds of m shifted.
  ///
  /// A membership of 0 or 1 stays what it is.
  public func weight(membershipProbability: Double) -> Double {
    shifted(membershipProbability) * (1 - outlierFraction)
  }

  func shifted(_ membershipProbability: Double) -> Double {
    let odds = membershipProbability * exp(membershipShift)
    return odds / (odds + 1 - membershipProbability)
  }
}
