// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a group of stars from their rotation, with its sources of uncertainty.

internal import GyroFiles
public import GyroModel
internal import GyroNumerics
internal import GyroPlatform
public import GyroSampling

/// Estimates ages of groups of stars of one age.
public struct ClusterAgeEstimator: Sendable {
  /// How single stars are made ready: the model and the assumptions.
  public let stars: AgeEstimator
  /// What else is known of the age of the group as a whole.
  public let terms: AgeTerms
  /// The prior of the age times the likelihoods of the terms.
  private let agePrior: AgePrior
  /// The priors of clusters; the prior of the age is that of the assumptions, times the terms.
  public let priors: ClusterPriors
  /// What the calibrators add.
  public let calibration: CalibrationUncertainty
  let likelihood: RotationLikelihood

  /// Prepares what all groups share.
  ///
  /// - Parameters:
  ///   - stars: With model, prior, largest age, outlier fraction, extinction law and grid.
  ///   - priors: Of the nuisances; age, largest age and outlier fraction are taken from the assumptions.
  ///   - calibration: What the calibrators add.
  ///   - terms: What else is known of the age of the group as a whole, such as its lithium depletion
  ///     boundary; each group of a list takes all of them.
  ///   - groupBackground: The periods of non-members and outliers.
  /// - Throws: ``GyroModel/ModelError`` if the grid of ages cannot hold a term.
  public init(
    stars: AgeEstimator, priors: ClusterPriors = ClusterPriors(),
    calibration: CalibrationUncertainty = CalibrationUncertainty(), terms: AgeTerms = .none,
    groupBackground: GroupBackground = .usual
  ) throws(ModelError) {
    let assumptions = stars.assumptions
    var priors = priors
    priors.outlierFraction = assumptions.outlierFraction
    priors.log10AgeMyrRange = assumptions.ageGrid.range
    agePrior = try assumptions.prior.times(terms, over: assumptions.ageGrid)
    self.terms = terms
    priors.age = CalibratedAge.prior(agePrior, calibration)
    (self.stars, self.priors, self.calibration) = (stars, priors, calibration)
    likelihood = RotationLikelihood(
      flow: stars.model.rotation,
      mixture: OutlierMixture(outlierFraction: assumptions.outlierFraction),
      aliases: assumptions.aliases, colorError: assumptions.colorError,
      groupBackground: groupBackground)
  }

  /// Computes the exact posterior of each group's age and outlier fraction, the other nuisances fixed.
  ///
  /// - Parameters:
  ///   - inputs: The groups.
  ///   - seed: Of the predictive checks, which alone are random.
  ///   - threadCount: Threads to use; does not change the result.
  ///   - progress: Called with the number of groups that are done.
  /// - Returns: One answer for each group.
  /// - Throws: ``GyroModel/ModelError`` if the prior cannot be held by the grid.
  public func onGrid(
    _ inputs: [ClusterInput], seed: UInt64, threadCount: Int, progress: (Int) -> Void = { _ in }
  ) throws(ModelError) -> ClusterEstimates {
    let all = try estimatesOnGrid(
      inputs, seed: seed, threadCount: threadCount,
      shouldContinue: { done in
        progress(done)
        return true
      })
    return all ?? ClusterEstimates(clusters: [], shared: [])
  }

  /// The same, until it is told to end; nil then.
  func estimatesOnGrid(
    _ inputs: [ClusterInput], seed: UInt64, threadCount: Int, shouldContinue: (Int) -> Bool
  ) throws(ModelError) -> ClusterEstimates? {
    let dater = try ClusterDater(prior: agePrior, grid: stars.assumptions.ageGrid)
    var estimates: [ClusterEstimate] = []
    for (index, input) in inputs.enumerated() {
      let prepared = PreparedCluster(input, estimator: self)
      let result = GriddedCluster(
        SweptClusterLikelihood(
          stars: prepared.stars, likelihood: likelihood, threadCount: threadCount),
        dater: dater, estimator: self,
        random: RandomStream(seed: seed).child("cluster", index), threadCount: threadCount)
      estimates.append(prepared.estimate(result?.age, members: result?.members ?? []))
      guard shouldContinue(index + 1) else { return nil }
    }
    return ClusterEstimates(clusters: estimates, shared: [])
  }

