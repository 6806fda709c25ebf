// SPDX-License-Identifier: GPL-3.0-or-later
// Stars that are slower than the model expects at any calibrated age: their age is a lower limit.

internal import Foundation
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities

extension AgeEstimator {
  /// The probability with which a lower limit holds.
  static let limitProbability = 0.95
  /// How many calibrated ages are looked at.
  private static let ageCount = 25

  /// Whether a star is slower than nearly all stars of its color that the model expects at each calibrated age.
  ///
  ///     F(P | a) ≥ 0.95 for all calibrated ages a
  ///
  /// Since stars slow down, such a star is either older than all of them, or its period is wrong.
  func isSlowerThanCalibrators(_ star: Star) -> Bool {
    guard let ages = model.rotation.domain?.log10AgeMyr else { return false }
    // The oldest age refuses most stars.
    return (0..<Self.ageCount).reversed().allSatisfy { index in
      let part = Double(index) / Double(Self.ageCount - 1)
      let log10AgeMyr = ages.lowerBound + part * (ages.upperBound - ages.lowerBound)
      return likelihood.prediction(of: star, log10AgeMyr: log10AgeMyr).probabilityBelow
        >= Self.limitProbability
    }
  }

  /// The posterior of a star that is too slow for the model; nil for one that is not, or whose age may not be
  /// beyond the calibrators'.
  func lowerLimit(
    of star: PreparedStar, _ logWeights: [Double], evidence: Double
  ) -> (age: Age, posterior: AgePosterior)? {
    guard let ages = model.rotation.domain?.log10AgeMyr, isSlowerThanCalibrators(star.star) else {
      return nil
    }
    let bound = Age.log10Megayears(ages.upperBound)
    return limited(logWeights, to: bound, evidence: evidence).map { (bound, $0) }
  }

  /// The prior with 95 percent of its probability above a bound; nil where it allows no age on one of its sides.
  func limited(_ logWeights: [Double], to bound: Age, evidence: Double) -> AgePosterior? {
    let log10Bound = bound.log10Megayears
    func mass(_ isInside: (Double) -> Bool) -> Double {
      logSumExp(zip(grid, logWeights).compactMap { isInside($0) ? $1 : nil })
    }
    let (below, above) = (mass { $0 < log10Bound }, mass { $0 >= log10Bound })
    guard below > -.infinity, above > -.infinity else { return nil }
    let likelihoods = grid.map { log10AgeMyr in
      log10AgeMyr < log10Bound
        ? log(1 - Self.limitProbability) - below : log(Self.limitProbability) - above
    }
    return AgePosterior(grid: grid, logLikelihoods: likelihoods, logPrior: logWeights)
      .map { $0.scaled(byLog: evidence - $0.logEvidence) }
  }
}
