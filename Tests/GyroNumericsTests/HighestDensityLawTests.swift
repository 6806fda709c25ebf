// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of a highest-density region never overlap, even where they touch at a node of the grid.

import Foundation
import Testing
import _TestSupport

@testable import GyroNumerics

@Suite struct HighestDensityLawTests {
  /// The probability is chosen so that the level lies at the value of a node, above it or below it by
  /// what the search leaves open.
  @Test func piecesThatTouchAreInOrder() throws {
    var random = RandomStream(seed: 20_260_101).child("touching pieces")
    var several = 0
    for trial in 0..<3000 {
      let count = 3 + random.nextIndex(below: 40)
      let grid = Grid(0...4.14, count: count)
      let values = grid.map { _ in 0.1 + random.nextUniform() }
      let density = try #require(GriddedDensity(grid: grid, logValues: values.map { log($0) }))
      let level = density.values[random.nextIndex(below: count)]
      let probability = density.probabilityAbove(level)
      guard probability > 0, probability < 1 else { continue }
      let pieces = density.highestDensityIntervals(holding: probability)
      several += pieces.count > 1 ? 1 : 0
      for (left, right) in zip(pieces, pieces.dropFirst()) where left.upperBound > right.lowerBound
      {
        Issue.record("trial \(trial): \(left) and \(right)")
      }
    }
    #expect(several > 1000)
  }

  /// In single precision a density that is flat but for its last bits crosses its level at many nodes.
  @Test func aFlatDensityInSinglePrecisionHasPiecesInOrder() {
    var random = RandomStream(seed: 20_260_101).child("flat densities")
    let coarse = Grid(0...4.4, count: 352)
    let grid = Grid(0...4.14, count: 1000)
    let density = BatchDensity(coarse: coarse, grid: grid, logFactors: grid.map { _ in 0 })
    var several = 0
    for trial in 0..<300 {
      let values = coarse.map { _ in Float(1 + 3e-7 * random.nextUniform()) }
      guard
        values.withUnsafeBufferPointer({ density.update(densities: $0, weight: 0.5, background: 1) }
        )
      else { continue }
      let pieces = density.highestDensityIntervals(holding: 0.68)
      several += pieces.count > 1 ? 1 : 0
      for (left, right) in zip(pieces, pieces.dropFirst()) where left.upperBound > right.lowerBound
      {
        Issue.record("trial \(trial): \(left) and \(right)")
      }
    }
    #expect(several > 30)
  }

  /// Peaks of all heights and widths on a background, so that peaks appear and vanish between the levels of the search.
  @Test func piecesInSinglePrecisionHoldTheProbability() throws {
    var random = RandomStream(seed: 20_261_129).child("many peaks")
    let coarse = Grid(0...4.4, count: 352)
    let grid = Grid(0...4.14, count: 1000)
    let fast = BatchDensity(coarse: coarse, grid: grid, logFactors: grid.map { 0.4 * $0 })
    var several = 0
    for trial in 0..<400 {
      let peaks = (0...random.nextIndex(below: 5)).map { _ in
        (
          place: 4.4 * random.nextUniform(), width: 0.06 + 0.3 * random.nextUniform(),
          height: 0.2 + random.nextUniform()
        )
      }
      let values = coarse.map { x in
        Float(
          peaks.reduce(0) { $0 + $1.height * exp(-0.5 * pow((x - $1.place) / $1.width, 2)) })
      }
      let isKnown = values.withUnsafeBufferPointer {
        fast.update(densities: $0, weight: 1, background: 0.01)
      }
      try #require(isKnown)
      let density = try #require(
        GriddedDensity(grid: grid, logValues: fast.densities.map { log(Double($0)) }))
      for probability in [0.3, 0.68, 0.95] {
        let guess =
          trial % 2 == 0
          ? fast.quantile(0.5 * (1 - probability))...fast.quantile(0.5 * (1 + probability)) : nil
        let pieces = fast.highestDensityIntervals(holding: probability, near: guess)
        let exact = density.highestDensityIntervals(holding: probability)
        let held = pieces.reduce(0) {
          $0 + density.cdf($1.upperBound) - density.cdf($1.lowerBound)
        }
        expectClose(
          held, probability,
          .absolute(
            1e-3, because: "within a cell the distribution function is linear, and the density"),
          "trial \(trial)")
        #expect(pieces.count == exact.count, "trial \(trial): \(pieces) and \(exact)")
        several += pieces.count > 1 ? 1 : 0
      }
    }
    #expect(several > 300)
  }
}
