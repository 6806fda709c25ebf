// SPDX-License-Identifier: GPL-3.0-or-later
// Means and (co)variances that are updated draw by draw.

/// The covariance of the positions of a window, regularized where there are few draws.
///
///     Σ = n/(n + 5) Σ_n + 10⁻³ · 5/(n + 5) I
///
/// > Source: Welford (1962), Technometrics 4, 419; the regularization is Stan's (reference manual,
/// > *HMC algorithm parameters*, Euclidean metric).
struct RunningCovariance: Hashable, Codable, Sendable {
  private let kind: Metric.Kind
  private var count = 0.0
  private var mean: [Double]
  /// Σ (x − x̄)(x − x̄)ᵀ, its diagonal or its lower triangle in a full square.
  private var scatter: [Double]

  init(kind: Metric.Kind, dimension: Int) {
    self.kind = kind
    mean = Array(repeating: 0, count: dimension)
    scatter = Array(repeating: 0, count: kind == .dense ? dimension * dimension : dimension)
  }

  /// Whether what was read back are the moments of positions of this dimension.
  func canGoOn(kind: Metric.Kind, dimension: Int) -> Bool {
    self.kind == kind && (0...0x1p52).contains(count) && mean.isFinite(count: dimension)
      && scatter.isFinite(count: kind == .dense ? dimension * dimension : dimension)
  }

  /// The same with no draws.
  var emptied: RunningCovariance { RunningCovariance(kind: kind, dimension: mean.count) }

  mutating func add(_ position: [Double]) {
    count += 1
    let before = zip(position, mean).map { $0 - $1 }
    for row in mean.indices { mean[row] += before[row] / count }
    let after = zip(position, mean).map { $0 - $1 }
    let dimension = mean.count
    for row in 0..<dimension {
      if kind == .dense {
        for column in 0...row { scatter[row * dimension + column] += before[row] * after[column] }
      } else {
        scatter[row] += before[row] * after[row]
      }
    }
  }

  /// The metric that the draws so far suggest; nil if they do not suffice for one.
  ///
  /// Fewer draws than twice the dimension determine variances only: their covariance has directions that
  /// are far too short by chance, and each trajectory would take a thousand steps.
  var metric: Metric? {
    guard count > 1 else { return nil }
    let (dimension, shrinkage) = (mean.count, count / (count + 5))
    let floor = 1e-3 * 5 / (count + 5)
    var covariance = scatter.map { shrinkage * $0 / (count - 1) }
    guard kind == .dense else { return Metric(variances: covariance.map { $0 + floor }) }
    guard count >= Double(2 * dimension) else {
      return Metric(variances: (0..<dimension).map { covariance[$0 * (dimension + 1)] + floor })
    }
    for row in 0..<dimension {
      for column in 0..<row {
        covariance[column * dimension + row] = covariance[row * dimension + column]
      }
      covariance[row * dimension + row] += floor
    }
    return Metric(covariance: covariance, dimension: dimension)
  }
}
