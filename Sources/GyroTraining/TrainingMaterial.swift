// SPDX-License-Identifier: GPL-3.0-or-later
// The input of a training: its request, and the stars of the table that it names.

package import GyroCatalogs
internal import GyroFiles
internal import GyroQuantities
internal import GyroTables
package import Gyrochronology

/// What is asked of a training, as a value that can be kept and sent.
package struct TrainingRequest: Hashable, Sendable, Codable {
  /// The path of the ChronoFlow table.
  package var table: String
  /// Whether a table that is not the pinned one is trained on all the same, which is recorded.
  package var allowsAltered: Bool
  /// The key of the age scale of the calibrators; nil is the usual one.
  package var ageScale: String?
  /// The choices.
  package var choices: TrainingChoices
  /// The seed of all random numbers.
  package var seed: UInt64

  /// Asks for a training.
  package init(
    table: String, allowsAltered: Bool = false, ageScale: String? = nil,
    choices: TrainingChoices = TrainingChoices(), seed: UInt64 = 1
  ) {
    (self.table, self.allowsAltered, self.ageScale) = (table, allowsAltered, ageScale)
    (self.choices, self.seed) = (choices, seed)
  }
}

/// The stars of a training and everything that is recorded about them.
package struct TrainingMaterial: Sendable {
  /// What was asked for.
  package let request: TrainingRequest
  /// The stars that pass the published cuts.
  package let stars: [CalibrationStar]
  /// How many stars the table has.
  package let readCount: Int
  /// Keys of the clusters that are external tests, never trained on.
  package let externalClusters: Set<String>
  /// Keys of the clusters whose age is in dispute on the scale.
  package let disputedClusters: Set<String>
  /// Keys of the clusters whose age a model trained without them extrapolates.
  package let extrapolatedClusters: Set<String>
  /// Where the stars come from.
  package let origin: TrainingOrigin

  /// Reads the stars.
  ///
  /// - Throws: ``GyroFiles/FileError`` if the table is not the pinned one, changes while it is read, or has a star
  ///   with a value that no star has; ``GyroCatalogs/CatalogError`` or ``GyroTables/TableError`` if it or the
  ///   library cannot be read.
  package init(_ request: TrainingRequest, library: CatalogLibrary) throws {
    let manifest = try library.compilation()
    let pinned = manifest.files[0]
    let source = try DigestedFile(path: request.table)
    let digest = source.digest.hexadecimal
    guard digest == pinned.sha256 || request.allowsAltered else {
      throw FileError(
        path: request.table,
        problem: "has the sha256 \(digest), the table of \(manifest.key) \(pinned.sha256)",
        hint: "Fetch it again, or train on it all the same with --allow-altered")
    }
    let scale = try library.ageScale(request.ageScale, usually: .calibration)
    let table = try StandardCatalog.chronoFlow(at: request.table, library: library)
    let (stars, report) = table.calibrationStars(.chronoFlowCuts, ageScale: scale)
    for star in stars {
      if let wrong = star.impossibility {
        throw try ImpossibleStar(star, wrong).error(
          in: request.table, columns: manifest.tables[0].columns)
      }
    }
    try source.checkUnchanged()
    (self.request, self.stars, readCount) = (request, stars, report.readCount)
    externalClusters = Set(library.clusters.clusters.filter(\.isExternalTest).map(\.key))
    disputedClusters = Set(scale.disputedClusters)
    extrapolatedClusters = Set(scale.extrapolatedClusters)
    origin = TrainingOrigin(
      catalog: manifest.key, isAltered: digest != pinned.sha256, catalogSHA256: digest,
      ageScale: scale.key, selection: .chronoFlowCuts)
  }

  /// The training of all stars.
  ///
  /// - Throws: ``TrainingError`` if they cannot be trained on.
  package func training() throws(TrainingError) -> ModelTraining {
    try ModelTraining(
      stars: stars, externalClusters: externalClusters, disputedClusters: disputedClusters,
      choices: request.choices, seed: request.seed, origin: origin)
  }
}
