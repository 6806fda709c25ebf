// SPDX-License-Identifier: GPL-3.0-or-later
// Draws for other programs: the sampler's own, by chain, with the shapes that ArviZ expects.

import Foundation
import GyroModel
import GyroQuantities
import GyroSampling
import GyroTables
import Testing

@testable import Gyrochronology

@Suite struct ClusterDrawsTests {
  private static let (chainCount, drawCount) = (2, 30)

  private static func group(_ name: String, _ period: Double) -> ClusterInput {
    ClusterInput(
      name: name,
      candidates: (0..<4).compactMap { index in
        RotationPeriod.days(period + Double(index)).map { period in
          ClusterCandidate(
            id: "s\(index)",
            observation: StarObservation(
              period: period, color: .intrinsic(Measured(0.8 + 0.1 * Double(index), sigma: 0.03))))
        }
      })
  }

  private static func draws(
    _ groups: [ClusterInput], jointly: Bool, method: ClusterMethod = .nuts
  ) throws -> (estimates: ClusterEstimates, draws: ClusterDraws?) {
    let estimator = try ClusterAgeEstimator(stars: AgeEstimator(model: LoadedModel()))
    var settings = SamplingSettings()
    (settings.chainCount, settings.warmupCount, settings.drawCount) = (chainCount, 100, drawCount)
    let estimates =
      method == .grid
      ? try estimator.onGrid(groups, seed: 1, threadCount: 2)
      : try estimator.sampled(
        groups, settings: settings, jointly: jointly, seed: 3, threadCount: 2)
    let manifest = ClusterManifest(
      estimator, method: method, isJoint: jointly, settings: settings, seed: 3,
      source: .init(name: "mock"), command: [])
    return (
      estimates, ClusterDraws(estimates, manifest: manifest, isSingle: groups.count == 1)
    )
  }

  private struct Document: Decodable {
    let posterior: [String: [[Double]]]
    let attrs: [String: String]
  }

  private struct ShapedDocument: Decodable {
    let posterior: [String: [[[Double]]]]
    let coords, dims: [String: [String]]
  }

  @Test func aSingleClusterHasChainsOfDraws() throws {
    let (estimates, found) = try Self.draws([Self.group("one", 8)], jointly: false)
    let draws = try #require(found)
    let document = try JSONDecoder().decode(Document.self, from: Data(draws.json().utf8))
    let age = try #require(estimates.clusters[0].age)
    let chains = try #require(document.posterior["log10_age_myr"])
    #expect(chains.count == Self.chainCount && chains.allSatisfy { $0.count == Self.drawCount })
    #expect(chains.flatMap { $0 } == age.draws.map(\.log10AgeMyr))
    #expect(
      Set(document.posterior.keys)
        == ["log10_age_myr", "zero_point_mag", "membership_shift", "outlier_fraction"])
    #expect(document.attrs["inference_library"] == "gyrochrone")
  }

  @Test func theTableHasARowForEachDraw() throws {
    let (estimates, found) = try Self.draws(
      [Self.group("one", 8), Self.group("two", 12)], jointly: false)
    let rows = try #require(found).table()
    #expect(rows.rowCount == 2 * Self.chainCount * Self.drawCount)
    #expect(
      rows.columns.prefix(4).map(\.description.name) == [
        "cluster", "chain", "draw", "log10_age_myr",
      ])
    let sampled = try #require(estimates.clusters[1].age?.sampled)
    // The last row is the last draw of the last chain of the second cluster.
    let last = rows.rowCount - 1
    #expect(rows.columns[0].text(at: last) == "two")
    #expect(try rows.columns[1].double(at: last) == Double(Self.chainCount - 1))
    let energy = try #require(rows.columns.first { $0.description.name == "energy" })
    #expect(try energy.double(at: last) == sampled.energies.chains.last?.last)
    let depth = try #require(rows.columns.first { $0.description.name == "tree_depth" })
    #expect(depth.description.type == .int64)
    #expect(try depth.double(at: last) == sampled.treeDepths.chains.last?.last)
  }

  /// Clusters that are sampled together share trajectories, and each has its own when they are not.
  @Test(arguments: [true, false])
  func severalClustersAreTheLastDimension(jointly: Bool) throws {
    let (estimates, found) = try Self.draws(
      [Self.group("one", 8), Self.group("two", 12)], jointly: jointly)
    let json = try #require(found).json()
    let document = try JSONDecoder().decode(ShapedDocument.self, from: Data(json.utf8))
    #expect(document.coords == ["cluster": ["one", "two"]])
    #expect(document.dims["log10_age_myr"] == ["cluster"])
    #expect((document.dims["lp"] == nil) == jointly)
    let ages = try #require(document.posterior["log10_age_myr"])
    for (index, cluster) in estimates.clusters.enumerated() {
      #expect(
        ages.flatMap { $0 }.map { $0[index] } == cluster.age?.draws.map(\.log10AgeMyr))
    }
  }

  @Test func theFolderHasTheDrawsOfTheClustersInTheOrderOfDimensions() throws {
    let (estimates, found) = try Self.draws(
      [Self.group("one", 8), Self.group("two", 12)], jointly: false)
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString + ".zarr")
    try #require(found).write(to: path.path)
    let bytes = try Data(contentsOf: path.appending(path: "posterior/log10_age_myr/0.0.0"))
    let values = bytes.withUnsafeBytes { $0.bindMemory(to: UInt64.self) }
      .map { Double(bitPattern: UInt64(littleEndian: $0)) }
    for (index, cluster) in estimates.clusters.enumerated() {
      let mine = stride(from: index, to: values.count, by: 2).map { values[$0] }
      #expect(mine == cluster.age?.draws.map(\.log10AgeMyr))
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path.appending(path: "sample_stats").path)
        .contains("diverging"))
  }

  @Test func theGridHasNoDraws() throws {
    #expect(try Self.draws([Self.group("one", 8)], jointly: false, method: .grid).draws == nil)
  }

  @Test(arguments: [
    ("a.json", true), ("a.zarr", true), ("a.fits", true), ("a.csv", true), ("a.txt", false),
    ("a", false),
  ])
  func theNameOfTheFileSaysTheForm(path: String, isKnown: Bool) {
    #expect(ClusterDraws.canBeWritten(to: path) == isKnown)
  }
}
