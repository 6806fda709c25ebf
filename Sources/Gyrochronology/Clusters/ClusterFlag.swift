// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader must know before using the age of a cluster.

internal import GyroModel

/// A warning about the age of a cluster.
public enum ClusterFlag: String, CaseIterable, Sendable {
  /// None of the stars can be used.
  case noUsableStar = "no_usable_star"
  /// Fewer stars than the smallest clusters on which the errors were tested.
  case fewStars = "few_stars"
  /// More than half of the stars that have values lie outside the colors that can be dated.
  case colorOutOfRange = "color_out_of_range"
  /// More than 16 percent of the probability lies at ages older or younger than all calibrators.
  case ageBeyondCalibration = "age_beyond_calibration"
  /// The model does not say where its calibrators lie.
  case calibrationUnknown = "calibration_unknown"
  /// The oldest age allowed is about as probable as any.
  case lowerLimit = "lower_limit"
  /// The youngest age allowed is about as probable as any.
  case upperLimit = "upper_limit"
  /// The 68 percent region falls into pieces with a valley between them.
  case multimodal
  /// The median age is below 50 Myr, when many stars still contract.
  case preMainSequenceRange = "pre_main_sequence_range"
  /// At no age does the model expect such periods: a predictive probability is below 0.005.
  case flowIncompatible = "flow_incompatible"
  /// Some color errors were not given, and the training stars' median was taken.
  case colorSigmaDefaulted = "color_sigma_defaulted"
  /// Some extinctions have no error.
  case extinctionSigmaMissing = "extinction_sigma_missing"
  /// Some colors were found from effective temperatures.
  case colorFromTeff = "color_from_teff"
  /// Some colors were found from B-V.
  case colorFromBV = "color_from_b_v"
  /// Some stars of a table with memberships have none and count as certain members.
  case membershipAssumed = "membership_assumed"
  /// The diagnostics of the sampler failed: do not use the numbers.
  case notConverged = "not_converged"

  /// The smallest number of stars for which calibration was tested on simulated clusters.
  public static let leastStarCount = 10
  /// A predictive probability below which the flow does not fit the cluster at any age.
  public static let leastPredictiveProbability = 0.005

  /// The warning in words.
  public var explanation: String {
    switch self {
    case .noUsableStar: "none of the stars can be used; each says why"
    case .fewStars:
      "fewer than \(Self.leastStarCount) stars; errors were not tested for so small a group"
    case .colorOutOfRange: "most stars are outside the colors that the model can date"
    case .ageBeyondCalibration: "part of the age lies beyond the calibrating clusters"
    case .calibrationUnknown:
      "the model does not say where its calibrators lie, so extrapolation goes unnoticed"
    case .lowerLimit: "the age reaches the oldest one allowed; read it as a lower limit"
    case .upperLimit: "the age reaches the youngest one allowed; read it as an upper limit"
    case .multimodal: "two or more separate ages fit; look at the intervals, not at the median"
    case .preMainSequenceRange: "many stars of this age still contract; read it as young"
    case .flowIncompatible:
      "at no age does the model expect such periods; look for non-members, wrong extinction, or "
        + "another rotational history"
    case .colorSigmaDefaulted:
      "some stars have no color error; the training stars' median was taken"
    case .extinctionSigmaMissing:
      "some extinctions have no error; that of the cluster's zero point is all there is"
    case .colorFromTeff: "some colors were found from temperatures by a table of dwarfs"
    case .colorFromBV: "some colors were found from B-V by a table of dwarfs"
    case .membershipAssumed:
      "some stars have no membership and count as certain members; give them one or leave them out"
    case .notConverged: "the sampler has not converged; do not use the numbers"
    }
  }
}
