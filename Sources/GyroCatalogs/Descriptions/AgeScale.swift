// SPDX-License-Identifier: GPL-3.0-or-later
// The ages that others have given the clusters, scale by scale: uncertain inputs, never exact labels.

internal import GyroFiles
internal import GyroPlatform

/// A calibration age with its two-sided error.
package struct CalibrationAge: Hashable, Sendable {
  /// Whether the value of the source was found in a text when the scale was made.
  package enum Check: String, Decodable, Sendable {
    /// It was read in the paper, in most cases in its abstract.
    case abstract
    /// It was read in a compilation of the values of several papers.
    case compilation
    /// It was carried over, and not found in a text.
    case unchecked
  }

  /// The age in Myr.
  package let ageMyr: Double
  /// The error towards younger ages, Myr.
  package let lowerSigmaMyr: Double
  /// The error towards older ages, Myr.
  package let upperSigmaMyr: Double
  /// Where the age was published.
  package let source: String
  /// How it was measured, such as by the lithium depletion boundary; nil if the scale does not say.
  package let method: String?
  /// Whether the value was found in its source; nil if the scale does not say.
  package let check: Check?
  /// The values that were found, and how the age follows from them; nil if the scale does not say.
  package let note: String?

  /// Describes an age.
  init(
    ageMyr: Double, lowerSigmaMyr: Double, upperSigmaMyr: Double, source: String,
    method: String? = nil, check: Check? = nil, note: String? = nil
  ) {
    (self.ageMyr, self.lowerSigmaMyr, self.upperSigmaMyr) = (ageMyr, lowerSigmaMyr, upperSigmaMyr)
    (self.source, self.method, self.check, self.note) = (source, method, check, note)
  }

  /// Base-ten log of the age in Myr.
  package var log10AgeMyr: Double { log10(ageMyr) }
  /// Half the distance, in dex, between the ages one sigma to either side.
  package var log10AgeMyrSigma: Double {
    (log10(ageMyr + upperSigmaMyr) - log10(max(ageMyr - lowerSigmaMyr, ageMyr / 10))) / 2
  }
}

