// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a cluster as JSON, as other programs rely on it.

internal import GyroModel
internal import GyroPlatform
internal import GyroSampling

extension ClusterEstimate: Encodable {
  private enum Key: String, CodingKey {
    case cluster, flags, parameters, members, diagnostics, predictive, includes
    case starsUsed = "stars_used"
    case starsGiven = "stars_given"
    case log10AgeMyr = "log10_age_myr"
    case ageMyr = "age_myr"
    case budget = "budget_dex"
    case colors = "color_check"
    case starFlagCounts = "star_flags"
  }

  /// Writes the cluster; what is not known is null and never left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .cluster)
    try container.encode(usedCount, forKey: .starsUsed)
    try container.encode(members.count, forKey: .starsGiven)
    try container.encode(flags.map(\.rawValue), forKey: .flags)
    try container.encode(
      Dictionary(uniqueKeysWithValues: starFlagCounts.map { ($0.key.rawValue, $0.value) }),
      forKey: .starFlagCounts)
    try container.encode(members, forKey: .members)
    guard let age else {
      for key in [
        Key.log10AgeMyr, .ageMyr, .budget, .diagnostics, .parameters, .predictive, .colors,
      ] {
        try container.encodeNil(forKey: key)
      }
      return
    }
    let summary = age.summary
    let quantiles = [
      "q025": summary.q025, "q16": summary.q16, "q50": summary.q50, "q84": summary.q84,
      "q975": summary.q975, "mode": summary.mode,
    ]
    try container.encode(
      quantiles.merging(["mean": summary.mean, "sigma": summary.sigma]) { $1 },
      forKey: .log10AgeMyr)
    try container.encode(quantiles.mapValues { pow(10, $0) }, forKey: .ageMyr)
    try container.encode(
      age.includesCalibration
        ? ["statistical", "extinction", "membership", "calibration"]
        : ["statistical"] + (age.budget.membership == nil ? [] : ["membership"]),
      forKey: .includes)
    try container.encode(BudgetWithColors(age: age), forKey: .budget)
    try container.encode(age.colors, forKey: .colors)
    try container.encode(age.diagnostics, forKey: .diagnostics)
    try container.encode(
      age.parameters.asJSON, forKey: .parameters)
    try container.encode(
      [
        "log_likelihood_p": age.predictive.logLikelihoodProbability,
        "distribution_p": age.predictive.distributionProbability,
        "log_likelihood_deficit_nat": age.predictive.logLikelihoodDeficit,
        "distribution_distance": age.predictive.distributionDistance,
        "distribution_distance_by_chance": age.predictive.distributionDistanceByChance,
      ], forKey: .predictive)
  }
}

extension [ParameterSummary] {
  /// Quantiles by name.
  public var asJSON: [String: [String: Double]] {
    Dictionary(
      uniqueKeysWithValues: map { ($0.name, ["q16": $0.q16, "q50": $0.q50, "q84": $0.q84]) })
  }
}

extension ClusterMember: Encodable {
  private enum Key: String, CodingKey {
    case id, status, reason
    case reasonCode = "reason_code"
    case outlierProbability = "outlier_probability"
    case influence = "influence_dex"
    case probabilityBelow = "predictive_cdf"
  }

  /// Writes the star; what is not known is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(status, forKey: .status)
    try container.encode(reason?.message, forKey: .reason)
    try container.encode(reason?.reason.name, forKey: .reasonCode)
    try container.encode(outlierProbability, forKey: .outlierProbability)
    try container.encode(influence, forKey: .influence)
    try container.encode(probabilityBelow, forKey: .probabilityBelow)
  }

  /// Whether it was used, in a word.
  var status: String { reason == nil ? "used" : "unused" }
}

extension ClusterBudget: Encodable {
  private enum CodingKeys: String, CodingKey {
    case statistical, extinction, membership, calibration, prior, total
  }

  /// Writes the parts; those that were not considered are null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(statistical, forKey: .statistical)
    try container.encode(extinction, forKey: .extinction)
    try container.encode(membership, forKey: .membership)
    try container.encode(calibration, forKey: .calibration)
    try container.encode(prior, forKey: .prior)
    try container.encode(total, forKey: .total)
  }
}

/// The budget with what colors disagree by, which is no part of the total.
private struct BudgetWithColors: Encodable {
  let age: ClusterAge

  private enum Key: String, CodingKey {
    case halves = "color_halves_difference"
    case disagreement = "color_disagreement_sigma"
  }

  func encode(to encoder: any Encoder) throws {
    try age.budget.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(age.colors?.halves.difference, forKey: .halves)
    try container.encode(age.colors.map { abs($0.worst.disagreement) }, forKey: .disagreement)
  }
}

extension ColorCheck: Encodable {
  private enum Key: String, CodingKey {
    case halves, quarters
    case isDisagreement = "disagrees"
    case threshold = "threshold_sigma"
  }

  /// Writes the comparisons, and what counts as a disagreement.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(halves, forKey: .halves)
    try container.encode(quarters, forKey: .quarters)
    try container.encode(isDisagreement, forKey: .isDisagreement)
    try container.encode(Self.largestDisagreement, forKey: .threshold)
  }
}

extension ColorCheck.Comparison: Encodable {
  private enum Key: String, CodingKey {
    case part, rest
    case bpRp0 = "bp_rp0"
    case difference = "difference_dex"
    case disagreement = "disagreement_sigma"
  }

  /// Writes the colors, both ages and their difference.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode([bpRp0.lowerBound, bpRp0.upperBound], forKey: .bpRp0)
    try container.encode(part, forKey: .part)
    try container.encode(rest, forKey: .rest)
    try container.encode(difference, forKey: .difference)
    try container.encode(disagreement, forKey: .disagreement)
  }
}

extension ColorCheck.DatedPart: Encodable {
  private enum Key: String, CodingKey {
    case stars
    case log10AgeMyr = "log10_age_myr"
  }

  /// Writes the number of stars and the quantiles of the age.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(starCount, forKey: .stars)
    try container.encode(["q16": q16, "q50": q50, "q84": q84], forKey: .log10AgeMyr)
  }
}

extension ClusterDiagnostics: Encodable {
  private enum CodingKeys: String, CodingKey {
    case method, divergences, converged, reasons
    case rHat = "rhat_max"
    case bulk = "ess_bulk_min"
    case tail = "ess_tail_min"
    case ebfmi = "ebfmi_min"
    case tableError = "table_error_nat"
  }

  /// Writes the diagnostics; those that the method does not have are null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(method.rawValue, forKey: .method)
    try container.encode(convergence?.maximumRHat, forKey: .rHat)
    try container.encode(convergence?.minimumBulkESS, forKey: .bulk)
    try container.encode(convergence?.minimumTailESS, forKey: .tail)
    try container.encode(convergence?.divergenceCount, forKey: .divergences)
    try container.encode(convergence?.minimumEBFMI, forKey: .ebfmi)
    try container.encode(isConverged, forKey: .converged)
    try container.encode(convergence?.reasons ?? [], forKey: .reasons)
    try container.encode(tableError, forKey: .tableError)
  }
}
