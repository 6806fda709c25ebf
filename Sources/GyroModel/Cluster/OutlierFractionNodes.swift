// SPDX-License-Identifier: GPL-3.0-or-later
// The outlier fractions that an exact posterior averages over.

internal import GyroPlatform

/// Values of the outlier fraction with their prior probabilities.
struct OutlierFractionNodes: Hashable, Sendable {
  /// The fractions, ascending.
  let fractions: [Double]
  /// Natural logs of their prior probabilities, each with the step of its logit.
  let logWeights: [Double]

  /// A fraction that is held fixed.
  init(fixed fraction: Double) { (fractions, logWeights) = ([fraction], [0]) }

  /// The trapezoid rule over a range of logits.
  private init(_ prior: BetaPrior, logits: ClosedRange<Double>, count: Int) {
    let step = (logits.upperBound - logits.lowerBound) / Double(count - 1)
    let positions = (0..<count).map { logits.lowerBound + Double($0) * step }
    let normalization =
      lgamma(prior.alpha) + lgamma(prior.beta) - lgamma(prior.alpha + prior.beta)
    fractions = positions.map { ParameterTransform.logistic($0) }
    logWeights = positions.map {
      prior.logDensity(ofComponent: $0, through: .unit).value - normalization + log(step)
    }
  }

  /// The logits within which a fraction is neither none nor all of any group.
  private static let logits = -9.0...5.0
  private static let coarseCount = 29
  private static let fineCount = 25
  /// How far below the largest one a log posterior still matters, nat.
  private static let depth = 30.0

  /// The nodes that a posterior needs: evenly spaced over the logits at which it is not negligible.
  ///
  /// - Parameters:
  ///   - prior: Of the fraction; nil holds it fixed.
  ///   - fixed: The fraction without a prior.
  ///   - highest: The largest log likelihood at any age, for each of a list of fractions.
  init(_ prior: BetaPrior?, fixed: Double, highest: ([Double]) -> [Double]) {
    guard let prior else {
      self.init(fixed: fixed)
      return
    }
    let coarse = Self(prior, logits: Self.logits, count: Self.coarseCount)
    let values = zip(highest(coarse.fractions), coarse.logWeights).map(+)
    let minimum = (values.max() ?? 0) - Self.depth
    let likely = values.indices.filter { values[$0] >= minimum }
    let last = Self.coarseCount - 1
    let step = (Self.logits.upperBound - Self.logits.lowerBound) / Double(last)
    let (first, end) = (max(0, (likely.first ?? 0) - 1), min(last, (likely.last ?? last) + 1))
    self.init(
      prior,
      logits: (Self.logits.lowerBound
        + Double(first) * step)...(Self.logits.lowerBound + Double(end) * step),
      count: Self.fineCount)
  }
}
