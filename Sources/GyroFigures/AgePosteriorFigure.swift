// SPDX-License-Identifier: GPL-3.0-or-later
// The age of one star as a picture.

package import GyroModel
internal import GyroNumerics
internal import GyroPlatform
package import GyroPlotting
internal import GyroQuantities
package import Gyrochronology

extension Figure {
  /// The posterior density of a star's age with its 68 and 95 % intervals, its median and its warnings.
  ///
  /// - Parameters:
  ///   - age: The age in numbers.
  ///   - posterior: The same with its density.
  ///   - estimator: What made it.
  ///   - headline: The age as text.
  ///   - manifest: What it rests on.
  /// - Returns: The figure.
  package static func agePosterior(
    _ age: StarAge, posterior: AgePosterior, estimator: AgeEstimator, headline: String,
    manifest: RunManifest
  ) -> Figure {
    let (density, summary) = (posterior.density, age.summary)
    let grid = density.grid
    let range = AxisRange(
      max(grid.range.lowerBound, summary.q025 - 0.3), min(grid.range.upperBound, summary.q975 + 0.3)
    ).shown(on: .linear)

    /// The density between two ages, ends included, so that areas end where they say.
    func part(_ lower: Double, _ upper: Double) -> (ages: [Double], values: [Double]) {
      let nodes = grid.filter { $0 > lower && $0 < upper }
      let points = [lower] + nodes + [upper]
      return (points.map { pow(10, $0) }, points.map { density.value(at: $0) })
    }
    func area(_ lower: Double, _ upper: Double, _ opacity: Double, _ label: FigureText?) -> Band {
      let (ages, values) = part(lower, upper)
      return Band(
        x: ages, lower: values.map { _ in 0 }, upper: values,
        color: FigureColor.blue.opacity(opacity), label: label)
    }
    let words = [starWords(age.star)] + flagLines(age.flags)
    let highest = density.values.max() ?? 1
    // Room for the text above the curve.
    let top = highest * (1.08 + 0.11 * Double(words.count))
    let ages = pow(10, range.lowerBound)...pow(10, range.upperBound)
    var layers: [any Mark] = beyondCalibration(
      estimator.model.rotation.domain?.log10AgeMyr(bpRp0: age.star.covariates.bpRp0.value),
      agesMyr: ages, from: 0, to: top)
    // Side by side and not one over the other, so that the legend shows the same colors.
    layers.append(area(summary.q16, summary.q84, 0.65, "68 %"))
    layers.append(area(summary.q025, summary.q16, 0.3, "95 %"))
    layers.append(area(summary.q84, summary.q975, 0.3, nil))
    let prior = estimator.priorDensities
    let shown = grid.indices.filter { range.contains(grid[$0]) }
    layers.append(
      Line(
        x: shown.map { pow(10, grid[$0]) }, y: shown.map { prior[$0] }, color: .gray, width: 0.8,
        dash: .dotted, label: "prior"))
    let whole = part(range.lowerBound, range.upperBound)
    layers.append(Line(x: whole.ages, y: whole.values, color: .blue, width: 1.2))
    let median = pow(10, summary.q50)
    layers.append(
      Line(
        // Its end is as thick as it is wide and would reach below the axis.
        x: [median, median], y: [0.006 * top, density.value(at: summary.q50)], color: .black,
        width: 1,
        dash: .dashed, label: "median"))
    layers += words.enumerated().map { index, line in
      Annotation(
        line, at: .panel(x: 0.03, y: 0.94 - 0.075 * Double(index)),
        color: index == 0 ? .black : .vermilion, scale: index == 0 ? 1 : 0.9)
    }
    let panel = Panel(
      title(headline),
      x: .log(.ageMyr, range: ages),
      y: Axis(.agePerDex, range: AxisRange(0, top)), legend: .above, layers: layers)
    return Figure(
      panel, height: 75, provenance: manifest.summary, command: manifest.commandLine)
  }

  /// The headline; of one that is wider than the figure what stands before the colon, since flags below say the rest.
  private static func title(_ headline: String) -> FigureText {
    let whole = FigureText(headline.replacing(" -", with: " −"))
    guard FigureLegend.width(of: whole) > 0.7 * columnWidth else { return whole }
    return FigureText(headline.split(separator: ":").first.map(String.init) ?? headline)
  }

  private static func starWords(_ star: Star) -> FigureText {
    let period =
      String(printf: "%.4g", star.periodDays.value)
      + (star.periodDays.sigma.map { $0 > 0 ? String(printf: " ± %.2g", $0) : "" } ?? "")
    let bpRp0 = star.covariates.bpRp0
    let color = String(printf: " = %.3f ± %.3f mag", bpRp0.value, bpRp0.sigma ?? 0)
    return FigureText.symbol("P") + FigureText(" = \(period) d,  ") + .bpRp0 + FigureText(color)
  }

  /// Warnings in lines that fit above a curve.
  private static func flagLines(_ flags: AgeFlags) -> [FigureText] {
    let words = flags.map { $0.rawValue.replacing("_", with: " ") }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + word.count < 46 {
        lines[lines.count - 1] = last + "; " + word
      } else {
        lines.append(word)
      }
    }
    return lines.map { FigureText($0) }
  }
}
