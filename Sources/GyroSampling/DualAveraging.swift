// SPDX-License-Identifier: GPL-3.0-or-later
// Dual averaging: the step size for which trajectories are accepted as often as asked.

internal import GyroPlatform

/// Stochastic approximation of the log step size, with an average over its iterates.
///
///     η = 1 / (m + t₀),  H̄ ← (1 − η) H̄ + η (δ − α)
///     log ε ← μ − √m H̄ / γ,  log ε̄ ← m^−κ log ε + (1 − m^−κ) log ε̄
///
/// > Source: Hoffman & Gelman (2014), JMLR 15, 1593, eq. 6 and section 3.2.1: γ = 0.05, t₀ = 10,
/// > κ = 0.75, μ = log 10 ε₀.
struct DualAveraging: Hashable, Codable, Sendable {
  private let targetAcceptance: Double
  private let center: Double
  private var count = 0.0
  private var meanError = 0.0
  private var logAverage = 0.0
  /// The step size to try next.
  private(set) var stepSize: Double

  init(stepSize: Double, targetAcceptance: Double) {
    (self.stepSize, self.targetAcceptance) = (stepSize, targetAcceptance)
    center = log(10 * stepSize)
  }

  /// Whether what was read back are the numbers of such an average.
  var canGoOn: Bool {
    [center, meanError, logAverage, stepSize].allSatisfy(\.isFinite) && stepSize > 0
      && (0...0x1p52).contains(count) && (0...1).contains(targetAcceptance)
  }

  /// The step size to keep.
  var averagedStepSize: Double { count == 0 ? stepSize : exp(logAverage) }

  /// Learns how well the step size was accepted.
  mutating func learn(acceptance: Double) {
    count += 1
    let eta = 1 / (count + 10)
    meanError = (1 - eta) * meanError + eta * (targetAcceptance - acceptance)
    let logStepSize = center - count.squareRoot() * meanError / 0.05
    let weight = pow(count, -0.75)
    logAverage = weight * logStepSize + (1 - weight) * logAverage
    stepSize = exp(logStepSize)
  }
}
