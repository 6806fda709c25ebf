// SPDX-License-Identifier: GPL-3.0-or-later
// Densities whose moments are known.

import Foundation
import GyroNumerics

/// A density by its value and gradient at a position.
struct Target: LogDensity {
  let dimension: Int
  let function: @Sendable (_ position: [Double], _ gradient: inout [Double]) -> Double
  /// Draws the first component anew given the others.
  var move: (@Sendable (_ position: [Double], _ random: inout RandomStream) -> Double)?

  func value(at position: [Double], gradient: inout [Double]) -> Double {
    function(position, &gradient)
  }

  func moved(_ position: [Double], using random: inout RandomStream) -> [Double]? {
    move.map { [$0(position, &random)] + position.dropFirst() }
  }
}

extension Target {
  /// Zero mean, unit variances, and correlation ρ between neighbors (a stationary AR(1) series).
  static func autoregressive(dimension: Int, correlation rho: Double) -> Target {
    Target(dimension: dimension) { x, gradient in
      // −2 log π = x₀² + Σ (x_i − ρ x_i−1)² / (1 − ρ²)
      let weight = 1 / (1 - rho * rho)
      gradient[0] = -x[0]
      var value = -0.5 * x[0] * x[0]
      for index in 1..<max(1, dimension) {
        let residual = x[index] - rho * x[index - 1]
        value -= 0.5 * weight * residual * residual
        gradient[index] = -weight * residual
        gradient[index - 1] += weight * rho * residual
      }
      return value
    }
  }

  /// Independent normals with standard deviations.
  static func normal(sigmas: [Double]) -> Target {
    Target(dimension: sigmas.count) { x, gradient in
      var value = 0.0
      for index in sigmas.indices {
        let z = x[index] / sigmas[index]
        value -= 0.5 * z * z
        gradient[index] = -z / sigmas[index]
      }
      return value
    }
  }

  /// Neal's funnel as he wrote it: v ~ N(0, 3), then nine x ~ N(0, exp(v/2)).
  static let centeredFunnel = Target(dimension: 10) { x, gradient in
    let (v, precision) = (x[0], exp(-x[0]))
    let squares = x.dropFirst().reduce(0) { $0 + $1 * $1 }
    gradient[0] = -v / 9 - 4.5 + 0.5 * precision * squares
    for index in 1..<10 { gradient[index] = -precision * x[index] }
    return -v * v / 18 - 4.5 * v - 0.5 * precision * squares
  }

  /// The same with x = exp(v/2) z and standard normal z.
  static let nonCenteredFunnel = normal(sigmas: [3] + Array(repeating: 1, count: 9))

  /// Two normals of width 1, their means ten apart.
  static let twoPeaks = Target(dimension: 1) { x, gradient in
    let (left, right) = (Normal.logDensity(x[0] + 5), Normal.logDensity(x[0] - 5))
    let value = logAddExp(left, right)
    gradient[0] = -exp(left - value) * (x[0] + 5) - exp(right - value) * (x[0] - 5)
    return value
  }

  /// Rubin's eight schools with standard normal offsets: μ, log τ, η₁…η₈.
  ///
  /// μ ~ N(0, 5), τ ~ half-Cauchy(5), θ_j = μ + τ η_j, y_j ~ N(θ_j, σ_j).
  static let eightSchools = Target(dimension: 10) { x, gradient in
    let effects: [Double] = [28, 8, -3, 7, -1, 1, 18, 12]
    let sigmas: [Double] = [15, 10, 16, 11, 9, 11, 10, 18]
    let (mu, tau) = (x[0], exp(x[1]))
    // The Jacobian of log τ adds log τ.
    let ratio = tau * tau / 25
    var value = -mu * mu / 50 - log1p(ratio) + x[1]
    gradient[0] = -mu / 25
    gradient[1] = 1 - 2 * ratio / (1 + ratio)
    for school in 0..<8 {
      let eta = x[school + 2]
      let residual = (effects[school] - mu - tau * eta) / sigmas[school]
      value -= 0.5 * (eta * eta + residual * residual)
      let slope = residual / sigmas[school]
      gradient[0] += slope
      gradient[1] += slope * tau * eta
      gradient[school + 2] = -eta + slope * tau
    }
    return value
  }

  /// A standard normal that has no value below zero.
  static let wall = Target(dimension: 1) { x, gradient in
    gradient[0] = -x[0]
    return x[0] < 0 ? -.infinity : -0.5 * x[0] * x[0]
  }

  /// A standard normal that is no number beyond two.
  static let hole = Target(dimension: 1) { x, gradient in
    gradient[0] = abs(x[0]) > 2 ? .nan : -x[0]
    return abs(x[0]) > 2 ? .nan : -0.5 * x[0] * x[0]
  }
}
