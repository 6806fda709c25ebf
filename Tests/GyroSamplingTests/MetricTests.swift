// SPDX-License-Identifier: GPL-3.0-or-later
// Velocities, momenta and the covariance that draws suggest.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct MetricTests {
  let covariance: [Double] = [4, 1.2, 1.2, 1]

  @Test func denseVelocityIsTheProduct() throws {
    let metric = try #require(Metric(covariance: covariance, dimension: 2))
    #expect(metric.velocity(of: [1, -2]) == [4 - 2.4, 1.2 - 2])
    #expect(metric.kind == .dense)
  }

  @Test func diagonalVelocityIsTheProduct() throws {
    let metric = try #require(Metric(variances: [4, 0.25]))
    #expect(metric.velocity(of: [1, -2]) == [4, -0.5])
    #expect(metric.kind == .diagonal)
  }

  @Test func whatIsNoCovarianceIsRefused() {
    #expect(Metric(variances: [1, 0]) == nil)
    #expect(Metric(variances: [1, .nan]) == nil)
    #expect(Metric(covariance: [1, 2, 2, 1], dimension: 2) == nil)
    #expect(Metric(covariance: [1, 0, 0, .infinity], dimension: 2) == nil)
  }

  /// The kinetic energy ½ p·v of two dimensions is exponential with mean 1, so twice its sum over
  /// n draws is χ² with 2n degrees of freedom, near normal; |z| > 4.89 once in a million.
  @Test(arguments: testSeeds) func momentaFitTheMetric(seed: UInt64) throws {
    let metric = try #require(Metric(covariance: covariance, dimension: 2))
    let twin = try #require(Metric(covariance: [4, 1, 1, 1], dimension: 2))
    var random = RandomStream(seed: seed).child("momentum")
    let count = 20_000
    var (energy, twinEnergy) = (0.0, 0.0)
    for _ in 0..<count {
      let momentum = metric.drawMomentum(using: &random)
      energy += 0.5 * dot(momentum, metric.velocity(of: momentum))
      twinEnergy += 0.5 * dot(momentum, twin.velocity(of: momentum))
    }
    let sigma = Double(count).squareRoot()
    #expect(abs(energy - Double(count)) / sigma < 4.89)
    #expect(abs(twinEnergy - Double(count)) / sigma > 4.89)
  }

  @Test func runningCovarianceIsThatOfTwoPasses() throws {
    var random = RandomStream(seed: 5)
    let positions = (0..<50).map { _ in
      let first = random.nextNormal()
      return [1e3 + first, first + 0.1 * random.nextNormal()]
    }
    var running = RunningCovariance(kind: .dense, dimension: 2)
    var variances = RunningCovariance(kind: .diagonal, dimension: 2)
    for position in positions {
      running.add(position)
      variances.add(position)
    }
    let metric = try #require(running.metric)
    let diagonal = try #require(variances.metric)
    let means = (0..<2).map { axis in positions.reduce(0) { $0 + $1[axis] } / 50 }
    for row in 0..<2 {
      for column in 0..<2 {
        let sum = positions.reduce(0) {
          $0 + ($1[row] - means[row]) * ($1[column] - means[column])
        }
        let expected = 50 / 55.0 * sum / 49 + (row == column ? 1e-3 * 5 / 55 : 0)
        let limit = Closeness.relative(1e-10, because: "two passes lose digits at 1e3")
        expectClose(metric.inverseMassMatrix[2 * row + column], expected, limit)
        if row == column { expectClose(diagonal.inverseMassMatrix[row], expected, limit) }
      }
    }
  }

  @Test func fewDrawsSuggestVariancesOnly() throws {
    var random = RandomStream(seed: 6)
    var running = RunningCovariance(kind: .dense, dimension: 5)
    for count in 1...12 {
      running.add((0..<5).map { _ in random.nextNormal() })
      if count > 1 { #expect(running.metric?.kind == (count < 10 ? .diagonal : .dense)) }
    }
  }

  @Test func oneDrawSuggestsNothing() {
    var running = RunningCovariance(kind: .diagonal, dimension: 1)
    running.add([1])
    #expect(running.metric == nil)
  }
}
