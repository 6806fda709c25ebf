// SPDX-License-Identifier: GPL-3.0-or-later
// A star of the standard catalog as an observation: what every study of catalog stars starts from.

package import GyroCatalogs
package import GyroModel
package import GyroQuantities

extension StandardStar {
  /// What was observed of the star, with its catalog's dereddened color.
  ///
  /// - Throws: ``GyroModel/UnusableStar`` where the catalog has no period, color or possible membership.
  package func observation() throws(UnusableStar) -> StarObservation {
    let membership = membershipProbability ?? 1
    guard (0...1).contains(membership) else {
      throw UnusableStar(
        .membershipOutOfRange, "the membership is \(membership), expected 0 to 1")
    }
    guard let period = RotationPeriod.days(periodDays) else {
      throw UnusableStar(
        .periodInvalid, "the period is \(periodDays), expected a positive number of days")
    }
    guard let bpRp0 else {
      throw UnusableStar(.colorMissing, "the catalog has no dereddened color of it")
    }
    return StarObservation(
      period: period, periodDaysSigma: periodDaysSigma,
      color: .intrinsic(Measured(bpRp0, sigma: bpRp0Sigma)), membershipProbability: membership)
  }
}
