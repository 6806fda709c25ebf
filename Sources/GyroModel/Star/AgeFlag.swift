// SPDX-License-Identifier: GPL-3.0-or-later
// Warnings about an age.

internal import GyroPlatform
public import GyroQuantities

/// A warning about an age or about its input; texts and bits are those of ``GyroQuantities/StatusDefinition``.
public enum AgeFlag: String, CaseIterable, DefinedStatus {
  /// The density at the oldest age allowed exceeds 60 percent of its maximum: the star may be older.
  case lowerLimit = "lower_limit"
  /// The density at the youngest age allowed exceeds 60 percent of its maximum: it may be younger.
  case upperLimit = "upper_limit"
  /// The 68 percent region has pieces, with the density less than half of the lower peak between them.
  case multimodal
  /// The color lies outside the training stars', or is bluer than 0.5 mag, where stars hardly brake.
  case colorOutOfRange = "color_out_of_range"
  /// The period lies outside the training stars'.
  case periodOutOfRange = "period_out_of_range"
  /// The error of the color lies outside the training stars'.
  case sigmaOutOfRange = "sigma_out_of_range"
  /// More than 16 percent of the probability lies at ages older or younger than all calibrators.
  case ageBeyondCalibration = "age_beyond_calibration"
  /// The model does not say where its calibrators lie, so none of the warnings about them can appear.
  case calibrationUnknown = "calibration_unknown"
  /// No error of the color was given, so the median of the training stars was taken.
  case colorSigmaDefaulted = "color_sigma_defaulted"
  /// No error of the extinction was given, so it counts as exactly known.
  case extinctionSigmaMissing = "extinction_sigma_missing"
  /// The color comes from an effective temperature, by the table of dwarfs.
  case colorFromTeff = "color_from_teff"
  /// The color comes from B-V, by the table of dwarfs.
  case colorFromBV = "color_from_b_v"
  /// More than half of the probability belongs to half or twice the period; needs an alias mixture.
  case periodLikelyAlias = "period_likely_alias"
  /// More than half of the probability belongs to the background of outliers.
  case periodLikelyOutlier = "period_likely_outlier"
  /// The RUWE reaches ``minimumHighRUWE``.
  case ruweHigh = "ruwe_high"
  /// The median age is below 50 Myr, when many stars still contract.
  case preMainSequenceRange = "pre_main_sequence_range"
  /// The table has memberships and none for this star, which counts as a certain member.
  case membershipAssumed = "membership_assumed"

  /// The surface gravity or the luminosity is that of a star that has left the main sequence.
  case evolved
  /// The star is brighter than one dwarf of its color and not brighter than two.
  case overluminous
  /// The table gives an orbit so short that tides may set the rotation.
  case tidallyLockedPossible = "tidally_locked_possible"
  /// The scatter of the radial velocities is that of a binary.
  case velocityVariable = "velocity_variable"
  /// The color comes from G-RP, V-K_s, G-K_s or V-I_C, by the table of dwarfs.
  case colorFromOtherColor = "color_from_other_color"
  /// The color comes from the mass, by the table of dwarfs.
  case colorFromMass = "color_from_mass"
  /// The temperature or the extinction is one that Gaia's GSP-Phot found.
  case gspPhotUsed = "gspphot_used"
  /// The star is slower than nearly all stars that the model expects at any calibrated age.
  case slowerThanCalibrators = "slower_than_calibrators"
  /// The period is far more probable at another age than at the one that the prior leads to.
  case priorContradictsRotation = "prior_contradicts_rotation"
  /// The median age lies where clusters of the star's color spin down otherwise than the model.
  case slopeOtherThanClusters = "slope_other_than_clusters"

  /// The definitions of ``AgeFlag``.
  public static let kind = StatusDefinition.Kind.starFlag

  /// The density at a bound, as a fraction of the maximum, above which an age is only a limit: that
  /// of a normal density one standard deviation from its peak.
  public static let limitDensity = 0.6

  /// The dereddened BP-RP below which the convection zone is too thin for braking, mag.
  public static let minimumBpRp0 = StarLimits.minimumBpRp0

  /// The age below which many stars have not reached the main sequence, dex of Myr (50 Myr).
  public static let preMainSequenceLog10AgeMyr = 1.699

  /// The RUWE from which the astrometry of one star does not fit, as in the standard catalog.
  public static let minimumHighRUWE = StarLimits.minimumHighRUWE

  /// The share of the probability above which a period is likely an alias, or an outlier.
  public static let likelyShare = 0.5

  /// How many times as probable a period is at another age than at the most probable one for the prior to contradict
  /// the rotation.
  public static let minimumContradiction = 20.0

  /// The share of the background in a posterior below which nothing contradicts the rotation: it is about a hundredth
  /// for a star that the model knows, and grows as the likelihood falls.
  public static let minimumContradictedShare = 0.03

  /// The warnings that a star and its posterior call for.
  ///
  /// - Parameters:
  ///   - star: What was observed.
  ///   - summary: The posterior in numbers.
  ///   - domain: What the training stars cover; nil if unknown.
  ///   - assumed: Warnings that neither the numbers of the star nor those of the posterior show: about
  ///     what was not given and had to be assumed, and about the period.
  /// - Returns: Warnings.
  public static func flags(
    star: Star, summary: AgeSummary, domain: CalibrationDomain?,
    assumed: AgeFlags = []
  ) -> AgeFlags {
    var found = assumed
    func note(_ flag: AgeFlag, _ isCalledFor: Bool) { if isCalledFor { found.insert(flag) } }
    note(.lowerLimit, summary.densityAtOldest > limitDensity)
    note(.upperLimit, summary.densityAtYoungest > limitDensity)
    note(.multimodal, summary.isMultimodal)
    note(.preMainSequenceRange, summary.q50 < preMainSequenceLog10AgeMyr)
    let bpRp0 = star.covariates.bpRp0
    if let domain {
      note(.colorOutOfRange, bpRp0.value < minimumBpRp0 || !domain.bpRp0.contains(bpRp0.value))
      note(.periodOutOfRange, !domain.log10PeriodDays.contains(star.log10PeriodDays))
      // A model of true colors knows no range of the errors.
      let log10Sigma = log10(bpRp0.sigma ?? 0)
      note(
        .sigmaOutOfRange,
        !domain.log10BpRp0Sigma.contains(log10Sigma)
          || log10Sigma > log10(StarLimits.maximumUsualBpRp0Sigma))
      let ages = domain.log10AgeMyr(bpRp0: bpRp0.value)
      note(
        .ageBeyondCalibration, summary.q84 > ages.upperBound || summary.q16 < ages.lowerBound)
    } else {
      note(.colorOutOfRange, bpRp0.value < minimumBpRp0)
      found.insert(.calibrationUnknown)
    }
    return found
  }
}
