// SPDX-License-Identifier: GPL-3.0-or-later
// From what was observed of a star to the numbers of its likelihood, or why there are none.

internal import Foundation
internal import GyroModel
internal import GyroQuantities

extension AgeEstimator {
  /// Observed colors that a star can have, with its dust, mag; another is a mistake or means "unknown".
  public static let colorRange = -1.0...20.0
  /// Dereddened colors that a star can have, mag.
  public static let dereddenedColorRange = ContextLimits.possibleBpRp0
  /// The largest error of a dereddened color, mag: a larger one leaves open which kind of star it is.
  public static let largestBpRp0Sigma = 1.0
  /// The largest error of a period, as a multiple of the period: a larger one leaves nothing of it.
  public static let largestRelativePeriodSigma = 1.0

  /// Why a star has no age, in words.
  struct Reason: Error { let words: String }

  private static func impossibleColor(_ bpRp: Double) -> Reason {
    Reason(words: "the color is \(bpRp) mag, and no star has such a color")
  }

  /// The numbers of the likelihood, with warnings about what had to be assumed.
  func datum(
    _ observation: StarObservation
  ) -> Result<(star: RotationDatum, assumed: [AgeFlag]), Reason> {
    // Beyond the background only the far tail of the flow would be left to judge by.
    let periods = OutlierMixture.log10PeriodDaysRange
    let (days, sigmaDays) = (observation.period.days, observation.periodDaysSigma ?? 0)
    guard periods.contains(observation.period.log10Days) else {
      return .failure(
        Reason(
          words: "the period is \(days) d, expected "
            + String(
              format: "%.4f to %.1f", pow(10, periods.lowerBound), pow(10, periods.upperBound))))
    }
    guard sigmaDays <= Self.largestRelativePeriodSigma * days else {
      return .failure(
        Reason(
          words: "the error of the period is \(sigmaDays) d, expected at most the period itself, "
            + "\(days) d"))
    }
    var assumed: [AgeFlag] = []
    if let ruwe = observation.ruwe, ruwe >= AgeFlag.leastHighRUWE { assumed.append(.ruweHigh) }
    if observation.isMembershipAssumed { assumed.append(.membershipAssumed) }
    return color(observation.color, &assumed).map { color in
      (
        RotationDatum(
          log10PeriodDays: observation.period.log10Days,
          // To first order, as the Gaussian in log10 P has it.
          log10PeriodDaysSigma: sigmaDays / (days * log(10)), bpRp0: color.bpRp0,
          log10BpRp0Sigma: log10(color.sigma),
          membershipProbability: observation.membershipProbability), assumed
      )
    }
  }

  /// Takes the dust off, and finds an error for the color where none was given.
  private func color(
    _ color: GaiaColor, _ assumed: inout [AgeFlag]
  ) -> Result<(bpRp0: Double, sigma: Double), Reason> {
    let intrinsic: Measured<Double>
    switch color {
    case .intrinsic(let value): intrinsic = value
    case .observed(let value, let extinction):
      guard Self.colorRange.contains(value.value) else {
        return .failure(Self.impossibleColor(value.value))
      }
      let law = assumptions.extinctionLaw
      guard let star = Dereddening(bpRp: value.value, extinction: extinction, law: law) else {
        return .failure(Reason(words: extinction.value.refusal(by: law, ofColor: value.value)))
      }
      if extinction.sigma == nil, extinction.value.magnitudes > 0 {
        assumed.append(.extinctionSigmaMissing)
      }
      if let sigma = value.sigma {
        return checked(star.bpRp0, star.bpRp0Sigma(bpRpSigma: sigma))
      }
      assumed.append(.colorSigmaDefaulted)
      // A median error of dereddened colors holds the floor of the bands already.
      return sigmaByDefault().flatMap {
        checked(
          star.bpRp0, ($0 * $0 + star.extinctionSigma * star.extinctionSigma).squareRoot())
      }
    case .ofDwarf(let value, let axis):
      guard let dwarf = DwarfSequence.bpRp0(from: value, of: axis) else {
        return .failure(Reason(words: Self.refusal(value.value, axis)))
      }
      assumed.append(axis == .teffKelvin ? .colorFromTeff : .colorFromBV)
      intrinsic = dwarf
    }
    guard let givenSigma = intrinsic.sigma else {
      assumed.append(.colorSigmaDefaulted)
      return sigmaByDefault().flatMap { checked(intrinsic.value, $0) }
    }
    return checked(intrinsic.value, givenSigma)
  }

  private func sigmaByDefault() -> Result<Double, Reason> {
    model.rotation.medianBpRp0Sigma.map { .success($0) }
      ?? .failure(
        Reason(words: "the color has no error, and the model does not say what is usual"))
  }

  private func checked(
    _ bpRp0: Double, _ sigma: Double
  ) -> Result<(bpRp0: Double, sigma: Double), Reason> {
    guard Self.dereddenedColorRange.contains(bpRp0) else {
      return .failure(
        Reason(
          words: "the dereddened color is \(bpRp0) mag, and no star has such a color: expected "
            + "\(Self.dereddenedColorRange.lowerBound) to \(Self.dereddenedColorRange.upperBound)"))
    }
    guard sigma > 0, sigma <= Self.largestBpRp0Sigma else {
      return .failure(
        Reason(
          words: "the error of the color is \(sigma) mag, expected above 0 and at most "
            + "\(Self.largestBpRp0Sigma)"))
    }
    return .success((bpRp0, sigma))
  }

  private static func refusal(_ value: Double, _ axis: DwarfSequence.Axis) -> String {
    let domain = DwarfSequence.domain(of: axis)
    let range =
      "expected \(domain.lowerBound) to \(domain.upperBound), as the table of dwarfs covers"
    return axis == .teffKelvin
      ? "the temperature is \(value) K, \(range)" : "B-V is \(value) mag, \(range)"
  }
}
