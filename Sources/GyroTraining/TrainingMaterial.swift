// SPDX-License-Identifier: GPL-3.0-or-later
// The input of a training: its request, and the stars of the table that it names.

package import GyroCatalogs
package import Gyrochronology

/// What is asked of a training, as a value that can be kept and sent.
package struct TrainingRequest: Hashable, Sendable, Codable {
  /// The path of the ChronoFlow table, or of a standard catalog.
  package var table: String
  /// Whether a ChronoFlow table that is not the pinned one is trained on all the same, which is recorded.
  package var allowsAltered: Bool
  /// The name of the selection of calibrators; nil is that which the table is usually taken with.
  package var selection: String?
  /// The key of the age scale of the calibrators; nil is the usual one.
  package var ageScale: String?
  /// The choices.
  package var choices: TrainingChoices
  /// The seed of all random numbers.
  package var seed: UInt64

  /// Asks for a training.
  package init(
    table: String, allowsAltered: Bool = false, selection: String? = nil, ageScale: String? = nil,
    choices: TrainingChoices = TrainingChoices(), seed: UInt64 = 1
  ) {
    (self.table, self.allowsAltered, self.selection) = (table, allowsAltered, selection)
    (self.ageScale, self.choices, self.seed) = (ageScale, choices, seed)
  }
}

/// The stars of a training and everything that is recorded about them.
package struct TrainingMaterial: Sendable {
  /// What was asked for.
  package let request: TrainingRequest
  /// The stars that are selected and have an age.
  package let stars: [CalibrationStar]
  /// What became of every star of the table, by cluster and reason.
  package let account: IngestReport
  /// Keys of the clusters that are external tests, never trained on.
  package let externalClusters: Set<String>
  /// Keys of the clusters whose age is in dispute on the scale.
  package let disputedClusters: Set<String>
  /// Keys of the clusters whose age is in dispute on any scale.
  package let clustersDisputedAnywhere: Set<String>
  /// Keys of the clusters whose age a model trained without them extrapolates.
  package let extrapolatedClusters: Set<String>
  /// Where the stars come from.
  package let origin: TrainingOrigin
  /// How many selected stars have no age on the scale, by cluster.
  package let starCountWithoutAge: [String: Int]

  /// Reads the stars.
  ///
  /// - Throws: ``GyroFiles/FileError`` if the table is an altered ChronoFlow table, changes while it is read, or
  ///   has a star with a value that no star has; ``GyroCatalogs/CatalogError`` or ``GyroTables/TableError`` if it
  ///   or the library cannot be read; ``TrainingError`` if the selection is unknown.
  package init(_ request: TrainingRequest, library: CatalogLibrary) throws {
    let table = try CalibrationCatalog(
      path: request.table, library: library, allowsAltered: request.allowsAltered)
    let selection = try request.selection.map(CatalogSelection.init(named:)) ?? table.usualSelection
    let scale = try library.ageScale(request.ageScale, usually: .calibration)
    externalClusters = library.clusters.externalTests
    (stars, account) = table.catalog.calibrationStars(
      selection, ageScale: scale, externalTests: externalClusters)
    for star in stars {
      if let wrong = star.impossibility {
        throw try ImpossibleStar(star, wrong).error(
          in: request.table, columnNames: table.columnNames)
      }
    }
    self.request = request
    disputedClusters = Set(scale.disputedClusters)
    clustersDisputedAnywhere = library.disputedClusters
    extrapolatedClusters = Set(scale.extrapolatedClusters)
    origin = TrainingOrigin(
      catalog: table.name, isAltered: table.isAltered, catalogSHA256: table.digest,
      ageScale: scale.key, selection: selection,
      sources: table.isChronoFlow ? nil : try library.pinnedFiles(of: table.sources),
      leftOut: account.rejections)
    starCountWithoutAge = account.rejections(for: scale.reasonWithoutAge)
  }

  /// What a user should know about clusters that are left out for want of an age; nil if none is.
  package var warning: String? {
    guard !starCountWithoutAge.isEmpty else { return nil }
    let clusters = starCountWithoutAge.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
    return "\(starCountWithoutAge.values.reduce(0, +)) stars are left out, since the scale "
      + "\(origin.ageScale) has no age for \(clusters.joined(separator: ", "))"
  }

  /// How many stars there are and why others are left out, in lines.
  package var accountLines: [String] {
    ["\(readCount) stars read, \(stars.count) pass the cuts"]
      + account.rejections.sorted { $0.key < $1.key }.map { "    \($0.value) left out: \($0.key)" }
  }

  /// How many stars the table has.
  package var readCount: Int { account.readCount }

  /// The training of all stars.
  ///
  /// - Throws: ``TrainingError`` if they cannot be trained on.
  package func training() throws(TrainingError) -> ModelTraining {
    try ModelTraining(
      stars: stars, externalClusters: externalClusters, disputedClusters: disputedClusters,
      choices: request.choices, seed: request.seed, origin: origin)
  }
}
