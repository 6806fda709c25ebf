// SPDX-License-Identifier: GPL-3.0-or-later
// The scores of a model, from a request to the result.

package import GyroCatalogs
internal import GyroFiles
internal import Gyrochronology

/// What is asked of a model's scores, as a value that can be kept and sent.
package struct ScoreRequest: Hashable, Sendable, Codable {
  /// The clusters by any of their names; none stands for those that are never trained on.
  package var clusters: [String]
  /// A checkpoint file, or the name of the embedded model.
  package var model: String
  /// The path of a standard catalog; nil is that of the library.
  package var catalog: String?
  /// The name of the selection of stars.
  package var selection: String
  /// The key of the age scale of the literature ages; nil is the usual one.
  package var ageScale: String?
  /// The command that asks, to be recorded.
  package var command: String

  /// Asks for scores.
  package init(
    clusters: [String] = [], model: String = EmbeddedModel.name, catalog: String? = nil,
    selection: String = "authors", ageScale: String? = nil, command: String
  ) {
    (self.clusters, self.model, self.catalog) = (clusters, model, catalog)
    (self.selection, self.ageScale, self.command) = (selection, ageScale, command)
  }
}

extension ClusterScores {
  /// Reads the model and the stars, and scores.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - library: The clusters and age scales.
  ///   - threadCount: Threads to use; does not change the result.
  /// - Throws: ``Gyrochronology/RequestError`` if a cluster is not known; ``GyroTraining/TrainingError`` if one has
  ///   no stars or no age; ``GyroCatalogs/CatalogError`` or ``GyroFlows/FlowError`` if a file cannot be read or a
  ///   selection or scale is not known.
  package init(_ request: ScoreRequest, library: CatalogLibrary, threadCount: Int) throws {
    let selection = try CatalogSelection(named: request.selection)
    let keys =
      request.clusters.isEmpty
      ? library.clusters.clusters.filter(\.isExternalTest).map(\.key)
      : try library.clusters.keys(of: request.clusters)
    let scale = try library.ageScale(request.ageScale, usually: .literature)
    let catalog = try StandardCatalog(path: request.catalog ?? library.standardCatalogPath)
    try self.init(
      LoadedModel(request.model), clusters: keys,
      stars: catalog.calibrationStars(selection, ageScale: scale).stars,
      selection: request.selection, ageScale: scale, command: request.command,
      threadCount: threadCount)
  }
}
