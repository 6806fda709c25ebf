// SPDX-License-Identifier: GPL-3.0-or-later
// The age of one star from its rotation.

internal import Foundation
public import GyroModel
internal import GyroNumerics
public import GyroQuantities

/// Everything an age rests on besides the star and the model.
public struct AgeAssumptions: Hashable, Sendable {
  /// What is believed about the age beforehand.
  public var prior = AgePrior.logUniform
  /// The oldest age allowed.
  public var maximumAge = AgeGrid.maximumAge
  /// Fraction of members whose period is not what their age made it.
  public var outlierFraction = 0.05
  /// From extinction to color excess.
  public var extinctionLaw = ExtinctionLaw.constant
  /// Nodes of the age grid.
  public var gridCount = AgeGrid.nodeCount

  /// The usual assumptions.
  public init() {}
}

/// What came of asking for a star's age.
public enum AgeEstimate: Hashable, Sendable {
  /// An age.
  case age(StarAge)
  /// No age, and why.
  case unusable(reason: String)
}

/// The age of a star with what a reader must know beside it.
public struct StarAge: Hashable, Sendable {
  /// The posterior in numbers.
  public let summary: AgeSummary
  /// Warnings.
  public let flags: [AgeFlag]
  /// What the age was computed from, after dereddening.
  public let star: RotationDatum
}

/// Estimates ages of single stars, one after the other or from many threads.
public struct AgeEstimator: Sendable {
  /// The model.
  public let model: LoadedModel
  /// What else the ages rest on.
  public let assumptions: AgeAssumptions
  private let likelihood: RotationLikelihood
  private let grid: Grid
  private let logPrior: [Double]

  /// Prepares what all stars share.
  ///
  /// - Throws: ``GyroModel/ModelError`` if the prior is zero at every age allowed.
  public init(
    model: LoadedModel, assumptions: AgeAssumptions = AgeAssumptions()
  ) throws(ModelError) {
    (self.model, self.assumptions) = (model, assumptions)
    likelihood = RotationLikelihood(
      flow: model.rotation, mixture: OutlierMixture(outlierFraction: assumptions.outlierFraction))
    grid = AgeGrid.grid(nodeCount: assumptions.gridCount, maximumAge: assumptions.maximumAge)
    logPrior = try assumptions.prior.logDensities(over: grid)
  }

  /// The age of a star, or why there is none.
  public func estimate(_ observation: StarObservation) -> AgeEstimate {
    let star: RotationDatum
    let sigmaIsDefault: Bool
    switch datum(observation) {
    case .failure(let reason): return .unusable(reason: reason.words)
    case .success(let usable): (star, sigmaIsDefault) = usable
    }
    // Beyond the background only the far tail of the flow would be left to judge by.
    let periods = OutlierMixture.log10PeriodDaysRange
    guard periods.contains(star.log10PeriodDays) else {
      return .unusable(
        reason: "the period is \(observation.period.days) d, expected "
          + String(
            format: "%.4f to %.1f", pow(10, periods.lowerBound), pow(10, periods.upperBound)))
    }
    guard let summary = posterior(of: star)?.summary else {
      return .unusable(
        reason: "the period is impossible at every age that the prior allows, and no outliers are "
          + "expected")
    }
    var assumed: [AgeFlag] = sigmaIsDefault ? [.colorSigmaDefaulted] : []
    if case .observed(_, let extinction) = observation.color, extinction.sigma == nil,
      extinction.value.magnitudes > 0
    {
      assumed.append(.extinctionSigmaMissing)
    }
    let flags = AgeFlag.flags(
      star: star, summary: summary, domain: model.rotation.domain,
      assumed: assumed)
    return .age(StarAge(summary: summary, flags: flags, star: star))
  }

  /// The whole posterior of a star that has been dereddened; nil if it is zero at every age.
  public func posterior(of star: RotationDatum) -> AgePosterior? {
    AgePosterior(
      grid: grid, logLikelihoods: likelihood.logLikelihoods(of: star, at: grid),
      logPrior: logPrior)
  }

  /// The density of the prior at each age of the grid, per dex.
  public var priorDensities: [Double] { logPrior.map { exp($0) } }

  /// Colors that a star can have, with or without dust, mag; another is a mistake or means "unknown".
  public static let colorRange = -1.0...20.0
  /// The largest error with which a color is one, mag.
  public static let largestBpRp0Sigma = 10.0

  private struct Reason: Error { let words: String }

  private static func impossibleColor(_ bpRp: Double) -> Reason {
    Reason(words: "the color is \(bpRp) mag, and no star has such a color")
  }

  /// Takes the dust off, and finds an error for the color where none was given.
  private func datum(
    _ observation: StarObservation
  ) -> Result<(star: RotationDatum, sigmaIsDefault: Bool), Reason> {
    let (bpRp0, bpRp0Sigma): (Double, Double)
    let givenSigma: Double?
    switch observation.color {
    case .intrinsic(let color): givenSigma = color.sigma
    case .observed(let color, _): givenSigma = color.sigma
    }
    guard let sigma = givenSigma ?? model.rotation.medianBpRp0Sigma else {
      return .failure(
        Reason(words: "the color has no error, and the model does not say what is usual"))
    }
    switch observation.color {
    case .intrinsic(let color): (bpRp0, bpRp0Sigma) = (color.value, sigma)
    case .observed(let color, let extinction):
      guard Self.colorRange.contains(color.value) else {
        return .failure(Self.impossibleColor(color.value))
      }
      let law = assumptions.extinctionLaw
      guard let star = Dereddening(bpRp: color.value, extinction: extinction, law: law) else {
        return .failure(
          Reason(words: extinction.value.refusal(by: law, ofColor: color.value)))
      }
      bpRp0 = star.bpRp0
      // A median error of dereddened colors holds the floor of the bands already.
      bpRp0Sigma =
        givenSigma.map { star.bpRp0Sigma(bpRpSigma: $0) }
        ?? (sigma * sigma + star.extinctionSigma * star.extinctionSigma).squareRoot()
    }
    guard Self.colorRange.contains(bpRp0) else { return .failure(Self.impossibleColor(bpRp0)) }
    guard bpRp0Sigma > 0, bpRp0Sigma <= Self.largestBpRp0Sigma else {
      return .failure(
        Reason(
          words: "the error of the color is \(bpRp0Sigma) mag, expected above 0 and at most "
            + "\(Self.largestBpRp0Sigma)"))
    }
    return .success(
      (
        RotationDatum(
          log10PeriodDays: observation.period.log10Days, bpRp0: bpRp0,
          log10BpRp0Sigma: log10(bpRp0Sigma),
          membershipProbability: observation.membershipProbability),
        givenSigma == nil
      ))
  }
}
