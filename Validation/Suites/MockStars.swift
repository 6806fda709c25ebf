// SPDX-License-Identifier: GPL-3.0-or-later
// Mock stars as a survey observes them; all suites draw theirs from a MockPopulation.

internal import Foundation
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities

/// Extinction in front of mock stars, as it was measured.
struct MockExtinction {
  /// A_V, mag, its error, and what the measured value has too much.
  var aV = 0.0
  var sigma = 0.0
  var offset = 0.0
}

extension MockPopulation {
  /// The star as it is observed: dereddened, with the errors that it was drawn with.
  ///
  /// - Parameters:
  ///   - star: A star of this population.
  ///   - log10PeriodShift: What the period is wrong by, dex.
  ///   - extinction: What it is behind; nil for a color that is dereddened already.
  /// - Returns: Nil if no such period or color can be observed.
  func observation(
    of star: MockStar, log10PeriodShift: Double = 0, behind extinction: MockExtinction? = nil
  ) -> StarObservation? {
    guard let period = RotationPeriod.days(pow(10, star.log10PeriodDays + log10PeriodShift)),
      let color = color(of: star, behind: extinction)
    else { return nil }
    return StarObservation(
      period: period,
      periodDaysSigma: relativePeriodSigma > 0 ? relativePeriodSigma * period.days : nil,
      color: color, membershipProbability: star.membershipProbability)
  }

  /// The error of an observed color is what the extinction leaves of that of the dereddened one.
  private func color(of star: MockStar, behind extinction: MockExtinction?) -> GaiaColor? {
    guard let extinction else { return .intrinsic(Measured(star.bpRp0, sigma: bpRp0Sigma)) }
    let measured = Measured(
      Extinction.aV(extinction.aV + extinction.offset), sigma: extinction.sigma)
    guard
      let excess = ExtinctionLaw.constant.colorExcessBpRp(
        extinctionAV: extinction.aV, bpRp0: star.bpRp0),
      let floor = Dereddening(bpRp: 1, extinction: measured, law: .constant)?
        .bpRp0Sigma(bpRpSigma: 0), floor <= bpRp0Sigma
    else { return nil }
    return .observed(
      Measured(star.bpRp0 + excess, sigma: (bpRp0Sigma * bpRp0Sigma - floor * floor).squareRoot()),
      behind: measured)
  }

  /// Stars of a seed; each depends on the seed and its number alone.
  func stars(
    _ count: Int, _ rotation: RotationFlow, random: RandomStream, threadCount: Int
  ) -> [MockStar] {
    concurrentMap(count: count, threadCount: threadCount) { index in
      var own = random.child("star", index)
      return star(rotation, using: &own)
    }.compactMap { $0 }
  }
}
