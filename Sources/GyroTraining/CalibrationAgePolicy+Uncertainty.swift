// SPDX-License-Identifier: GPL-3.0-or-later
// The errors of the calibration ages as the trainer draws and learns them.

internal import GyroCatalogs
internal import GyroFlows
internal import Gyrochronology

extension CalibrationAgePolicy {
  /// The uncertainty of the ages of stars, which are the first feature of their context.
  func uncertainty(
    of stars: [CalibrationStar], disputedClusters: Set<String>
  ) -> GroupedContextUncertainty {
    // Subgroups have ages of their own; a disputed cluster moves as one.
    var places: [String: Int] = [:]
    var drawnSigmas: [Double] = []
    var learnedSigmas: [Double] = []
    var groups: [Int] = []
    for star in stars {
      let name = star.cluster + "/" + (star.subgroup ?? "")
      if let place = places[name] {
        groups.append(place)
        continue
      }
      places[name] = drawnSigmas.count
      groups.append(drawnSigmas.count)
      if star.hasOwnAge {
        // One star says too little of its age to learn it: it would become what the flow takes it for.
        drawnSigmas.append(star.log10AgeMyrSigma)
        learnedSigmas.append(0)
        continue
      }
      drawnSigmas.append(drawnErrorScale * star.log10AgeMyrSigma)
      if case .learned(let sigmaDex) = disputed, disputedClusters.contains(star.cluster) {
        learnedSigmas.append(sigmaDex)
      } else {
        learnedSigmas.append(learnedErrorScale * star.log10AgeMyrSigma)
      }
    }
    return GroupedContextUncertainty(
      feature: 0, groups: groups, drawnSigmas: drawnSigmas, learnedSigmas: learnedSigmas)
  }
}
