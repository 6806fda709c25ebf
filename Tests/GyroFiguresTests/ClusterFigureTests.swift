// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a group: areas hold what their names say, and every star is drawn once.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Testing
import _TestSupport

@testable import GyroFigures
@testable import GyroPlotting
@testable import GyroSampling
@testable import Gyrochronology

@Suite struct ClusterFigureTests {
  private func figure(_ estimate: ClusterEstimate) throws -> Figure? {
    .cluster(
      estimate, headline: "650 -40 +45 Myr", forward: ForwardModel(try LoadedModel()),
      provenance: "p", command: "c")
  }

  private func layers<M: Mark>(_ panel: Panel?, _ type: M.Type) -> [M] {
    (panel?.layers ?? []).compactMap { $0 as? M }
  }

  /// The area of a band over log10 age, by the trapezoid rule.
  private func area(_ band: Band) -> Double {
    (1..<band.x.count).reduce(0) { sum, index in
      let step = log10(band.x[index]) - log10(band.x[index - 1])
      return sum + 0.5 * step * (band.upper[index] + band.upper[index - 1])
    }
  }

  @Test func areasHoldTheProbabilitiesOfTheirNames() throws {
    let group = try DomainFigure.group()
    let summary = try #require(group.age).summary
    let figure = try #require(try figure(group))
    #expect(figure.title?.unicode == "Mock & Co: age 650 −40 +45 Myr")
    let panel = try #require(figure.rows[0][0])
    #expect(panel.x.scale == .logarithmic)
    let bands = layers(panel, Band.self)
    #expect(bands.map { $0.label?.unicode } == ["68 %", "95 %", nil])
    // The curve is smooth and the grid of the test coarse.
    let coarse = Closeness.absolute(
      0.02, because: "200 nodes over all ages, and a curve through them")
    expectClose(area(bands[0]), 0.68, coarse)
    expectClose(bands.map(area).reduce(0, +), 0.95, coarse)
    for (band, ends) in zip(
      bands, [(summary.q16, summary.q84), (summary.q025, summary.q16), (summary.q84, summary.q975)])
    {
      expectClose(
        band.x[0], pow(10, ends.0), .relative(1e-12, because: "areas end where they say"))
      expectClose(
        band.x[band.x.count - 1], pow(10, ends.1), .relative(1e-12, because: "the same"))
      #expect(band.lower.allSatisfy { $0 == 0 } && band.upper.allSatisfy { $0 >= 0 })
    }
    let median = try #require(layers(panel, Rule.self).first)
    #expect(median.ends(1...1e4, 0...1).x.allSatisfy { $0 == pow(10, summary.q50) })
  }

