// SPDX-License-Identifier: GPL-3.0-or-later
// The only conversion of an observation into the star of a likelihood.

internal import Foundation
public import GyroQuantities

/// What is allowed of an observation, and what is assumed where it says nothing.
public struct StarRules: Hashable, Sendable {
  /// From extinction to color excess.
  public var extinctionLaw: ExtinctionLaw
  /// The error of a color without one, mag; nil if the model does not say what is usual.
  public var defaultBpRp0Sigma: Double?

  /// The rules of a model and a law of extinction.
  public init(extinctionLaw: ExtinctionLaw = .constant, defaultBpRp0Sigma: Double?) {
    (self.extinctionLaw, self.defaultBpRp0Sigma) = (extinctionLaw, defaultBpRp0Sigma)
  }

  /// A star with the warnings about what had to be assumed.
  public typealias CheckedStar = (star: Star, assumed: [AgeFlag])

  /// The star of an observation.
  ///
  /// - Throws: ``UnusableStar`` with the value that is not allowed.
  public func star(_ observation: StarObservation) throws(UnusableStar) -> CheckedStar {
    // Beyond the background only the far tail of the flow would be left to judge by.
    let periods = OutlierMixture.log10PeriodDaysRange
    let (days, sigmaDays) = (observation.period.days, observation.periodDaysSigma ?? 0)
    guard periods.contains(observation.period.log10Days) else {
      throw UnusableStar(
        .periodOutOfRange,
        "the period is \(days) d, expected "
          + String(
            format: "%.4f to %.1f", pow(10, periods.lowerBound), pow(10, periods.upperBound)))
    }
    guard sigmaDays <= StarLimits.maximumRelativePeriodSigma * days else {
      throw UnusableStar(
        .periodErrorTooLarge,
        "the error of the period is \(sigmaDays) d, expected at most the period itself, \(days) d")
    }
    var assumed: [AgeFlag] = []
    if let ruwe = observation.ruwe, ruwe >= AgeFlag.minimumHighRUWE { assumed.append(.ruweHigh) }
    if observation.isMembershipAssumed { assumed.append(.membershipAssumed) }
    let bpRp0 = try dereddened(observation.color, &assumed)
    let star = Star(
      periodDays: Measured(days, sigma: observation.periodDaysSigma),
      covariates: Covariates(bpRp0: bpRp0),
      membershipProbability: observation.membershipProbability)
    return (star, assumed)
  }

  /// The dereddened color with its error, which is the usual one where none was given.
  private func dereddened(
    _ color: GaiaColor, _ assumed: inout [AgeFlag]
  ) throws(UnusableStar) -> Measured<Double> {
    let intrinsic: Measured<Double>
    switch color {
    case .intrinsic(let value): intrinsic = value
    case .observed(let value, let extinction):
      guard StarLimits.possibleBpRp.contains(value.value) else {
        throw UnusableStar(
          .colorImpossible, "the color is \(value.value) mag, and no star has such a color")
      }
      let law = extinctionLaw
      guard let star = Dereddening(bpRp: value.value, extinction: extinction, law: law) else {
        throw UnusableStar(
          .extinctionOutOfRange, extinction.value.refusal(by: law, ofColor: value.value))
      }
      if extinction.sigma == nil, extinction.value.magnitudes > 0 {
        assumed.append(.extinctionSigmaMissing)
      }
      if let sigma = value.sigma {
        return try checked(star.bpRp0, star.bpRp0Sigma(bpRpSigma: sigma))
      }
      assumed.append(.colorSigmaDefaulted)
      // A median error of dereddened colors holds the floor of the bands already.
      let usual = try usualSigma()
      return try checked(
        star.bpRp0, (usual * usual + star.extinctionSigma * star.extinctionSigma).squareRoot())
    case .ofDwarf(let value, let axis):
      guard let dwarf = DwarfSequence.bpRp0(from: value, of: axis) else {
        throw UnusableStar(.outsideDwarfTable, Self.refusal(value.value, axis))
      }
      assumed.append(axis == .teffKelvin ? .colorFromTeff : .colorFromBV)
      intrinsic = dwarf
    }
    guard let sigma = intrinsic.sigma else {
      assumed.append(.colorSigmaDefaulted)
      return try checked(intrinsic.value, usualSigma())
    }
    return try checked(intrinsic.value, sigma)
  }

  private func usualSigma() throws(UnusableStar) -> Double {
    guard let defaultBpRp0Sigma else {
      throw UnusableStar(
        .colorErrorUnknown, "the color has no error, and the model does not say what is usual")
    }
    return defaultBpRp0Sigma
  }

  private func checked(
    _ bpRp0: Double, _ sigma: Double
  ) throws(UnusableStar) -> Measured<Double> {
    guard StarLimits.possibleBpRp0.contains(bpRp0) else {
      throw UnusableStar(
        .colorImpossible,
        "the dereddened color is \(bpRp0) mag, and no star has such a color: expected "
          + "\(StarLimits.possibleBpRp0.lowerBound) to \(StarLimits.possibleBpRp0.upperBound)")
    }
    guard sigma > 0, sigma <= StarLimits.maximumBpRp0Sigma else {
      throw UnusableStar(
        .colorErrorImpossible,
        "the error of the color is \(sigma) mag, expected above 0 and at most "
          + "\(StarLimits.maximumBpRp0Sigma)")
    }
    return Measured(bpRp0, sigma: sigma)
  }

  private static func refusal(_ value: Double, _ axis: DwarfSequence.Axis) -> String {
    let domain = DwarfSequence.domain(of: axis)
    let range =
      "expected \(domain.lowerBound) to \(domain.upperBound), as the table of dwarfs covers"
    return axis == .teffKelvin
      ? "the temperature is \(value) K, \(range)" : "B-V is \(value) mag, \(range)"
  }
}
