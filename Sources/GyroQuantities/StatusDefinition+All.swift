// SPDX-License-Identifier: GPL-3.0-or-later
// The list of all flags and reasons, from which the types, the messages and the tables of the documentation follow.

extension StatusDefinition {
  /// All definitions, kind after kind.
  static let everything = starFlags + clusterFlags + catalogFlags + noAgeReasons

  private static let starFlags: [StatusDefinition] = [
    .init(
      .starFlag, 0, "lower_limit",
      "the age reaches the oldest one allowed; read it as a lower limit",
      "The density at the oldest age allowed exceeds 60 % of its maximum, so the star may be older. Read the age as a lower limit."
    ),
    .init(
      .starFlag, 1, "upper_limit",
      "the age reaches the youngest one allowed; read it as an upper limit",
      "The density at the youngest age allowed exceeds 60 % of its maximum, so the star may be younger. Read the age as an upper limit."
    ),
    .init(
      .starFlag, 2, "multimodal",
      "two or more separate ages fit; look at the intervals, not at the median",
      "The 68 % region consists of separate pieces; between them the density falls below half of the lower peak. The median may lie where hardly any probability is."
    ),
    .init(
      .starFlag, 3, "color_out_of_range",
      "the color is outside what the model can date",
      "The color lies outside those of the training stars, or is bluer than \(StarLimits.minimumBpRp0) mag, where stars hardly brake. The age is extrapolated."
    ),
    .init(
      .starFlag, 4, "period_out_of_range",
      "the period is outside those of the training stars",
      "The period lies outside those of the training stars. The age is extrapolated."),
    .init(
      .starFlag, 5, "sigma_out_of_range",
      "the color error is outside those of the training stars",
      "The error of the color exceeds \(StarLimits.maximumUsualBpRp0Sigma) mag, as nearly no calibrator's does: the age then rests on all colors within the error being equally likely. With a model of measured colors also if it lies outside those of the training stars; a smaller one counts as the smallest trained one, and the excess of a larger one is integrated over."
    ),
    .init(
      .starFlag, 6, "age_beyond_calibration",
      "part of the age lies beyond the calibrating clusters",
      "More than 16 % of the probability lies at ages older or younger than all clusters with calibrators of the star's color: up to 3.9 Gyr, but only 0.7 Gyr for mid M dwarfs."
    ),
    .init(
      .starFlag, 7, "calibration_unknown",
      "the model does not say where its calibrators lie, so extrapolation goes unnoticed",
      "The model does not state the range of its calibrators, so none of the flags about that range can be set."
    ),
    .init(
      .starFlag, 8, "color_sigma_defaulted",
      "no error of the color, or of what replaces it, was given; the training stars' median was taken",
      "No error of the color, or of what replaces it, was given, so the median color error of the training stars is used. It is smaller than that of most temperatures."
    ),
    .init(
      .starFlag, 9, "extinction_sigma_missing",
      "no error of the extinction was given; it counts as exactly known",
      "The extinction has no error and counts as exactly known, which makes the interval too narrow."
    ),
    .init(
      .starFlag, 10, "color_from_teff",
      "the color is that of a main-sequence star of the given temperature",
      "The color was found from the effective temperature with the table of dwarfs. It holds for main-sequence stars only."
    ),
    .init(
      .starFlag, 11, "color_from_b_v",
      "the color is that of a main-sequence star of the given B-V",
      "The color was found from B−V with the table of dwarfs. It holds for main-sequence stars only."
    ),
    .init(
      .starFlag, 12, "period_likely_alias",
      "half or twice the period explains the star better",
      "More than half of the probability belongs to half or twice the period. Set only with an alias mixture (`--aliases`)."
    ),
    .init(
      .starFlag, 13, "period_likely_outlier",
      "no age explains the period well; it is likely an outlier",
      "More than half of the probability belongs to the background of outliers."),
    .init(
      .starFlag, 14, "ruwe_high",
      "the astrometry is not that of a single star",
      "The RUWE is \(StarLimits.minimumHighRUWE) or more: the star is likely an unresolved binary."
    ),
    .init(
      .starFlag, 15, "pre_main_sequence_range",
      "many stars of this age still contract; read it as young",
      "The median age is below 50 Myr, when many stars are still contracting. The number says only that the star is young."
    ),
    .init(
      .starFlag, 16, "membership_assumed",
      "no membership was given; the star counts as a certain member",
      "The table has membership probabilities but none for this star, which counts as a certain member."
    ),
    .init(
      .starFlag, 17, "evolved",
      "the star has left the main sequence; its rotation does not follow the model",
      "The surface gravity is below log g \(StarLimits.maximumEvolvedLog10Gravity), or the star is more than \(StarLimits.minimumEvolvedExcess) mag brighter in G than a dwarf of its color. The age is usually far too young."
    ),
    .init(
      .starFlag, 18, "overluminous",
      "the star is brighter than a single dwarf; it may be a binary",
      "The star is \(StarLimits.minimumBinaryExcess) to \(StarLimits.minimumEvolvedExcess) mag brighter in G than a dwarf of its color: likely an unresolved binary, whose color and period may belong to different stars."
    ),
    .init(
      .starFlag, 19, "tidally_locked_possible",
      "a companion is so close that tides may set the rotation",
      "The table gives an orbital period below \(StarLimits.maximumTidalPeriodDays) d. Stellar companions that close nearly always set the rotation; planets seldom do."
    ),
    .init(
      .starFlag, 20, "velocity_variable",
      "the radial velocity varies; the star is likely a binary",
      "The scatter of the radial velocities is \(StarLimits.minimumVelocityScatterKmS) km/s or more, as a companion makes it."
    ),
    .init(
      .starFlag, 21, "color_from_other_color",
      "the color is that of a main-sequence star with another given color",
      "The color was found from G−RP, V−K_s, G−K_s or V−I_C with the table of dwarfs. It holds for main-sequence stars only."
    ),
    .init(
      .starFlag, 22, "color_from_mass",
      "the color is that of a main-sequence star of the given mass",
      "The color was found from the mass with the table of dwarfs, as a last resort: a mass says little about the color, which depends on metallicity as well."
    ),
    .init(
      .starFlag, 23, "gspphot_used",
      "temperature or reddening are those of Gaia's GSP-Phot, which are often too high for red dwarfs",
      "The temperature, the extinction or the reddening was found by Gaia's GSP-Phot. For red dwarfs in clusters without dust its E(BP−RP) is 0.3 to 0.4 mag, which changes ages by factors of up to 1.4."
    ),
    .init(
      .starFlag, 24, "slower_than_calibrators",
      "slower than the calibrators of this color at any age; the age is a lower limit",
      "The star rotates more slowly than 95 % of the stars that the model expects at any age of the clusters with calibrators of its color; and its period is more probably that of an outlier than one of the model, or longer than those of all training stars, or the calibrators of its color end long before the oldest cluster. The age is a lower limit: 95 % of the probability lies above it."
    ),
    .init(
      .starFlag, 25, "prior_contradicts_rotation",
      "the period is far more probable at another age; check the prior",
      "The period is at least 20 times as probable at another age as at the most probable one, and 3 % of the posterior or more is that of an outlier. The prior, the limits of the age or the age likelihood contradict the rotation, and the age is theirs."
    ),
    .init(
      .starFlag, 26, "slope_other_than_clusters",
      "clusters of this color and age spin down otherwise than the model",
      "The median age lies between the ages of two clusters whose stars of this color spin down by another law than the model, by more than two errors: the model smooths over the stall of K dwarfs near 1 Gyr. The age may be off by more than its interval. On a track: do not fit a braking law there."
    ),
  ]

