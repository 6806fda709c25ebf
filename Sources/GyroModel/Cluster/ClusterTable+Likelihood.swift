// SPDX-License-Identifier: GPL-3.0-or-later
// The likelihood of a cluster from its table, with the gradient by hand.

internal import Foundation
internal import GyroNumerics

/// The log likelihood of a cluster and its derivatives by the parameters.
public struct ClusterLikelihood: Hashable, Sendable {
  /// The log likelihood, nat.
  public var value = 0.0
  /// By the age, nat per dex.
  public var byAge = 0.0
  /// By the zero point, nat per mag.
  public var byZeroPoint = 0.0
  /// By the shift of the membership log-odds.
  public var byMembershipShift = 0.0
  /// By the outlier fraction.
  public var byOutlierFraction = 0.0
  /// By the intrinsic spread of ages, nat per dex.
  public var byAgeSpread = 0.0
}

extension ClusterTable {
  /// The log likelihood of the stars' periods.
  ///
  ///     L_i = w_i p_i + (1 − w_i) b_i,   w_i = m_i (1 − f),   logit m_i = logit p_member + κ
  ///     p_i = ∫ N(x; 0, 1) p_flow(y_i | a + σ x, c_i − δ, s_i) dx
  ///
  /// - Parameter parameters: Of the cluster.
  /// - Returns: The value and its gradient.
  public func logLikelihood(_ parameters: ClusterParameters) -> ClusterLikelihood {
    let spread = parameters.ageSpread > 0 ? AgeSpreadNodes.normal : .none
    let ageWeights = spread.positions.map {
      ages.weights(at: parameters.log10AgeMyr + parameters.ageSpread * $0)
    }
    let zeroWeights = zeroPoints.weights(at: parameters.zeroPoint)
    let oddsFactor = exp(parameters.membershipShift)
    var result = ClusterLikelihood()
    coefficients.withUnsafeBufferPointer { coefficients in
      stars.withUnsafeBufferPointer { stars in
        for group in 0..<groupCount {
          let flow = density(
            of: group, coefficients, ageWeights: ageWeights, zeroWeights: zeroWeights,
            spread: spread)
          // One logarithm for four stars: each factor lies far within the range of a Double.
          var product = 1.0
          for lane in 0..<min(4, stars.count - 4 * group) {
            let member = stars[4 * group + lane].membershipProbability
            let background = backgrounds[4 * group + lane]
            let odds = member * oddsFactor
            let shifted = odds / (odds + 1 - member)
            let weight = shifted * (1 - parameters.outlierFraction)
            let likelihood = weight * flow.value[lane] + (1 - weight) * background
            let inverse = 1 / likelihood
            product *= likelihood
            let byWeight = (flow.value[lane] - background) * inverse
            result.byAge += weight * flow.byAge[lane] * inverse
            result.byZeroPoint += weight * flow.byZeroPoint[lane] * inverse
            result.byAgeSpread += weight * flow.bySpread[lane] * inverse
            result.byMembershipShift += byWeight * weight * (1 - shifted)
            result.byOutlierFraction -= byWeight * shifted
          }
          result.value += log(product)
        }
      }
    }
    return result
  }

  /// The density of the flow for a group of four stars with its derivatives.
  private struct Density {
    var value = SIMD4<Double>.zero
    var byAge = SIMD4<Double>.zero
    var byZeroPoint = SIMD4<Double>.zero
    var bySpread = SIMD4<Double>.zero
  }

  @inline(__always)
  private func density(
    of group: Int, _ coefficients: UnsafeBufferPointer<SIMD4<Double>>,
    ageWeights: [CubicSplineAxis.Weights], zeroWeights: CubicSplineAxis.Weights,
    spread: AgeSpreadNodes
  ) -> Density {
    let width = zeroPoints.coefficientCount
    var result = Density()
    for node in ageWeights.indices {
      let ageWeights = ageWeights[node]
      var (t, byAge, byZeroPoint) = (
        SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero
      )
      for row in 0..<4 {
        let first = (ageWeights.first + row) * width + zeroWeights.first
        var (value, slope) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        for column in 0..<4 {
          let coefficient = coefficients[(first + column) * groupCount + group]
          value += coefficient * zeroWeights.value[column]
          slope += coefficient * zeroWeights.slope[column]
        }
        t += value * ageWeights.value[row]
        byAge += value * ageWeights.slope[row]
        byZeroPoint += slope * ageWeights.value[row]
      }
      let density =
        SIMD4(exp(t[0]), exp(t[1]), exp(t[2]), exp(t[3])) * spread.weights[node]
      result.value += density
      result.byAge += density * byAge
      result.byZeroPoint += density * byZeroPoint
      result.bySpread += density * byAge * spread.positions[node]
    }
    return result
  }
}

extension ClusterTable {
  /// By star, the log likelihood and the chance that its period has nothing to do with its age.
  ///
  /// - Parameter parameters: Of the cluster.
  /// - Returns: Nat per dex of period, and (1 − w) b / L: non-members are outliers, too.
  public func members(
    _ parameters: ClusterParameters
  ) -> [(logLikelihood: Double, outlierProbability: Double)] {
    let spread = parameters.ageSpread > 0 ? AgeSpreadNodes.normal : .none
    let ageWeights = spread.positions.map {
      ages.weights(at: parameters.log10AgeMyr + parameters.ageSpread * $0)
    }
    let zeroWeights = zeroPoints.weights(at: parameters.zeroPoint)
    return coefficients.withUnsafeBufferPointer { coefficients in
      (0..<groupCount).flatMap { group in
        let flow = density(
          of: group, coefficients, ageWeights: ageWeights, zeroWeights: zeroWeights, spread: spread
        ).value
        return (0..<min(4, stars.count - 4 * group)).map { lane in
          let star = 4 * group + lane
          let weight = parameters.weight(
            membershipProbability: stars[star].membershipProbability)
          let background = (1 - weight) * backgrounds[star]
          let likelihood = weight * flow[lane] + background
          return (log(likelihood), background / likelihood)
        }
      }
    }
  }
}
