// SPDX-License-Identifier: GPL-3.0-or-later
// The integral of a star's likelihood, independent of the resolution at which it is evaluated.

public import GyroNumerics
internal import GyroQuantities

/// The likelihood of a star as an integral over what its errors leave open.
///
///     L(a) = W ∫ dc′ N(c′; c, σ_excess²) Σ_k v_k ∫ dy′ N(y′; y_k, σ_y²) p_flow(y′ | a, c′, s)
///            + (1 − W) Σ_k v_k ∫ dy′ N(y′; y_k, σ_y²) p_bg(y′)
///
/// where N is a split normal density for an error with two sides, as ``GyroQuantities/Measured`` has it, and
/// y_k are the found period and its aliases. The second line does not depend on age and has a closed
/// form: it is ``background``.
public struct LikelihoodIntegral: Hashable, Sendable {
  /// The star's covariates, the error of the color being that part of it which is the flow's context; the
  /// flow is evaluated within ``limits``.
  public let covariates: Covariates
  /// The covariates that the flow is evaluated at.
  public let limits: ContextLimits
  /// The part of the color's error that is integrated over, mag.
  public let bpRp0ExcessSigma: Double
  /// The period and its aliases, whose weights sum to one.
  public let periods: OneOrMore<LikelihoodNodes.Period>
  /// The error of the period, dex; 0 where it is that of rounding or less.
  public let log10PeriodDaysSigma: Double
  /// How much larger the upper side of the period's error is, −1…1; 0 where there is no error.
  public let periodAsymmetry: Double
  /// The same of the error of the color that is integrated over.
  ///
  /// What is the flow's context has one size.
  public let bpRp0Asymmetry: Double
  /// W: the weight of the flow in the mixture.
  public let flowWeight: Double
  /// The second line of the equation, term by term: densities per dex of period, one for each of the
  /// ``periods``.
  public let backgrounds: OneOrMore<Double>
  /// The second line of the equation: a density per dex of period.
  public var background: Double { backgrounds.reduce(0, +) }

  /// Divides the errors of a star between the context and the integral.
  ///
  /// - Parameters:
  ///   - star: The star with its errors.
  ///   - mixture: The weights of flow and background.
  ///   - aliases: The probabilities of other periods.
  ///   - colorError: Where the error of the color goes.
  ///   - limits: The covariates at which the flow is evaluated.
  public init(
    of star: Star, mixture: OutlierMixture, aliases: AliasMixture,
    colorError: ColorErrorUse, limits: ContextLimits
  ) {
    self.limits = limits
    var covariates = star.covariates
    // A color without an error counts as one with the smallest error of the training stars.
    (covariates.bpRp0.sigma, bpRp0ExcessSigma) = colorError.parts(
      of: covariates.bpRp0.sigma ?? 0, limits: limits)
    bpRp0Asymmetry = bpRp0ExcessSigma > 0 ? star.covariates.bpRp0.asymmetry : 0
    self.covariates = covariates
    periods = aliases.periods(log10PeriodDays: star.log10PeriodDays)
    let sigma =
      star.log10PeriodDaysSigma > Self.roundingSigma(of: star.log10PeriodDays)
      ? star.log10PeriodDaysSigma : 0
    log10PeriodDaysSigma = sigma
    let asymmetry = sigma > 0 ? star.periodDays.asymmetry : 0
    periodAsymmetry = asymmetry
    let weight = mixture.weight(membershipProbability: star.membershipProbability)
    flowWeight = weight
    backgrounds = periods.mapped {
      (1 - weight) * $0.weight
        * OutlierMixture.backgroundDensity(
          log10PeriodDays: $0.log10PeriodDays, sigma: sigma, asymmetry: asymmetry)
    }
  }

  /// The error of a log10 period that rounding makes already, dex: eight times the spacing of
  /// floating-point numbers, from which a smaller error cannot be distinguished.
  static func roundingSigma(of log10PeriodDays: Double) -> Double {
    8 * max(abs(log10PeriodDays), 1).ulp
  }

  /// The covariates at which the flow is evaluated for a color that is off by a distance, mag.
  public func context(offBy distance: Double = 0) -> Covariates {
    context(bpRp0: covariates.bpRp0.value + distance)
  }

  /// The covariates at which the flow is evaluated for a color, mag.
  func context(bpRp0: Double) -> Covariates {
    var context = covariates
    context.bpRp0.value = bpRp0
    return limits.bounded(context)
  }

  /// Whether a context and the periods themselves are all there is.
  public var isDiscrete: Bool { log10PeriodDaysSigma == 0 && bpRp0ExcessSigma == 0 }
}