/// A set of cluster ages that belong together.
package struct AgeScale: Sendable {
  /// The key by which it is chosen.
  package let key: String
  /// What it is.
  package let title: String
  /// What about it is assumed rather than published.
  package let assumption: String
  /// What it is taken for where no scale is named; nil if it must be named.
  package let role: Role?
  /// Keys of clusters whose rotation contradicts their age on this scale, sorted.
  package let disputedClusters: [String]
  /// Keys of clusters without a younger neighbor from which a model trained without them could interpolate, sorted.
  package let extrapolatedClusters: [String]
  private let ages: [Place: CalibrationAge]

  /// What a scale is taken for where none is named.
  package enum Role: String, Decodable, Sendable {
    /// The ages that models are trained on.
    case calibration
    /// The ages that the clusters kept out of every training are compared with.
    case literature
  }

  private struct Place: Hashable {
    let cluster: String
    let subgroup: String?
  }

  /// The clusters and subgroups that have an age, sorted.
  package var places: [(cluster: String, subgroup: String?)] {
    ages.keys.map { ($0.cluster, $0.subgroup) }
      .sorted { ($0.0, $0.1 ?? "") < ($1.0, $1.1 ?? "") }
  }

  /// The age of a subgroup, or of its cluster where the subgroup has none of its own.
  package func age(cluster: String, subgroup: String? = nil) -> CalibrationAge? {
    ages[Place(cluster: cluster, subgroup: subgroup)]
      ?? ages[Place(cluster: cluster, subgroup: nil)]
  }

  /// The ages as a table in Markdown: age, error, how it was measured, whether that was checked, by whom.
  package var markdownTable: String {
    let rows = places.compactMap { place -> String? in
      guard let age = age(cluster: place.cluster, subgroup: place.subgroup) else { return nil }
      let name = place.subgroup ?? place.cluster
      let cells = [
        MarkdownText.code(name), String(printf: "%g", age.ageMyr),
        String(printf: "%.3f", age.log10AgeMyrSigma), MarkdownText.text(age.method ?? ""),
        age.check?.rawValue ?? "", MarkdownText.text(age.source), MarkdownText.text(age.note ?? ""),
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    return
      ([
        "| cluster | Myr | ± dex | method | check | source | values |",
        "|---|---|---|---|---|---|---|",
      ]
      + rows).joined(separator: "\n") + "\n"
  }

  /// Why a star of a cluster without an age is left out.
  package var reasonWithoutAge: String { "no age on the scale \(key)" }

  /// Reads the scales of a file such as `Catalogs/age-scales.json`.
  package static func read(path: String) throws(CatalogError) -> [AgeScale] {
    try readDescription([Described].self, at: path).map { scale throws(CatalogError) in
      try AgeScale(scale, path: path)
    }
  }

  private init(_ scale: Described, path: String) throws(CatalogError) {
    (key, title, assumption, role) = (scale.key, scale.title, scale.assumption, scale.role)
    disputedClusters = (scale.disputed ?? []).sorted()
    extrapolatedClusters = (scale.extrapolated ?? []).sorted()
    var ages: [Place: CalibrationAge] = [:]
    for entry in scale.ages {
      let place = "\(scale.key), \(entry.subgroup ?? entry.cluster)"
      let share = scale.relativeSigma.map { $0 * entry.ageMyr }
      // An error in dex is two-sided in Myr.
      let (dexBelow, dexAbove) = (
        entry.sigmaDex.map { entry.ageMyr * (1 - pow(10, -$0)) },
        entry.sigmaDex.map { entry.ageMyr * (pow(10, $0) - 1) }
      )
      guard let lower = entry.lowerSigmaMyr ?? entry.sigmaMyr ?? dexBelow ?? share,
        let upper = entry.upperSigmaMyr ?? entry.sigmaMyr ?? dexAbove ?? share
      else {
        throw CatalogError(
          .badDescription, at: path, "\(place) has no error",
          hint: "Give sigmaMyr or sigmaDex, or the scale a relativeSigma")
      }
      // In Myr: no cluster is older than the Universe, and a slip of units is.
      let possible = 0...20_000.0
      guard entry.ageMyr > 0, [entry.ageMyr, lower, upper].allSatisfy(possible.contains) else {
        throw CatalogError(
          .badDescription, at: path,
          "\(place) is \(entry.ageMyr) -\(lower) +\(upper) Myr, expected a positive age and errors "
            + "up to \(possible.upperBound) Myr")
      }
      let age = CalibrationAge(
        ageMyr: entry.ageMyr, lowerSigmaMyr: lower, upperSigmaMyr: upper,
        source: entry.source ?? scale.source, method: entry.method, check: entry.check,
        note: entry.note)
      guard
        ages.updateValue(age, forKey: Place(cluster: entry.cluster, subgroup: entry.subgroup))
          == nil
      else { throw CatalogError(.badDescription, at: path, "\(place) has two ages") }
    }
    for (list, names) in [
      ("disputed", disputedClusters), ("extrapolated", extrapolatedClusters),
    ] {
      if let stranger = names.first(where: { name in !ages.keys.contains { $0.cluster == name } }) {
        throw CatalogError(
          .badDescription, at: path,
          "\(scale.key) has \(stranger) among the \(list) clusters, which has no age on it")
      }
    }
    self.ages = ages
  }

  /// A scale as it stands in the file.
  private struct Described: Decodable {
    let key, title, source, assumption: String
    let role: Role?
    let relativeSigma: Double?
    let disputed, extrapolated: [String]?
    let ages: [Entry]

    struct Entry: Decodable {
      let cluster: String
      let subgroup: String?
      let ageMyr: Double
      let sigmaMyr, lowerSigmaMyr, upperSigmaMyr, sigmaDex: Double?
      let source, method, note: String?
      let check: CalibrationAge.Check?
    }
  }
}
