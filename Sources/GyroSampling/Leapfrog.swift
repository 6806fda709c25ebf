// SPDX-License-Identifier: GPL-3.0-or-later
// The leapfrog integrator of Hamilton's equations.

internal import GyroNumerics

/// Steps of a trajectory that keep volume exactly and energy to second order.
///
///     p ← p + ε/2 ∇ log π(θ),   θ ← θ + ε M⁻¹ p,   p ← p + ε/2 ∇ log π(θ)
///
/// > Source: Neal (2011), *MCMC using Hamiltonian dynamics*, eqs. 5.18 to 5.20, arXiv:1206.1901.
struct Leapfrog: Sendable {
  let density: any LogDensity
  let metric: Metric

  /// One step, forward in time, or backward if the step is negative; one gradient.
  func step(from point: PhasePoint, by stepSize: Double) -> PhasePoint {
    var next = point
    add(0.5 * stepSize, point.gradient, to: &next.momentum)
    add(stepSize, metric.velocity(of: next.momentum), to: &next.position)
    next.logDensity = evaluate(density, at: next.position, gradient: &next.gradient)
    add(0.5 * stepSize, next.gradient, to: &next.momentum)
    next.velocity = metric.velocity(of: next.momentum)
    return next
  }

  /// The same position with a fresh momentum.
  func withNewMomentum(_ point: PhasePoint, using random: inout RandomStream) -> PhasePoint {
    var next = point
    next.momentum = metric.drawMomentum(using: &random)
    next.velocity = metric.velocity(of: next.momentum)
    return next
  }

  /// A step size for which one step is accepted with a chance near 0.8, from a guess.
  ///
  /// The guess is doubled or halved until the chance crosses 0.8, each time with a new momentum.
  ///
  /// - Returns: The step size and how many gradients it cost.
  /// > Source: Hoffman & Gelman (2014), JMLR 15, 1593, algorithm 4, with Stan's threshold.
  func reasonableStepSize(
    at point: PhasePoint, guess: Double, using random: inout RandomStream
  ) -> (stepSize: Double, gradientCount: Int) {
    var stepSize = guess
    var wasAccepted: Bool?
    for attempt in 1...Self.maximumDoublings {
      let start = withNewMomentum(point, using: &random)
      let isAccepted = start.energy - step(from: start, by: stepSize).energy > Self.logThreshold
      if let wasAccepted, wasAccepted != isAccepted { return (stepSize, attempt) }
      wasAccepted = isAccepted
      stepSize *= isAccepted ? 2 : 0.5
    }
    return (stepSize, Self.maximumDoublings)
  }

  private static let maximumDoublings = 60
  private static let logThreshold = -0.2231435513142097557662950903  // log 0.8
}
