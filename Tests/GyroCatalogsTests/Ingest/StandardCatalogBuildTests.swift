// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing
import _TestSupport

@testable import GyroCatalogs

/// The quirks of real tables, each in a small table of our own.
@Suite struct StandardCatalogBuildTests {
  /// A source: its key, its table description in JSON, its content.
  typealias Source = (key: String, table: String, content: String)

  static func build(
    _ sources: [Source], law: ExtinctionLaw = .constant
  ) throws -> StandardCatalog {
    var records: [SourceRecord] = []
    var isPeriodRow: [Bool] = []
    for source in sources {
      var read = try Fixture.records(source.content, source.table)
      for index in read.indices {
        read[index].source = source.key
        read[index].file = source.key
      }
      records += read
      let isPeriods = try Fixture.table(source.table).kind == .periods
      isPeriodRow += Array(repeating: isPeriods, count: read.count)
    }
    return StandardCatalog(
      records, isPeriodRow: isPeriodRow, clusters: try Fixture.library().clusters, law: law)
  }

  static func periods(_ rows: Int, priority: Int, cluster: String = "M67", extra: String = "")
    -> String
  {
    """
    {"file": "t.csv", "kind": "periods", "rows": \(rows), "priority": \(priority),
     "cluster": "\(cluster)", "rules": [],
     "columns": [{"name": "dr3", "role": "gaia_dr3"}, {"name": "P", "role": "period"},
                 {"name": "eP", "role": "period_sigma"}\(extra)]}
    """
  }
  static let ids = (1...9).map { Int64($0) << 35 }

  @Test func theStatedPriorityDecidesAndEveryPeriodIsKept() throws {
    let catalog = try Self.build([
      ("later-2020", Self.periods(1, priority: 20), "dr3,P,eP\n\(Self.ids[0]),20,0.1\n"),
      ("first-2021", Self.periods(1, priority: 10), "dr3,P,eP\n\(Self.ids[0]),10.1,\n"),
    ])
    let star = try #require(catalog.stars.first)
    #expect(catalog.stars.count == 1)
    #expect(star.periodDays == 10.1)
    #expect(star.periodSources == ["first-2021"])
    #expect(star.periodCandidates.map(\.periodDays) == [10.1, 20])
    #expect(star.flags.contains(.periodAlias))
    #expect((catalog.report.keptCount, catalog.report.mergedCount) == (1, 1))
    #expect(catalog.report.lines.map(\.merged) == [0, 1])
  }

  @Test func severalRowsForAStarAreOneStar() throws {
    let catalog = try Self.build([
      (
        "twice-2022", Self.periods(3, priority: 10),
        "dr3,P,eP\n\(Self.ids[0]),4.53,0.1\n\(Self.ids[0]),4.50,0.02\n\(Self.ids[1]),2,\n"
      )
    ])
    #expect(catalog.stars.map(\.periodDays) == [4.50, 2])
    #expect(catalog.stars.map { $0.flags.contains(.severalRows) } == [true, false])
  }

