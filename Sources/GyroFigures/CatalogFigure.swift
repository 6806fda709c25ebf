// SPDX-License-Identifier: GPL-3.0-or-later
// A catalog of rotators as a picture: the stars, and the clusters with their ages.

internal import GyroPlatform
package import GyroPlotting
package import Gyrochronology

extension Figure {
  /// The stars of an answer, and their clusters where there are several.
  ///
  /// - Parameters:
  ///   - run: The answer.
  ///   - command: What draws it.
  /// - Returns: The figure, as wide as a page, or a column for one cluster.
  package static func catalog(_ run: CatalogRun, command: String) -> Figure {
    let stars = ColorPeriodStars(run.positions)
    let clusters = run.clusters
    let words = (run.title.map { "\($0): " } ?? "") + "\(run.starCount) stars"
    return catalog(
      stars, clusters: clusters.count < 2 ? [] : clusters,
      title: stars.count == run.starCount ? words : words + ", \(stars.count) with a color",
      provenance: "gyro \(ProgramVersion.current), standard catalog of rotators",
      command: command)
  }

  /// The stars in the plane of color and period, and the clusters by age with the number of their stars.
  ///
  /// - Parameters:
  ///   - stars: The stars that have a color.
  ///   - clusters: The clusters; without any, only the stars are drawn.
  ///   - title: What is shown.
  ///   - provenance: Where it is from.
  ///   - command: What draws it.
  /// - Returns: The figure, as wide as a page, or a column without clusters.
  package static func catalog(
    _ stars: ColorPeriodStars, clusters: [CatalogRun.Cluster], title: String, provenance: String,
    command: String
  ) -> Figure {
    let diagram = Panel(
      FigureText(title), x: Axis(.bpRp0 + " (mag)", range: stars.colorRange),
      y: .log(.periodDays, range: stars.periodRange),
      layers: [stars.layer(color: .blue, label: nil)])
    guard !clusters.isEmpty else {
      return Figure(diagram, height: 75, provenance: provenance, command: command)
    }
    let scales = Set(clusters.flatMap(\.agesMyr.keys)).sorted()
    func rank(_ cluster: CatalogRun.Cluster) -> Double { cluster.agesMyr.values.min() ?? .infinity }
    // The youngest on top; those without an age below.
    let ordered = clusters.sorted { (rank($1), $1.name) < (rank($0), $0.name) }
    let markers: [Marker] = [.disk, .circle, .diamond, .square]
    let layers = scales.enumerated().map { index, scale in
      let known = ordered.enumerated().filter { $0.element.agesMyr[scale] != nil }
      return Points(
        x: known.map { $0.element.agesMyr[scale] ?? .nan }, y: known.map { Double($0.offset) },
        color: .series(index), marker: markers[index % markers.count], size: 3.5,
        label: FigureText(scale))
    }
    let names = ordered.enumerated().map { (Double($0), "\($1.name) (\($1.starCount))") }
    let ages = Panel(
      x: .log(.ageMyr),
      y: Axis(
        nil, range: -0.8...(Double(ordered.count) - 0.2),
        names: Dictionary(names) { first, _ in first }), legend: .above, layers: layers)
    return Figure(
      rows: [[diagram, ages]], width: pageWidth,
      height: max(85, 26 + 3.3 * Double(ordered.count)), provenance: provenance, command: command)
  }
}
