// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing

@testable import GyroCatalogs

@Suite struct IdentityGroupsTests {
  static func record(
    dr3: Int64? = nil, dr2: Int64? = nil, _ identifiers: String..., cluster: String = "M67",
    period: Double? = nil, place: (Double, Double)? = nil, gMag: Double? = nil
  ) -> SourceRecord {
    var record = SourceRecord(source: "test", place: "test:1")
    // One unit of these numbers is one pixel of the sky.
    record.gaiaDR3 = dr3.flatMap { GaiaSourceID(.dr3, $0) }
    record.gaiaDR2 = dr2.flatMap { GaiaSourceID(.dr2, $0) }
    (record.identifiers, record.cluster, record.periodDays) = (identifiers, cluster, period)
    (record.raDegrees, record.decDegrees) = (place?.0, place?.1)
    record.gMag = gMag
    return record
  }
  static func id(_ pixel: Int64, _ rest: Int64 = 0) -> Int64 { pixel << 35 + rest }

  @Test func rowsChainThroughOtherIdentifiers() {
    let groups = IdentityGroups([
      Self.record("EPIC 1"), Self.record(dr3: Self.id(5), "EPIC 1"), Self.record(dr3: Self.id(6)),
      Self.record(dr3: Self.id(5), dr2: Self.id(4)), Self.record(dr2: Self.id(4)),
    ]).groups
    #expect(groups == [[0, 1, 3, 4], [2]])
  }

  @Test func oneNumberInTwoReleasesIsNotOneStarByItself() {
    let groups = IdentityGroups([
      Self.record(dr3: Self.id(5)), Self.record(dr2: Self.id(5)),
    ]).groups
    #expect(groups == [[0], [1]])
  }

  @Test func aChainNeverJoinsTwoDR3Sources() {
    let identities = IdentityGroups([
      Self.record(dr3: Self.id(5), "EPIC 1"), Self.record(dr3: Self.id(6), "EPIC 1", "TIC 9"),
      Self.record("EPIC 1"), Self.record("TIC 9"),
    ])
    #expect(identities.groups == [[0], [1, 3]])
    #expect(identities.ambiguous == [2])
  }

  @Test func aPositionFindsTheOneStarThere() {
    let records = [
      Self.record(dr3: Self.id(5), place: (359.9999, 10), gMag: 14),
      Self.record(dr3: Self.id(6), place: (0.01, 10), gMag: 14),
      // 1.4 arcsec from the first, across the zero of right ascension.
      Self.record(dr2: Self.id(7), place: (0.0003, 10), gMag: 14.1),
    ]
    var identities = IdentityGroups(records)
    #expect(identities.joinByPosition(records) == [2])
    #expect(identities.groups == [[0, 2], [1]])
  }

  @Test(
    "another brightness, another cluster or a second star is no match",
    arguments: [
      (15.0, "M67", false), (14.0, "M44", false), (14.0, "M67", true),
    ])
  func noMatch(gMag: Double, cluster: String, hasNeighbor: Bool) {
    var records = [
      Self.record(dr3: Self.id(5), place: (10, 10), gMag: 14),
      Self.record(dr2: Self.id(7), cluster: cluster, place: (10, 10), gMag: gMag),
    ]
    if hasNeighbor { records.append(Self.record(dr3: Self.id(6), place: (10.0002, 10), gMag: 14)) }
    var identities = IdentityGroups(records)
    #expect(identities.joinByPosition(records).isEmpty)
  }

  @Test func anEqualNumberIsAMatchUnlessThePeriodContradicts() {
    for (period, isMatch) in [(5.0, true), (10.0, true), (7.0, false)] {
      let records = [
        Self.record(dr3: Self.id(5), period: 5), Self.record(dr2: Self.id(5), period: period),
      ]
      var identities = IdentityGroups(records)
      #expect(identities.joinAcrossReleases(records).isEmpty != isMatch, "period \(period)")
    }
  }

  @Test func theSamePixelNeedsTheSamePeriod() {
    for (period, isMatch) in [(5.02, true), (10.0, false)] {
      let records = [
        Self.record(dr3: Self.id(5, 1), period: 5), Self.record(dr2: Self.id(5, 2), period: period),
      ]
      var identities = IdentityGroups(records)
      #expect(identities.joinAcrossReleases(records).isEmpty != isMatch, "period \(period)")
    }
  }

  @Test func aSourceWithADR2PairIsTaken() {
    let records = [
      Self.record(dr3: Self.id(5, 1), dr2: Self.id(5, 1), period: 5),
      Self.record(dr2: Self.id(5, 2), period: 5),
    ]
    var identities = IdentityGroups(records)
    #expect(identities.joinAcrossReleases(records).isEmpty)
  }
}
