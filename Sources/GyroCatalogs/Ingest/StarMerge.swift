// SPDX-License-Identifier: GPL-3.0-or-later
// All that the tables say about one star, made one star in standard form.

internal import Algorithms
internal import GyroPlatform
internal import GyroQuantities

/// How rows about one star become the star.
struct StarMerge {
  let clusters: ClusterList
  let law: ExtinctionLaw
  let colorErrors: ColorErrorModel

  /// A star out of its rows.
  struct Merged {
    var star: StandardStar
    /// Which of the rows with a period the adopted one is from.
    let adopted: Int
    /// The dereddened color of a compilation, mag; nil where it gives none.
    let compiledBpRp0: Double?
    /// Whether the star has that color, for want of an observed one.
    let hasCompiledColor: Bool
  }

  /// The star of some rows.
  ///
  /// - Parameters:
  ///   - periods: Rows with a period, in the order of precedence.
  ///   - companions: Rows that only identify the star and give its photometry.
  /// - Returns: The star; nil if nothing identifies it.
  func star(periods: [SourceRecord], companions: [SourceRecord]) -> Merged? {
    let all = companions + periods
    let gaiaDR3 = all.lazy.compactMap(\.gaiaDR3).first
    let gaiaDR2 = gaiaDR2(all, pairedWith: gaiaDR3)
    let merge = PeriodMerge(
      periods.map {
        ($0.periodDays ?? 0, $0.periodDaysSigma, $0.flags.contains(.periodDoubted))
      })
    let adopted = periods[merge.adopted]
    func first<Value>(_ field: KeyPath<SourceRecord, Value?>) -> Value? {
      all.lazy.compactMap { $0[keyPath: field] }.first
    }
    var star = StandardStar(
      gaiaDR3: gaiaDR3, gaiaDR2: gaiaDR2,
      otherIDs: Array(all.flatMap(\.identifiers).uniqued()),
      cluster: adopted.cluster ?? "", periodDays: adopted.periodDays ?? 0,
      periodDaysSigma: adopted.periodDaysSigma,
      periodSources: Array(merge.agreeing.map { periods[$0].source }.uniqued()),
      periodCandidates: Array(periods.flatMap(\.candidates).uniqued()), flags: merge.flags)
    star.subgroup = periods.lazy.compactMap(\.subgroup).first.flatMap {
      $0 == star.cluster ? nil : $0
    }
    if let place = all.first(where: { $0.raDegrees != nil && $0.decDegrees != nil }) {
      (star.raDegrees, star.decDegrees) = (place.raDegrees, place.decDegrees)
    }
    (star.ageMyr, star.ageMyrLowerSigma, star.ageMyrUpperSigma) = (
      adopted.ageMyr, adopted.ageMyrLowerSigma, adopted.ageMyrUpperSigma
    )
    guard star.isIdentified else { return nil }
    (star.gMag, star.gMag0) = (first(\.gMag), first(\.gMag0))
    (star.parallaxMas, star.ruwe) = (first(\.parallaxMas), first(\.ruwe))
    if let member = periods.first(where: { $0.membershipProbability != nil }) {
      star.membershipProbability = member.membershipProbability
      star.membershipSource = member.membershipSource
    }
    takeRemarks(&star, periods, companions, adopted: merge.adopted)
    takeColor(&star, all)
    let source = deredden(&star, all)
    star.flagValues()
    return Merged(
      star: star, adopted: merge.adopted,
      compiledBpRp0: all.lazy.filter(\.isOfCompilation).compactMap(\.bpRp0).first,
      hasCompiledColor: source?.isOfCompilation ?? false)
  }

  /// The DR2 source: the nearest of those paired with the DR3 one, else the first named.
  private func gaiaDR2(
    _ rows: [SourceRecord], pairedWith gaiaDR3: GaiaSourceID?
  ) -> GaiaSourceID? {
    let pairs = rows.filter { $0.gaiaDR2 != nil && $0.gaiaDR3 != nil && $0.gaiaDR3 == gaiaDR3 }
    return pairs.min {
      ($0.matchDistance ?? .infinity) < ($1.matchDistance ?? .infinity)
    }?.gaiaDR2 ?? rows.lazy.compactMap(\.gaiaDR2).first
  }

  /// Doubts about the star count from whichever row; doubts about a period only with that period.
  private func takeRemarks(
    _ star: inout StandardStar, _ periods: [SourceRecord], _ companions: [SourceRecord],
    adopted: Int
  ) {
    func take(_ row: SourceRecord, where counts: (SourceRecord.Remark) -> Bool) {
      var row = row
      row.remarks = row.remarks.filter(counts)
      star.flags.formUnion(row.flags)
      star.reasons += row.reasons
    }
    for (index, row) in periods.enumerated() {
      take(row) { index == adopted || !$0.isAboutPeriod }
    }
    for row in companions { take(row) { !$0.isAboutPeriod } }
    star.reasons = Array(star.reasons.uniqued())
    let rowsByFile = Dictionary(grouping: periods, by: \.file)
    if rowsByFile.values.contains(where: { $0.count > 1 }) { star.flags.insert(.severalRows) }
    let ownSource = periods.contains { $0.gaiaDR3 != nil || $0.gaiaDR2 != nil }
    if !ownSource { star.flags.insert(.matchedByOtherID) }
    if Set(periods.compactMap(\.cluster)).count > 1 {
      star.reasons.append(
        "in several clusters: \(periods.compactMap(\.cluster).uniqued().joined(separator: ", "))")
    }
  }

