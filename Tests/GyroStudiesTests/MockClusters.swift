// SPDX-License-Identifier: GPL-3.0-or-later
// Clusters on one law of spin-down, with field stars among them, as a standard catalog.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import GyroQuantities
import GyroStudies
import GyroTraining
import Gyrochronology
import _TestSupport

@testable import GyroCatalogs

/// A mock of a catalog: what is planted in it is known.
struct MockClusters {
  /// What is wrong with the mock.
  enum Plant { case nothing, ages, memberships, colors }

  static let library = PackageFolder.catalogs
  /// Real keys, so that the age scales know them, with the ages the mocks are drawn at.
  static let keys = [
    "Collinder135", "NGC2547", "IC2602", "NGC2451A", "APer", "Pleiades", "M50", "M35", "NGC3532",
    "M37", "NGC2548", "NGC2281", "NGC6866", "Praesepe", "Hyades", "NGC6811", "NGC1817", "NGC752",
    "NGC6819", "Ruprecht147",
  ]

  let stars: [StandardStar]
  let calibrators: [CalibrationStar]

  /// Draws clusters that spin down as log P = a / 2 - 0.4 + tanh((c - 1.3) / 0.4) / 2, within 0.05 dex.
  ///
  /// - Parameters:
  ///   - starCount: Stars a cluster; a fifth of them are field stars with any period.
  ///   - plant: What to make wrong.
  /// - Throws: `CatalogError` if the age scales cannot be read.
  init(starCount: Int, plant: Plant = .nothing) throws {
    let scale = try CatalogLibrary(folder: Self.library).ageScale("chronoflow")
    var stars: [StandardStar] = []
    for (place, key) in Self.keys.enumerated() {
      var random = RandomStream(seed: 11).child(key)
      guard let age = scale.age(cluster: key) else { continue }
      var members: [StandardStar] = []
      for index in 0..<starCount {
        let (bpRp0, sigma) = (
          0.7 + 1.5 * random.nextUniform(), 0.01 + 0.02 * random.nextUniform()
        )
        let isMember = index % 5 != 0
        let drawn =
          age.log10AgeMyr / 2 - 0.4 + tanh((bpRp0 - 1.3) / 0.4) / 2 + 0.05 * random.nextNormal()
        let field = -1 + 3 * random.nextUniform()
        var star = StandardStar(
          cluster: key, periodDays: pow(10, isMember ? drawn : field),
          periodSources: [index % 3 == 0 ? "second" : "first"], periodCandidates: [], flags: [])
        star.gaiaDR3 = GaiaSourceID(.dr3, Int64(1000 * (place + 1) + index))
        (star.bpRp0, star.bpRp0Sigma) = (bpRp0 + (plant == .colors ? 0.05 : 0), sigma)
        star.membershipProbability = isMember ? 0.95 : 0.1
        star.ruwe = index % 10 == 0 ? 1.3 : 1
        members.append(star)
      }
      if plant == .memberships {
        let order = random.nextPermutation(count: members.count)
        let given = members.map(\.membershipProbability)
        for (index, other) in order.enumerated() {
          members[index].membershipProbability = given[other]
        }
      }
      stars += members
    }
    self.stars = stars
    let planted: Set = ["Pleiades", "M37", "NGC6811"]
    calibrators = StandardCatalog(stars: stars, report: IngestReport())
      .calibrationStars(Self.selection, ageScale: scale).stars.map { star in
        CalibrationStar(
          cluster: star.cluster,
          log10AgeMyr: star.log10AgeMyr
            + (plant == .ages && planted.contains(star.cluster) ? 0.2 : 0),
          log10AgeMyrSigma: star.log10AgeMyrSigma, bpRp0: star.bpRp0, bpRp0Sigma: star.bpRp0Sigma,
          log10PeriodDays: star.log10PeriodDays,
          membershipProbability: star.membershipProbability)
      }
  }

  static let selection = CatalogSelection(minimumBpRp0: 0.5)

  /// Trainings small enough for a build without optimization.
  static let choices: TrainingChoices = {
    var choices = TrainingChoices(flowCount: 1)
    (choices.trainer.hiddenWidths, choices.trainer.transformCount) = ([16], 1)
    (choices.trainer.epochCount, choices.trainer.batchSize) = (40, 64)
    choices.trainer.peakLearningRate = 1e-2
    return choices
  }()

  /// A model of the mock without a plant, trained once.
  static let model = Result {
    let mock = try MockClusters(starCount: 30)
    let training = try ModelTraining(
      stars: mock.calibrators, externalClusters: [], disputedClusters: [], choices: choices, seed: 5
    )
    let path = FileManager.default.temporaryDirectory
      .appending(path: "\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(training.checkpoint(of: training.trained(threadCount: 1)).encoded())
      .write(to: URL(filePath: path))
    return try LoadedModel(path)
  }

  /// What a run starts from.
  func input(seed: UInt64 = 1) throws -> RobustnessInput {
    let library = try CatalogLibrary(folder: Self.library)
    return RobustnessInput(
      stars: stars, selection: Self.selection, calibrators: calibrators,
      clusters: library.clusters,
      ageScales: [try library.ageScale("chronoflow"), try library.ageScale("bouma-2023")],
      model: try Self.model.get(), choices: Self.choices, seed: seed)
  }
}
