// SPDX-License-Identifier: GPL-3.0-or-later
// From a DR2 source to its DR3 source where no table pairs them: by position, else by number and period.

internal import Algorithms
internal import GyroPlatform
internal import GyroQuantities

extension IdentityGroups {
  /// How far apart two positions of one star may be: different epochs, three decimals of a degree.
  static let positionRadiusArcsec = 3.0
  /// How much the G magnitudes of one star may differ between releases.
  static let gMagTolerance = 0.2
  /// How much the periods of one light curve in two tables may differ, as a share.
  static let samePeriod = 0.01

  /// Joins groups without a DR3 source to the one that lies at their position.
  ///
  /// - Returns: Row indices of the groups that were joined to others.
  mutating func joinByPosition(_ records: [SourceRecord]) -> Set<Int> {
    let places = groups.map { group in group.lazy.compactMap { SkyPlace(records[$0]) }.first }
    let indexOfRow = indexOfFirstRow
    // Sorted by declination, so that a star is compared with a narrow strip of sky only.
    let sorted = groupsWithSource(records).compactMap { index in
      places[index].map { (index, $0) }
    }.sorted { $0.1.decDegrees < $1.1.decDegrees }
    let strip = Self.positionRadiusArcsec / 3600
    return join(records) { without, with in
      guard let here = places[indexOfRow[without[0]] ?? 0],
        let there = places[indexOfRow[with[0]] ?? 0]
      else { return false }
      return here.isSame(as: there)
    } among: { without in
      guard let here = places[indexOfRow[without[0]] ?? 0] else { return [] }
      let low = sorted.partitioningIndex { $0.1.decDegrees >= here.decDegrees - strip }
      return sorted[low...].prefix { $0.1.decDegrees <= here.decDegrees + strip }.map(\.0)
    }
  }

  /// Joins groups without a DR3 source to the one that bears their number, or has their period in their place.
  ///
  /// For compilations that give neither positions nor both identifiers. A Gaia number holds the
  /// pixel of the sky (HEALPix level 12, 51 arcsec) in which its source lies. Two sources of one
  /// cluster are held for one star if their numbers are equal and no period or magnitude
  /// contradicts it, or if they share the pixel and a period; and if neither is known to be paired
  /// with another source.
  ///
  /// - Returns: Row indices of the groups that were joined to others.
  mutating func joinAcrossReleases(_ records: [SourceRecord]) -> Set<Int> {
    var withSourceByPixel: [Int64: [Int]] = [:]
    for index in groupsWithSource(records) {
      // A DR3 source that a table pairs with a DR2 one is taken.
      guard !groups[index].contains(where: { records[$0].gaiaDR2 != nil }),
        let id = groups[index].lazy.compactMap({ records[$0].gaiaDR3 }).first
      else { continue }
      withSourceByPixel[id.pixel, default: []].append(index)
    }
    return join(records) { without, with in
      let (old, new) = (GroupSummary(without, records), GroupSummary(with, records))
      return old.isSame(as: new)
    } among: { without in
      guard let id = without.lazy.compactMap({ records[$0].gaiaDR2 }).first else { return [] }
      return withSourceByPixel[id.pixel] ?? []
    }
  }

  private var indexOfFirstRow: [Int: Int] {
    Dictionary(groups.indices.map { (groups[$0][0], $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// What a group says about its star for a comparison across releases.
private struct GroupSummary {
  let number: Int64?
  let clusters: Set<String>
  let periods: [Double]
  let gMag: Double?

  init(_ group: [Int], _ records: [SourceRecord]) {
    let rows = group.map { records[$0] }
    number = rows.lazy.compactMap { ($0.gaiaDR3 ?? $0.gaiaDR2)?.number }.first
    clusters = Set(rows.compactMap(\.cluster))
    periods = rows.flatMap(\.candidates).map(\.periodDays)
    gMag = rows.lazy.compactMap(\.gMag).first
  }

  func isSame(as other: GroupSummary) -> Bool {
    guard !clusters.isDisjoint(with: other.clusters) else { return false }
    if let gMag, let theirs = other.gMag, abs(gMag - theirs) > IdentityGroups.gMagTolerance {
      return false
    }
    let pairs = periods.flatMap { mine in other.periods.map { (mine, $0) } }
    if number == other.number {
      return pairs.isEmpty || pairs.contains { PeriodMerge.Relation($0, $1) != .conflict }
    }
    return pairs.contains { abs($0 - $1) <= IdentityGroups.samePeriod * max($0, $1) }
  }
}

extension GaiaSourceID {
  /// The pixel of the sky, HEALPix level 12, nested, equatorial, that every release puts into its numbers.
  fileprivate var pixel: Int64 { number >> 35 }
}

/// Where a row puts its star.
private struct SkyPlace {
  let cluster: String
  let raDegrees, decDegrees: Double
  let gMag: Double?

  init?(_ record: SourceRecord) {
    guard let cluster = record.cluster, let ra = record.raDegrees, let dec = record.decDegrees
    else { return nil }
    (self.cluster, raDegrees, decDegrees, gMag) = (cluster, ra, dec, record.gMag)
  }

  func isSame(as other: SkyPlace) -> Bool {
    guard cluster == other.cluster else { return false }
    if let gMag, let theirs = other.gMag, abs(gMag - theirs) > IdentityGroups.gMagTolerance {
      return false
    }
    // Flat sky: the distances that matter are arc seconds, and no cluster lies at a pole.
    var across = abs(raDegrees - other.raDegrees)
    across = min(across, 360 - across) * cos(decDegrees * .pi / 180)
    let up = decDegrees - other.decDegrees
    return (across * across + up * up).squareRoot() * 3600 <= IdentityGroups.positionRadiusArcsec
  }
}
