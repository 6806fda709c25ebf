// SPDX-License-Identifier: GPL-3.0-or-later
// A star as a trainer wants it: period, color with error, membership, and the age of its group.

internal import GyroPlatform
package import GyroQuantities

/// A rotator with the calibration age of its cluster or subgroup.
package struct CalibrationStar: Hashable, Sendable {
  /// The star.
  package let gaiaSourceID: GaiaSourceID?
  /// The key of the cluster.
  package let cluster: String
  /// Whether its age is its own or its subgroup's, and not the cluster's on an age scale.
  package let hasOwnAge: Bool
  /// The subgroup that has the age, where it is not the cluster as a whole.
  package let subgroup: String?
  /// Base-ten log of the calibration age in Myr.
  package let log10AgeMyr: Double
  /// Its error in dex.
  package let log10AgeMyrSigma: Double
  /// Dereddened BP-RP in mag.
  package let bpRp0: Double
  /// Its error in mag.
  package let bpRp0Sigma: Double
  /// Base-ten log of the period in days.
  package let log10PeriodDays: Double
  /// The probability that the star belongs to the cluster; 1 where nothing is known.
  package let membershipProbability: Double

  /// A rotator of a group of known age.
  package init(
    gaiaSourceID: GaiaSourceID? = nil, cluster: String, subgroup: String? = nil,
    log10AgeMyr: Double, log10AgeMyrSigma: Double, bpRp0: Double, bpRp0Sigma: Double,
    log10PeriodDays: Double, membershipProbability: Double, hasOwnAge: Bool = false
  ) {
    (self.gaiaSourceID, self.cluster, self.subgroup) = (gaiaSourceID, cluster, subgroup)
    (self.log10AgeMyr, self.log10AgeMyrSigma) = (log10AgeMyr, log10AgeMyrSigma)
    (self.bpRp0, self.bpRp0Sigma, self.log10PeriodDays) = (bpRp0, bpRp0Sigma, log10PeriodDays)
    self.membershipProbability = membershipProbability
    self.hasOwnAge = hasOwnAge
  }

  /// What is held out together: a cluster, or the stars of one age where the age is not the cluster's, such as
  /// a single field star.
  package var group: String { hasOwnAge ? cluster + "/" + (subgroup ?? "") : cluster }
}

extension StandardCatalog {
  /// The stars that can calibrate: selected, with a color, its error and an age on a scale.
  ///
  /// - Parameters:
  ///   - selection: Which stars to take.
  ///   - ageScale: The ages of clusters; a star with an age of its own keeps that.
  ///   - externalTests: Keys of clusters that are left out whatever the selection says.
  /// - Returns: The stars sorted by cluster, subgroup, Gaia source and period, and an account of
  ///   all others by reason.
  package func calibrationStars(
    _ selection: CatalogSelection, ageScale: AgeScale, externalTests: Set<String> = []
  ) -> (stars: [CalibrationStar], report: IngestReport) {
    var taken: [CalibrationStar] = []
    var account = IngestReport()
    for star in stars {
      let reason: String?
      if externalTests.contains(star.cluster) {
        reason = "external test cluster"
      } else if let refusal = selection.reason(against: star) {
        reason = refusal
      } else if let age = star.calibrationAge
        ?? ageScale.age(cluster: star.cluster, subgroup: star.subgroup)
      {
        if let bpRp0 = star.bpRp0, let bpRp0Sigma = star.bpRp0Sigma, bpRp0Sigma > 0 {
          reason = nil
          taken.append(
            CalibrationStar(
              gaiaSourceID: star.gaiaSourceID, cluster: star.cluster, subgroup: star.subgroup,
              log10AgeMyr: age.log10AgeMyr, log10AgeMyrSigma: age.log10AgeMyrSigma,
              bpRp0: bpRp0, bpRp0Sigma: bpRp0Sigma, log10PeriodDays: star.log10PeriodDays,
              membershipProbability: star.membershipProbability ?? 1,
              hasOwnAge: star.calibrationAge != nil))
        } else {
          reason = "no dereddened color with an error"
        }
      } else {
        reason = ageScale.reasonWithoutAge
      }
      account.count(
        reason.map { .rejected($0) } ?? .kept, source: "calibration", cluster: star.cluster)
    }
    account.check(rowCount: stars.count, starCount: taken.count)
    func order(_ star: CalibrationStar) -> (String, String, Int64, Double) {
      (
        star.cluster, star.subgroup ?? "", star.gaiaSourceID?.number ?? 0, star.log10PeriodDays
      )
    }
    return (taken.sorted { order($0) < order($1) }, account)
  }
}
