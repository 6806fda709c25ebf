// SPDX-License-Identifier: GPL-3.0-or-later
// The request of a robustness run, and the catalogs, model and plan that follow from it.

package import GyroCatalogs
internal import GyroFiles
internal import GyroPlatform
internal import GyroTraining
package import Gyrochronology

/// What is asked of a robustness run, as a value that can be kept and sent.
package struct RobustnessRequest: Hashable, Sendable, Codable {
  /// The path of a standard catalog or of the ChronoFlow table; nil is the standard catalog of the library.
  package var catalog: String?
  /// The path of another catalog of the same stars; nil is the standard catalog with the ChronoFlow table, and
  /// none otherwise.
  package var otherCatalog: String?
  /// The name of the selection of stars that are dated; nil is that which the catalog is usually taken with.
  package var selection: String?
  /// The key of the age scale of the calibrators; nil is the usual one.
  package var ageScale: String?
  /// The path of the checkpoint whose ages the data variants perturb; nil is the embedded model.
  package var model: String?
  /// How flows are trained.
  package var choices: TrainingChoices
  /// The keys of the clusters to date; nil dates all that have a star to date.
  package var clusters: [String]?
  /// The suites.
  package var suites: [RobustnessSuite]
  /// Whether to sample the joint posterior of all clusters too.
  package var isJoint: Bool
  /// How often random variants are drawn.
  package var draws: RobustnessDraws
  /// The seed of all random numbers.
  package var seed: UInt64
  /// What else results shall record.
  package var notes: [String: String]

  /// Asks for a run.
  package init(
    catalog: String? = nil, otherCatalog: String? = nil, selection: String? = nil,
    ageScale: String? = nil, model: String? = nil,
    choices: TrainingChoices = TrainingChoices(), clusters: [String]? = nil,
    suites: [RobustnessSuite] = RobustnessSuite.allCases, isJoint: Bool = false,
    draws: RobustnessDraws = .full, seed: UInt64 = 1, notes: [String: String] = [:]
  ) {
    (self.catalog, self.otherCatalog, self.selection) = (catalog, otherCatalog, selection)
    (self.ageScale, self.model, self.choices) = (ageScale, model, choices)
    (self.clusters, self.suites, self.isJoint) = (clusters, suites, isJoint)
    (self.draws, self.seed, self.notes) = (draws, seed, notes)
  }

  /// Reads the catalogs and the model, and plans the run.
  ///
  /// - Parameters:
  ///   - library: The clusters, age scales and manifests.
  ///   - standardCatalog: The path of the standard catalog of the library.
  /// - Returns: What the run starts from, and its plan.
  /// - Throws: ``GyroTraining/TrainingError`` if no star is left to date or to train on, or the selection is
  ///   unknown; ``GyroFiles/FileError``, ``GyroCatalogs/CatalogError`` or ``GyroFlows/FlowError`` if a file
  ///   cannot be read.
  package func prepared(
    library: CatalogLibrary, standardCatalog: String
  ) throws -> (input: RobustnessInput, plan: RobustnessPlan) {
    let main = try CalibrationCatalog(path: catalog ?? standardCatalog, library: library)
    let other = try (otherCatalog ?? (main.isChronoFlow ? standardCatalog : nil)).map {
      try CalibrationCatalog(path: $0, library: library)
    }
    let name = selection ?? (main.isChronoFlow ? "chronoflow" : "authors")
    guard let chosen = CatalogSelection.named.first(where: { $0.key == name })?.value else {
      throw TrainingError(
        problem: "the selection \(name) is unknown",
        hint: "Known are " + CatalogSelection.named.map(\.key).joined(separator: ", "))
    }
    // The flow learns from blue stars too; ages are only asked of red ones.
    var calibrating = chosen
    if main.isChronoFlow { calibrating.minimumBpRp0 = nil }
    let scale = try library.ageScale(ageScale, usually: .calibration)
    let (calibrators, _) = main.catalog.calibrationStars(
      calibrating, ageScale: scale, externalTests: library.clusters.externalTests)
    let input = RobustnessInput(
      stars: main.catalog.stars, selection: chosen, otherStars: other?.catalog.stars,
      calibrators: calibrators,
      clusters: library.clusters,
      ageScales: [scale] + library.ageScales.filter { $0.key != scale.key },
      model: try LoadedModel(model), choices: choices, seed: seed)
    let provenance = [
      "catalog": main.fileName, "catalog_sha256": main.digest,
      "other_catalog": other?.fileName ?? "none", "other_catalog_sha256": other?.digest ?? "",
      "selection": name, "age_scale": scale.key, "model": input.model.name,
      "model_sha256": input.model.digest.hexadecimal, "seed": "\(seed)",
      "flows": "\(choices.flowCount)",
    ]
    let plan = try RobustnessPlan(
      input, suites: suites, only: clusters, isJoint: isJoint, draws: draws,
      provenance: provenance.merging(notes) { $1 })
    return (input, plan)
  }
}
