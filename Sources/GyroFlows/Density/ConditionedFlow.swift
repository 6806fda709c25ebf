// SPDX-License-Identifier: GPL-3.0-or-later
// Densities whose context is already known: three splines away from a standard normal.

package import GyroNumerics
internal import GyroPlatform

/// A list of one-dimensional densities, one a context.
package struct ConditionedFlow: Sendable {
  /// Number of densities.
  package let count: Int
  let spline: RationalQuadraticSpline
  let transformCount: Int
  let standardizer: Standardizer
  /// Knots, shape `[count, transformCount, 3 (binCount + 1)]`.
  let knots: [Double]
  /// What is subtracted from the value, shape `[count]`; empty where nothing is.
  let locations: [Double]

  private var stride: Int { transformCount * spline.knotCount }
  func mean(_ member: Int) -> Double {
    standardizer.mean[0] + (locations.isEmpty ? 0 : locations[member])
  }
  private var scale: Double { standardizer.scale[0] }

  /// The log-density of a value under one density, in nats per unit of the value.
  package func logDensity(at value: Double, member: Int) -> Double {
    let (latent, slope) = forward(value, member: member)
    return logDensity(latent: latent, slope: slope)
  }

  /// A weighted sum of densities, per unit of the value: no logarithm is taken for it.
  func density(at value: Double, of terms: [DensityTerm]) -> Double {
    var sum = 0.0
    for term in terms {
      let (latent, slope) = forward(value + term.offset, member: term.member)
      sum += term.weight * Normal.density(latent) * slope
    }
    return sum / scale
  }

  /// The same sum of the probabilities of smaller values.
  func cdf(at value: Double, of terms: [DensityTerm]) -> Double {
    var sum = 0.0
    for term in terms {
      sum += term.weight * Normal.cdf(forward(value + term.offset, member: term.member).latent)
    }
    return sum
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

  /// The latent standard normal deviate of a value.
  package func latent(at value: Double, member: Int) -> Double {
    forward(value, member: member).latent
  }

  /// The probability of a smaller value.
  package func cdf(at value: Double, member: Int) -> Double {
    Normal.cdf(latent(at: value, member: member))
  }

  /// The value below which a probability lies.
  ///
  /// - Precondition: `0 < probability < 1`.
  package func quantile(_ probability: Double, member: Int) -> Double {
    value(latent: Normal.quantile(probability), member: member)
  }

  /// The value that has a given latent deviate: the inverse of ``latent(at:member:)``.
  package func value(latent: Double, member: Int) -> Double {
    checkMember(member)
    return knots.withUnsafeBufferPointer { knots in
      guard let base = knots.baseAddress else { return latent }
      var u = latent
      for transform in (0..<transformCount).reversed() {
        u = spline.inverse(u, base + member * stride + transform * spline.knotCount)
      }
      return mean(member) + scale * u
    }
  }

  /// A value drawn from one density.
  package func sample(member: Int, using random: inout RandomStream) -> Double {
    value(latent: random.nextNormal(), member: member)
  }

  @inline(__always)
  private func logDensity(latent: Double, slope: Double) -> Double {
    // One log for all slopes: each lies within e^±28 for the steepest spline that a slope constant
    // of 1e-4 allows, so three of them neither overflow nor vanish.
    Normal.logDensity(latent) + log(slope) - log(scale)
  }

  @inline(__always)
  private func forward(_ value: Double, member: Int) -> (latent: Double, slope: Double) {
    checkMember(member)
    return knots.withUnsafeBufferPointer { knots in
      guard let base = knots.baseAddress else { return (value, 1) }
      var u = (value - mean(member)) / scale
      var slope = 1.0
      for transform in 0..<transformCount {
        let step = spline.forward(u, base + member * stride + transform * spline.knotCount)
        u = step.value
        slope *= step.slope
      }
      return (u, slope)
    }
  }

  @inline(__always)
  func checkMember(_ member: Int) {
    precondition(member >= 0 && member < count, "density \(member) of \(count)")
  }
}