  private static let clusterFlags: [StatusDefinition] = [
    .init(
      .clusterFlag, 0, "no_usable_star",
      "none of the stars can be used; each says why",
      "None of the stars can be used. Each row gives its reason."),
    .init(
      .clusterFlag, 1, "few_stars",
      "fewer than 10 stars; errors were not tested for so small a group",
      "The cluster has fewer than 10 usable stars, the smallest number for which the errors were tested."
    ),
    .init(
      .clusterFlag, 2, "color_out_of_range",
      "most stars are outside the colors that the model can date",
      "More than half of the stars that have values lie outside the colors that can be dated."),
    .init(
      .clusterFlag, 3, "age_beyond_calibration",
      "part of the age lies beyond the calibrating clusters",
      "More than 16 % of the probability lies at ages older or younger than all calibrating clusters."
    ),
    .init(
      .clusterFlag, 4, "calibration_unknown",
      "the model does not say where its calibrators lie, so extrapolation goes unnoticed",
      "The model does not state the range of its calibrators, so none of the flags about that range can be set."
    ),
    .init(
      .clusterFlag, 5, "lower_limit",
      "the age reaches the oldest one allowed; read it as a lower limit",
      "The density at the oldest age allowed exceeds 60 % of its maximum. Read the age as a lower limit."
    ),
    .init(
      .clusterFlag, 6, "upper_limit",
      "the age reaches the youngest one allowed; read it as an upper limit",
      "The density at the youngest age allowed exceeds 60 % of its maximum. Read the age as an upper limit."
    ),
    .init(
      .clusterFlag, 7, "multimodal",
      "two or more separate ages fit; look at the intervals, not at the median",
      "The 68 % region consists of separate pieces; between them the density falls below half of the lower peak."
    ),
    .init(
      .clusterFlag, 8, "pre_main_sequence_range",
      "many stars of this age still contract; read it as young",
      "The median age is below 50 Myr, when many stars are still contracting."),
    .init(
      .clusterFlag, 9, "flow_incompatible",
      "at no age does the model expect such periods; look for non-members, wrong extinction, or another rotational history",
      "A predictive probability is below 0.005: the model expects such periods at no age. Look for non-members, wrong extinction, or another rotational history."
    ),
    .init(
      .clusterFlag, 10, "color_sigma_defaulted",
      "some stars have no color error; the training stars' median was taken",
      "Some color errors were not given, so the median error of the training stars is used."),
    .init(
      .clusterFlag, 11, "extinction_sigma_missing",
      "some extinctions have no error; only that of the cluster's zero point counts",
      "Some extinctions have no error. Only the error of the cluster's zero point of extinction is taken into account."
    ),
    .init(
      .clusterFlag, 12, "color_from_teff",
      "some colors were found from temperatures by a table of dwarfs",
      "Some colors were found from effective temperatures with the table of dwarfs."),
    .init(
      .clusterFlag, 13, "color_from_b_v",
      "some colors were found from B-V by a table of dwarfs",
      "Some colors were found from B−V with the table of dwarfs."),
    .init(
      .clusterFlag, 14, "membership_assumed",
      "some stars have no membership and count as certain members; give them one or leave them out",
      "The table has membership probabilities but none for some stars, which count as certain members."
    ),
    .init(
      .clusterFlag, 15, "not_converged",
      "the sampler has not converged; do not use the numbers",
      "The diagnostics of the sampler failed. Do not use the numbers."),
    .init(
      .clusterFlag, 16, "color_disagreement",
      "stars of different colors disagree on the age; look for non-members, wrong extinction, or colors at which the model is wrong",
      "Stars of one range of colors give an age that differs from that of the others by more than three standard deviations, the error of the age scale included. Look for non-members, wrong extinction, or colors at which the model is wrong, and do not rely on the age."
    ),
    .init(
      .clusterFlag, 17, "color_from_other_color",
      "some colors were found from other colors by a table of dwarfs",
      "Some colors were found from G−RP, V−K_s, G−K_s or V−I_C with the table of dwarfs."),
    .init(
      .clusterFlag, 18, "color_from_mass",
      "some colors were found from masses by a table of dwarfs",
      "Some colors were found from masses with the table of dwarfs, as a last resort."),
    .init(
      .clusterFlag, 19, "gspphot_used",
      "temperatures or reddenings are those of Gaia's GSP-Phot, which are often too high for red dwarfs",
      "Temperatures, extinctions or reddenings of some stars were found by Gaia's GSP-Phot. For red dwarfs in clusters without dust its E(BP−RP) is 0.3 to 0.4 mag too high, which makes a cluster's age wrong by a factor of up to 1.4."
    ),
  ]

