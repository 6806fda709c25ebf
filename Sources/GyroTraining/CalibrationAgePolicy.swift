// SPDX-License-Identifier: GPL-3.0-or-later
// What a training believes of the calibration ages.

internal import GyroCatalogs
internal import GyroFlows

/// How the errors of the calibration ages enter a training.
public struct CalibrationAgePolicy: Hashable, Sendable, Codable {
  /// What happens to clusters whose rotation contradicts their age on the scale.
  public enum Disputed: Hashable, Sendable, Codable {
    /// They are trained on like any other.
    case trusted
    /// They are not trained on.
    case excluded
    /// They are trained on at an age that is learned, with a normal prior around the scale's age.
    case learned(sigmaDex: Double)
  }

  /// Each step draws the ages from their errors times this; 0 takes the ages for exact.
  public var drawnErrorScale: Double
  /// What happens to disputed clusters.
  public var disputed: Disputed

  /// States a policy.
  public init(drawnErrorScale: Double = 1, disputed: Disputed = .learned(sigmaDex: 0.3)) {
    precondition(drawnErrorScale >= 0, "an error scale of \(drawnErrorScale)")
    (self.drawnErrorScale, self.disputed) = (drawnErrorScale, disputed)
  }

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
      drawnSigmas.append(drawnErrorScale * star.log10AgeMyrSigma)
      if case .learned(let sigmaDex) = disputed, disputedClusters.contains(star.cluster) {
        learnedSigmas.append(sigmaDex)
      } else {
        learnedSigmas.append(0)
      }
    }
    return GroupedContextUncertainty(
      feature: 0, groups: groups, drawnSigmas: drawnSigmas, learnedSigmas: learnedSigmas)
  }
}
