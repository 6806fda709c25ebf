// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a cluster in words, for a person.

internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities
internal import GyroSampling

/// Ages of clusters as a page, and as a line each.
package enum ClusterText {
  /// A page about one cluster.
  package static func report(_ cluster: ClusterEstimate, manifest: ClusterManifest) -> String {
    guard let age = cluster.age else { return noAge(cluster) }
    let summary = age.summary
    let margin = 0.25 * (summary.q975 - summary.q025)
    let first = max(summary.q025 - margin, manifest.log10AgesMyr.lowerBound)
    let last = min(summary.q975 + margin, manifest.log10AgesMyr.upperBound)
    let blocks = Sparkline.line(age.density, from: first, to: last, width: 48)
    var lines = [
      "\(PrintableText.line(cluster.name)): age \(headline(age))", "",
      "  68 %  \(AgeText.interval(summary.q16, summary.q84))",
      "  95 %  \(AgeText.interval(summary.q025, summary.q975))",
      "  \(AgeText.ageWords(first)) \(blocks) \(AgeText.ageWords(last))",
      String(
        printf: "  log10(age/Myr) %.3f +%.3f -%.3f", summary.q50, summary.q84 - summary.q50,
        summary.q50 - summary.q16),
    ]
    // A prior would move the median as well once the calibrators have an error.
    if !age.includesCalibration, age.budget.prior == nil {
      let total = age.budget.total
      lines.append(
        String(printf: "  with the calibration error ± %.3f dex: ", total)
          + AgeText.interval(summary.q50 - total, summary.q50 + total))
    }
    lines += ["", "Error in dex:"]
    lines += budget(age)
    let outliers = Int(
      clamping: cluster.members.reduce(0) { $0 + ($1.outlierProbability ?? 0) }.rounded())
    lines += [
      "", "Stars:",
      "  \(cluster.usedCount) used of \(cluster.members.count) given, "
        + "of which \(outliers) \(outliers == 1 ? "is" : "are") expected to be "
        + (outliers == 1 ? "an outlier" : "outliers"),
    ]
    lines += unusedReasons(cluster)
    lines += AgeFlag.allCases.compactMap { flag in
      cluster.starFlagCounts[flag].map { "  \($0) of those used: \(flag.rawValue)" }
    }
    lines += likelyOutliers(cluster)
    let strongest = cluster.members.filter { $0.influence != nil && cluster.usedCount > 1 }
      .sorted { abs($0.influence ?? 0) > abs($1.influence ?? 0) }.prefix(3)
    lines += strongest.map { star in
      "  \(PrintableText.line(star.id))"
        + String(
          printf: " moves the age by %+.4f dex (outlier with %.0f %%)",
          star.influence ?? 0, 100 * (star.outlierProbability ?? 0))
    }
    let isExpected = !cluster.flags.contains(.flowIncompatible)
    lines += [
      "",
      "Goodness of fit: the model expects such periods" + (isExpected ? "" : " at NO age"),
      "  predictive p: log likelihood \(probability(age.predictive.logLikelihoodProbability)), "
        + "distribution \(probability(age.predictive.distributionProbability))",
    ]
    lines += effect(age.predictive)
    lines += colors(age.colors)
    if let convergence = age.diagnostics.convergence {
      lines += [
        "", "Sampler: " + (convergence.isConverged ? "converged" : "NOT converged"),
        "  " + Self.words(convergence),
      ]
      lines += convergence.reasons.map { "  \($0)" }
    }
    if !cluster.flags.isEmpty {
      lines += ["", "Take note:"]
      lines += cluster.flags.map { "  \($0.rawValue): \($0.explanation)." }
    }
    lines += ["", "Assumptions:", "  \(manifest.priorWords)", "  \(manifest.modelWords)", ""]
    lines +=
      age.includesCalibration
      ? [
        "The interval includes all parts of the error. The calibration term is a floor measured on",
        "held-out clusters of such an age.",
      ]
      : [
        "The interval is statistical, with zero point and memberships held fixed; the calibration",
        "term is in the total error only.",
      ]
        + (age.budget.prior == nil
          ? []
          : [
            "With that term the prior weighs more than in this age, which moves towards it;",
            "--method nuts gives the age with all errors.",
          ])
    return lines.joined(separator: "\n") + "\n"
  }

  /// The age in one line, with what its errors include.
  package static func headline(_ age: ClusterAge) -> String {
    AgeText.headline(age.summary)
      + (age.includesCalibration ? " (all errors)" : " (statistical error only)")
  }

  /// The stars that are more likely outliers than not, the likeliest first.
  private static func likelyOutliers(_ cluster: ClusterEstimate) -> [String] {
    let outliers = cluster.members.filter { ($0.outlierProbability ?? 0) > 0.5 }
      .sorted { ($0.outlierProbability ?? 0) > ($1.outlierProbability ?? 0) }
    guard !outliers.isEmpty else { return [] }
    let names = outliers.prefix(3).map { star in
      PrintableText.line(star.id)
        + String(printf: " (%.0f %%)", 100 * (star.outlierProbability ?? 0))
    }
    let rest = outliers.count - names.count
    return [
      "  likely outliers: " + names.joined(separator: ", ")
        + (rest > 0 ? " and \(rest) more" : "")
    ]
  }

  /// How far the periods are from what the model expects, whatever the number of stars.
  private static func effect(_ check: PredictiveCheck) -> [String] {
    [
      String(
        printf: "  size of the effect: %.3f nats per star ", abs(check.logLikelihoodDeficit))
        + "\(check.logLikelihoodDeficit > 0 ? "less" : "more") likely than expected;",
      String(
        printf: "  %.0f %% of the stars would have to rotate otherwise, where chance gives %.0f %%",
        100 * check.distributionDistance, 100 * check.distributionDistanceByChance),
    ]
  }

  /// Whether stars of different colors agree on the age, and where they do so least.
  private static func colors(_ check: ColorCheck?) -> [String] {
    guard let check else {
      return [
        "", "Do its colors agree? Not checked",
        "  \(2 * ColorCheck.minimumPartCount) stars or more are needed",
      ]
    }
    func words(_ part: ColorCheck.DatedPart) -> String {
      "\(AgeText.ageWords(part.q50)) (\(part.starCount) stars)"
    }
    func line(_ name: String, _ comparison: ColorCheck.Comparison) -> String {
      let colors = String(
        printf: "BP-RP_0 %.2f to %.2f", comparison.bpRp0.lowerBound, comparison.bpRp0.upperBound)
      let disagreement = String(printf: "%+.1f sigma", comparison.disagreement)
      return "  \(name), \(colors): \(words(comparison.part)), the others "
        + "\(words(comparison.rest)): \(disagreement)"
    }
    let worst = check.worst
    return [
      "", "Do its colors agree? " + (check.isDisagreement ? "NO" : "Yes"),
      line("bluer half", check.halves),
    ] + (worst == check.halves ? [] : [line("most different quarter", worst)])
  }

  /// A line about each of many clusters.
  package static func table(_ estimates: ClusterEstimates, manifest: ClusterManifest) -> String {
    var lines = [
      "cluster           stars  age                68 %                    stat    total   flags"
    ]
    for cluster in estimates.clusters {
      var line =
        pad(PrintableText.line(cluster.name), 17)
        + pad("", max(0, 6 - "\(cluster.usedCount)".count))
      line += "\(cluster.usedCount)  "
      if let age = cluster.age {
        line += pad(AgeText.ageWords(age.summary.q50), 19)
        line += pad(AgeText.interval(age.summary.q16, age.summary.q84), 24)
        line += String(printf: "%.3f   %.3f   ", age.budget.statistical, age.budget.total)
      } else {
        line += pad("none", 59)
      }
      line += cluster.flags.map(\.rawValue).joined(separator: " ")
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    for parameter in estimates.shared {
      lines.append(
        "shared \(parameter.name): "
          + String(
            printf: "%.4f (68 %%: %.4f to %.4f)", parameter.q50, parameter.q16, parameter.q84))
    }
    if let convergence = estimates.clusters.compactMap({ $0.age?.diagnostics.convergence }).first,
      !estimates.shared.isEmpty
    {
      lines.append(
        "sampler: " + (convergence.isConverged ? "converged, " : "NOT converged, ")
          + words(convergence))
      lines += convergence.reasons.map { "  \($0)" }
    }
    lines.append("\(manifest.priorWords); \(manifest.modelWords)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func noAge(_ cluster: ClusterEstimate) -> String {
    let heading =
      "\(PrintableText.line(cluster.name)): no age; none of \(cluster.members.count) stars can be used"
    return ([heading] + unusedReasons(cluster)).joined(separator: "\n") + "\n"
  }

  /// Why stars were not used, the commonest reasons first, each with the number of its stars.
  private static func unusedReasons(_ cluster: ClusterEstimate) -> [String] {
    var counts: [String: Int] = [:]
    for reason in cluster.members.compactMap(\.reason?.message) { counts[reason, default: 0] += 1 }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let rest = sorted.dropFirst(5).reduce(0) { $0 + $1.value }
    return sorted.prefix(5).map { "  \($0.value) not used: \(PrintableText.line($0.key))" }
      + (rest > 0 ? ["  \(rest) not used for other reasons; --members lists them"] : [])
  }

  private static func budget(_ age: ClusterAge) -> [String] {
    let parts: [(String, Double?)] = [
      ("statistical", age.budget.statistical), ("extinction", age.budget.extinction),
      ("membership", age.budget.membership), ("calibration", age.budget.calibration),
      ("total", age.budget.total),
    ]
    let prior = age.budget.prior.map {
      String(printf: "  the prior alone has %.3f; the parts are what it leaves of them", $0)
    }
    return parts.map { name, value in
      "  " + pad(name, 13) + (value.map { String(printf: "%.3f", $0) } ?? "held fixed")
    } + [prior].compactMap(\.self)
  }

  private static func words(_ report: ConvergenceReport) -> String {
    func number(_ value: Double?, _ format: String) -> String {
      value.map { String(printf: format, $0) } ?? "none"
    }
    return "R-hat \(number(report.maximumRHat, "%.3f")), effective draws "
      + "\(number(report.minimumBulkESS, "%.0f")) (bulk), "
      + "\(number(report.minimumTailESS, "%.0f")) (tails), "
      + "\(report.divergenceCount) divergences, E-BFMI \(number(report.minimumEBFMI, "%.2f"))"
  }

  private static func probability(_ value: Double) -> String {
    value < ClusterFlag.minimumPredictiveProbability ? "below 0.005" : String(printf: "%.3f", value)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