  private static let catalogFlags: [StatusDefinition] = [
    .init(
      .catalogFlag, 0, "excluded_by_color_magnitude",
      "excluded by its position in the color–magnitude diagram",
      "The source catalog excludes the star because of its position in the color–magnitude diagram."
    ),
    .init(
      .catalogFlag, 1, "excluded_by_dereddening", "excluded because its dereddening failed",
      "The source catalog excludes the star because its dereddening failed."),
    .init(
      .catalogFlag, 2, "excluded_by_photometry", "excluded by its photometry",
      "The source catalog excludes the star because of its photometry."),
    .init(
      .catalogFlag, 3, "not_selected_by_authors", "not used by the authors of the period",
      "The authors of the period do not use the star; the text of the reason says why."),
    .init(
      .catalogFlag, 4, "period_doubted", "the authors doubt the period",
      "The authors doubt the period."),
    .init(
      .catalogFlag, 5, "period_alias", "sources differ by a factor of about two in the period",
      "Sources give periods that differ by a factor of about two; all are kept as candidates."),
    .init(
      .catalogFlag, 6, "period_conflict", "sources disagree about the period",
      "Sources give periods that differ by more than 5 % and not by a factor of two."),
    .init(
      .catalogFlag, 7, "several_periods", "one light curve has several periods",
      "One light curve has several periods."),
    .init(
      .catalogFlag, 8, "several_rows", "the source has several rows for the star",
      "The source has more than one row for the star."),
    .init(
      .catalogFlag, 9, "possible_binary", "possibly a binary",
      "The authors, or the astrometry they used, call the star a possible binary."),
    .init(
      .catalogFlag, 10, "non_member", "not a member according to the authors",
      "The authors do not consider the star a member."),
    .init(
      .catalogFlag, 11, "membership_assumed", "the membership probability is not of this star",
      "The membership probability is one value for the whole cluster, or a placeholder of its source."
    ),
    .init(
      .catalogFlag, 12, "ruwe_high", "the astrometry is not that of a single star",
      "The RUWE is \(StarLimits.minimumHighRUWE) or more: the astrometry is not that of a single star."
    ),
    .init(
      .catalogFlag, 13, "ruwe_missing", "the RUWE is unknown",
      "The RUWE is unknown."),
    .init(
      .catalogFlag, 14, "color_missing", "no dereddened color",
      "There is no dereddened BP−RP color."),
    .init(
      .catalogFlag, 15, "color_from_dr2", "the color is from Gaia DR2",
      "The color is from Gaia DR2, since DR3 has none."),
    .init(
      .catalogFlag, 16, "color_unsafe", "a red color from Gaia DR2",
      "The color is from Gaia DR2 and redder than 3 mag, where DR2 and DR3 differ by about 0.07 mag."
    ),
    .init(
      .catalogFlag, 17, "color_sigma_assumed", "the color error is typical, not of this star",
      "The error of the color is the typical one of the survey, since the star has none."),
    .init(
      .catalogFlag, 18, "extinction_of_cluster", "one extinction for the whole cluster",
      "The extinction is one value for the whole cluster."),
    .init(
      .catalogFlag, 19, "matched_by_other_id", "matched by another identifier",
      "The Gaia source was found through another identifier of the star."),
    .init(
      .catalogFlag, 20, "matched_by_position", "matched by position",
      "The Gaia source was found by position."),
    .init(
      .catalogFlag, 21, "period_very_long", "the period exceeds 100 d",
      "The period exceeds 100 d, where false alarms and the limits of searches lie."),
    .init(
      .catalogFlag, 22, "period_very_short", "the period is below 0.1 d",
      "The period is below 0.1 d, where pulsation is more likely than rotation."),
    .init(
      .catalogFlag, 23, "parallax_not_positive", "the parallax is not positive",
      "The parallax is not positive."),
    .init(
      .catalogFlag, 24, "matched_across_releases", "matched across Gaia releases",
      "The Gaia source was found because DR2 and DR3 agree in its number, or in its position and period."
    ),
  ]

