// SPDX-License-Identifier: GPL-3.0-or-later
// Trajectories can be walked back, keep their energy to second order, and keep volume.

import GyroNumerics
import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct LeapfrogLawTests {
  static let targets: [Target] = [
    .autoregressive(dimension: 1, correlation: 0), .autoregressive(dimension: 20, correlation: 0.8),
    .centeredFunnel, .eightSchools,
  ]

  func start(_ target: Target, _ leapfrog: Leapfrog) -> PhasePoint {
    var random = RandomStream(seed: 7).child("start")
    let position = (0..<target.dimension).map { _ in 0.5 * random.nextNormal() }
    var gradient = position
    let value = evaluate(target, at: position, gradient: &gradient)
    let rest = PhasePoint(
      position: position, momentum: position, velocity: position, gradient: gradient,
      logDensity: value)
    return leapfrog.withNewMomentum(rest, using: &random)
  }

  func metrics(_ dimension: Int) -> [Metric] {
    let variances = (0..<dimension).map { 0.5 + 0.1 * Double($0) }
    var covariance = [Double](repeating: 0.05, count: dimension * dimension)
    for index in 0..<dimension { covariance[index * dimension + index] = variances[index] }
    return [
      .identity(dimension: dimension), Metric(variances: variances),
      Metric(covariance: covariance, dimension: dimension),
    ].compactMap { $0 }
  }

  @Test(arguments: targets) func thereAndBack(target: Target) {
    #expect(metrics(target.dimension).count == 3)
    for metric in metrics(target.dimension) {
      let leapfrog = Leapfrog(density: target, metric: metric)
      let start = start(target, leapfrog)
      var point = start
      for _ in 0..<10 { point = leapfrog.step(from: point, by: 0.05) }
      #expect(point.position != start.position)
      for _ in 0..<10 { point = leapfrog.step(from: point, by: -0.05) }
      for index in 0..<target.dimension {
        let limit = Closeness.absolute(1e-13, because: "leapfrog there and back")
        expectClose(point.position[index], start.position[index], limit)
        expectClose(point.momentum[index], start.momentum[index], limit)
      }
    }
  }

  /// Over a fixed time the largest error of the energy falls as the square of the step.
  @Test(arguments: targets) func energyErrorIsOfSecondOrder(target: Target) {
    let leapfrog = Leapfrog(density: target, metric: .identity(dimension: target.dimension))
    let start = start(target, leapfrog)
    func error(steps: Int) -> Double {
      var (point, largest) = (start, 0.0)
      for _ in 0..<steps {
        point = leapfrog.step(from: point, by: 0.2 / Double(steps))
        largest = max(largest, abs(point.energy - start.energy))
      }
      return largest
    }
    let ratio = error(steps: 40) / error(steps: 80)
    expectClose(ratio, 4, .absolute(0.3, because: "second order, up to terms of the fourth"))
  }

  /// The Jacobian of one step in phase space, by central differences, has determinant 1.
  @Test func volumeIsKept() {
    let leapfrog = Leapfrog(
      density: Target.twoPeaks, metric: .identity(dimension: 1))
    func step(_ position: Double, _ momentum: Double) -> (Double, Double) {
      var gradient = [0.0]
      let value = evaluate(Target.twoPeaks, at: [position], gradient: &gradient)
      let point = PhasePoint(
        position: [position], momentum: [momentum], velocity: [momentum], gradient: gradient,
        logDensity: value)
      let next = leapfrog.step(from: point, by: 0.7)
      return (next.position[0], next.momentum[0])
    }
    let h = 1e-5
    let (a, b) = (step(0.3 + h, 1.1), step(0.3 - h, 1.1))
    let (c, d) = (step(0.3, 1.1 + h), step(0.3, 1.1 - h))
    let determinant =
      ((a.0 - b.0) * (c.1 - d.1) - (a.1 - b.1) * (c.0 - d.0)) / (4 * h * h)
    expectClose(determinant, 1, .absolute(1e-7, because: "central differences"))
  }

  /// Without curvature one step is exact, and the guess is doubled or halved until it is not.
  @Test func stepSizeIsFoundFromFarAway() {
    let target = Target.normal(sigmas: [1e-3])
    let leapfrog = Leapfrog(density: target, metric: .identity(dimension: 1))
    for guess in [1e-9, 1, 1e6] {
      var random = RandomStream(seed: 3)
      let found = leapfrog.reasonableStepSize(
        at: start(target, leapfrog), guess: guess, using: &random)
      #expect((1e-4...1e-2).contains(found.stepSize), "\(found.stepSize) from \(guess)")
      #expect(found.gradientCount < 40)
    }
  }
}
