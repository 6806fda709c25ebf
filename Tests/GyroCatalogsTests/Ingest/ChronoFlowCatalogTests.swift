// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroQuantities
import Testing
import _TestSupport

/// The real table, where its mirror stands beside the package.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(
      atPath: SharedFolder.file("data/chronoflow/prot_catalogue.csv").path),
    "the ChronoFlow table does not stand beside the package; it is fetched, never committed"))
struct ChronoFlowCatalogTests {
  static let catalog = Result {
    let library = try Fixture.library()
    let fetcher = SourceFetcher(
      library: library, mirrors: [SharedFolder.file("data").path], cache: "/nonexistent")
    let manifest = try library.manifest("vanlane-2025")
    let path = try fetcher.locate(#require(manifest.files.first), of: manifest).path
    return try StandardCatalog.chronoFlow(at: path, library: library)
  }

  @Test func bothMirrorFoldersServe() throws {
    let library = try Fixture.library()
    let manifest = try library.manifest("vanlane-2025")
    for folder in ["data", "data/chronoflow"] {
      let fetcher = SourceFetcher(
        library: library, mirrors: [SharedFolder.file(folder).path], cache: "/nonexistent")
      #expect(try fetcher.locate(#require(manifest.files.first), of: manifest).origin == .mirror)
    }
  }

  @Test func everyRowIsAStar() throws {
    let catalog = try Self.catalog.get()
    #expect(catalog.stars.count == 8412)
    #expect(catalog.report.readCount == 8412)
    #expect(catalog.report.rejections.isEmpty)
    #expect(Set(catalog.stars.compactMap(\.gaiaDR3)).count == 8412)
    #expect(Set(catalog.stars.map(\.cluster)).count == 30)
  }

  @Test func missingValuesAreMissing() throws {
    let stars = try Self.catalog.get().stars
    #expect(stars.filter { $0.ruwe == nil }.count == 148)
    #expect(stars.filter { $0.parallaxMas == nil }.count == 148)
    #expect(stars.filter { $0.gMag0 == nil }.count == 6)
    #expect(stars.filter { $0.bpRp0 == nil }.count == 26)
    #expect(stars.filter { $0.membershipSource?.hasSuffix("HDBSCAN") != true }.count == 2921)
    #expect(stars.allSatisfy { $0.membershipProbability != nil })
    #expect(stars.filter { $0.flags.contains(.parallaxNotPositive) }.count == 96)
  }

  @Test func thePublishedCutsLeaveThePublishedNumbers() throws {
    let catalog = try Self.catalog.get()
    let used = catalog.selecting(.chronoFlowCuts)
    #expect(used.stars.count == 7615)
    #expect(used.report.readCount == 8412)
    #expect(catalog.selecting(.chronoFlowRotators).stars.count == 7302)
    #expect(used.stars.filter { $0.flags.contains(.periodVeryLong) }.count == 29)
    #expect(used.stars.filter { $0.flags.contains(.periodVeryShort) }.count == 32)
    #expect(used.stars.filter { $0.flags.contains(.parallaxNotPositive) }.count == 89)
  }

  /// Clusters with their stars and used stars, as counted in the table by another program.
  @Test(arguments: [
    ("Taurus", 93, 92), ("ScoCen", 1043, 892), ("HPer", 422, 385), ("Pleiades", 864, 746),
    ("M50", 660, 577), ("NGC2516", 577, 535), ("Praesepe", 997, 868), ("Hyades", 178, 154),
    ("M67", 284, 282), ("NGC752", 8, 8),
  ])
  func clustersHaveTheirStars(cluster: String, all: Int, used: Int) throws {
    let report = try Self.catalog.get().selecting(.chronoFlowCuts).report
    let line = try #require(report.lines.first { $0.cluster == cluster })
    #expect((line.read, line.kept) == (all, used))
  }

  @Test func calibrationStarsComeInAFixedOrder() throws {
    let catalog = try Self.catalog.get()
    let scale = try Fixture.library().ageScale("chronoflow")
    let taken = catalog.calibrationStars(.chronoFlowRotators, ageScale: scale)
    #expect(taken.stars.count == 7302)
    let backwards = StandardCatalog(stars: catalog.stars.reversed(), report: catalog.report)
    #expect(backwards.calibrationStars(.chronoFlowRotators, ageScale: scale).stars == taken.stars)
    let ages = Set(taken.stars.filter { $0.cluster == "ScoCen" }.map(\.log10AgeMyr))
    #expect(ages.count == 9)
  }
}
