// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import Gyrochronology
import Testing

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
      }, relations: relations, manifest: manifest(model))
    #expect(figure.fault == nil)
    return try #require(figure.rows[0][0])
  }

  @Test func oneLineOfEachColorHasANameAndTheOthersAreFainter() throws {
    let panel = try tracks(bpRp0: [0.8, 1.5], agesMyr: [100, 1000, 3000])
    let lines = panel.layers.compactMap { $0 as? Line }
    #expect(lines.count == 6)
    #expect(lines.compactMap(\.label?.unicode) == ["(BP−RP)₀ = 0.8", "(BP−RP)₀ = 1.5"])
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
    #expect(panel.title?.unicode.hasPrefix("Points: 10, 50, 90 %") == true)
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
    #expect(panel.title?.unicode == "50 % of stars rotate faster")
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
          ? "Stars in a cell" : "Density per dex of period"))
    #expect(panel.labels.map(\.unicode).contains("3 stars") == (starCount == 3))
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
