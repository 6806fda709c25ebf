// SPDX-License-Identifier: GPL-3.0-or-later
// The No-U-Turn sampler with multinomial trajectories.

internal import GyroNumerics
internal import GyroPlatform

/// A transition along a trajectory that doubles until it turns back on itself.
///
/// The next state is drawn among all points of the trajectory by their weight exp(−H): within a
/// subtree uniformly, between the old trajectory and its new half with a bias to the new half.
///
/// > Source: Betancourt (2017), arXiv:1701.02434, appendix A, with the check across subtrees that
/// > Stan has had since 2.21; Hoffman & Gelman (2014), JMLR 15, 1593.
struct NoUTurn: Sendable {
  let leapfrog: Leapfrog
  /// A trajectory has at most 2 to this power points.
  let maximumTreeDepth: Int
  /// Gain of energy beyond which a trajectory counts as divergent, in nat.
  let maximumEnergyError: Double

  /// What a transition cost, and how it went.
  struct TransitionStatistics: Sendable {
    var gradientCount = 0
    var treeDepth = 0
    /// Sum over the steps of min(1, exp(H₀ − H)).
    var acceptanceSum = 0.0
    var divergence: (energyError: Double, position: [Double])?

    /// The mean chance that a point of the trajectory would have been accepted.
    var acceptance: Double { gradientCount == 0 ? 0 : acceptanceSum / Double(gradientCount) }
  }

  /// A part of a trajectory, in the direction in which it was built.
  private struct Subtree {
    var first, last: PhasePoint
    var momentumSum: [Double]
    var proposal: PhasePoint
    /// log Σ exp(H₀ − H) over its points.
    var logWeight: Double
  }

  /// A draw from the trajectory through a point whose momentum has just been drawn.
  func transition(
    from start: PhasePoint, stepSize: Double, using random: inout RandomStream
  ) -> (PhasePoint, TransitionStatistics) {
    var statistics = TransitionStatistics()
    var trajectory = Subtree(
      first: start, last: start, momentumSum: start.momentum, proposal: start, logWeight: 0)
    while statistics.treeDepth < maximumTreeDepth {
      let isForward = random.nextUniform() < 0.5
      if !isForward { swap(&trajectory.first, &trajectory.last) }
      guard
        let addition = subtree(
          depth: statistics.treeDepth, beyond: trajectory.last,
          stepSize: isForward ? stepSize : -stepSize, startEnergy: start.energy, &statistics,
          &random)
      else { break }
      statistics.treeDepth += 1
      let isStraight = isStraight(trajectory, addition)
      // Biased progressive sampling: the new half wins by the ratio of the weights.
      let takesNew =
        random.nextUniform() < exp(min(0, addition.logWeight - trajectory.logWeight))
      trajectory = joined(trajectory, addition, takesSecond: takesNew)
      guard isStraight else { break }
      if !isForward { swap(&trajectory.first, &trajectory.last) }
    }
    return (trajectory.proposal, statistics)
  }

  /// Builds 2 to the power of `depth` points beyond a point; nil if they turn or diverge.
  private func subtree(
    depth: Int, beyond edge: PhasePoint, stepSize: Double, startEnergy: Double,
    _ statistics: inout TransitionStatistics, _ random: inout RandomStream
  ) -> Subtree? {
    guard depth > 0 else {
      let point = leapfrog.step(from: edge, by: stepSize)
      let energyError = point.energy - startEnergy
      statistics.gradientCount += 1
      statistics.acceptanceSum += exp(min(0, -energyError))
      guard energyError <= maximumEnergyError else {
        statistics.divergence = (energyError, edge.position)
        return nil
      }
      return Subtree(
        first: point, last: point, momentumSum: point.momentum, proposal: point,
        logWeight: -energyError)
    }
    guard
      let inner = subtree(
        depth: depth - 1, beyond: edge, stepSize: stepSize, startEnergy: startEnergy, &statistics,
        &random),
      let outer = subtree(
        depth: depth - 1, beyond: inner.last, stepSize: stepSize, startEnergy: startEnergy,
        &statistics,
        &random),
      isStraight(inner, outer)
    else { return nil }
    let logWeight = logAddExp(inner.logWeight, outer.logWeight)
    let takesOuter = random.nextUniform() < exp(outer.logWeight - logWeight)
    return joined(inner, outer, takesSecond: takesOuter)
  }

  private func joined(_ first: Subtree, _ second: Subtree, takesSecond: Bool) -> Subtree {
    var momentumSum = first.momentumSum
    add(1, second.momentumSum, to: &momentumSum)
    return Subtree(
      first: first.first, last: second.last, momentumSum: momentumSum,
      proposal: takesSecond ? second.proposal : first.proposal,
      logWeight: logAddExp(first.logWeight, second.logWeight))
  }

  /// Whether neither the whole of two neighbors nor either with the nearest point of the other turns.
  private func isStraight(_ first: Subtree, _ second: Subtree) -> Bool {
    var whole = first.momentumSum
    add(1, second.momentumSum, to: &whole)
    guard isStraight(first.first, second.last, whole) else { return false }
    var reachingOver = first.momentumSum
    add(1, second.first.momentum, to: &reachingOver)
    guard isStraight(first.first, second.first, reachingOver) else { return false }
    var reachingBack = second.momentumSum
    add(1, first.last.momentum, to: &reachingBack)
    return isStraight(first.last, second.last, reachingBack)
  }

  /// The criterion: the ends still move along the sum ρ of the momenta, M⁻¹p · ρ > 0.
  private func isStraight(
    _ first: PhasePoint, _ last: PhasePoint, _ momentumSum: [Double]
  ) -> Bool {
    dot(first.velocity, momentumSum) > 0 && dot(last.velocity, momentumSum) > 0
  }
}
