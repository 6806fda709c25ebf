// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a model card: the model's density beside the clusters.

internal import GyroFiles
package import GyroPlotting
package import GyroStudies
package import Gyrochronology

/// The density of periods that a model has at the age of each cluster, with the cluster's stars.
package struct ModelCardPicture: Sendable {
  /// The picture.
  package let figure: Figure
  /// What it shows.
  package let caption: String

  /// How a page shows the picture.
  ///
  /// - Parameters:
  ///   - path: The file of the picture.
  ///   - page: The file of the page.
  /// - Returns: A block with the path relative to the page.
  package func block(at path: String, on page: String) -> ReportDocument.Block {
    .figure(
      path: ReportDocument.path(of: path, from: page), caption: ReportText(caption), svg: "")
  }

  /// Draws clusters, at least one.
  package init(_ shown: ModelCardClusters, model: LoadedModel, command: String) {
    figure = .clusterDensities(
      shown.clusters.map {
        Figure.DensityCluster(
          title: $0.title, ageMyr: $0.ageMyr, bpRp0: $0.bpRp0, periodsDays: $0.periodsDays)
      }, forward: ForwardModel(model),
      provenance: "gyro \(ProgramVersion.current), model \(model.name), sha256 "
        + "\(model.digest.hexadecimal.prefix(12))…, standard catalog of rotators, "
        + "the authors' choice of stars", command: command)
    let outsideCount = shown.starCount(outside: Figure.densityColors, Figure.densityPeriods)
    caption =
      "Density of periods at each color and the age of each cluster (blue, each panel on a scale of "
      + "its own; the flow alone, without non-members), and \(shown.starCount) stars of the standard "
      + "catalog, the authors' choice, \(outsideCount) of them outside the panels. That catalog is made "
      + "of the literature and is not the table that the model was trained on. † not trained on; * at an age "
      + "that was learned. Ages: \(shown.ageScales)."
  }
}
