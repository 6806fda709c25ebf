// SPDX-License-Identifier: GPL-3.0-or-later
// The Adam optimizer with decoupled weight decay.

internal import GyroPlatform

/// One optimizer's memory.
///
///     m ← β₁ m + (1 - β₁) g      v ← β₂ v + (1 - β₂) g²
///     θ ← θ (1 - η λ) - η m̂ / (√v̂ + ε)
///
/// > Source: Kingma & Ba (2015), algorithm 1; Loshchilov & Hutter (2019), algorithm 2.
struct Adam: Sendable {
  static let firstDecay = 0.9
  static let secondDecay = 0.999
  static let epsilon = 1e-8

  var firstMoment: [Double]
  var secondMoment: [Double]
  var stepCount = 0

  init(parameterCount: Int) {
    firstMoment = Array(repeating: 0, count: parameterCount)
    secondMoment = Array(repeating: 0, count: parameterCount)
  }

  /// Moves the parameters one step down a gradient.
  mutating func step(
    _ parameters: inout [Double], gradient: [Double], learningRate: Double, weightDecay: Double
  ) {
    precondition(gradient.count == parameters.count, "\(gradient.count) gradients")
    stepCount += 1
    let firstBias = 1 - pow(Self.firstDecay, Double(stepCount))
    let secondBias = 1 - pow(Self.secondDecay, Double(stepCount))
    for index in parameters.indices {
      let slope = gradient[index]
      firstMoment[index] += (1 - Self.firstDecay) * (slope - firstMoment[index])
      secondMoment[index] += (1 - Self.secondDecay) * (slope * slope - secondMoment[index])
      let direction =
        firstMoment[index] / firstBias
        / ((secondMoment[index] / secondBias).squareRoot() + Self.epsilon)
      parameters[index] -=
        learningRate * (direction + weightDecay * parameters[index])
    }
  }
}
