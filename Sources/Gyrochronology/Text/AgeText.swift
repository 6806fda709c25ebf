// SPDX-License-Identifier: GPL-3.0-or-later
// An age in words, for a person.

internal import GyroFiles
package import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// Ages of stars as a page, as lines of a table for people, and as phrases.
package enum AgeText {
  // MARK: One star

  /// A page about one star, with its posterior in a line if that is known, and where its color comes from.
  package static func report(
    _ estimate: AgeEstimate, posterior: AgePosterior?, colorOrigin: [String] = [],
    manifest: RunManifest
  ) -> String {
    switch estimate {
    case .unusable(let star): return "No age: \(PrintableText.line(star.message)).\n"
    case .age(let age):
      let summary = age.summary
      var lines = [headline(age), ""]
      lines.append("  68 %  \(interval(summary.q16, summary.q84))")
      lines.append("  95 %  \(interval(summary.q025, summary.q975))")
      if let density = posterior?.density {
        let ends = [density.grid.range.lowerBound, density.grid.range.upperBound].map(ageWords)
        lines.append("  \(ends[0]) \(Sparkline.line(density, width: 48)) \(ends[1])")
      }
      if summary.hpd68.count > 1 {
        let pieces = summary.hpd68.map { interval($0.lowerBound, $0.upperBound) }
        lines.append("  most probable 68 %  \(pieces.joined(separator: ", or "))")
      }
      lines.append(
        "  log10(age/Myr) "
          + asymmetric(summary.q50, summary.q16, summary.q84, minimumPlaces: 3))
      if let sigma = age.epistemicSigma {
        lines.append(
          "  epistemic ± \(String(printf: "%.3f", sigma)) dex: the scatter of the model's flows")
      }
      if !age.flags.isEmpty {
        lines += ["", "Take note:"]
        lines += age.flags.map { "  \($0.rawValue): \($0.explanation)." }
      }
      lines += ["", "Assumptions:"] + basis(age.star, colorOrigin, manifest)
      lines += [
        "",
        "The intervals include the scatter of the model's flows. Errors that all flows share, and",
        "those of the calibrating clusters' ages, are not in them.",
      ]
      return lines.joined(separator: "\n") + "\n"
    }
  }

  /// The age in one line.
  package static func headline(_ age: StarAge) -> String {
    let summary = age.summary
    if age.flags.contains(.colorOutOfRange) {
      return "No reliable age: the color is outside what the model can date"
    }
    if let bound = age.olderThan { return "Older than \(ageWords(bound.log10Megayears)) (95 %)" }
    let limits = (age.flags.contains(.lowerLimit), age.flags.contains(.upperLimit))
    // A limit between two peaks would leave one of them out, and one that outliers reach beyond would be
    // theirs: the background has any age.
    let isTwofold =
      limits != (false, false)
      && (age.flags.contains(.multimodal) || age.outlierShare > largestShareOfALimit)
    switch isTwofold ? (true, true) : limits {
    case (true, true): return "Age hardly constrained; median \(ageWords(summary.q50))"
    // The ends of the 95 % interval depend on the outliers, which have any age.
    case (true, false): return "Older than \(ageWords(summary.q16)) (84 %)"
    case (false, true): return "Younger than \(ageWords(summary.q84)) (84 %)"
    case (false, false): return "Age \(headline(summary))"
    }
  }

  /// The share of outliers in a posterior above which the end of the 68 % interval may be due to them.
  static let largestShareOfALimit = 0.16

  /// A median with the distances to the ends of the 68 percent interval.
  package static func headline(_ summary: AgeSummary) -> String {
    let unit = Unit(log10AgeMyr: summary.q50)
    let values = [summary.q50, summary.q16, summary.q84].map { unit.value($0) }
    return "\(asymmetric(values[0], values[1], values[2])) \(unit.name)"
  }

  private static func basis(
    _ star: Star, _ colorOrigin: [String], _ manifest: RunManifest
  ) -> [String] {
    var period = significant(star.periodDays.value, digits: 4)
    let days = star.periodDays
    if let lower = days.sigmaLower, let upper = days.sigmaUpper, upper > 0 || lower > 0 {
      period +=
        days.asymmetry == 0
        ? " ± " + significant(upper, digits: 2)
        : " +\(significant(upper, digits: 2)) -\(significant(lower, digits: 2))"
    }
    let bpRp0 = star.covariates.bpRp0
    let color =
      String(printf: "%.3f", bpRp0.value)
      + (bpRp0.asymmetry == 0
        ? String(printf: " ± %.3f", bpRp0.sigma ?? 0)
        : String(printf: " +%.3f -%.3f", bpRp0.sigmaUpper ?? 0, bpRp0.sigmaLower ?? 0))
    let membership =
      star.membershipProbability < 1 ? ", membership \(star.membershipProbability)" : ""
    var lines = ["  period \(period) d, dereddened BP-RP \(color) mag\(membership)"]
    lines += colorOrigin.enumerated().map { ($0 == 0 ? "    from " : "    ") + $1 }
    lines.append(
      "  \(manifest.priorWords), "
        + "outlier fraction \(manifest.outlierFraction)"
        + (manifest.aliases == AliasMixture.none.description
          ? "" : ", aliases \(manifest.aliases)"))
    if manifest.ageLikelihood != "none" {
      lines.append("  age likelihood \(manifest.ageLikelihood)")
    }
    lines.append(
      "  model \(manifest.model), sha256 \(manifest.modelSHA256.prefix(12))…, "
        + "gyro \(manifest.programVersion)")
    return lines
  }

  // MARK: Many stars

  package static let header =
    "star                      age          68 %                       flags\n"

  /// A line about one star of many.
  package static func line(_ star: NamedEstimate) -> String {
    switch star.estimate {
    case .unusable(let unusable):
      return column(PrintableText.line(star.id), 25)
        + " unusable: \(PrintableText.line(unusable.message))\n"
    case .age(let age):
      let fields = [
        column(PrintableText.line(star.id), 25), column(ageWords(age.summary.q50), 12),
        column(interval(age.summary.q16, age.summary.q84), 26),
        age.flags.map(\.rawValue).joined(separator: " "),
      ]
      var line = fields.joined(separator: " ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
  }

  // MARK: Numbers

  /// Myr for the young, Gyr for the rest.
  private struct Unit {
    let name: String
    private let megayears: Double

    init(log10AgeMyr: Double) {
      (name, megayears) = log10AgeMyr < 3 ? ("Myr", 1) : ("Gyr", 1000)
    }
    func value(_ log10AgeMyr: Double) -> Double { pow(10, log10AgeMyr) / megayears }
  }

  package static func ageWords(_ log10AgeMyr: Double) -> String {
    let unit = Unit(log10AgeMyr: log10AgeMyr)
    return "\(significant(unit.value(log10AgeMyr))) \(unit.name)"
  }

  package static func interval(_ lower: Double, _ upper: Double) -> String {
    let (from, to) = (Unit(log10AgeMyr: lower), Unit(log10AgeMyr: upper))
    let unit = from.name == to.name ? "" : " \(from.name)"
    return "\(significant(from.value(lower)))\(unit) to \(ageWords(upper))"
  }

  /// A median with the distances to its bounds, all with the same decimals: three digits of the
  /// median and two of the smaller distance.
  private static func asymmetric(
    _ median: Double, _ lower: Double, _ upper: Double, minimumPlaces: Int = 0
  ) -> String {
    let smaller = min(median - lower, upper - median)
    let places = max(minimumPlaces, places(median, digits: 3), places(smaller, digits: 2))
    func number(_ value: Double) -> String { String(printf: "%.\(places)f", value) }
    return "\(number(median)) +\(number(upper - median)) -\(number(median - lower))"
  }

  /// A positive number with a count of significant digits, without an exponent where it can be read without.
  private static func significant(_ value: Double, digits: Int = 3) -> String {
    // What is too large or too small to be read digit by digit is not an age, but may be asked for.
    guard value == 0 || (1e-9..<1e9).contains(value) else {
      return String(printf: "%.\(digits)g", value)
    }
    return String(printf: "%.\(places(value, digits: digits))f", value)
  }

  /// Decimals that show a count of significant digits of a positive number.
  private static func places(_ value: Double, digits: Int) -> Int {
    guard value > 0 else { return 0 }
    return min(9, max(0, digits - 1 - min(400, Int(clamping: log10(value).rounded(.down)))))
  }

  private static func column(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
