// SPDX-License-Identifier: GPL-3.0-or-later
// What every standard catalog must fulfil, star by star and as a whole.

internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// A check of a standard catalog; it finds faults and mends none.
package struct CatalogCheck: Sendable {
  /// The faults, each naming its star; empty for a sound catalog.
  package let faults: [String]

  /// Checks stars against each other and against what is possible.
  ///
  /// - Parameters:
  ///   - catalog: The stars.
  ///   - clusters: The clusters that exist.
  package init(_ catalog: StandardCatalog, clusters: ClusterList) {
    var faults: [String] = []
    var seen: [GaiaSourceID: Int] = [:]
    for (index, star) in catalog.stars.enumerated() {
      let name =
        "star \(index + 1) (\(star.gaiaSourceID.map(StandardStar.name) ?? "no Gaia source"))"
      faults += Self.faults(of: star, clusters: clusters).map { "\(name): \($0)" }
      for id in [star.gaiaDR3, star.gaiaDR2].compactMap({ $0 }) {
        if let first = seen.updateValue(index, forKey: id) {
          faults.append("\(name): \(StandardStar.name(id)) is star \(first + 1) already")
        }
      }
    }
    self.faults = faults
  }

  private static func faults(of star: StandardStar, clusters: ClusterList) -> [String] {
    var faults: [String] = []
    func expect(_ holds: Bool, _ fault: @autoclosure () -> String) {
      if !holds { faults.append(fault()) }
    }
    func expect(_ value: Double?, in range: ClosedRange<Double>, _ name: String) {
      if let value, !range.contains(value) {
        faults.append("\(name) is \(value), expected \(range.lowerBound) to \(range.upperBound)")
      }
    }
    expect(star.isIdentified, "it has no Gaia source")
    expect(
      clusters.cluster(named: star.cluster)?.key == star.cluster,
      "the cluster \"\(star.cluster)\" is not known")
    expect(star.periodDays, in: 0.01...1000, "period_days")
    expect(star.periodDaysSigma, in: 0...1000, "period_days_sigma")
    expect(star.bpRp, in: -2...7, "bp_rp")
    expect(star.bpRp0, in: -2...7, "bp_rp0")
    expect(star.bpRp0Sigma, in: 0.01...3, "bp_rp0_sigma")
    expect(star.colorExcessBpRp, in: -0.5...3, "color_excess_bp_rp")
    expect(star.gMag, in: 0...22, "g_mag")
    expect(star.membershipProbability, in: 0...1, "membership_probability")
    expect(star.ruwe, in: 0.3...100, "ruwe")
    expect(star.ageMyr, in: 0.1...20_000, "age_myr")
    expect(star.ageMyr == nil || star.calibrationAge != nil, "age_myr has no error")
    expect(star.raDegrees, in: 0...360, "ra")
    expect(star.decDegrees, in: -90...90, "dec")
    expect(star.bpRp0 == nil || star.bpRp0Sigma != nil, "bp_rp0 has no error")
    expect(!star.periodSources.isEmpty, "the period has no source")
    expect(
      star.periodCandidates.isEmpty
        || star.periodCandidates.contains { $0.periodDays == star.periodDays },
      "the adopted period is not among the candidates")
    expect((star.bpRp0 == nil) == star.flags.contains(.colorMissing), "the flag color_missing lies")
    expect((star.ruwe == nil) == star.flags.contains(.ruweMissing), "the flag ruwe_missing lies")
    if let bpRp = star.bpRp, let bpRp0 = star.bpRp0, let excess = star.colorExcessBpRp {
      expect(abs(bpRp - bpRp0 - excess) < 1e-9, "bp_rp - bp_rp0 is not color_excess_bp_rp")
    }
    return faults
  }
}

// MARK: A file

extension CatalogCheck {
  /// Checks a standard catalog on disk: its columns, then its stars.
  ///
  /// - Returns: The faults and the number of stars.
  /// - Throws: ``GyroTables/TableError`` or ``CatalogError`` if it cannot be read.
  package static func faults(
    inTable path: String, clusters: ClusterList
  ) throws -> (faults: [String], starCount: Int) {
    let columns = try faultsOfColumns(path)
    let catalog = try StandardCatalog(path: path)
    return (columns + CatalogCheck(catalog, clusters: clusters).faults, catalog.stars.count)
  }

  /// Columns whose type or unit is not that of the standard form.
  private static func faultsOfColumns(_ path: String) throws(TableError) -> [String] {
    let schema = try openTable(path: path).schema
    return StandardCatalog.columns.compactMap { expected in
      guard let index = schema.index(of: expected.name) else {
        if StandardStarField.optionalNames.contains(expected.name) { return nil }
        return "the column \(expected.name) is missing"
      }
      let found = schema.columns[index]
      // Text formats declare no units, which is no fault of theirs.
      guard found.unit != nil, found.unit != expected.unit else { return nil }
      return "\(expected.name) is in \(found.unit ?? ""), expected \(expected.unit ?? "no unit")"
    }
  }
}
