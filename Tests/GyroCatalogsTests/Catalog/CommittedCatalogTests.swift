// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import Testing

/// The standard catalog that is kept in the repository, against counts made with other tools.
@Suite struct CommittedCatalogTests {
  static let catalog = Result {
    try StandardCatalog(path: Fixture.catalogs + "/rotators.fits")
  }

  /// Unique stars by cluster, counted from the same sources with astropy; Ruprecht 147 has 66 sure
  /// periods and five that its authors doubt.
  static let counts = [
    "Praesepe": 1098, "APer": 986, "M50": 766, "Pleiades": 758, "M67": 435, "NGC2516": 356,
    "M37": 355, "NGC3532": 279, "NGC2547": 260, "IC2602": 252, "Collinder135": 237,
    "NGC6811": 232, "GroupX": 166, "NGC2451A": 163, "IC2391": 131, "Blanco1": 127, "M34": 118,
    "PscEri": 101, "Ruprecht147": 66 + 5, "NGC6819": 30, "NGC752": 8,
  ]

  @Test func everyClusterHasItsStars() throws {
    let found = Dictionary(grouping: try Self.catalog.get().stars, by: \.cluster)
      .mapValues(\.count)
    #expect(found == Self.counts)
  }

  @Test func colorsAreOfTheReleaseTheySay() throws {
    let stars = try Self.catalog.get().stars
    let dr2 = stars.filter { $0.flags.contains(.colorFromDR2) }.count
    let without = stars.filter { $0.bpRp == nil }.count
    #expect((stars.count - dr2 - without, dr2, without) == (5094 + 5, 1799, 31))
    #expect(stars.filter { $0.flags.contains(.periodDoubted) }.count == 5)
  }

  @Test func theExternalTestClustersHaveStarsOfTheAuthorsChoice() throws {
    let chosen = try Self.catalog.get().selecting(.authorsChoice)
    for cluster in ["Blanco1", "PscEri", "GroupX"] {
      let line = try #require(chosen.report.lines.first { $0.cluster == cluster })
      #expect(line.kept > 50, "\(cluster): \(line.kept)")
      #expect(line.read == Self.counts[cluster])
    }
  }

  @Test func bothFormatsHoldTheSameStars() throws {
    let text = try StandardCatalog(path: Fixture.catalogs + "/rotators.ecsv")
    #expect(try text.stars == Self.catalog.get().stars)
  }

  @Test func itHasNoFault() throws {
    let check = CatalogCheck(try Self.catalog.get(), clusters: try Fixture.library().clusters)
    #expect(check.faults == [])
  }

  @Test func noRowOfTheChronoFlowTableIsInIt() throws {
    let sources = Set(try Self.catalog.get().stars.flatMap { $0.periodCandidates.map(\.source) })
    #expect(!sources.contains("vanlane-2025"))
    #expect(sources.count == 16)
  }

  @Test func theReadMeIsTheOneTheManifestsMake() throws {
    let committed = try String(contentsOfFile: Fixture.catalogs + "/README.md", encoding: .utf8)
    let isCurrent = try committed == Fixture.library().readme
    #expect(isCurrent, "run gyro catalog build")
  }
}