  @Test func everyStarIsDrawnOnceAsMemberOrOutlier() throws {
    let group = try DomainFigure.group()
    let panel = try #require(try figure(group)?.rows[0][1])
    let points = layers(panel, Points.self)
    #expect(
      points.flatMap(\.y).sorted() == group.stars.map(\.periodDays.value).sorted())
    for one in points {
      let isOutlier = one.label?.unicode == "outliers"
      for period in one.y {
        let index = try #require(group.stars.firstIndex { $0.periodDays.value == period })
        #expect(((group.members[index].outlierProbability ?? 0) >= 0.5) == isOutlier)
      }
    }
    let model = try #require(layers(panel, Band.self).first)
    let median = try #require(layers(panel, Line.self).first)
    for index in model.x.indices {
      #expect(model.lower[index] < median.y[index] && median.y[index] < model.upper[index])
    }
    let colors = group.stars.map(\.covariates.bpRp0.value)
    #expect(colors.allSatisfy(panel.xRange.contains))
  }

  @Test(arguments: [1, 5]) func sharesOfStarsSumToOne(starCount: Int) throws {
    let whole = try DomainFigure.input("few", 1)
    let input = ClusterInput(name: "few", candidates: Array(whole.candidates.prefix(starCount)))
    let estimate = try DomainFigure.estimates([input])[0]
    let figure = try #require(try figure(estimate))
    #expect(figure.fault == nil)
    let bars = try #require(layers(figure.rows[0][2], Bars.self).first)
    expectClose(
      bars.heights.reduce(0, +), 1, .absolute(1e-12, because: "one share for each star"))
    let words = layers(figure.rows[0][2], Annotation.self).map(\.text.unicode)
    // Both probabilities, each with its name.
    #expect(words[0].hasPrefix("p of the distribution"))
    #expect(words[1].hasPrefix("p of the likelihood"))
    // Its warnings are in the picture.
    for flag in estimate.flags {
      #expect(words.contains(flag.rawValue.replacing("_", with: " ")))
    }
  }

  @Test func aCornerPlotHasTheDrawsInEveryPanel() throws {
    let group = try DomainFigure.sampledGroup()
    let draws = try #require(group.age).draws
    let figure = try #require(try figure(group))
    let columns: [[Double]] = [
      draws.map(\.log10AgeMyr), draws.map(\.zeroPoint), draws.map(\.membershipShift),
      draws.map(\.outlierFraction),
    ]
    let corner = Array(figure.rows.dropFirst())
    #expect(corner.count == columns.count && figure.rowWeights?.count == figure.rows.count)
    for (row, panels) in corner.enumerated() {
      #expect(panels.count == columns.count)
      for (column, panel) in panels.enumerated() {
        guard column <= row else {
          #expect(panel.map { _ in true } == nil)
          continue
        }
        let panel = try #require(panel)
        // The axes of a column are the same, and the lowest has the numbers.
        #expect(panel.xRange == corner.last?[column]?.xRange)
        #expect(panel.x.showsNumbers == (row == corner.count - 1))
        if column < row {
          let points = try #require(layers(panel, Points.self).first)
          #expect(points.x == columns[column] && points.y == columns[row])
          #expect(panel.yRange == corner[row][0]?.yRange)
          #expect(layers(panel, Line.self).count == CornerPlot.contourShares.count)
        } else {
          let bars = try #require(layers(panel, Bars.self).first)
          #expect(bars.heights.reduce(0, +) == Double(draws.count))
          expectClose(
            bars.edges[0], try #require(columns[column].min()),
            .absolute(1e-12, because: "the first bar begins with the smallest draw"))
          let quantiles = layers(panel, Rule.self).map { $0.extent.x[0] }
          #expect(
            quantiles == CornerPlot.quantiles.map { Statistics.quantile($0, columns[column]) })
          #expect(panel.title?.unicode.contains(" +") == true)
        }
      }
    }
    #expect(figure.fault == nil)
  }

  /// The age in the corner plot is without what the panel of the age includes, and the picture says so.
  @Test func theFigureSaysWhichErrorsEachAgeIncludes() throws {
    let sampled = try #require(try figure(try DomainFigure.sampledGroup()))
    #expect(sampled.rows[0][0]?.x.label?.unicode == "Age (Myr), calibration error included")
    let note = layers(sampled.rows[1][0], Annotation.self).map(\.text.unicode)
    #expect(note.first?.hasPrefix("The age here is without the calibration error") == true)
    let gridded = try #require(try figure(try DomainFigure.group()))
    #expect(gridded.rows.count == 1)
    #expect(gridded.rows[0][0]?.x.label?.unicode == "Age (Myr), statistical error only")
  }

  /// What does not vary has no row: it was not sampled.
  @Test func aParameterThatIsFixedIsNotInTheCornerPlot() throws {
    #expect(CornerPlot.Parameter("fixed", [1, 1, 1]).map { _ in true } == nil)
    #expect(CornerPlot.Parameter("none", []).map { _ in true } == nil)
    let parameter = try #require(CornerPlot.Parameter("varies", [-0.02, -0.01, 0, 0.01, 0.02]))
    #expect(parameter.words == "0.000 +0.014 −0.014")
  }

  @Test func manyStarsAreADensityThatCountsThemAll() throws {
    let group = try DomainFigure.group()
    let copies = ColorPeriodStars.maximumPointCount / group.stars.count + 1
    let many = ClusterEstimate(
      name: group.name, age: group.age,
      members: (0..<copies).flatMap { _ in group.members },
      stars: (0..<copies).flatMap { _ in group.stars }, flags: group.flags)
    let panel = try #require(try figure(many)?.rows[0][1])
    let map = try #require(layers(panel, DensityMap.self).first)
    #expect(map.values.filter(\.isFinite).reduce(0, +) == Double(many.stars.count))
    #expect(layers(panel, Points.self).isEmpty)
    // The model's median has another color than the stars.
    #expect(layers(panel, Line.self).allSatisfy { $0.color == .vermilion })
  }

  @Test func withoutAnAgeThereIsNoPicture() throws {
    let none = try DomainFigure.estimates([ClusterInput(name: "none", candidates: [])])
    #expect(try figure(none[0]).map { _ in true } == nil)
    let all = Figure.clusters(
      none, headline: { _ in "" }, forward: ForwardModel(try LoadedModel()), provenance: "",
      command: "")
    #expect(all.map { _ in true } == nil)
  }

  /// A run that has not converged looks otherwise than a good one.
  @Test func whatHasNotConvergedIsMarked() throws {
    var draws = Draws(names: ["age"], chainCount: 2)
    draws.append(
      [0.0, 5].map { center in
        (0..<20).map { index in
          Draw(
            position: [center + 0.1 * sin(Double(index))], logDensity: 0,
            energy: cos(Double(index)),
            acceptance: 0.8, gradientCount: 3, treeDepth: 2, isDivergent: false)
        }
      })
    let report = ConvergenceReport(draws)
    #expect(!report.isConverged)
    let group = try DomainFigure.group()
    let age = try #require(group.age)
    let failed = ClusterEstimate(
      name: "failed",
      age: ClusterAge(
        summary: age.summary, density: age.density, includesCalibration: true, budget: age.budget,
        parameters: age.parameters, draws: age.draws, predictive: age.predictive,
        colors: age.colors,
        diagnostics: ClusterDiagnostics(method: .nuts, convergence: report, tableError: nil)),
      members: group.members, stars: group.stars, flags: group.flags)
    let figure = try #require(
      Figure.clusters(
        [group, failed], headline: { _ in "age" }, forward: ForwardModel(try LoadedModel()),
        provenance: "p", command: "c"))
    let words = figure.rows.joined().compactMap { panel in
      layers(panel, Annotation.self).first.map { ($0.text.unicode, $0.color) }
    }
    #expect(Set(words.map(\.0)) == ["age", "age, not converged"])
    #expect(words.allSatisfy { ($0.1 == .black) == ($0.0 == "age") })
    // One of them is without the calibration error.
    #expect(figure.provenance == "p, errors statistical only")
  }

  @Test func groupsAreOrderedByAgeAndShareTheirAxes() throws {
    let figure = try DomainFigure.clusters()
    let panels = figure.rows.flatMap { $0 }.compactMap { $0 }
    #expect(panels.map { $0.title?.unicode } == ["young, 5 stars", "old, 5 stars"])
    #expect(Set(panels.map(\.xRange)).count == 1 && Set(panels.map(\.yRange)).count == 1)
    // The numbers of the periods are at the first panel of a row alone.
    #expect(panels.map(\.y.showsNumbers) == [true, false])
    #expect(panels.map(\.x.showsNumbers) == [true, true])
  }
}
