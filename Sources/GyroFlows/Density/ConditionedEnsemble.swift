// SPDX-License-Identifier: GPL-3.0-or-later
// The average of densities whose contexts are known.

package import GyroNumerics
internal import GyroPlatform

/// A density in a weighted sum of them.
package struct DensityTerm: Sendable {
  let member: Int
  let weight, offset: Double

  /// Takes the numbers.
  ///
  /// - Parameters:
  ///   - member: Which density.
  ///   - weight: By what it is multiplied.
  ///   - offset: What is added to the value at which it is taken.
  package init(member: Int, weight: Double, offset: Double = 0) {
    (self.member, self.weight, self.offset) = (member, weight, offset)
  }
}

/// A list of one-dimensional densities, one a context, each the average over an ensemble's flows.
package struct ConditionedEnsemble: Sendable {
  /// The densities flow by flow, which all have the same contexts.
  package let flows: [ConditionedFlow]

  /// Number of densities.
  package var count: Int { flows[0].count }

  /// About how much memory they take.
  package var byteCount: Int {
    flows.reduce(0) { $0 + $1.knots.count * MemoryLayout<Double>.stride }
  }

  /// The log-density of a value under one density, in nats per unit of the value.
  package func logDensity(at value: Double, member: Int) -> Double {
    guard flows.count > 1 else { return flows[0].logDensity(at: value, member: member) }
    return logSumExp(flows.map { $0.logDensity(at: value, member: member) })
      - log(Double(flows.count))
  }

  /// A weighted sum of densities, per unit of the value; zero where it is too small for a number.
  package func density(at value: Double, of terms: [DensityTerm]) -> Double {
    flows.reduce(0) { $0 + $1.density(at: value, of: terms) } / Double(flows.count)
  }

  /// The same sum of the probabilities of smaller values.
  package func cdf(at value: Double, of terms: [DensityTerm]) -> Double {
    flows.reduce(0) { $0 + $1.cdf(at: value, of: terms) } / Double(flows.count)
  }

  /// The log-density of one value under every density, which is what an age grid needs.
  ///
  /// - Parameters:
  ///   - value: The value, in the units of the data.
  ///   - result: Overwritten, shape `[count]`.
  package func logDensities(at value: Double, into result: UnsafeMutableBufferPointer<Double>) {
    precondition(result.count == count, "room for \(result.count) results, need \(count)")
    for member in 0..<count { result[member] = logDensity(at: value, member: member) }
  }

  /// The probability of a smaller value.
  package func cdf(at value: Double, member: Int) -> Double {
    flows.reduce(0) { $0 + $1.cdf(at: value, member: member) } / Double(flows.count)
  }

  /// The standard normal deviate with the same probability below it.
  package func latent(at value: Double, member: Int) -> Double {
    guard flows.count > 1 else { return flows[0].latent(at: value, member: member) }
    return Normal.quantile(cdf(at: value, member: member))
  }

  /// The value below which a probability lies.
  ///
  /// An average's quantile lies between those of its parts, where halving the interval finds it.
  ///
  /// - Precondition: `0 < probability < 1`.
  package func quantile(_ probability: Double, member: Int) -> Double {
    let parts = flows.map { $0.quantile(probability, member: member) }
    guard var lower = parts.min(), var upper = parts.max() else { return .nan }
    while true {
      let middle = 0.5 * (lower + upper)
      guard middle > lower, middle < upper else { return middle }
      if cdf(at: middle, member: member) < probability { lower = middle } else { upper = middle }
    }
  }

  /// A value drawn from one density.
  package func sample(member: Int, using random: inout RandomStream) -> Double {
    flows[random.nextIndex(below: flows.count)].sample(member: member, using: &random)
  }
}
