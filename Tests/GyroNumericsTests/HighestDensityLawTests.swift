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
}
