// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroQuantities
import Testing
import _TestSupport

@testable import GyroCatalogs

@Suite struct CatalogSelectionTests {
  static func star(
    _ cluster: String, subgroup: String? = nil, id: Int64, period: Double = 3, bpRp0: Double? = 1,
    flags: QualityFlags = []
  ) -> StandardStar {
    var star = StandardStar(
      gaiaDR3: GaiaSourceID(.dr3, id), cluster: cluster, subgroup: subgroup, periodDays: period,
      periodSources: ["test"], periodCandidates: [], bpRp0: bpRp0,
      bpRp0Sigma: bpRp0.map { _ in 0.02 }, ruwe: 1, flags: flags)
    star.flagValues()
    return star
  }

  @Test func everyStarLeftOutHasAReason() {
    let stars = [
      Self.star("M67", id: 1 << 35), Self.star("M67", id: 2 << 35, bpRp0: 0.2),
      Self.star("M67", id: 3 << 35, flags: .excludedByPhotometry),
      Self.star("M67", id: 4 << 35, bpRp0: nil),
    ]
    let chosen = StandardCatalog(stars: stars, report: IngestReport())
      .selecting(.chronoFlowRotators)
    #expect(chosen.stars.count == 1)
    #expect(
      chosen.report.rejections
        == ["bpRp0 below 0.5": 1, "excluded_by_photometry": 1, "color_missing": 1])
  }

  @Test func calibrationStarsNeedAnAgeAndSortBySubgroup() throws {
    let stars = [
      Self.star("Taurus", subgroup: "Taurus_D5", id: 1 << 35),
      Self.star("Taurus", subgroup: "Taurus_C6", id: 2 << 35, period: 10),
      Self.star("Blanco1", id: 3 << 35),
    ]
    let taken = StandardCatalog(stars: stars, report: IngestReport()).calibrationStars(
      CatalogSelection(), ageScale: try Fixture.library().ageScale("chronoflow"))
    #expect(taken.stars.map(\.subgroup) == ["Taurus_C6", "Taurus_D5"])
    #expect(taken.stars[0].log10PeriodDays == 1)
    expectClose(
      taken.stars[0].log10AgeMyr, 0.1958997, .absolute(1e-7, because: "log10 1.57, seven digits"))
    #expect(taken.report.rejections == ["no age on the scale chronoflow": 1])
  }

  @Test func anAgeOfItsOwnCountsBeforeThatOfTheScale() throws {
    var stars = [
      Self.star("M67", id: 1 << 35), Self.star("Field", subgroup: "KIC 1", id: 2 << 35),
      Self.star("Field", subgroup: "KIC 2", id: 3 << 35),
    ]
    for index in [0, 1] {
      (stars[index].ageMyr, stars[index].ageMyrLowerSigma) = (5000, 1000)
      stars[index].ageMyrUpperSigma = 1250
    }
    let taken = StandardCatalog(stars: stars, report: IngestReport()).calibrationStars(
      CatalogSelection(), ageScale: try Fixture.library().ageScale("chronoflow"))
    #expect(taken.stars.map(\.group) == ["Field/KIC 1", "M67/"])
    #expect(taken.report.rejections == ["no age on the scale chronoflow": 1])
    for star in taken.stars {
      #expect(star.hasOwnAge && star.log10AgeMyr == log10(5000))
      // Half of log10(6250 / 4000), worked out by hand.
      expectClose(star.log10AgeMyrSigma, 0.0969100, .absolute(1e-7, because: "seven digits given"))
    }
  }

  /// What disqualifies a calibrator; all other flags are for the membership, the mixture or the reader.
  private static let disqualifying: QualityFlags = [
    .excludedByColorMagnitude, .excludedByDereddening, .excludedByPhotometry,
    .notSelectedByAuthors, .periodDoubted, .nonMember, .ruweHigh, .colorMissing, .colorUnsafe,
    .periodVeryLong, .periodVeryShort,
  ]

  @Test(arguments: QualityFlags.names.map(\.name))
  func aFlagDisqualifiesACalibratorOrDoesNot(name: String) throws {
    let flag = try #require(QualityFlags.named(name))
    let star = Self.star("M67", id: 1 << 35, flags: flag)
    let isDisqualifying = Self.disqualifying.contains(flag)
    #expect(CatalogSelection.calibrators.reason(against: star) == (isDisqualifying ? name : nil))
    let isOut = isDisqualifying || flag == .possibleBinary
    #expect(CatalogSelection.singleCalibrators.reason(against: star) == (isOut ? name : nil))
  }

  @Test func anExternalTestClusterCalibratesUnderNoSelection() throws {
    let stars = [Self.star("M67", id: 1 << 35), Self.star("Blanco1", id: 2 << 35)]
    let library = try Fixture.library()
    #expect(library.clusters.externalTests == ["Blanco1", "GroupX", "PscEri"])
    let taken = StandardCatalog(stars: stars, report: IngestReport()).calibrationStars(
      CatalogSelection(), ageScale: try library.ageScale("bouma-2023"),
      externalTests: library.clusters.externalTests)
    #expect(taken.stars.map(\.cluster) == ["M67"])
    #expect(taken.report.rejections == ["external test cluster": 1])
  }

  @Test func aSelectionIsReadAsCheckpointsRecordIt() throws {
    let recorded = """
      {"excludedClusters":["M67"],"excludedFlags":["ruwe_high","color_missing"],"minimumBpRp0":0.5}
      """
    let selection = try JSONDecoder().decode(CatalogSelection.self, from: Data(recorded.utf8))
    #expect(
      selection
        == CatalogSelection(
          excludedFlags: [.ruweHigh, .colorMissing], minimumBpRp0: 0.5, excludedClusters: ["M67"]))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(selection), as: UTF8.self) == recorded)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        CatalogSelection.self,
        from: Data(#"{"excludedClusters":[],"excludedFlags":["ruwe_hihg"]}"#.utf8))
    }
  }
}
