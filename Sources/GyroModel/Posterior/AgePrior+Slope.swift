// SPDX-License-Identifier: GPL-3.0-or-later
// The slope of a prior of age, for samplers that use gradients.

internal import GyroPlatform

extension AgePrior {
  /// The derivative of the log density by log10 age, nat per dex; zero where the density is zero.
  public func slope(log10AgeMyr: Double) -> Double {
    switch self {
    case .logUniform: 0
    case .uniform: log(10)
    case .normal(let mean, let sigma): (mean - log10AgeMyr) / (sigma * sigma)
    case .table(let table): table.slope(log10AgeMyr: log10AgeMyr)
    }
  }
}

extension TabulatedLogDensity {
  /// The slope of the straight line that an age lies on.
  func slope(log10AgeMyr: Double) -> Double {
    guard let upper = log10AgesMyr.firstIndex(where: { $0 >= log10AgeMyr }), upper > 0 else {
      return 0
    }
    let slope =
      (logDensities[upper] - logDensities[upper - 1])
      / (log10AgesMyr[upper] - log10AgesMyr[upper - 1])
    return slope.isFinite ? slope : 0
  }
}
