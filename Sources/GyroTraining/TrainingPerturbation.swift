// SPDX-License-Identifier: GPL-3.0-or-later
// One assumption about the training, changed: what a robustness variant trains the flow on, and how.

package import GyroCatalogs
internal import GyroFlows
package import GyroNumerics
package import Gyrochronology

/// A change of the calibrators or of the training, after which the flow is trained anew.
package enum TrainingPerturbation: Hashable, Sendable, Codable {
  /// Nothing is changed.
  case none
  /// Calibration ages drawn from their errors, group by group.
  case agesDrawn
  /// The ages of another scale, where it has one.
  case ageScale(key: String)
  /// Other random numbers.
  case seed
  /// Stars drawn with replacement within their clusters.
  case starBootstrap
  /// A share of the clusters, drawn at random, left out.
  case clustersLeftOut(share: Double)
  /// Hidden layers of another width.
  case width(Int)

  /// Whether a training has random numbers of its own rather than those of the run.
  package var hasOwnSeed: Bool {
    switch self {
    case .seed, .starBootstrap, .clustersLeftOut: true
    default: false
    }
  }

  /// The calibrators under this change.
  ///
  /// - Parameters:
  ///   - stars: The calibrators that may be used.
  ///   - scales: The age scales.
  ///   - random: Of this draw.
  /// - Returns: The calibrators to train on.
  package func stars(
    _ stars: [CalibrationStar], scales: [AgeScale], random: RandomStream
  ) -> [CalibrationStar] {
    switch self {
    case .none, .seed, .width: return stars
    case .agesDrawn:
      // One draw a group, by its name: leaving others out does not change it.
      return stars.map { star in
        var group = random.child("age of \(star.cluster)/\(star.subgroup ?? "")")
        return star.aged(
          log10AgeMyr: star.log10AgeMyr + star.log10AgeMyrSigma * group.nextNormal(),
          sigma: star.log10AgeMyrSigma)
      }
    case .ageScale(let key):
      guard let scale = scales.first(where: { $0.key == key }) else { return stars }
      return stars.map { star in
        guard let age = scale.age(cluster: star.cluster, subgroup: star.subgroup) else {
          return star
        }
        return star.aged(log10AgeMyr: age.log10AgeMyr, sigma: age.log10AgeMyrSigma)
      }
    case .starBootstrap:
      return Self.byCluster(stars).flatMap { cluster, members in
        var draws = random.child("stars of \(cluster)")
        return members.map { _ in members[draws.nextIndex(below: members.count)] }
      }
    case .clustersLeftOut(let share):
      let clusters = Self.byCluster(stars)
      var draws = random.child("clusters")
      let order = draws.nextPermutation(count: clusters.count)
      let leftOut = Set(order.prefix(Int((share * Double(clusters.count)).rounded())))
      return clusters.indices.filter { !leftOut.contains($0) }.flatMap { clusters[$0].members }
    }
  }

  /// The choices under this change.
  package func choices(_ usual: TrainingChoices) -> TrainingChoices {
    guard case .width(let width) = self else { return usual }
    var changed = usual
    changed.trainer.hiddenWidths = usual.trainer.hiddenWidths.map { _ in width }
    return changed
  }

  private static func byCluster(
    _ stars: [CalibrationStar]
  ) -> [(cluster: String, members: [CalibrationStar])] {
    Dictionary(grouping: stars, by: \.cluster).map { (cluster: $0.key, members: $0.value) }
      .sorted { $0.cluster < $1.cluster }
  }
}

extension CalibrationStar {
  /// The same star at another age.
  fileprivate func aged(log10AgeMyr: Double, sigma: Double) -> CalibrationStar {
    CalibrationStar(
      gaiaSourceID: gaiaSourceID, cluster: cluster, subgroup: subgroup, log10AgeMyr: log10AgeMyr,
      log10AgeMyrSigma: sigma, bpRp0: bpRp0, bpRp0Sigma: bpRp0Sigma,
      log10PeriodDays: log10PeriodDays, membershipProbability: membershipProbability,
      hasOwnAge: hasOwnAge)
  }
}
