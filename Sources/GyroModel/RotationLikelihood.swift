// SPDX-License-Identifier: GPL-3.0-or-later
// How likely a rotation period is at each age.

internal import Foundation
internal import GyroFlows
internal import GyroNumerics

/// The likelihood of a rotation period as a function of age.
///
/// Which errors go where stands with ``LikelihoodIntegral``.
///
/// > Source: Van-Lane et al. (2025), ApJ 986, 59, section 3.
public struct RotationLikelihood: Sendable {
  /// The density of periods.
  public let flow: RotationFlow
  /// What is mixed with it.
  public let mixture: OutlierMixture
  /// The chances of other periods than the one found.
  public let aliases: AliasMixture
  /// Where the error of the color goes.
  public let colorError: ColorErrorUse

  /// Takes a flow and what is believed of the measurements.
  public init(
    flow: RotationFlow, mixture: OutlierMixture = OutlierMixture(), aliases: AliasMixture = .none,
    colorError: ColorErrorUse = .auto
  ) {
    (self.flow, self.mixture) = (flow, mixture)
    (self.aliases, self.colorError) = (aliases, colorError)
  }

  /// What the likelihood of a star integrates over.
  public func integral(of star: RotationDatum) -> LikelihoodIntegral {
    LikelihoodIntegral(
      of: star, mixture: mixture, aliases: aliases, colorError: colorError,
      trained: flow.domain?.log10BpRp0Sigma)
  }

  /// The log likelihood of a star's period at every age of a list.
  ///
  /// - Parameters:
  ///   - star: The star with its errors.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Nat per dex of period, one an age.
  public func logLikelihoods(
    of star: RotationDatum, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    logLikelihoods(
      of: LikelihoodNodes(integral(of: star), resolution: .fine), at: log10AgesMyr)
  }

  /// The log of a weighted sum of flow densities at every age of a list: what fast kernels compare with.
  ///
  /// - Parameters:
  ///   - nodes: Contexts and periods with their weights.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Nat per dex of period, one an age; minus infinity where the period is impossible.
  public func logLikelihoods(
    of nodes: LikelihoodNodes, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    var sums = [ScaledSum](repeating: ScaledSum(), count: log10AgesMyr.count)
    var logDensities = [Double](repeating: 0, count: log10AgesMyr.count)
    for context in nodes.contexts {
      let conditioned = flow.flow.conditioned(
        on: log10AgesMyr.flatMap { [$0, context.bpRp0, context.log10BpRp0Sigma] })
      for period in nodes.periods {
        logDensities.withUnsafeMutableBufferPointer {
          conditioned.logDensities(at: period.log10PeriodDays, into: $0)
        }
        let weight = context.weight * period.weight
        for index in sums.indices { sums[index].add(weight, timesExp: logDensities[index]) }
      }
    }
    let (logWeight, logBackground) = (log(nodes.flowWeight), log(nodes.background))
    return sums.map { logAddExp(logWeight + $0.log, logBackground) }
  }
}

/// A running sum of weighted exponentials that neither overflows nor vanishes.
private struct ScaledSum {
  private var largest = -Double.infinity
  private var sum = 0.0

  mutating func add(_ weight: Double, timesExp logTerm: Double) {
    guard logTerm > -.infinity else { return }
    if logTerm > largest {
      sum = sum * exp(largest - logTerm) + weight
      largest = logTerm
    } else {
      sum += weight * exp(logTerm - largest)
    }
  }

  var log: Double { sum > 0 ? largest + Foundation.log(sum) : -.infinity }
}
