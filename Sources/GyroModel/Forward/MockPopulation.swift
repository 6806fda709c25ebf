// SPDX-License-Identifier: GPL-3.0-or-later
// Stars drawn from the model: what an inference must find again.

internal import GyroFlows
public import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// How stars are drawn.
public struct MockPopulation: Hashable, Sendable {
  /// Log10 ages, dex of Myr: one age for a cluster, a range with a uniform density for the field.
  public var log10AgeMyr: ClosedRange<Double>
  /// Observed dereddened colors, mag, drawn uniformly.
  public var bpRp0: ClosedRange<Double>
  /// The error of that color, mag.
  public var bpRp0Sigma: Double
  /// Error of the period relative to it, a Gaussian in log period.
  public var relativePeriodSigma = 0.0
  /// Fraction of outliers: members whose rotation does not follow the model.
  public var outlierFraction = OutlierMixture.usualOutlierFraction
  /// Mean fraction of stars that do not belong to the cluster.
  public var fieldFraction = 0.0
  /// Periods, d, that the survey can find; others are drawn again.
  public var periodDays: ClosedRange<Double>

  /// A population uniform in log age and in color; all periods of the background are detectable.
  public init(
    log10AgeMyr: ClosedRange<Double>, bpRp0: ClosedRange<Double>, bpRp0Sigma: Double
  ) {
    (self.log10AgeMyr, self.bpRp0, self.bpRp0Sigma) = (log10AgeMyr, bpRp0, bpRp0Sigma)
    let all = OutlierMixture.log10PeriodDaysRange
    periodDays = pow(10, all.lowerBound)...pow(10, all.upperBound)
  }

  /// How concentrated membership probabilities are: those of a beta distribution whose shapes sum to this.
  public static let membershipConcentration = 3.0
  /// The number of draws without a detectable period after which a star is given up.
  public static let maximumTrials = 10_000

  /// Draws a star; nil if no period that can be found comes up.
  ///
  /// A star belongs to the cluster with its membership probability, so that these are what they claim:
  ///
  ///     p ~ Beta,   member | p ~ Bernoulli(p),   outlier | member ~ Bernoulli(f_out)
  ///     y | member, no outlier ~ p_flow(y | a, c, s),   y | otherwise ~ uniform background
  ///
  /// - Parameters:
  ///   - rotation: The model.
  ///   - random: A stream of this star alone, so that the star does not depend on those before it.
  /// - Returns: The star, or nil.
  public func star(_ rotation: RotationFlow, using random: inout RandomStream) -> MockStar? {
    let log10Age =
      log10AgeMyr.lowerBound
      + random.nextUniform() * (log10AgeMyr.upperBound - log10AgeMyr.lowerBound)
    let membership =
      fieldFraction > 0
      ? BetaDistribution(
        alpha: Self.membershipConcentration * (1 - fieldFraction),
        beta: Self.membershipConcentration * fieldFraction
      ).quantile(random.nextUniform()) : 1
    let origin: MockStar.Origin =
      if random.nextUniform() >= membership {
        .field
      } else {
        random.nextUniform() < outlierFraction ? .outlier : .member
      }
    let all = OutlierMixture.log10PeriodDaysRange
    for _ in 0..<Self.maximumTrials {
      let color = bpRp0.lowerBound + random.nextUniform() * (bpRp0.upperBound - bpRp0.lowerBound)
      let truth: Double
      switch origin {
      case .member:
        truth = rotation.sampledLog10PeriodDays(
          Covariates(bpRp0: Measured(color, sigma: bpRp0Sigma)), log10AgeMyr: log10Age,
          using: &random)
      case .outlier, .field:
        truth = all.lowerBound + random.nextUniform() * (all.upperBound - all.lowerBound)
      }
      let observed =
        relativePeriodSigma > 0
        ? truth + relativePeriodSigma / log(10) * random.nextNormal() : truth
      if periodDays.contains(pow(10, observed)) {
        return MockStar(
          log10AgeMyr: log10Age, bpRp0: color, membershipProbability: membership, origin: origin,
          log10TruePeriodDays: truth, log10PeriodDays: observed)
      }
    }
    return nil
  }
}

extension RotationFlow {
  /// Draws the period of a star from the mean of the flows' densities, given what was measured of the star.
  ///
  /// Where the flow is conditioned on true values, they are drawn around the measured ones: all true values are as
  /// likely before the measurement, as the likelihood assumes.
  ///
  /// - Parameters:
  ///   - covariates: Measured values with their errors; none is missing.
  ///   - log10AgeMyr: The age, dex of Myr.
  ///   - random: Random numbers of this star alone.
  /// - Returns: Log10 of the period, dex of days.
  public func sampledLog10PeriodDays(
    _ covariates: Covariates, log10AgeMyr: Double, using random: inout RandomStream
  ) -> Double {
    var drawn = covariates
    for covariate in schema.covariates where !schema.hasError(of: covariate) {
      guard let measured = covariates[covariate], let sigma = measured.sigma else { continue }
      drawn[covariate] = Measured(
        measured.value + sigma * random.nextNormal(), sigma: measured.sigma)
    }
    return flow.conditioned(on: schema.rows(drawn, at: CollectionOfOne(log10AgeMyr)))
      .sample(member: 0, using: &random)
  }
}

/// A star that was drawn.
public struct MockStar: Hashable, Sendable {
  /// Where its period comes from.
  public enum Origin: String, Hashable, Sendable {
    /// Its age.
    case member
    /// The background, although it belongs to the cluster.
    case outlier
    /// The background, since it does not belong to the cluster.
    case field
  }

  /// Log10 of the age, dex of Myr; of the cluster for a star of the field.
  public let log10AgeMyr: Double
  /// The dereddened color as observed, mag.
  public let bpRp0: Double
  /// The probability with which it was made a member.
  public let membershipProbability: Double
  /// What came of it.
  public let origin: Origin
  /// Log10 of the period before and after the error of its measurement, dex of days.
  public let log10TruePeriodDays, log10PeriodDays: Double
}
