// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite struct SpinDownTests {
  /// An ensemble of untrained flows: smooth, and different from each other.
  private func spinDown(flows: Int = 3) throws -> SpinDown {
    SpinDown(try exampleRotation(flowCount: flows), bpRp0Sigma: pow(10, -1.5))
  }

  private let places: [(log10AgeMyr: Double, bpRp0: Double)] = (0..<20).map { (index: Int) in
    let step = Double(index)
    return (log10AgeMyr: 1 + 0.15 * step, bpRp0: 0.6 + 0.1 * step)
  }

  @Test func aQuantileHasItsShareOfTheDensityBelowIt() throws {
    let spinDown = try spinDown()
    let points = spinDown.points(at: [places[7]], quantiles: [0.1, 0.5, 0.9])[0]
    let density = spinDown.densities(at: [places[7]])[0]
    for point in points {
      // Middles of narrow cells, since the density has kinks at the knots of its splines.
      let (lower, count) = (-12.0, 200_000)
      let step = (point.log10PeriodDays - lower) / Double(count)
      var mass = 0.0
      for cell in 0..<count { mass += step * density(lower + step * (Double(cell) + 0.5)) }
      expectClose(mass, point.quantile, .absolute(1e-6, because: "cells of 6e-5 dex"))
    }
  }

  @Test func tracksNeverCross() throws {
    let quantiles = [0.01, 0.05, 0.5, 0.501, 0.95, 0.99]
    let spinDown = try spinDown()
    for points in spinDown.points(at: places, quantiles: quantiles) {
      let periods = points.map(\.log10PeriodDays)
      #expect(zip(periods, periods.dropFirst()).allSatisfy(<))
    }
  }

  @Test func theBrakingIndexIsTheSlopeOfTheTrack() throws {
    let spinDown = try spinDown()
    let at = places[5], step = SpinDown.halfStep
    let ends = [-step, step].map { (log10AgeMyr: at.log10AgeMyr + $0, bpRp0: at.bpRp0) }
    let track = spinDown.points(at: ends, quantiles: [0.3]).map { $0[0].log10PeriodDays }
    let point = spinDown.points(at: [at], quantiles: [0.3])[0][0]
    expectClose(
      point.brakingIndex, (track[1] - track[0]) / (2 * step),
      .absolute(1e-12, because: "the same quantiles"))
    #expect(point.isSpinningUp == (point.brakingIndex < 0))
    #expect(point.flagNames.contains("period_decreasing") == point.isSpinningUp)
  }

  @Test func theScatterIsThatOfTheFlows() throws {
    let rotation = try exampleRotation(flowCount: 3)
    let point = SpinDown(rotation, bpRp0Sigma: pow(10, -1.5)).points(
      at: [places[3]], quantiles: [0.5])[
        0][0]
    let single = rotation.flow.flows.map {
      $0.conditioned(on: [places[3].log10AgeMyr, places[3].bpRp0, -1.5]).quantile(0.5, member: 0)
    }
    let mean = single.reduce(0, +) / 3
    var variance = 0.0
    for value in single { variance += (value - mean) * (value - mean) / 2 }
    expectClose(
      try #require(point.log10PeriodDaysSigma), variance.squareRoot(),
      .absolute(1e-12, because: "the same quantiles"))
    let alone = try spinDown(flows: 1).points(at: [places[3]], quantiles: [0.5])[0][0]
    #expect(alone.log10PeriodDaysSigma == nil && alone.brakingIndexSigma == nil)
  }

  @Test func placesBeyondTheCalibratorsAreFlagged() throws {
    let spinDown = try spinDown()
    let points = spinDown.points(
      at: [(2, 1), (3.9, 1), (2, 0.3), (2, 5)], quantiles: [0.5]
    ).map { $0[0].flags }
    #expect(points[0].isEmpty)
    #expect(points[1] == [.ageBeyondCalibration])
    #expect(points[2] == [.colorOutOfRange])
    // No calibrator of the reddest colors is as old as 100 Myr.
    #expect(points[3] == [.colorOutOfRange, .ageBeyondCalibration])
  }
}