  /// The observed color: of DR3 with an error, of DR3 without, of DR2.
  ///
  /// A DR2 color is not put beside a dereddened DR3 one: their difference is no color excess, and for faint red
  /// stars the releases differ by 0.1 mag.
  private func takeColor(_ star: inout StandardStar, _ rows: [SourceRecord]) {
    let best =
      rows.first { $0.bpRp != nil && $0.bpRpSigma != nil } ?? rows.first { $0.bpRp != nil }
    (star.bpRp, star.bpRpSigma) = (best?.bpRp, best?.bpRpSigma)
    if star.bpRp == nil, !rows.contains(where: { $0.bpRp0 != nil }),
      let row = rows.first(where: { $0.bpRpDR2 != nil })
    {
      (star.bpRp, star.bpRpSigma) = (row.bpRpDR2, row.bpRpSigma)
      star.flags.insert(.colorFromDR2)
    }
    if star.bpRp != nil, star.bpRpSigma == nil {
      star.bpRpSigma = colorErrors.bpRpSigma(gMag: star.gMag)
      star.flags.insert(.colorSigmaAssumed)
    }
  }

  /// The error of the photometry: of the observed color, else that of stars of the same brightness.
  private func photometricSigma(_ star: inout StandardStar) -> Double? {
    if let sigma = star.bpRpSigma { return sigma }
    star.flags.insert(.colorSigmaAssumed)
    return colorErrors.bpRpSigma(gMag: star.gMag)
  }

  /// The dereddened color: as the source of a period published it star by star, else the observed one by the
  /// extinction of the star or cluster, as a user's star is dereddened, else that of a compilation.
  ///
  /// - Returns: The row whose dereddened color the star has; nil if it has none or one of our own.
  private func deredden(
    _ star: inout StandardStar, _ rows: [SourceRecord]
  ) -> SourceRecord? {
    let cluster = clusters.cluster(named: star.cluster)?.extinction
    let published = rows.filter { $0.bpRp0 != nil }
    let canBeDereddened =
      star.bpRp != nil && (cluster != nil || rows.contains { $0.extinctionAV != nil })
    if let row = published.first(where: { !$0.isOfCompilation || !canBeDereddened }),
      let bpRp0 = row.bpRp0
    {
      star.bpRp0 = bpRp0
      star.colorExcessBpRp = star.bpRp.map { $0 - bpRp0 }
      star.extinctionSource = row.extinctionSource ?? "star: \(row.source)"
      star.bpRp0Sigma =
        row.bpRp0Sigma
        ?? photometricSigma(&star).map {
          let scatter = cluster?.colorExcessBpRpSigma ?? 0
          let floor = Dereddening.bandFloor
          return ($0 * $0 + 2 * floor * floor + scatter * scatter).squareRoot()
        }
      if row.bpRp0Sigma == nil { star.colorExcessBpRpSigma = cluster?.colorExcessBpRpSigma }
      return row
    }
    guard let bpRp = star.bpRp else { return nil }
    let extinction: Measured<Extinction>
    if let row = rows.first(where: { $0.extinctionAV != nil }), let value = row.extinctionAV {
      extinction = Measured(.aV(value), sigma: row.extinctionAVSigma)
      star.extinctionSource = "star: A_V of \(row.source)"
    } else if let cluster {
      star.extinctionSource = cluster.source
      star.flags.insert(.extinctionOfCluster)
      if let excess = cluster.colorExcessBpRp {
        extinction = Measured(.eBpRp(excess), sigma: cluster.colorExcessBpRpSigma)
      } else {
        // The scatter is known in color; the ratio of the constant law carries it to A_V.
        let sigma = cluster.colorExcessBpRpSigma / ExtinctionLaw.constantRatio
        extinction = Measured(.aV(cluster.extinctionAV ?? 0), sigma: sigma)
      }
    } else {
      return nil
    }
    guard
      let result = Dereddening(bpRp: bpRp, extinction: extinction, law: law)
        ?? Dereddening(bpRp: bpRp, extinction: extinction, law: .constant)
    else { return nil }
    star.bpRp0 = result.bpRp0
    star.colorExcessBpRp = result.colorExcessBpRp
    star.colorExcessBpRpSigma = result.extinctionSigma
    star.bpRp0Sigma = star.bpRpSigma.map(result.bpRp0Sigma(bpRpSigma:))
    return nil
  }
}
