// SPDX-License-Identifier: GPL-3.0-or-later
// A model's card, from a request to what it says and shows.

package import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
package import Gyrochronology

/// What is asked of a model's card, as a value that can be kept and sent.
package struct ModelCardRequest: Hashable, Sendable, Codable {
  /// The paths of results about the model, each kind once; none stands for those beside the folder of catalogs.
  package var results: [String]
  /// A checkpoint file, or the name of the embedded model.
  package var model: String
  /// The path of a standard catalog for the pictures; nil is that of the library.
  package var catalog: String?
  /// Whether the clusters are to be shown.
  package var showsClusters: Bool
  /// The command that asks, to be recorded.
  package var command: String

  /// Asks for a card.
  package init(
    results: [String] = [], model: String = EmbeddedModel.name, catalog: String? = nil,
    showsClusters: Bool = false, command: String
  ) {
    (self.results, self.model, self.catalog) = (results, model, catalog)
    (self.showsClusters, self.command) = (showsClusters, command)
  }
}

/// What a model's card says and shows.
package struct ModelCardRun: Sendable {
  /// The model.
  package let model: LoadedModel
  /// What the card says.
  package let card: ModelCard
  /// The clusters of its pictures, at least one; nil if they are not to be shown.
  package let clusters: ModelCardClusters?
  private let disputed: Set<String>

  /// Reads the model, the results about it and the stars.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - folder: The folder of catalogs.
  /// - Throws: ``GyroFiles/FileError`` if a result is damaged or about another model, or no cluster can be shown;
  ///   ``GyroCatalogs/CatalogError`` or ``GyroFlows/FlowError`` if a catalog or the model cannot be read.
  package init(_ request: ModelCardRequest, folder: CatalogFolder) throws {
    let library = try CatalogLibrary(folder: folder.path)
    model = try LoadedModel(request.model)
    let evidence =
      request.results.isEmpty
      ? try CardEvidence(folder: Self.results(folder.path), model: model)
      : try CardEvidence(request.results, model: model)
    let scale = try? library.ageScale(model.training?.origin?.ageScale, usually: .calibration)
    card = ModelCard(model, evidence: evidence, scale: scale, command: request.command)
    disputed = library.disputedClusters
    guard request.showsClusters else {
      clusters = nil
      return
    }
    let catalog = request.catalog ?? library.standardCatalogPath
    let shown = try ModelCardClusters(
      model, catalog: StandardCatalog(path: catalog), library: library)
    guard !shown.clusters.isEmpty else {
      throw FileError(
        path: catalog, problem: "has no star with a color in a cluster of known age",
        hint: "Name a standard catalog with --catalog")
    }
    clusters = shown
  }

  /// The folder of results that belongs to a folder of catalogs.
  private static func results(_ catalogs: String) -> String {
    guard catalogs != EmbeddedCatalogs.folder else { return catalogs + "/results" }
    return URL(filePath: catalogs).deletingLastPathComponent().appending(path: "Validation/Results")
      .path
  }

  /// The card as a document.
  ///
  /// - Parameter picture: How it shows its pictures; nil without any.
  /// - Returns: The document.
  package func document(picture: ReportDocument.Block?) -> ReportDocument {
    ModelCardDocument(card, disputed: disputed, picture: picture).document
  }
}
