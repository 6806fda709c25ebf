// SPDX-License-Identifier: GPL-3.0-or-later
// One row of a source table, in our terms but not yet a star.

internal import GyroQuantities

/// What one row of a source says, with the row's own ids and nothing from other tables.
struct SourceRecord {
  /// The key of the catalog, and whereabouts in its file the row stands.
  var source: String
  var place: String
  /// The file it is from, and its precedence.
  var file: String = ""
  var priority: Int = 0
  /// Whether it is of a compilation, whose colors were dereddened by others and elsewhere observed.
  var isOfCompilation = false
  var gaiaDR3: GaiaSourceID?
  var gaiaDR2: GaiaSourceID?
  /// Identifiers such as `EPIC 210963067`.
  var identifiers: [String] = []
  var cluster: String?
  var subgroup: String?
  var raDegrees: Double?
  var decDegrees: Double?

  /// The adopted period, always positive.
  var periodDays: Double?
  var periodDaysSigma: Double?
  var otherPeriods: [PeriodCandidate] = []
  var periodSources: [String] = []

  var bpRp: Double?
  var bpRpSigma: Double?
  var bpRpDR2: Double?
  var gMag: Double?
  var bpRp0: Double?
  var bpRp0Sigma: Double?
  var gMag0: Double?
  var extinctionAV: Double?
  var extinctionAVSigma: Double?
  var extinctionSource: String?

  /// An age of the star or its group, Myr, with its errors.
  var ageMyr: Double?
  var ageMyrLowerSigma: Double?
  var ageMyrUpperSigma: Double?

  var membershipProbability: Double?
  var membershipSource: String?
  var parallaxMas: Double?
  var ruwe: Double?
  var matchDistance: Double?

  /// What the manifest's rules say about the row.
  var remarks: [Remark] = []
  /// Why the manifest's rules set the row aside; nil for a row that counts.
  var rejection: String?

  /// A flag that a rule sets, and why.
  struct Remark: Hashable {
    let flag: QualityFlags
    let reason: String

    /// Whether it is about the row's period rather than about the star.
    var isAboutPeriod: Bool { [.periodDoubted, .notSelectedByAuthors].contains(flag) }
  }

  var flags: QualityFlags { remarks.reduce(into: []) { $0.formUnion($1.flag) } }
  var reasons: [String] { remarks.map { "\(source): \($0.reason)" } }

  /// Every identifier with its catalog, the Gaia releases among them.
  var allIDs: [String] {
    [gaiaDR3, gaiaDR2].compactMap { $0.map(StandardStar.name) } + identifiers
  }

  /// The adopted period first, then the others.
  var candidates: [PeriodCandidate] {
    (periodDays.map {
      [
        PeriodCandidate(
          source: source, label: nil, periodDays: $0, periodDaysSigma: periodDaysSigma)
      ]
    } ?? []) + otherPeriods
  }
}
