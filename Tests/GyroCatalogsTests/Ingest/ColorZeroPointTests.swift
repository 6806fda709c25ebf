// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing
import _TestSupport

@testable import GyroCatalogs

/// Stars of Praesepe, for which clusters.json has A_V = 0.035: in a source of periods and in a compilation.
@Suite struct ColorZeroPointTests {
  /// E(BP-RP) of the cluster by the constant law.
  private static let excess = 0.413 * 0.035

  private static func row(
    _ index: Int, compiled: Bool, bpRp: Double? = nil, bpRpDR2: Double? = nil,
    bpRp0: Double? = nil, cluster: String = "Praesepe"
  ) -> SourceRecord {
    var record = SourceRecord(source: compiled ? "compilation" : "source", place: "\(index)")
    (record.cluster, record.periodDays) = (cluster, 10)
    record.gaiaDR3 = GaiaSourceID(.dr3, Int64(index + 1) << 35)
    record.isOfCompilation = compiled
    record.priority = compiled ? 90 : 1
    (record.bpRp, record.bpRpSigma, record.bpRpDR2) = (bpRp, bpRp.map { _ in 0.02 }, bpRpDR2)
    (record.bpRp0, record.bpRp0Sigma) = (bpRp0, bpRp0.map { _ in 0.07 })
    return record
  }

  private static func build(_ records: [SourceRecord]) throws -> StandardCatalog {
    StandardCatalog(
      records, isPeriodRow: records.map { _ in true }, clusters: try Fixture.library().clusters,
      law: .constant)
  }

  @Test func anObservedColorIsDereddenedHereAndNotTakenFromACompilation() throws {
    let star = try #require(
      Self.build([Self.row(0, compiled: false, bpRp: 1.5), Self.row(0, compiled: true, bpRp0: 1.4)])
        .stars.first)
    expectClose(star.bpRp0 ?? 0, 1.5 - Self.excess, .absolute(1e-12, because: "one difference"))
    // 0.02^2 + 2 * 0.01^2 + 0.003^2, the root by hand: not the 0.07 of the compilation.
    expectClose(star.bpRp0Sigma ?? 0, 0.0246779, .absolute(1e-7, because: "seven digits given"))
    #expect(star.flags.contains(.extinctionOfCluster))
  }

  @Test func aCompilationCountsWhereNothingIsObservedOrTheExtinctionIsUnknown() throws {
    let unseen = try #require(Self.build([Self.row(0, compiled: true, bpRp0: 1.4)]).stars.first)
    #expect((unseen.bpRp0, unseen.bpRp0Sigma, unseen.bpRp) == (1.4, 0.07, nil))
    // No extinction of NGC 1750 is known.
    let dusty = try #require(
      Self.build([
        Self.row(0, compiled: false, bpRp: 1.5, cluster: "NGC1750"),
        Self.row(0, compiled: true, bpRp0: 1.25, cluster: "NGC1750"),
      ]).stars.first)
    #expect((dusty.bpRp0, dusty.bpRp0Sigma, dusty.colorExcessBpRp) == (1.25, 0.07, 0.25))
  }

  @Test func aColorOfDR2GivesWayToADereddenedOneOfDR3() throws {
    let star = try #require(
      Self.build([
        Self.row(0, compiled: false, bpRpDR2: 1.9), Self.row(0, compiled: true, bpRp0: 1.4),
      ]).stars.first)
    #expect(star.bpRp0 == 1.4 && !star.flags.contains(.colorFromDR2))
  }

  /// Ours lie 0.05 mag to the red of the compilation's, but for one outlier.
  @Test(arguments: [(9, 0.0), (10, 0.05), (25, 0.05)])
  func aCompiledColorIsMovedToTheZeroPointOfTheCluster(shared: Int, move: Double) throws {
    var records: [SourceRecord] = []
    for index in 0..<shared {
      let bpRp0 = 1 + 0.01 * Double(index)
      records.append(Self.row(index, compiled: false, bpRp: bpRp0 + Self.excess))
      let difference = index == 3 ? 0.4 : 0.05
      records.append(Self.row(index, compiled: true, bpRp0: bpRp0 - difference))
    }
    records.append(Self.row(100, compiled: true, bpRp0: 2))
    records.append(Self.row(101, compiled: true, bpRp0: 2, cluster: "Hyades"))
    let catalog = try Self.build(records)
    let alone = try #require(catalog.stars.first { $0.gaiaDR3?.number == 101 << 35 })
    expectClose(alone.bpRp0 ?? 0, 2 + move, .absolute(1e-12, because: "one sum"))
    #expect(
      (alone.extinctionSource ?? "").contains("moved by +0.050 mag") == (move > 0),
      "\(alone.extinctionSource ?? "")")
    #expect(catalog.stars.first { $0.cluster == "Hyades" }?.bpRp0 == 2)
    let point = try #require(catalog.report.colorZeroPoints.first)
    #expect(catalog.report.colorZeroPoints.count == 1 && point.cluster == "Praesepe")
    #expect((point.starCount, point.movedCount) == (shared, move > 0 ? 1 : 0))
    expectClose(point.offset, 0.05, .absolute(1e-12, because: "the outlier moves no median"))
    #expect(point.scatter < 1e-12)
    #expect(
      catalog.reportText.contains("    \(shared) in Praesepe, +0.0500, 0.0000, \(point.movedCount)")
    )
  }
}
