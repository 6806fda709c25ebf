// SPDX-License-Identifier: GPL-3.0-or-later
// Warnings about the age of a cluster.

public import GyroQuantities

/// A warning about the age of a cluster; texts and bits are those of ``GyroQuantities/StatusDefinition``.
public enum ClusterFlag: String, CaseIterable, DefinedStatus {
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
  /// Stars of different colors disagree on the age beyond the error.
  case colorDisagreement = "color_disagreement"
  /// Some colors were found from G-RP, V-K_s, G-K_s or V-I_C.
  case colorFromOtherColor = "color_from_other_color"
  /// Some colors were found from masses.
  case colorFromMass = "color_from_mass"
  /// Some temperatures or extinctions are those that Gaia's GSP-Phot found.
  case gspPhotUsed = "gspphot_used"

  /// The definitions of ``ClusterFlag``.
  public static let kind = StatusDefinition.Kind.clusterFlag

  /// The smallest number of stars for which calibration was tested on simulated clusters.
  public static let minimumStarCount = 10
  /// A predictive probability below which the flow does not fit the cluster at any age.
  public static let minimumPredictiveProbability = 0.005
}
