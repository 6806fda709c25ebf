// SPDX-License-Identifier: GPL-3.0-or-later
// From draws of an age on the calibrators' scale to the density of the age itself.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform

/// The density of a cluster's age with the error of the age scale in it.
///
/// The age is A = a + δ with a on the calibrators' scale and δ ~ N(0, σ_cal), about which the stars
/// say nothing. So the density is the average over draws of a of that of A given a:
///
///     A | a ~ N(a, σ_cal)                                        flat prior of A
///     A | a ~ N((a / σ_cal² + m / s²) v, v),  1/v = 1/σ_cal² + 1/s²   prior N(m, s) of A
///
/// where in the second case the draws of a must have been made with the prior N(m, √(s² + σ_cal²)).
struct CalibratedAge {
  /// The density over log10 age, dex of Myr, and its summary.
  let posterior: AgePosterior

  /// Averages over draws.
  ///
  /// - Parameters:
  ///   - draws: Of the age on the calibrators' scale, dex of Myr, at least two.
  ///   - sigma: σ_cal, dex; where it is 0 the draws are smoothed by a tenth of their own deviation.
  ///   - prior: Of the age.
  init?(draws: [Double], sigma: Double, prior: AgePrior) {
    guard let minimum = draws.min(), let maximum = draws.max() else { return nil }
    let mean = Statistics.mean(draws) ?? 0
    let deviation = Statistics.rootMeanSquare(draws.map { $0 - mean }) ?? 0
    var (slope, offset, width) = (1.0, 0.0, max(sigma, 0.1 * deviation, 1e-6))
    if sigma > 0, case .normal(let mean, let priorSigma) = prior {
      let ratio = sigma / priorSigma
      let share = 1 / (1 + ratio * ratio)
      (slope, offset) = (share, (1 - share) * mean)
      width = sigma * share.squareRoot()
    }
    let centers = draws.map { slope * $0 + offset }.sorted()
    let (low, high) = (slope * minimum + offset, slope * maximum + offset)
    let grid = Grid((low - 5 * width)...(high + 5 * width), count: 1000)
    var values = [Double](repeating: 0, count: grid.count)
    for center in centers {
      func node(at position: Double) -> Int {
        min(max(Int(clamping: (position - grid[0]) / grid.step), 0), grid.count - 1)
      }
      let last = min(node(at: center + 6 * width) + 1, grid.count - 1)
      for node in node(at: center - 6 * width)...last {
        let deviate = (grid[node] - center) / width
        values[node] += exp(-0.5 * deviate * deviate)
      }
    }
    guard
      let posterior = AgePosterior(
        grid: grid, logLikelihoods: values.map { log($0) },
        logPrior: Array(repeating: 0, count: grid.count))
    else { return nil }
    self.posterior = posterior
  }

  /// The prior of the age on the calibrators' scale that goes with a prior of the age itself.
  static func prior(_ prior: AgePrior, _ calibration: CalibrationUncertainty) -> AgePrior {
    guard case .normal(let mean, let own) = prior else { return prior }
    return .normal(mean: mean, sigma: hypot(own, calibration.sigma(log10AgeMyr: mean)))
  }
}
