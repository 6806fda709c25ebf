// SPDX-License-Identifier: GPL-3.0-or-later
// Cluster ages of the published weights, against those that zuko and numpy computed.

import Foundation
import GyroCatalogs
import GyroFlows
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
struct ReferenceClusterGoldenTests {
  let likelihood: RotationLikelihood
  let stars: [String: [Star]]

  init() throws {
    let url = SharedFolder.file("data/reference/chronoflow-weights.safetensors")
    let checkpoint = try FlowCheckpoint(
      stateDictionary: [UInt8](Data(contentsOf: url)), name: url.path, activation: .relu, bound: 5,
      slope: 1e-4, contextNames: ContextSchema.rotation.names, valueName: RotationFlow.valueName,
      notes: [:])
    likelihood = RotationLikelihood(flow: try RotationFlow(checkpoint, file: url.path))
    let library = try CatalogLibrary(
      folder: PackageFolder.catalogs)
    let table = try StandardCatalog.chronoFlow(
      at: SharedFolder.file("data/chronoflow/prot_catalogue.csv").path, library: library)
    let calibrators = table.calibrationStars(
      .chronoFlowRotators, ageScale: try library.ageScale("chronoflow")
    ).stars
    stars = Dictionary(grouping: calibrators, by: \.cluster).mapValues { stars in
      stars.map {
        Star(
          log10PeriodDays: $0.log10PeriodDays, bpRp0: $0.bpRp0,
          log10BpRp0Sigma: log10($0.bpRp0Sigma), membershipProbability: $0.membershipProbability)
      }
    }
  }

  /// The grid of 1,000 nodes over all ages; in daily runs only its nodes within 0.35 dex of the reference
  /// interval, of clusters of at most 130 stars, outside of which nothing is left of the posterior.
  @Test func quantilesOfEveryCluster() throws {
    let rows = try SharedFolder.rows("data/reference/clusters.csv")
    #expect(rows.count == 30)
    let whole = AgeGrid.grid()
    let nuisances = ClusterParameters(
      log10AgeMyr: 0, outlierFraction: OutlierMixture.usualOutlierFraction)
    let limit = Closeness.absolute(0.002, because: "the agreed limit, dex")
    for row in rows {
      func number(_ name: String) throws -> Double {
        try #require(row[name].flatMap { Double($0) })
      }
      let name = try #require(row["cluster"])
      let stars = try #require(stars[name])
      let expectedCount = try number("stars")
      #expect(Double(stars.count) == expectedCount, "\(name)")
      guard slowTestsAreWanted || stars.count <= 130 else { continue }
      let near =
        try number("log10_age_myr_q025") - 0.35...number("log10_age_myr_q975") + 0.35
      let nodes = whole.indices.filter { slowTestsAreWanted || near.contains(whole[$0]) }
      let (first, last) = (try #require(nodes.first), try #require(nodes.last))
      let grid = Grid(whole[first]...whole[last], count: nodes.count)
      let posterior = try #require(
        ClusterDater(grid: grid).posterior(
          of: DirectClusterLikelihood(stars: stars, likelihood: likelihood, threadCount: 2),
          nuisances: nuisances))
      let summary = posterior.age.summary
      expectClose(summary.q16, try number("log10_age_myr_q16"), limit, name)
      expectClose(summary.q50, try number("log10_age_myr_q50"), limit, name)
      expectClose(summary.q84, try number("log10_age_myr_q84"), limit, name)
    }
  }
}
