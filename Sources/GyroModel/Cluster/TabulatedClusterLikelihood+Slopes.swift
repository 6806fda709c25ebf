// SPDX-License-Identifier: GPL-3.0-or-later
// The densities of a cluster from its table, and its log likelihood with the gradient by hand.

internal import GyroNumerics
internal import GyroPlatform

extension TabulatedClusterLikelihood: DifferentiableClusterLikelihood {
  /// The log likelihood with its gradient, by the table.
  ///
  /// The mixture and the product of ``ClusterLikelihood`` stand here once more, with their derivatives and in
  /// the arithmetic of four stars at once: a sampler spends nearly all of its time here.
  public func logLikelihoodWithGradient(_ parameters: ClusterParameters) -> ClusterLogLikelihood {
    let spread = AgeSpreadNodes(parameters)
    let ageWeights = spread.positions.map {
      ages.weights(at: parameters.log10AgeMyr + parameters.ageSpread * $0)
    }
    let zeroWeights = zeroPoints.weights(at: parameters.zeroPoint)
    let oddsFactor = exp(parameters.membershipShift)
    var result = ClusterLogLikelihood()
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

extension TabulatedClusterLikelihood {
  /// Natural log of the density of each star's period under the background, per dex.
  public var logBackgroundDensities: [Double] { backgrounds.map { log($0) } }

  /// The natural log of the density of each star's period under the flow, interpolated.
  ///
  /// - Parameters:
  ///   - log10AgesMyr: Ages, dex of Myr; beyond the table its log density goes on in straight lines.
  ///   - parameters: Zero point and spread of ages.
  /// - Returns: Nat per dex of period, shape `[stars][ages]`.
  public func flowLogDensities(
    at log10AgesMyr: [Double], otherwise parameters: ClusterParameters
  ) -> [[Double]] {
    let spread = AgeSpreadNodes(parameters)
    let zeroWeights = zeroPoints.weights(at: parameters.zeroPoint)
    let ageWeights = log10AgesMyr.map { age in
      spread.positions.map { ages.weights(at: age + parameters.ageSpread * $0) }
    }
    var result = stars.map { _ in [Double](repeating: 0, count: log10AgesMyr.count) }
    coefficients.withUnsafeBufferPointer { coefficients in
      for group in 0..<groupCount {
        for age in ageWeights.indices {
          let flow = density(
            of: group, coefficients, ageWeights: ageWeights[age], zeroWeights: zeroWeights,
            spread: spread
          ).value
          for lane in 0..<min(4, stars.count - 4 * group) {
            result[4 * group + lane][age] = log(flow[lane])
          }
        }
      }
    }
    return result
  }
}