  private static let noAgeReasons: [StatusDefinition] = [
    .init(
      .noAgeReason, 1, "period_missing", "no period",
      "The star has no period."),
    .init(
      .noAgeReason, 2, "period_invalid", "the period is not a positive number",
      "The period is not a positive number."),
    .init(
      .noAgeReason, 3, "period_out_of_range", "no star rotates with such a period",
      "The period lies outside the range of the background of outliers, 0.018 to 316 d."),
    .init(
      .noAgeReason, 4, "period_error_too_large", "the error of the period exceeds the period",
      "The error of the period exceeds the period."),
    .init(
      .noAgeReason, 5, "color_missing", "no color",
      "The star has neither a color nor a quantity that can replace it."),
    .init(
      .noAgeReason, 6, "extinction_missing", "the observed color has no extinction",
      "The color is an observed one and no extinction is given. An extinction of 0 must be stated."
    ),
    .init(
      .noAgeReason, 7, "color_impossible", "no star has such a color",
      "The color lies outside what any star can have."),
    .init(
      .noAgeReason, 8, "color_error_impossible", "the error of the color is zero or too large",
      "The error of the color is zero, or too large for the color to mean anything."),
    .init(
      .noAgeReason, 9, "color_error_unknown", "the color has no error",
      "The color has no error, and the model does not state a typical one."),
    .init(
      .noAgeReason, 10, "extinction_out_of_range",
      "the extinction law does not cover the star",
      "The extinction law does not cover the color or the extinction of the star."),
    .init(
      .noAgeReason, 11, "outside_dwarf_table", "the table of dwarfs does not cover the star",
      "The temperature or B−V lies outside the table of dwarfs."),
    .init(
      .noAgeReason, 12, "membership_out_of_range",
      "the membership probability is not between 0 and 1",
      "The membership probability is not between 0 and 1."),
    .init(
      .noAgeReason, 13, "value_unreadable", "a value is not a finite number",
      "A value is not a finite number, or an error is negative."),
    .init(
      .noAgeReason, 14, "not_selected", "excluded by the selection",
      "The selection excludes the star."),
    .init(
      .noAgeReason, 15, "period_impossible", "the model excludes the period at all ages",
      "The likelihood of the period is zero at every age that the prior allows."),
    .init(
      .noAgeReason, 16, "model_failure", "the model gives no finite density",
      "The density of the model is not a finite number."),
    .init(
      .noAgeReason, 17, "age_likelihood_unusable",
      "the age likelihood does not fit the grid of ages",
      "The star's age likelihood cannot be used on the grid of ages."),
    .init(
      .noAgeReason, 18, "color_not_dated", "stars of this color are not dated in clusters",
      "The color is one at which the stars of a cluster are not dated."),
  ]
}
