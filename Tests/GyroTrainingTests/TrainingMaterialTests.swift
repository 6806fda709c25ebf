// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroFlows
import GyroTraining
import Gyrochronology
import Testing
import _TestSupport

/// The committed catalog as the stars of a training.
@Suite struct TrainingMaterialTests {
  private static let catalogs = PackageFolder.catalogs
  private static let library = Result { try CatalogLibrary(folder: catalogs) }

  private static func material(
    _ selection: String? = nil, ageScale: String = "chronoflow"
  ) throws -> TrainingMaterial {
    try TrainingMaterial(
      TrainingRequest(
        table: catalogs + "/rotators.fits", selection: selection, ageScale: ageScale),
      library: library.get())
  }

  @Test func everyStarIsTakenOrCountedByItsReason() throws {
    let material = try Self.material()
    #expect(material.readCount == 6929)
    #expect(
      material.stars.count + material.account.rejections.values.reduce(0, +) == material.readCount)
    let clusters = Set(material.stars.map(\.cluster))
    #expect(clusters.isDisjoint(with: ["Blanco1", "GroupX", "PscEri"]) && clusters.count == 18)
    // 127 + 166 + 101, whatever their flags.
    #expect(material.account.rejections["external test cluster"] == 394)
    #expect(material.warning == nil)
    #expect(material.origin.leftOut == material.account.rejections)
    #expect(material.origin.selection == .calibrators)
  }

  @Test func aModelOfItRecordsItsTablesAndStarsByCluster() throws {
    let material = try Self.material()
    #expect(material.origin.catalog == "rotators.fits" && !material.origin.isAltered)
    let sources = try #require(material.origin.sources)
    #expect(sources.count == 16)
    #expect(
      sources["rebull-2016"]?["Rebull_2016_Table2_759_stars.fits"]?.hasPrefix("924eadb53417")
        == true)
    var choices = ModelTrainingTests.quick
    (choices.trainer.epochCount, choices.trainer.batchSize) = (1, 2048)
    let training = try ModelTraining(
      stars: material.stars, externalClusters: material.externalClusters,
      disputedClusters: material.disputedClusters, choices: choices, seed: 1,
      origin: material.origin)
    let checkpoint = try training.checkpoint(of: training.trained(threadCount: 2))
    let record = try #require(TrainingRecord(notes: checkpoint.notes))
    #expect(record.origin == material.origin)
    let counts = try #require(record.starCountByCluster)
    #expect(counts.keys.sorted() == record.clusters)
    #expect(counts.values.reduce(0, +) == record.starCount)
    #expect(counts["NGC752"] == 8)
  }

  @Test func clustersWithoutAnAgeAreLeftOutWithAWarning() throws {
    let material = try Self.material(ageScale: "bouma-2023")
    let warning = try #require(material.warning)
    #expect(warning.contains("the scale bouma-2023 has no age for Collinder135 ("))
    #expect(warning.contains("NGC752 (8)"))
    let count = try #require(
      material.account.rejections["no age on the scale bouma-2023"])
    #expect(warning.hasPrefix("\(count) stars are left out"))
    #expect(!material.stars.contains { $0.cluster == "NGC752" })
  }

  @Test func aSelectionIsByName() throws {
    let (all, single) = (try Self.material(), try Self.material("single-calibrators"))
    #expect(single.stars.count < all.stars.count)
    // Some of them have a high RUWE too, and a star is counted by the first of its flags.
    #expect(
      try #require(single.account.rejections["possible_binary"])
        > all.stars.count - single.stars.count)
    let error = #expect(throws: CatalogError.self) { try Self.material("best") }
    #expect(error?.description.contains("best: is not a known selection of stars") == true)
  }
}
