// SPDX-License-Identifier: GPL-3.0-or-later
// How likely a rotation period is at each age.

internal import GyroFlows
internal import GyroNumerics
internal import GyroPlatform

/// The likelihood of a rotation period as a function of age.
///
/// ``LikelihoodIntegral`` says which error goes where.
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
  /// What is mixed with it where stars are members of a group; that of a single star is uniform.
  public let groupBackground: GroupBackground

  /// A likelihood of periods under a flow, with assumptions about the measurements.
  public init(
    flow: RotationFlow, mixture: OutlierMixture = OutlierMixture(), aliases: AliasMixture = .none,
    colorError: ColorErrorUse = .auto, groupBackground: GroupBackground = .uniform
  ) {
    (self.flow, self.mixture) = (flow, mixture)
    (self.aliases, self.colorError) = (aliases, colorError)
    self.groupBackground = groupBackground
  }

  /// What the likelihood of a star integrates over.
  public func integral(of star: Star) -> LikelihoodIntegral {
    LikelihoodIntegral(
      of: star, mixture: mixture, aliases: aliases, colorError: colorError,
      limits: flow.limits)
  }

  /// The log likelihood of a star's period at every age of a list.
  ///
  /// - Parameters:
  ///   - star: The star with its errors.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Nat per dex of period, one per age.
  public func logLikelihoods(
    of star: Star, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    logLikelihoods(of: integral(of: star), at: log10AgesMyr)
  }

  /// The log of a star's likelihood integral at every age of a list.
  ///
  /// The integral over the period is adaptive between the kinks that the density has at each age. Where
  /// there is one over the color as well, which few stars need, or the error of the period has two sides, both are
  /// trapezoid rules.
  ///
  /// - Parameters:
  ///   - integral: What the errors leave open.
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - resolution: The steps of the trapezoid rules; of no effect without an integral over the color.
  /// - Returns: Nat per dex of period, one per age; minus infinity where the period is impossible.
  ///
  /// > Accuracy: Below 1e-6 without an excess error of the color. With one, the rule's error falls with
  /// > the square of its step; at ``LikelihoodNodes/Resolution/fine`` it is below 2e-3.
  public func logLikelihoods(
    of integral: LikelihoodIntegral, at log10AgesMyr: some Collection<Double>,
    resolution: LikelihoodNodes.Resolution = .fine
  ) -> [Double] {
    let terms = logLikelihoodTerms(of: integral, at: log10AgesMyr, resolution: resolution)
    guard terms.count > 1 else { return terms[0] }
    return terms[0].indices.map { age in logSumExp(terms.map { $0[age] }) }
  }

  /// The same for the period and each of its aliases: terms that sum to the likelihood.
  ///
  /// - Parameters:
  ///   - integral: What the errors leave open.
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - resolution: The steps of the trapezoid rules.
  /// - Returns: Nat per dex of period, shape `[periods][ages]`.
  public func logLikelihoodTerms(
    of integral: LikelihoodIntegral, at log10AgesMyr: some Collection<Double>,
    resolution: LikelihoodNodes.Resolution = .fine
  ) -> [[Double]] {
    logLikelihoodParts(of: integral, at: log10AgesMyr, resolution: resolution).periods
  }

  /// The same terms, and the likelihood that each flow of the ensemble gives alone.
  ///
  /// - Parameters:
  ///   - integral: What the errors leave open.
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - resolution: The steps of the trapezoid rules.
  /// - Returns: Nat per dex of period, shapes `[periods][ages]` and `[flows][ages]`.
  public func logLikelihoodParts(
    of integral: LikelihoodIntegral, at log10AgesMyr: some Collection<Double>,
    resolution: LikelihoodNodes.Resolution = .fine
  ) -> (periods: [[Double]], flows: [[Double]]) {
    let none = [ScaledSum](repeating: ScaledSum(), count: log10AgesMyr.count)
    var periodSums = [[ScaledSum]](repeating: none, count: integral.periods.count)
    var flowSums = [[ScaledSum]](repeating: none, count: flow.flow.flows.count)
    let share = 1 / Double(flowSums.count)
    let nodes = LikelihoodNodes(integral, resolution: resolution)
    let isAdaptive = nodes.contexts.count == 1 && integral.periodAsymmetry == 0
    let nodesPerPeriod = nodes.periods.count / integral.periods.count
    for context in nodes.contexts {
      let conditioned = conditioned(on: context, at: log10AgesMyr)
      for term in integral.periods.indices {
        let periods =
          isAdaptive
          ? [integral.periods[term]]
          : nodes.periods[(term * nodesPerPeriod)..<((term + 1) * nodesPerPeriod)]
        let sigma = isAdaptive ? integral.log10PeriodDaysSigma : 0
        for period in periods {
          let weight = context.weight * period.weight
          for (member, flow) in conditioned.flows.enumerated() {
            for index in none.indices {
              let logDensity = flow.logDensity(
                at: period.log10PeriodDays, sigma: sigma, member: index)
              periodSums[term][index].add(weight * share, timesExp: logDensity)
              flowSums[member][index].add(weight, timesExp: logDensity)
            }
          }
        }
      }
    }
    return (
      zip(periodSums, integral.backgrounds).map {
        mixed($0, flowWeight: integral.flowWeight, background: $1)
      },
      flowSums.map {
        mixed($0, flowWeight: integral.flowWeight, background: integral.background)
      }
    )
  }

  /// The log of a weighted sum of flow densities at every age of a list: what fast kernels compare with.
  ///
  /// - Parameters:
  ///   - nodes: Contexts and periods with their weights.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Nat per dex of period, one per age; minus infinity where the period is impossible.
  public func logLikelihoods(
    of nodes: LikelihoodNodes, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    var sums = [ScaledSum](repeating: ScaledSum(), count: log10AgesMyr.count)
    var logDensities = [Double](repeating: 0, count: log10AgesMyr.count)
    for context in nodes.contexts {
      let conditioned = conditioned(on: context, at: log10AgesMyr)
      for period in nodes.periods {
        logDensities.withUnsafeMutableBufferPointer {
          conditioned.logDensities(at: period.log10PeriodDays, into: $0)
        }
        let weight = context.weight * period.weight
        for index in sums.indices { sums[index].add(weight, timesExp: logDensities[index]) }
      }
    }
    return mixed(sums, flowWeight: nodes.flowWeight, background: nodes.background)
  }

  private func conditioned(
    on context: LikelihoodNodes.Context, at log10AgesMyr: some Collection<Double>
  ) -> ConditionedEnsemble {
    flow.conditioned(on: context.covariates, at: log10AgesMyr)
  }

  private func mixed(_ sums: [ScaledSum], flowWeight: Double, background: Double) -> [Double] {
    let mixture = Mixture(weight: flowWeight, weightedBackground: background)
    return sums.map { mixture.logLikelihood($0.log) }
  }
}

/// A running sum of weighted exponentials that neither overflows nor vanishes; NaN once a term was.
private struct ScaledSum {
  private var largest = -Double.infinity
  private var sum = 0.0

  mutating func add(_ weight: Double, timesExp logTerm: Double) {
    guard logTerm != -.infinity else { return }
    if logTerm > largest {
      sum = sum * exp(largest - logTerm) + weight
      largest = logTerm
    } else {
      sum += weight * exp(logTerm - largest)
    }
  }

  var log: Double { sum == 0 ? -.infinity : largest + GyroPlatform.log(sum) }
}