  /// Samples the joint posterior of age and nuisances, of each group alone or of all together.
  ///
  /// - Parameters:
  ///   - inputs: The groups.
  ///   - settings: Chains and draws.
  ///   - jointly: Whether the groups share the scales of their nuisances, which are then learned.
  ///   - seed: Of all random numbers.
  ///   - threadCount: Threads to use; does not change the result.
  ///   - file: Where the draws go and from where an interrupted run goes on; for one group, or jointly.
  ///   - progress: Called with the current group and the fraction of its draws that is done.
  /// - Returns: One answer for each group, and the scales that they share.
  /// - Throws: ``GyroSampling/SamplingError`` if the file cannot be used.
  public func sampled(
    _ inputs: [ClusterInput], settings: SamplingSettings, jointly: Bool = false, seed: UInt64,
    threadCount: Int, file: String? = nil, progress: (Int, Double) -> Void = { _, _ in }
  ) throws(SamplingError) -> ClusterEstimates {
    let all = try sampledEstimates(
      inputs, settings: settings, jointly: jointly, seed: seed, threadCount: threadCount,
      file: file,
      shouldContinue: { group, fraction in
        progress(group, fraction)
        return true
      })
    return all ?? ClusterEstimates(clusters: [], shared: [])
  }

  /// The same, until it is told to end; nil then.
  func sampledEstimates(
    _ inputs: [ClusterInput], settings: SamplingSettings, jointly: Bool, seed: UInt64,
    threadCount: Int, file: String?, shouldContinue: (Int, Double) -> Bool
  ) throws(SamplingError) -> ClusterEstimates? {
    precondition(file == nil || jointly || inputs.count == 1, "one file for several runs")
    let prepared = inputs.map { PreparedCluster($0, estimator: self) }
    let usable = prepared.indices.filter { !prepared[$0].stars.isEmpty }
    var results: [Int: (age: ClusterAge, members: [PreparedCluster.Result])] = [:]
    var shared: [ParameterSummary] = []
    for run in jointly ? [usable] : usable.map({ [$0] }) where !run.isEmpty {
      let random = RandomStream(seed: seed).child("cluster", run[0])
      let sampling = ClusterSampling(
        likelihood: likelihood, priors: priors, settings: settings, random: random,
        threadCount: threadCount)
      let clusters = run.map { (name: prepared[$0].name, stars: prepared[$0].stars) }
      let result = try sampling.runWhile(
        clusters, file: file, label: label(of: clusters.map(\.stars)),
        shouldContinue: { shouldContinue(run[0], $0) })
      guard let result else { return nil }
      for (index, outcome) in zip(run, result.outcomes) {
        results[index] = SampledCluster(
          outcome, of: result.run.draws, convergence: result.convergence, estimator: self,
          random: random.child("check", index), threadCount: threadCount
        ).map { ($0.age, $0.members) }
      }
      if run.count > 1 {
        shared = [
          ParameterSummary("zero_point_sigma_mag", result.scales.map(\.zeroPoint)),
          ParameterSummary("membership_shift_sigma", result.scales.map(\.membershipShift)),
        ]
      }
    }
    return ClusterEstimates(
      clusters: prepared.indices.map {
        prepared[$0].estimate(results[$0]?.age, members: results[$0]?.members ?? [])
      }, shared: shared)
  }

  /// A digest of all that the draws depend on, apart from settings and seed.
  private func label(of clusters: [[Star]]) -> String {
    var fingerprint = Fingerprint(of: "draws of clusters")
    fingerprint.add(ProgramVersion.current)
    fingerprint.add(stars.model.digest)
    fingerprint.add(stars.assumptions.colorError.rawValue)
    fingerprint.add([stars.assumptions.aliases.half, stars.assumptions.aliases.double])
    fingerprint.add(priors)
    fingerprint.add([likelihood.groupBackground.fieldShare])
    for stars in clusters {
      fingerprint.add(stars.count)
      for star in stars { fingerprint.add(star) }
    }
    return fingerprint.digest.hexadecimal
  }
}

extension ParameterSummary {
  /// Sorts draws.
  init(_ name: String, _ draws: [Double]) {
    let sorted = draws.sorted()
    func quantile(_ p: Double) -> Double { Statistics.quantile(p, ofSorted: sorted) }
    self.init(name: name, q16: quantile(0.16), q50: quantile(0.5), q84: quantile(0.84))
  }
}
