// SPDX-License-Identifier: GPL-3.0-or-later
// How likely a rotation period is at each age.

internal import GyroFlows

/// What the likelihood wants to know of a star, ready for use.
public struct RotationDatum: Hashable, Sendable {
  /// Rotation period, dex of days.
  public var log10PeriodDays: Double
  /// Dereddened color, mag.
  public var bpRp0: Double
  /// Its error, dex of mag.
  public var log10BpRp0Sigma: Double
  /// Membership probability, 0…1.
  public var membershipProbability: Double

  /// Takes the numbers.
  public init(
    log10PeriodDays: Double, bpRp0: Double, log10BpRp0Sigma: Double,
    membershipProbability: Double = 1
  ) {
    (self.log10PeriodDays, self.bpRp0) = (log10PeriodDays, bpRp0)
    (self.log10BpRp0Sigma, self.membershipProbability) = (log10BpRp0Sigma, membershipProbability)
  }
}

/// The likelihood of a rotation period as a function of age.
///
/// The flow was trained on observed colors with their errors as context, so it already is the
/// likelihood of a star with such a color; integrating over the color would count its error twice.
///
/// > Source: Van-Lane et al. (2025), ApJ 986, 59, section 3.
public struct RotationLikelihood: Sendable {
  /// The density of periods.
  public let flow: RotationFlow
  /// What is mixed with it.
  public let mixture: OutlierMixture

  /// Takes a flow and its background.
  public init(flow: RotationFlow, mixture: OutlierMixture = OutlierMixture()) {
    (self.flow, self.mixture) = (flow, mixture)
  }

  /// The log likelihood of a star's period at every age of a list.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Nat per dex of period, one an age.
  public func logLikelihoods(
    of star: RotationDatum, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    var contexts: [Double] = []
    contexts.reserveCapacity(3 * log10AgesMyr.count)
    for log10AgeMyr in log10AgesMyr {
      contexts.append(log10AgeMyr)
      contexts.append(star.bpRp0)
      contexts.append(star.log10BpRp0Sigma)
    }
    var result = [Double](repeating: 0, count: log10AgesMyr.count)
    result.withUnsafeMutableBufferPointer {
      flow.flow.conditioned(on: contexts).logDensities(at: star.log10PeriodDays, into: $0)
    }
    mixture.mix(
      into: &result, log10PeriodDays: star.log10PeriodDays,
      membershipProbability: star.membershipProbability)
    return result
  }
}
