// SPDX-License-Identifier: GPL-3.0-or-later
// The ages of a table of any size as a picture, in constant memory.

internal import Foundation
internal import GyroModel
package import GyroPlotting
internal import GyroQuantities
package import Gyrochronology

/// What a picture needs of the ages of a survey, collected star by star.
///
/// Few stars are drawn as points, many as the density of points.
package struct AgeSurvey: Sendable {
  /// The half width of the 68 % interval up to which an age counts as well determined, dex.
  package static let smallHalfWidth = 0.2

  private static let ageBinCount = 42

  private var stars = ColorPeriodStars()
  private var ages = [Double](repeating: 0, count: ageBinCount)
  private var goodAges = [Double](repeating: 0, count: ageBinCount)
  private var starCount = 0, ageCount = 0, flaggedCount = 0

  /// An empty survey.
  package init() {}

  /// Adds a star, with or without an age.
  package mutating func add(_ estimate: AgeEstimate) {
    starCount += 1
    guard case .age(let age) = estimate else { return }
    ageCount += 1
    if !age.flags.isEmpty { flaggedCount += 1 }
    stars.add(bpRp0: age.star.covariates.bpRp0.value, periodDays: age.star.periodDays.value)
    if let bin = ColorPeriodStars.bin(age.summary.q50, 0...4.2, Self.ageBinCount) {
      ages[bin] += 1
      if age.summary.q84 - age.summary.q16 < 2 * Self.smallHalfWidth { goodAges[bin] += 1 }
    }
  }

  /// The survey as a picture.
  package func figure(_ manifest: RunManifest) -> Figure {
    let edges = (0...Self.ageBinCount).map { pow(10, 4.2 * Double($0) / Double(Self.ageBinCount)) }
    let filled = ages.indices.filter { ages[$0] > 0 }
    // A single bar without an axis to speak of would tell nothing.
    let shown =
      max(
        0, (filled.first ?? 5) - 5)...min(
        Self.ageBinCount - 1, (filled.last ?? Self.ageBinCount) + 5)
    let histogram = Panel(
      x: .log("Median age (Myr)", range: edges[shown.lowerBound]...edges[shown.upperBound + 1]),
      y: Axis("Stars", range: 0...(1.1 * max(1, ages.max() ?? 1))), legend: .above,
      layers: [
        Bars(
          edges: Array(edges[shown.lowerBound...(shown.upperBound + 1)]),
          heights: Array(ages[shown]), color: .sky, label: "all"),
        Bars(
          edges: Array(edges[shown.lowerBound...(shown.upperBound + 1)]),
          heights: Array(goodAges[shown]), color: .blue,
          label: FigureText("68 % interval within ±\(Self.smallHalfWidth) dex")),
      ])
    return Figure(
      title: FigureText(
        "\(starCount) star\(starCount == 1 ? "" : "s"), \(ageCount) with an age, \(flaggedCount) of them flagged"
      ),
      rows: [[diagram, histogram]], width: Figure.pageWidth, height: 82,
      provenance: manifest.summary, command: manifest.commandLine)
  }

  private var diagram: Panel {
    Panel(
      x: Axis(.bpRp0 + " (mag)", range: stars.colorRange),
      y: .log(.periodDays, range: stars.periodRange),
      layers: [stars.layer(color: .blue, label: nil)])
  }
}
