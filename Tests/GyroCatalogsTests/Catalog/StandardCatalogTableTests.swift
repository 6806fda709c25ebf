// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import GyroTables
import Testing

@testable import GyroCatalogs

@Suite struct StandardCatalogTableTests {
  static var stars: [StandardStar] {
    var full = StandardStar(
      gaiaDR3: GaiaSourceID(.dr3, 5_290_646_440_127_895_937),
      gaiaDR2: GaiaSourceID(.dr2, 5_290_646_440_127_895_939), otherIDs: ["EPIC 1", "KIC 2"],
      cluster: "Taurus", subgroup: "Taurus_D5", raDegrees: 1.5, decDegrees: -2.25,
      periodDays: 3.1, periodDaysSigma: 0.01, periodSources: ["a-2020", "b-2021"],
      periodCandidates: [
        PeriodCandidate(source: "a-2020", label: nil, periodDays: 3.1, periodDaysSigma: 0.01),
        PeriodCandidate(source: "b-2021", label: "LS", periodDays: 6.2, periodDaysSigma: nil),
      ], bpRp: 1.3, bpRpSigma: 0.1 + 0.2, gMag: 14, colorExcessBpRp: 0.1,
      colorExcessBpRpSigma: 0.02, extinctionSource: "somewhere, α", bpRp0: 1.2, bpRp0Sigma: 0.03,
      gMag0: 13.8, membershipProbability: 0.5, membershipSource: "a-2020: HDBSCAN",
      parallaxMas: -0.1, ruwe: 1.5, flags: [.periodAlias], reasons: ["a-2020: why"])
    full.flagValues()
    var bare = StandardStar(
      gaiaDR2: GaiaSourceID(.dr2, 1 << 35), cluster: "M67", periodDays: 200,
      periodSources: ["a-2020"], periodCandidates: [], flags: [])
    bare.flagValues()
    return [full, bare]
  }

  @Test(arguments: ["fits", "ecsv", "csv", "tsv"])
  func nothingIsLostInATable(format: String) throws {
    try Fixture.withFolder { folder in
      let path = "\(folder)/stars.\(format)"
      try StandardCatalog(stars: Self.stars, report: IngestReport()).write(to: path)
      #expect(try StandardCatalog(path: path).stars == Self.stars)
    }
  }

  @Test(arguments: ["fits", "ecsv", "csv"])
  func agesOfTheirOwnAreColumnsWhereAStarHasOne(format: String) throws {
    var stars = Self.stars
    (stars[0].ageMyr, stars[0].ageMyrLowerSigma) = (4568, 1)
    stars[0].ageMyrUpperSigma = 1.5
    try Fixture.withFolder { folder in
      for (name, stars) in [("with", stars), ("without", Self.stars)] {
        let path = "\(folder)/\(name).\(format)"
        try StandardCatalog(stars: stars, report: IngestReport()).write(to: path)
        #expect(try StandardCatalog(path: path).stars == stars)
        let schema = try openTable(path: path).schema
        #expect((schema.index(of: "age_myr") != nil) == (name == "with"))
        let (faults, _) = try CatalogCheck.faults(
          inTable: path, clusters: try Fixture.library().clusters)
        #expect(!faults.contains { $0.contains("age_myr") }, "\(faults)")
      }
    }
  }

  @Test func everyColumnHasAMeaningAndUnitsWhereTheyAreDue() {
    for column in StandardCatalog.columns {
      #expect(column.meaning?.isEmpty == false, "\(column.name)")
      #expect(column.ucd?.isEmpty == false, "\(column.name)")
    }
    let unitless = StandardCatalog.columns.filter { $0.type == .float64 && $0.unit == nil }
    #expect(unitless.map(\.name) == ["membership_probability", "ruwe"])
  }

  @Test func anotherTableIsRefusedByItsMissingColumn() throws {
    let error = try Fixture.withFolder { folder in
      try Fixture.write("id,period\n1,2\n", to: folder + "/t.csv")
      return Fixture.error { _ = try StandardCatalog(path: folder + "/t.csv") }
    }
    #expect(error?.problem == "has no column \"gaia_dr3_source_id\" of a standard catalog")
  }
}
