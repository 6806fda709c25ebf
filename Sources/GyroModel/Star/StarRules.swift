// SPDX-License-Identifier: GPL-3.0-or-later
// The only conversion of an observation into the star of a likelihood.

internal import GyroPlatform
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
  public typealias CheckedStar = (star: Star, assumed: AgeFlags)

  /// The star of an observation.
  ///
  /// - Throws: ``UnusableStar`` with the value that is not allowed.
  public func star(_ observation: StarObservation) throws(UnusableStar) -> CheckedStar {
    // Beyond the background only the far tail of the flow would be left to judge by.
    let periods = OutlierMixture.log10PeriodDaysRange
    let period = Measured(
      observation.period.days, sigma: observation.periodDaysSigma,
      asymmetry: observation.periodAsymmetry)
    let (days, sigmaDays) = (period.value, period.sigma ?? 0)
    guard periods.contains(observation.period.log10Days) else {
      throw UnusableStar(
        .periodOutOfRange,
        "the period is \(days) d, expected "
          + String(
            printf: "%.4f to %.1f", pow(10, periods.lowerBound), pow(10, periods.upperBound)))
    }
    guard sigmaDays <= StarLimits.maximumRelativePeriodSigma * days else {
      throw UnusableStar(
        .periodErrorTooLarge,
        "the error of the period is \(sigmaDays) d, expected at most the period itself, \(days) d")
    }
    var assumed = AgeFlags()
    if let ruwe = observation.ruwe, ruwe >= AgeFlag.minimumHighRUWE { assumed.insert(.ruweHigh) }
    if observation.isMembershipAssumed { assumed.insert(.membershipAssumed) }
    if observation.isFromGSPPhot { assumed.insert(.gspPhotUsed) }
    let bpRp0 = try dereddened(observation.color, &assumed)
    assumed.formUnion(
      AgeFlag.flags(
        of: observation.applicability, bpRp0: bpRp0.value,
        extinctionAV: observation.color.extinction?.value.magnitudesV))
    let star = Star(
      periodDays: period, covariates: Covariates(bpRp0: bpRp0),
      membershipProbability: observation.membershipProbability)
    return (star, assumed)
  }

  /// The dereddened color with its error, which is the usual one where none was given.
  private func dereddened(
    _ color: GaiaColor, _ assumed: inout AgeFlags
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
      noteMissingSigma(of: extinction, &assumed)
      if value.sigma != nil { return try checked(star.bpRp0(of: value)) }
      assumed.insert(.colorSigmaDefaulted)
      // A median error of dereddened colors holds the floor of the bands already.
      return try checked(
        Measured(star.bpRp0, sigma: usualSigma()).blurred(by: star.extinctionSigma))
    case .ofDwarf(var value, let axis, let extinction):
      if let extinction {
        noteMissingSigma(of: extinction, &assumed)
        value = try dereddened(value, axis, extinction)
      }
      guard let dwarf = DwarfSequence.bpRp0(from: value, of: axis) else {
        throw UnusableStar(.outsideDwarfTable, Self.refusal(value.value, axis))
      }
      assumed.insert(.colorFrom(axis))
      intrinsic = dwarf
    }
    guard intrinsic.sigma != nil else {
      assumed.insert(.colorSigmaDefaulted)
      return try checked(Measured(intrinsic.value, sigma: usualSigma()))
    }
    return try checked(intrinsic)
  }

  private func noteMissingSigma(of extinction: Measured<Extinction>, _ assumed: inout AgeFlags) {
    if extinction.sigma == nil, extinction.value.magnitudes > 0 {
      assumed.insert(.extinctionSigmaMissing)
    }
  }

  /// Another color than BP−RP without its extinction, by one ratio for every star.
  private func dereddened(
    _ color: Measured<Double>, _ axis: DwarfSequence.Axis, _ extinction: Measured<Extinction>
  ) throws(UnusableStar) -> Measured<Double> {
    guard let ratio = axis.excessPerAV else { return color }
    guard extinction.value.magnitudes >= 0 else {
      throw UnusableStar(
        .extinctionOutOfRange,
        "the extinction is \(extinction.value.magnitudes) mag, expected 0 or more")
    }
    var color = color
    color.value -= ratio * extinction.value.magnitudesV
    return color.blurred(
      by: ratio * extinction.value.magnitudesVPerUnit * (extinction.sigma ?? 0))
  }

  private func usualSigma() throws(UnusableStar) -> Double {
    guard let defaultBpRp0Sigma else {
      throw UnusableStar(
        .colorErrorUnknown, "the color has no error, and the model does not say what is usual")
    }
    return defaultBpRp0Sigma
  }

  private func checked(_ bpRp0: Measured<Double>) throws(UnusableStar) -> Measured<Double> {
    guard StarLimits.possibleBpRp0.contains(bpRp0.value) else {
      throw UnusableStar(
        .colorImpossible,
        "the dereddened color is \(bpRp0.value) mag, and no star has such a color: expected "
          + "\(StarLimits.possibleBpRp0.lowerBound) to \(StarLimits.possibleBpRp0.upperBound)")
    }
    let sigma = bpRp0.sigma ?? 0
    guard sigma > 0, sigma <= StarLimits.maximumBpRp0Sigma else {
      throw UnusableStar(
        .colorErrorImpossible,
        "the error of the color is \(sigma) mag, expected above 0 and at most "
          + "\(StarLimits.maximumBpRp0Sigma)")
    }
    return bpRp0
  }

  private static func refusal(_ value: Double, _ axis: DwarfSequence.Axis) -> String {
    let domain = DwarfSequence.domain(of: axis)
    return "\(axis.name) is \(value) \(axis.unit), expected \(domain.lowerBound) to "
      + "\(domain.upperBound), as the table of dwarfs covers"
  }
}
