// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroModel
import GyroQuantities
import GyroTables
import Gyrochronology
import Testing
import _TestSupport

/// What counts as a membership, on every road by which stars come.
@Suite struct MembershipTests {
  static func input(_ content: String) throws -> ClusterInput {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    try Data(content.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var reader = try openTable(
      path: file.path,
      options: TableReadingOptions(
        nullWords: TableReadingOptions.commonNullWords, infersTypes: false))
    let columns = try StarColumns(of: reader.schema, file: "stars.csv")
    return try ClusterInput(name: "stars", reading: &reader, columns: columns)
  }

  static let header = "id,period,bp_rp0,bp_rp0_sigma"

  @Test(arguments: ["", "NaN", "--", "NULL"])
  func anEmptyMembershipIsFlaggedAndCounted(cell: String) throws {
    let rows = (0..<12).map { "s\($0),10,1.0,0.02,\($0 < 2 ? cell : "0.9")\n" }.joined()
    let input = try Self.input("\(Self.header),membership\n\(rows)")
    #expect(input.assumedMembershipCount == 2)
    let stars = input.candidates.compactMap(\.observation)
    #expect(stars.map(\.isMembershipAssumed) == (0..<12).map { $0 < 2 })
    #expect(stars.map(\.membershipProbability) == (0..<12).map { $0 < 2 ? 1 : 0.9 })
    let estimator = try AgeEstimator(model: LoadedModel())
    for (star, isAssumed) in [(stars[0], true), (stars[2], false)] {
      guard case .age(let age) = estimator.estimate(star) else {
        Issue.record("no age")
        continue
      }
      #expect(age.flags.contains(.membershipAssumed) == isAssumed)
    }
    let cluster = try ClusterAgeEstimator(stars: estimator).onGrid([input], seed: 1, threadCount: 1)
      .clusters[0]
    #expect(cluster.flags.contains(.membershipAssumed))
  }

  @Test func withoutAColumnNothingIsAssumed() throws {
    let input = try Self.input("\(Self.header)\ns1,10,1.0,0.02\n")
    #expect(input.assumedMembershipCount == 0)
    #expect(input.candidates[0].observation?.membershipProbability == 1)
  }

  @Test(arguments: ["1.2", "-0.1", "95", "1e300"])
  func aMembershipThatIsNoProbabilityIsUnusableOnBothRoads(cell: String) throws {
    let input = try Self.input("\(Self.header),membership\ns1,10,1.0,0.02,\(cell)\n")
    #expect(input.candidates[0].reason?.reason == .membershipOutOfRange)
    let value = try #require(Double(cell))
    let folder = PackageFolder.catalogs
    var star = try #require(StandardCatalog(path: folder + "/rotators.fits").stars.first)
    star.membershipProbability = value
    let clusters = ClusterInput.clusters(
      of: StandardCatalog(stars: [star], report: IngestReport()),
      selection: CatalogSelection(),
      clusters: try ClusterList(path: folder + "/clusters.json"))
    let reason = clusters.first?.candidates.first?.reason
    #expect(
      reason
        == UnusableStar(.membershipOutOfRange, "the membership is \(value), expected 0 to 1"))
  }
}