  @Test func aRowWithoutPeriodOrSourceIsRejectedWithItsReason() throws {
    let catalog = try Self.build([
      ("a-2020", Self.periods(3, priority: 1), "dr3,P,eP\n\(Self.ids[0]),0,\n,5,\n,,\n")
    ])
    #expect(catalog.stars.isEmpty)
    #expect(
      catalog.report.rejections == ["no period": 2, "no Gaia source is known for it": 1])
  }

  @Test func theCompanionGivesTheSourceAndThePhotometry() throws {
    let catalog = try Self.build([
      (
        "epic-2017",
        """
        {"file": "t.csv", "kind": "periods", "rows": 1, "cluster": "Praesepe", "rules": [],
         "columns": [{"name": "EPIC", "role": "identifier", "label": "EPIC"},
                     {"name": "P", "role": "period"}]}
        """, "EPIC,P\n211,12.5\n"
      ),
      (
        "companion",
        """
        {"file": "t.csv", "kind": "companion", "rows": 2, "cluster": "Praesepe", "rules": [],
         "columns": [{"name": "EPIC", "role": "identifier", "label": "EPIC"},
                     {"name": "dr2", "role": "gaia_dr2"}, {"name": "dr3", "role": "gaia_dr3"},
                     {"name": "d", "role": "match_distance"}, {"name": "c", "role": "bp_rp"},
                     {"name": "b", "role": "bp_flux_over_error"},
                     {"name": "r", "role": "rp_flux_over_error"}]}
        """,
        """
        EPIC,dr2,dr3,d,c,b,r
        211,\(Self.ids[1]),\(Self.ids[3]),0.5,2.0,100,100
        211,\(Self.ids[2]),\(Self.ids[3]),0.1,2.0,100,100

        """
      ),
    ])
    let star = try #require(catalog.stars.first)
    #expect(star.gaiaDR3?.number == Self.ids[3])
    #expect(star.gaiaDR2?.number == Self.ids[2], "the nearer of two DR2 sources is the pair")
    #expect(star.flags.contains(.matchedByOtherID))
    // A_V = 0.035 for Praesepe: E(BP-RP) = 0.413 * 0.035.
    expectClose(star.bpRp0 ?? 0, 2 - 0.014455, .absolute(1e-12, because: "one product"))
    // 1.0857^2 (1e-4 + 1e-4) + 2e-4 + 0.003^2, the root by hand.
    expectClose(star.bpRp0Sigma ?? 0, 0.0210901, .absolute(1e-6, because: "six digits given"))
    #expect(star.flags.contains(.extinctionOfCluster))
    #expect(catalog.report.readCount == 1, "companions are not accounted for")
  }

  @Test func aDR2ColorIsUsedForWantOfBetterAndSaysSo() throws {
    let catalog = try Self.build([
      (
        "dr2-2018",
        """
        {"file": "t.csv", "kind": "periods", "rows": 1, "cluster": "M50", "rules": [],
         "columns": [{"name": "id", "role": "gaia_dr2"}, {"name": "P", "role": "period"},
                     {"name": "c", "role": "bp_rp_dr2"}]}
        """, "id,P,c\n\(Self.ids[0]),3,3.2\n"
      )
    ])
    let star = try #require(catalog.stars.first)
    #expect(star.gaiaDR3 == nil)
    #expect(star.flags.isSuperset(of: [.colorFromDR2, .colorUnsafe, .colorSigmaAssumed]))
    // M50 has a color excess of 0.2 mag.
    expectClose(star.bpRp0 ?? 0, 3.0, .absolute(1e-12, because: "one difference"))
  }

  @Test func aColorDereddenedStarByStarComesBeforeTheClusterValue() throws {
    let catalog = try Self.build([
      (
        "star-2023",
        """
        {"file": "t.csv", "kind": "periods", "rows": 1, "cluster": "APer", "rules": [],
         "columns": [{"name": "id", "role": "gaia_dr3"}, {"name": "P", "role": "period"},
                     {"name": "c", "role": "bp_rp"}, {"name": "s", "role": "bp_rp_sigma"},
                     {"name": "b0", "role": "bp_mag0"}, {"name": "r0", "role": "rp_mag0"}]}
        """, "id,P,c,s,b0,r0\n\(Self.ids[0]),3,1.2,0.01,6.0,5.0\n"
      )
    ])
    let star = try #require(catalog.stars.first)
    #expect(star.bpRp0 == 1)
    expectClose(star.colorExcessBpRp ?? 0, 0.2, .absolute(1e-12, because: "one difference"))
    #expect(!star.flags.contains(.extinctionOfCluster))
  }

  @Test func theOtherLawGivesAnotherColor() throws {
    let source: Source = (
      "a-2020",
      Self.periods(
        1, priority: 1, cluster: "NGC6819", extra: ", {\"name\": \"c\", \"role\": \"bp_rp\"}"),
      "dr3,P,eP,c\n\(Self.ids[0]),20,,1.0\n"
    )
    let constant = try #require(Self.build([source]).stars.first?.bpRp0)
    let polynomial = try #require(Self.build([source], law: .babusiaux2018).stars.first?.bpRp0)
    expectClose(constant, 1 - 0.413 * 0.44, .absolute(1e-12, because: "one product"))
    #expect(abs(constant - polynomial) > 0.001)
    #expect(abs(constant - polynomial) < 0.05)
  }

  @Test func aFieldStarIsAGroupWithAnAgeOfItsOwn() throws {
    func table(_ age: String) -> String {
      """
      {"file": "t.csv", "kind": "periods", "rows": 2, "cluster": "Field", "rules": [],
       "columns": [{"name": "kic", "role": "identifier", "label": "KIC"},
                   {"name": "kic", "role": "subgroup", "label": "KIC"},
                   {"name": "P", "role": "period"}, {"name": "c", "role": "bp_rp_dr2"},
                   {"name": "s", "role": "bp_rp_sigma"}\(age)]}
      """
    }
    let ages = """
      , {"name": "t", "role": "age", "unit": "Gyr"},
      {"name": "l", "role": "age_lower_sigma", "unit": "Gyr"},
      {"name": "u", "role": "age_upper_sigma", "unit": "Gyr"}
      """
    let content = "kic,P,c,s,t,l,u\n100,20,0.8,0.001,5,0.5,1\n200,25,0.9,0.001,,,\n"
    let catalog = try Self.build([("seismic-2021", table(ages), content)])
    #expect(catalog.report.rejections == ["no Gaia source is known for it": 1])
    let star = try #require(catalog.stars.first)
    #expect((star.cluster, star.subgroup, star.otherIDs) == ("Field", "KIC 100", ["KIC 100"]))
    #expect((star.ageMyr, star.ageMyrLowerSigma, star.ageMyrUpperSigma) == (5000, 500, 1000))
    #expect(CatalogCheck(catalog, clusters: try Fixture.library().clusters).faults == [])
    let unknown = try Self.build([("seismic-2021", table(""), content)])
    #expect(unknown.stars.isEmpty)
    let error = Fixture.error {
      _ = try Self.build([
        ("seismic-2021", table(ages.replacing(", \"unit\": \"Gyr\"", with: "")), content)
      ])
    }
    #expect(error?.problem == "is an age in no unit, expected Myr or Gyr")
  }

  @Test func aRejectedRowSaysNothingAboutAStar() throws {
    let other = """
      {"file": "t.csv", "kind": "periods", "rows": 1, "priority": 90, "cluster": "M67",
       "columns": [{"name": "dr3", "role": "gaia_dr3"}, {"name": "P", "role": "period"},
                   {"name": "c0", "role": "bp_rp0"}, {"name": "s0", "role": "bp_rp0_sigma"}],
       "rules": [{"when": [{"column": "P", "present": true}], "reason": "no"}]}
      """
    let catalog = try Self.build([
      (
        "own-2020",
        Self.periods(1, priority: 1, extra: ", {\"name\": \"c\", \"role\": \"bp_rp\"}"),
        "dr3,P,eP,c\n\(Self.ids[0]),20,,1.0\n"
      ),
      ("rejected-2021", other, "dr3,P,c0,s0\n\(Self.ids[0]),30,2.0,0.1\n"),
    ])
    let star = try #require(catalog.stars.first)
    expectClose(star.bpRp0 ?? 0, 1 - 0.413 * 0.124, .absolute(1e-12, because: "one product"))
    #expect(star.periodCandidates.map(\.periodDays) == [20])
    #expect(catalog.report.rejections == ["no": 1])
  }

  @Test func doubtsAboutAPeriodGoWithThatPeriodOnly() throws {
    let rule = """
      {"when": [{"column": "use", "in": ["n"]}], "flag": "not_selected_by_authors", "reason": "no"}
      """
    func table(_ priority: Int) -> String {
      """
      {"file": "t.csv", "kind": "periods", "rows": 1, "cluster": "M67", "priority": \(priority),
       "columns": [{"name": "id", "role": "gaia_dr3"}, {"name": "P", "role": "period"}],
       "rules": [\(rule)]}
      """
    }
    let catalog = try Self.build([
      ("a-2020", table(1), "id,P,use\n\(Self.ids[0]),3,y\n"),
      ("b-2020", table(2), "id,P,use\n\(Self.ids[0]),3,n\n"),
    ])
    let star = try #require(catalog.stars.first)
    #expect(!star.flags.contains(.notSelectedByAuthors))
    #expect(star.reasons == [])
    let doubted = try Self.build([("a-2020", table(1), "id,P,use\n\(Self.ids[0]),3,n\n")])
    #expect(doubted.stars.first?.reasons == ["a-2020: no"])
  }

  @Test func anAdoptedPeriodIsChosenByTheColumnThatSaysWhich() throws {
    let records = try Fixture.records(
      "id,P,A,B\n1,a,3,4\n2,b,3,4\n3,,3,4\n",
      """
      {"file": "t.csv", "kind": "periods", "rows": 3, "cluster": "M67", "rules": [],
       "columns": [{"name": "id", "role": "identifier"},
                   {"name": "B", "role": "period", "onlyIf": [{"column": "P", "in": ["b"]}]},
                   {"name": "A", "role": "period"}, {"name": "B", "role": "period_candidate"}]}
      """)
    #expect(records.map(\.periodDays) == [3, 4, 3])
    #expect(records[0].candidates.map(\.periodDays) == [3, 4])
  }
}
