// SPDX-License-Identifier: GPL-3.0-or-later
// The densities of a cluster from its table, and its log likelihood with the gradient by hand.

internal import GyroKernels
internal import GyroNumerics
internal import GyroPlatform

extension TabulatedClusterLikelihood: DifferentiableClusterLikelihood {
  /// The log likelihood with its gradient, by the table.
  ///
  /// The mixture and the product of ``ClusterLikelihood`` stand here once more, with their derivatives, in a kernel: a
  /// sampler spends nearly all of its time here.
  public func logLikelihoodWithGradient(_ parameters: ClusterParameters) -> ClusterLogLikelihood {
    // Odds that a Double holds, however far a trajectory has gone.
    let odds = exp(min(max(parameters.membershipShift, -300), 300))
    return withDensities(at: [parameters.log10AgeMyr], otherwise: parameters) { _, densities in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: Int(GYRO_MIXTURE_TERMS)) { terms in
        gyro_mixture_product(
          densities, memberships, complements, backgrounds, laneCount, odds,
          1 - parameters.outlierFraction, terms.baseAddress)
        return ClusterLogLikelihood(
          value: terms[0], byAge: terms[1], byZeroPoint: terms[2], byMembershipShift: terms[4],
          byOutlierFraction: terms[5], byAgeSpread: terms[3])
      }
    }[0]
  }

  /// Gives the density of the flow for every star, at each of a list of ages, to a closure.
  ///
  /// - Parameters:
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - parameters: Zero point and spread of ages.
  ///   - body: Called for each age with its number and `[4][lanes]` numbers: density, and its derivatives by age,
  ///     zero point and spread of ages.
  /// - Returns: What the closure returned.
  private func withDensities<Result>(
    at log10AgesMyr: [Double], otherwise parameters: ClusterParameters,
    _ body: (Int, UnsafePointer<Double>) -> Result
  ) -> [Result] {
    let spread = AgeSpreadNodes(parameters)
    let zeroWeights = zeroPoints.weights(at: parameters.zeroPoint)
    let width = zeroPoints.coefficientCount
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * laneCount + 16) { room in
      guard let densities = room.baseAddress else { return [] }
      let (ageRoom, zeroRoom) = (densities + 4 * laneCount, densities + 4 * laneCount + 8)
      zeroWeights.write(to: zeroRoom)
      return log10AgesMyr.enumerated().map { index, age in
        densities.initialize(repeating: 0, count: 4 * laneCount)
        for (position, weight) in zip(spread.positions, spread.weights) {
          let ageWeights = ages.weights(at: age + parameters.ageSpread * position)
          ageWeights.write(to: ageRoom)
          coefficients.withUnsafeBufferPointer { coefficients in
            guard let first = coefficients.baseAddress else { return }
            gyro_add_spline_densities(
              first + (ageWeights.first * width + zeroWeights.first) * laneCount,
              width * laneCount, laneCount, ageRoom, zeroRoom, weight, position, laneCount,
              densities)
          }
        }
        return body(index, densities)
      }
    }
  }
}

extension CubicSplineAxis.Weights {
  /// Writes the four weights of the value, then those of the slope.
  fileprivate func write(to place: UnsafeMutablePointer<Double>) {
    for index in 0..<4 { (place[index], place[4 + index]) = (value[index], slope[index]) }
  }
}

extension TabulatedClusterLikelihood {
  /// Natural log of the density of each star's period under the background, per dex.
  public var logBackgroundDensities: [Double] { backgrounds.prefix(stars.count).map { log($0) } }

  /// The natural log of the density of each star's period under the flow, interpolated.
  ///
  /// - Parameters:
  ///   - log10AgesMyr: Ages, dex of Myr; beyond the table its log density goes on in straight lines.
  ///   - parameters: Zero point and spread of ages.
  /// - Returns: Nat per dex of period, shape `[stars][ages]`.
  public func flowLogDensities(
    at log10AgesMyr: [Double], otherwise parameters: ClusterParameters
  ) -> [[Double]] {
    var result = stars.map { _ in [Double](repeating: 0, count: log10AgesMyr.count) }
    _ = withDensities(at: log10AgesMyr, otherwise: parameters) { age, densities in
      for star in result.indices { result[star][age] = log(densities[star]) }
    }
    return result
  }
}
