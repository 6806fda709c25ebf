// SPDX-License-Identifier: GPL-3.0-or-later
// The density of a value that is known to within a normal error.

internal import Algorithms
internal import GyroNumerics
internal import GyroPlatform

extension ConditionedFlow {
  /// The values, ascending, where the slope of a density jumps: the knots of its splines.
  ///
  /// A rational-quadratic spline has a continuous derivative, so that the density itself is continuous
  /// with a kink at every knot: those of the first spline, and those of each later one carried back.
  package func kinks(member: Int) -> [Double] {
    checkMember(member)
    return knots.withUnsafeBufferPointer { knots in
      guard let base = knots.baseAddress else { return [] }
      let first = base + member * transformCount * spline.knotCount
      var places: [Double] = []
      for transform in 0..<transformCount {
        for knot in 0...spline.binCount {
          var u = first[transform * spline.knotCount + knot]
          for earlier in (0..<transform).reversed() {
            u = spline.inverse(u, first + earlier * spline.knotCount)
          }
          places.append(mean(member) + standardizer.scale[0] * u)
        }
      }
      return places.sorted()
    }
  }

  /// The log-density of a value that is known to within a normal error.
  ///
  ///     log ∫ N(y′; y, σ²) p(y′) dy′ = log ∫ N(z; 0, 1) p(y + σ z) dz
  ///
  /// The integral is taken over z, so that its nodes stay apart however small the error is: where all of
  /// them fall on one floating-point number, it is the density there, as it is for no error.
  ///
  /// - Parameters:
  ///   - value: The value, in the units of the data.
  ///   - sigma: The standard deviation of its error, not negative.
  ///   - member: Which density.
  /// - Returns: Nat per unit of the value.
  ///
  /// > Accuracy: Relative error of the density below 1e-7, as far as the value lies within some
  /// > standard deviations of where the density is; ``errorReach`` of them are followed.
  package func logDensity(at value: Double, sigma: Double, member: Int) -> Double {
    // Below half the spacing of floating-point numbers even the outermost node is the value itself.
    guard Self.errorReach * sigma > 0.5 * value.ulp else {
      return logDensity(at: value, member: member)
    }
    let kinks = kinks(member: member).map { ($0 - value) / sigma }
      .filter { abs($0) < Self.errorReach }
    let points = (kinks + Self.errorSteps).sorted()
    func logIntegrand(_ deviate: Double) -> Double {
      Normal.logDensity(deviate) + logDensity(at: value + sigma * deviate, member: member)
    }
    // In units of the largest term, so that a density of exp(-1000) does not vanish.
    let largest = points.adjacentPairs().reduce(-Double.infinity) {
      max($0, logIntegrand($1.0), logIntegrand(0.5 * ($1.0 + $1.1)))
    }
    guard largest > -.infinity else { return -.infinity }
    let integral = Self.errorQuadrature.integrate(between: points) {
      exp(logIntegrand($0) - largest)
    }
    return largest + log(integral)
  }

  /// How far the error is followed, in standard deviations.
  package static let errorReach = 8.5
  private static let errorSteps = [-errorReach, -5, -3, -1, 1, 3, 5, errorReach]
  private static let errorQuadrature = PiecewiseQuadrature(relativeTolerance: 1e-8)
}

extension ConditionedEnsemble {
  /// The log-density of a value that is known to within a normal error, or exactly where that is zero.
  ///
  /// - Parameters:
  ///   - value: The value, in the units of the data.
  ///   - sigma: The standard deviation of its error, not negative.
  ///   - member: Which density.
  /// - Returns: Nat per unit of the value.
  package func logDensity(at value: Double, sigma: Double, member: Int) -> Double {
    guard sigma > 0 else { return logDensity(at: value, member: member) }
    return logSumExp(flows.map { $0.logDensity(at: value, sigma: sigma, member: member) })
      - log(Double(flows.count))
  }
}
