// SPDX-License-Identifier: GPL-3.0-or-later
// A standard catalog as text: its clusters in lines, its stars one value per line.

internal import GyroFiles
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// What there is of each cluster.
package struct CatalogSummary {
  /// A cluster in numbers; periods in days, colors in mag, ages in Myr.
  package struct ClusterLine: Encodable {
    package let cluster, name: String
    package let stars, withColor: Int
    package let medianPeriodDays, medianBpRp0: Double?
    /// The age in Myr by scale.
    package let ageMyr: [String: Double]

    enum CodingKeys: String, CodingKey {
      case cluster, name, stars
      case withColor = "with_color"
      case medianPeriodDays = "median_period_days"
      case medianBpRp0 = "median_bp_rp0"
      case ageMyr = "age_myr"
    }
  }

  package let clusters: [ClusterLine]

  package init(_ catalog: StandardCatalog, library: CatalogLibrary) {
    clusters = Dictionary(grouping: catalog.stars, by: \.cluster).map { key, stars in
      var ages: [String: Double] = [:]
      for scale in library.ageScales { ages[scale.key] = scale.age(cluster: key)?.ageMyr }
      return ClusterLine(
        cluster: key, name: library.clusters.cluster(named: key)?.name ?? key, stars: stars.count,
        withColor: stars.filter { $0.bpRp0 != nil }.count,
        medianPeriodDays: Statistics.upperMedian(stars.map(\.periodDays)),
        medianBpRp0: Statistics.upperMedian(stars.compactMap(\.bpRp0)), ageMyr: ages)
    }.sorted { $0.cluster < $1.cluster }
  }

  package var lines: [String] {
    let scales = Set(clusters.flatMap(\.ageMyr.keys)).sorted()
    func cell(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    /// A column of ages, as wide as its title and the space before it.
    func ageCell(_ scale: String, _ text: String) -> String { cell(text, max(17, scale.count + 6)) }
    func number(_ value: Double?, _ digits: Int) -> String {
      value.map { String(printf: "%.\(digits)f", $0) } ?? "-"
    }
    var lines = [
      "cluster".padded(to: 14) + cell("stars", 7)
        + cell("colors", 8) + cell("period/d", 10) + cell("BP-RP_0", 9)
        + scales.map { ageCell($0, $0 + "/Myr") }.joined()
    ]
    for line in clusters {
      lines.append(
        line.cluster.padded(to: 14) + cell("\(line.stars)", 7)
          + cell("\(line.withColor)", 8) + cell(number(line.medianPeriodDays, 2), 10)
          + cell(number(line.medianBpRp0, 3), 9)
          + scales.map { ageCell($0, number(line.ageMyr[$0], 0)) }.joined())
    }
    let total = clusters.reduce(0) { $0 + $1.stars }
    lines.append("\(total) stars in \(clusters.count) clusters; periods and colors are medians")
    return lines.map(PrintableText.line)
  }
}

/// A star as JSON shows it.
package struct DescribedStar: Encodable {
  let gaiaDR3SourceID, gaiaDR2SourceID, cluster: String?
  let otherIDs, periodSources, flags, reasons: [String]
  let periodDays: Double
  let periodDaysSigma, bpRp0, bpRp0Sigma, membershipProbability, ruwe: Double?

  enum CodingKeys: String, CodingKey {
    case cluster, flags, reasons, ruwe
    case gaiaDR3SourceID = "gaia_dr3_source_id"
    case gaiaDR2SourceID = "gaia_dr2_source_id"
    case otherIDs = "other_ids"
    case periodSources = "period_sources"
    case periodDays = "period_days"
    case periodDaysSigma = "period_days_sigma"
    case bpRp0 = "bp_rp0"
    case bpRp0Sigma = "bp_rp0_sigma"
    case membershipProbability = "membership_probability"
  }

  package init(_ star: StandardStar) {
    // As text: readers of JSON turn long numbers into doubles and lose the last digits.
    gaiaDR3SourceID = star.gaiaDR3.map { "\($0.number)" }
    gaiaDR2SourceID = star.gaiaDR2.map { "\($0.number)" }
    (cluster, otherIDs, periodSources) = (star.cluster, star.otherIDs, star.periodSources)
    (flags, reasons) = (star.flags.setNames, star.reasons)
    (periodDays, periodDaysSigma) = (star.periodDays, star.periodDaysSigma)
    (bpRp0, bpRp0Sigma) = (star.bpRp0, star.bpRp0Sigma)
    (membershipProbability, ruwe) = (star.membershipProbability, star.ruwe)
  }
}

extension StandardStar {
  /// Whether a name is the star's: a Gaia number, with or without its release, or another identifier.
  ///
  /// Case, blanks and underscores do not count.
  package func isNamed(_ name: String) -> Bool {
    let wanted = Self.folded(name)
    return names.contains { Self.folded($0) == wanted }
  }

  /// The names of the star, with the Gaia numbers first.
  package var names: [String] {
    [gaiaDR3, gaiaDR2].compactMap { $0 }.flatMap {
      ["\($0.number)", "Gaia \($0.release.rawValue) \($0.number)"]
    } + otherIDs
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().filter { !" _".contains($0) }
  }

  /// The star, one value per line.
  package var text: String {
    func measured(_ value: Double?, _ sigma: Double?, _ unit: String) -> String {
      guard let value else { return "-" }
      return "\(value)" + (sigma.map { " ± \($0)" } ?? "") + (unit.isEmpty ? "" : " \(unit)")
    }
    var lines = [
      "Gaia DR3       \(gaiaDR3.map { "\($0.number)" } ?? "-")",
      "Gaia DR2       \(gaiaDR2.map { "\($0.number)" } ?? "-")",
      "other ids      \(otherIDs.joined(separator: ", "))",
      "cluster        \(cluster)\(subgroup.map { ", \($0)" } ?? "")",
      "period         \(measured(periodDays, periodDaysSigma, "d")) "
        + "(\(periodSources.joined(separator: ", ")))",
    ]
    lines += periodCandidates.map {
      "    \(measured($0.periodDays, $0.periodDaysSigma, "d")) \($0.source) \($0.label ?? "adopted")"
    }
    lines += [
      "BP-RP          \(measured(bpRp, bpRpSigma, "mag"))",
      "E(BP-RP)       \(measured(colorExcessBpRp, colorExcessBpRpSigma, "mag")) "
        + "(\(extinctionSource ?? "-"))",
      "BP-RP_0        \(measured(bpRp0, bpRp0Sigma, "mag"))",
      "G              \(measured(gMag, nil, "mag"))",
      "membership     \(measured(membershipProbability, nil, "")) (\(membershipSource ?? "-"))",
      "parallax       \(measured(parallaxMas, nil, "mas"))",
      "RUWE           \(measured(ruwe, nil, ""))",
      "flags          \(flags.setNames.joined(separator: ", "))",
    ]
    lines += reasons.map { "    \($0)" }
    return lines.map(PrintableText.line).joined(separator: "\n") + "\n"
  }
}

extension StandardCatalog {
  /// The stars of a cluster, or the star, of a name; nil if there is none.
  package func stars(named name: String, library: CatalogLibrary) -> [StandardStar]? {
    let found =
      library.clusters.cluster(named: name).map { cluster in
        stars.filter { $0.cluster == cluster.key }
      } ?? stars.filter { $0.isNamed(name) }
    return found.isEmpty ? nil : found
  }
}

/// How many stars a selection takes, as JSON shows it.
package struct SelectionAccount: Encodable {
  struct Part: Encodable {
    let stars, taken: Int
    let leftOut: [String: Int]
    enum CodingKeys: String, CodingKey {
      case stars, taken
      case leftOut = "left_out"
    }
  }
  let all: Part
  let clusters: [String: Part]

  package init(_ account: IngestReport) {
    all = Part(stars: account.readCount, taken: account.keptCount, leftOut: account.rejections)
    clusters = Dictionary(
      uniqueKeysWithValues: account.lines.map {
        ($0.cluster, Part(stars: $0.read, taken: $0.kept, leftOut: $0.rejected))
      })
  }
}

extension IngestReport {
  /// How many stars a selection takes, in lines: by cluster, and left out by reason.
  package var selectionText: String {
    let reasons = rejections.sorted { $0.key < $1.key }
      .map { "    \($0.value) left out: \($0.key)" }
    return (lineTexts + reasons).joined(separator: "\n") + "\n"
  }
}
