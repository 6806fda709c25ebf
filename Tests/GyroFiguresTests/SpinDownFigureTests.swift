// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import Gyrochronology
import Testing
import _TestSupport

@testable import GyroFigures
@testable import GyroPlotting

@Suite struct SpinDownFigureTests {
  private func manifest(_ model: LoadedModel) -> ForwardManifest {
    ForwardManifest(model, command: ["gyro", "track"])
  }

  private func tracks(
    bpRp0: [Double], agesMyr: [Double], quantiles: [Double] = [0.1, 0.5, 0.9],
    relations: [PublishedRelation] = []
  ) throws -> Panel {
    let model = try LoadedModel()
    let forward = ForwardModel(model)
    let figure = Figure.tracks(
      bpRp0.map {
        (at: $0, lines: forward.tracks(bpRp0: $0, agesMyr: agesMyr, quantiles: quantiles))
      }, relations: relations, calibrated: model.rotation.domain?.log10AgeMyr,
      manifest: manifest(model))
    #expect(figure.fault == nil)
    return try #require(figure.rows[0][0])
  }

  /// One color has its relations in the lower right corner, where no curve goes, and one row of names above.
  @Test func publishedRelationsAreNamedWhereThereIsSpace() throws {
    let panel = try tracks(
      bpRp0: [0.82], agesMyr: [10, 100, 1000, 5000], relations: PublishedRelation.all)
    #expect(panel.title?.unicode == "Stars of (BP−RP)₀ = 0.82 mag")
    #expect(
      FigureLegend(panel.layers).entries.map(\.label.unicode) == [
        "no calibrators", "10–90 %", "median", "Sun",
      ])
    #expect(FigureLegend(panel.layers).rows(width: Figure.columnWidth - 2).count == 1)
    let names = panel.layers.compactMap { ($0 as? Annotation)?.text.unicode }
    #expect(names == PublishedRelation.all.map(\.title))
  }

  /// Whatever is drawn, the names above take two rows at most, and those inside lie on nothing.
  @Test(arguments: [
    ([0.82], [10, 5000], [0.16, 0.5, 0.84]), ([0.82, 1.5, 2.5], [10, 5000], [0.16, 0.5, 0.84]),
    ([0.7], [1, 13_800], [0.001, 0.5, 0.999]), ([1.4, 1.0], [1, 10], [0.05, 0.5, 0.95]),
  ])
  func aLegendOfRelationsCoversNothing(
    bpRp0: [Double], ends: [Double], quantiles: [Double]
  ) throws {
    let agesMyr = (0...60).map { ends[0] * pow(ends[1] / ends[0], Double($0) / 60) }
    let panel = try tracks(
      bpRp0: bpRp0, agesMyr: agesMyr, quantiles: quantiles, relations: PublishedRelation.all)
    #expect(FigureLegend(panel.layers).rows(width: Figure.columnWidth - 2).count <= 2)
    let names = panel.layers.compactMap { $0 as? Annotation }
    #expect(names.count >= 2)
    let (x, y) = (try #require(panel.x.range), try #require(panel.y.range))
    func position(_ value: Double, _ range: AxisRange) -> Double {
      log10(value / range.lower) / log10(range.upper / range.lower)
    }
    let places = names.compactMap { name -> (x: Double, y: Double)? in
      guard case .panel(let x, let y) = name.position else { return nil }
      return (x, y)
    }
    let left = try #require(places.map(\.x).min())
    let (low, high) = (
      try #require(places.map(\.y).min()) - 0.02, try #require(places.map(\.y).max()) + 0.02
    )
    #expect(low > 0 && high < 1)
    let right = left + (names.map { FigureLegend.width(of: $0.text) }.max() ?? 0) / 70
    // Curves of the model and of relations, without the samples beside the names.
    for line in panel.layers.compactMap({ $0 as? Line }) where line.x.count == agesMyr.count {
      for (age, period) in zip(line.x, line.y) where !period.isNaN {
        let (along, up) = (position(age, x), position(period, y))
        #expect(!(along > left && along < right && up > low && up < high))
      }
    }
  }

  /// More than three colors have a panel each, with its band and the medians of the others.
  @Test func manyColorsHaveAPanelEach() throws {
    let model = try LoadedModel()
    let forward = ForwardModel(model)
    let colors = [0.6, 0.82, 1.1, 1.5]
    let figure = Figure.tracks(
      colors.map {
        (
          at: $0,
          lines: forward.tracks(
            bpRp0: $0, agesMyr: [10, 100, 1000, 5000], quantiles: [0.05, 0.5, 0.95])
        )
      }, relations: [try #require(PublishedRelation(named: "angus-2019"))],
      calibrated: model.rotation.domain?.log10AgeMyr, manifest: manifest(model))
    #expect(figure.fault == nil && figure.hasCommonLegend)
    let panels = figure.rows.joined().compactMap { $0 }
    #expect(
      panels.compactMap(\.title?.unicode) == [
        "(BP−RP)₀ = 0.6 mag", "(BP−RP)₀ = 0.82 mag", "(BP−RP)₀ = 1.1 mag", "(BP−RP)₀ = 1.5 mag",
      ])
    #expect(Set(panels.map { $0.y.range?.lower }).count == 1, "the same axes")
    for panel in panels {
      func lines(_ name: String) -> [Line] {
        panel.layers.compactMap { $0 as? Line }.filter { $0.label?.unicode == name }
      }
      let band = try #require(
        panel.layers.compactMap { $0 as? Band }.first { $0.label?.unicode == "5–95 %" })
      let median = try #require(lines("median").first)
      #expect(zip(band.lower, median.y).allSatisfy { $0 < $1 })
      #expect(zip(median.y, band.upper).allSatisfy { $0 < $1 })
      #expect(lines("medians of the others").count == 3)
      #expect(!lines("medians of the others").contains { $0.y == median.y })
    }
    #expect(
      panels.map { panel in panel.layers.contains { $0.label?.unicode == "Sun" } } == [
        false, true, false, false,
      ])
  }

  /// Both panels have the colors on the same axis, the curves go through the numbers, and errors only cost.
  @Test func theInformationIsAgainstTheSameColorsInBothPanels() throws {
    let model = try LoadedModel()
    let map = InformationMap(
      model, bpRp0: [0.8, 1.2, 1.6, 2.0, 2.4], agesMyr: 100...4000, ageCount: 6, threadCount: 2)
    let figure = Figure.information(map, manifest: manifest(model))
    let (left, right) = (
      try #require(figure.rows[0][0]), try #require(figure.rows[0][1])
    )
    #expect(left.y.label == right.y.label && left.y.range == right.y.range)
    let lines = right.layers.compactMap { $0 as? Line }
    #expect(lines.count == 4)
    for (color, bits) in zip(map.bpRp0, map.meanBits) {
      let place = try #require(lines[0].y.firstIndex { abs($0 - color) < 1e-9 })
      expectClose(lines[0].x[place], bits, .absolute(1e-9, because: "a node of the spline"))
    }
    // Known without any error a color would tell even more than with the smallest one.
    for lost in map.meanLostBits { #expect(lost.allSatisfy { $0 > 0 }) }
    let values = try #require(left.map).values
    #expect(values.max() ?? 9 <= (map.bits.max() ?? 0) && values.min() ?? -1 >= map.bits.min() ?? 0)
  }

  @Test func oneLineOfEachColorHasANameAndTheOthersAreFainter() throws {
    let panel = try tracks(bpRp0: [0.8, 1.5], agesMyr: [100, 1000, 3000])
    let lines = panel.layers.compactMap { $0 as? Line }
    #expect(lines.count == 6)
    #expect(lines.compactMap(\.label?.unicode) == ["(BP−RP)₀ = 0.8 mag", "(BP−RP)₀ = 1.5 mag"])
    #expect(lines.allSatisfy { ($0.label == nil) == ($0.color.opacity < 1) })
    // The median lies within the band of its color.
    let band = try #require(panel.layers.compactMap { $0 as? Band }.first)
    let median = try #require(lines.first { $0.label != nil })
    for index in band.x.indices {
      #expect(band.lower[index] < median.y[index] && median.y[index] < band.upper[index])
    }
  }

  /// A line through one point would be invisible.
  @Test func aSingleAgeIsDrawnAsPoints() throws {
    let panel = try tracks(
      bpRp0: [0.82], agesMyr: [1000], relations: PublishedRelation.all)
    #expect(panel.layers.allSatisfy { !($0 is Line) })
    #expect(panel.layers.count { $0 is Annotation } == PublishedRelation.all.count)
    #expect(panel.title?.unicode == "10, 50, 90 % of stars rotate faster than the points")
  }

  @Test func theSunIsShownAtItsColorWhereItsAgeIsInside() throws {
    func hasSun(_ bpRp0: Double, _ agesMyr: [Double]) throws -> Bool {
      try tracks(bpRp0: [bpRp0], agesMyr: agesMyr).layers.contains { $0.label?.unicode == "Sun" }
    }
    #expect(try hasSun(0.82, [100, 10_000]))
    #expect(try !hasSun(0.82, [100, 1000]))
    #expect(try !hasSun(1.5, [100, 10_000]))
  }

  @Test func oneQuantileHasNoBand() throws {
    let panel = try tracks(bpRp0: [0.8], agesMyr: [100, 1000], quantiles: [0.5])
    #expect(panel.layers.allSatisfy { !($0 is Band) })
    #expect(panel.title?.unicode == "50 % of stars rotate faster than the line")
  }

  /// Gray begins where the oldest calibrator is, and is not there at ages that calibrators have.
  @Test func agesBeyondTheCalibratorsAreGray() throws {
    let domain = try #require(try LoadedModel().rotation.domain?.log10AgeMyr)
    func gray(_ agesMyr: [Double]) throws -> [Band] {
      try tracks(bpRp0: [0.8], agesMyr: agesMyr).layers.compactMap { $0 as? Band }
        .filter { $0.label?.unicode == "no calibrators" }
    }
    #expect(try gray([100, 1000]).isEmpty)
    let band = try #require(try gray([100, 13_000]).first)
    expectClose(
      band.x[0], pow(10, domain.upperBound), .relative(1e-12, because: "the oldest calibrator"))
    expectClose(band.x[1], 13_000, .relative(1e-12, because: "the end of the axis"))
  }

  /// One map has the density of one age: the first, and its bar says so.
  @Test(arguments: [[700.0], [100, 700, 2700]]) func theDensityIsOfTheFirstAge(ages: [Double])
    throws
  {
    let model = try LoadedModel()
    let forward = ForwardModel(model)
    func map(_ ages: [Double]) throws -> DensityMap {
      let figure = Figure.gyrochrones(
        ages.map {
          (at: $0, lines: forward.gyrochrone(ageMyr: $0, bpRp0: [0.6, 1.2], quantiles: [0.5]))
        }, forward: forward, relations: [], stars: nil, manifest: manifest(model))
      return try #require(figure.rows[0][0]?.map)
    }
    let shown = try map(ages)
    #expect(shown == (try map([ages[0]])))
    #expect(
      shown.barTitle?.unicode == "Density per dex of period at "
        + Figure.ageLabel(ages[0]).unicode)
  }

  /// A panel has colors for one map: the density of many stars replaces the model's.
  @Test(arguments: [0, 3, ColorPeriodStars.maximumPointCount + 1])
  func aGyrochroneHasOneMapAtMost(starCount: Int) throws {
    let model = try LoadedModel()
    let forward = ForwardModel(model)
    let colors = [0.6, 1.2, 1.8]
    var stars = ColorPeriodStars()
    for _ in 0..<starCount { stars.add(bpRp0: 1, periodDays: 10) }
    let figure = Figure.gyrochrones(
      [(at: 700, lines: forward.gyrochrone(ageMyr: 700, bpRp0: colors, quantiles: [0.5]))],
      forward: forward, relations: [], stars: starCount == 0 ? nil : stars,
      manifest: manifest(model))
    let panel = try #require(figure.rows[0][0])
    let maps = panel.layers.compactMap { $0 as? DensityMap }
    #expect(maps.count == 1)
    #expect(
      maps[0].barTitle?.unicode
        == (starCount > ColorPeriodStars.maximumPointCount
          ? "Stars in a cell" : "Density per dex of period at 700 Myr"))
    #expect(panel.layers.compactMap(\.label?.unicode).contains("3 stars") == (starCount == 3))
  }

  @Test func framesHaveOneSizeAndOneScaleOfColors() throws {
    let model = try LoadedModel()
    let frames = Figure.frames(
      ForwardModel(model), agesMyr: [100, 1000], colors: 0.5...3, manifest: manifest(model))
    #expect(Set(frames.map(\.width)).count == 1 && Set(frames.map(\.height)).count == 1)
    let ranges = frames.compactMap {
      ($0.rows[0][0]?.layers.first as? DensityMap)?.range
    }
    #expect(ranges.count == 2 && ranges[0] == ranges[1])
    #expect(frames.map { $0.rows[0][0]?.title?.unicode } == ["Age 100 Myr", "Age 1 Gyr"])
    #expect(
      Figure.frames(ForwardModel(model), agesMyr: [], colors: 0.5...3, manifest: manifest(model))
        .isEmpty)
  }
}
