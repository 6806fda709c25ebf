// SPDX-License-Identifier: GPL-3.0-or-later
// The age of one star from its rotation.

public import GyroModel
public import GyroNumerics
internal import GyroPlatform
public import GyroQuantities

/// Assumptions of an age estimate.
public struct AgeAssumptions: Hashable, Sendable {
  /// The prior on age.
  public var prior = AgePrior.logUniform
  /// The youngest age allowed.
  public var minimumAge = AgeGrid.minimumAge
  /// The oldest age allowed.
  public var maximumAge = AgeGrid.maximumAge
  /// Outlier fraction: members whose rotation does not follow the model.
  public var outlierFraction = OutlierMixture.usualOutlierFraction
  /// From extinction to color excess.
  public var extinctionLaw = ExtinctionLaw.constant
  /// The chances that the true period is half or twice the one found.
  public var aliases = AliasMixture.none
  /// Where the error of the color goes.
  public var colorError = ColorErrorUse.auto
  /// Nodes of the age grid.
  public var gridCount = AgeGrid.nodeCount

  /// The usual assumptions.
  public init() {}

  /// The ages at which posteriors are evaluated.
  var ageGrid: Grid {
    AgeGrid.grid(nodeCount: gridCount, minimumAge: minimumAge, maximumAge: maximumAge)
  }
}

/// What came of asking for a star's age.
public enum AgeEstimate: Hashable, Sendable {
  /// An age.
  case age(StarAge)
  /// No age, and why.
  case unusable(UnusableStar)

  /// The posterior, where there is an age and it was kept.
  package var density: CompactDensity? {
    if case .age(let age) = self { age.density } else { nil }
  }
}

/// The age of a star with the warnings and assumptions that belong to it.
public struct StarAge: Hashable, Sendable {
  /// The posterior in numbers.
  public let summary: AgeSummary
  /// Warnings.
  public let flags: AgeFlags
  /// What the age was computed from, after dereddening.
  public let star: Star
  /// What else was multiplied in.
  public let terms: AgeTerms
  /// How much of the posterior is due to the background of outliers, 0…1; 0 where the assumptions leave
  /// nothing else.
  public let outlierShare: Double
  /// The scatter of the mean of log10 age over the flows of the model, dex; nil for a single flow.
  public let epistemicSigma: Double?
  /// The age above which 95 percent of the probability lies, of a star that is slower than those that the model
  /// expects at any calibrated age; nil for others.
  public let olderThan: Age?
  /// The posterior of log10 age, dex of Myr; nil unless the estimator keeps it.
  public let density: CompactDensity?
}

/// Estimates ages of single stars, one after the other or from many threads.
public struct AgeEstimator: Sendable {
  /// The model.
  public let model: LoadedModel
  /// What else the ages rest on.
  public let assumptions: AgeAssumptions
  /// Whether ages keep their posteriors, ``StarAge/density``, as well as the summaries.
  public var keepsDensities = false
  /// What is allowed of an observation, and what is assumed where it says nothing.
  public let rules: StarRules
  let likelihood: RotationLikelihood
  let grid: Grid
  let logPrior: [Double]
  /// Where the model spins down otherwise than clusters.
  private let slopes: SlopesOfModel
  let limitsOfPrior = LowerLimits()

  /// Prepares what all stars share.
  ///
  /// - Throws: ``GyroModel/ModelError`` if the prior is zero at every age allowed.
  public init(
    model: LoadedModel, assumptions: AgeAssumptions = AgeAssumptions()
  ) throws(ModelError) {
    (self.model, self.assumptions) = (model, assumptions)
    rules = StarRules(
      extinctionLaw: assumptions.extinctionLaw,
      defaultBpRp0Sigma: model.rotation.medianBpRp0Sigma)
    likelihood = RotationLikelihood(
      flow: model.rotation, mixture: OutlierMixture(outlierFraction: assumptions.outlierFraction),
      aliases: assumptions.aliases, colorError: assumptions.colorError)
    slopes = SlopesOfModel(ForwardModel(model).spinDown)
    grid = assumptions.ageGrid
    logPrior = try assumptions.prior.logDensities(over: grid)
  }

  /// The age of a star, or why there is none.
  ///
  /// - Parameters:
  ///   - observation: What was observed.
  ///   - terms: What something other than rotation says of the star's age.
  /// - Returns: The age with its warnings, or the reason why there is none.
  public func estimate(
    _ observation: StarObservation, terms: AgeTerms = .none
  ) -> AgeEstimate {
    do { return estimate(try prepare(observation), terms: terms) } catch {
      return .unusable(error)
    }
  }

  /// The age of a star in the numbers of its likelihood, from its own posterior.
  func estimate(_ star: PreparedStar, terms: AgeTerms) -> AgeEstimate {
    let logWeights: [Double]
    do { logWeights = try logPrior(times: terms) } catch { return .unusable(error) }
    let (periods, flows) = likelihood.logLikelihoodParts(of: star.integral, at: grid)
    guard let posterior = posterior(periods, logWeights) else {
      guard !periods.joined().contains(where: \.isNaN) else {
        return .unusable(
          UnusableStar(
            .modelFailure,
            "the density of the model is not a number for such a star; look at the model"))
      }
      return .unusable(
        UnusableStar(
          .periodImpossible,
          "the period is impossible at every age that the prior"
            + (terms.isEmpty ? "" : " and the age likelihood")
            + " allows, and no outliers are expected"))
    }
    let summary = posterior.summary
    let outlierShare = outlierShare(of: star, logWeights, in: posterior)
    if let limited = limitedAge(
      of: star, terms: terms, summary: summary, outlierShare: outlierShare)
    {
      return limited
    }
    /// How much of the posterior is due to a part of the likelihood.
    func share(_ logLikelihoods: [Double]) -> Double {
      self.posterior([logLikelihoods], logWeights)
        .map { exp($0.logEvidence - posterior.logEvidence) } ?? 0
    }
    return age(
      of: star, summary: summary, terms: terms,
      periodShares: (periods.count == 1 ? nil : OneOrMore(elements: periods.map(share)))
        ?? OneOrMore(1),
      outlierShare: outlierShare,
      logContradiction: logContradiction(
        of: star, periods, mode: summary.mode, outlierShare: outlierShare),
      epistemicSigma: EpistemicSpread.sigma(
        flows.compactMap { self.posterior([$0], logWeights)?.density.mean }),
      density: keepsDensities ? CompactDensity(of: posterior.density) : nil)
  }

  /// A summary with the warnings that it calls for.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - summary: Its posterior in numbers, without the constant factors of the terms.
  ///   - terms: What was multiplied in.
  ///   - periodShares: How much of the posterior is due to each possible period.
  ///   - outlierShare: How much of it is due to the background.
  ///   - logContradiction: How far the log of the likelihood at the most probable age lies below its largest value at
  ///     any age, nat.
  ///   - epistemicSigma: The scatter of its mean over the flows, dex.
  ///   - olderThan: What it is older than with 95 percent, for a star slower than all calibrators.
  ///   - density: The posterior itself, if it is kept.
  /// - Returns: An age.
  func age(
    of star: PreparedStar, summary: AgeSummary, terms: AgeTerms,
    periodShares: OneOrMore<Double>, outlierShare: Double, logContradiction: Double,
    epistemicSigma: Double?,
    olderThan: Age? = nil, density: CompactDensity?
  ) -> AgeEstimate {
    var assumed = star.assumed
    let aliasShare = zip(periodShares, star.integral.periods).reduce(0) { sum, share in
      share.1.log10PeriodDays == star.star.log10PeriodDays ? sum : sum + share.0
    }
    if aliasShare > AgeFlag.likelyShare { assumed.insert(.periodLikelyAlias) }
    if olderThan != nil {
      assumed.insert(.slowerThanCalibrators)
    } else if outlierShare > AgeFlag.likelyShare {
      assumed.insert(.periodLikelyOutlier)
    }
    if olderThan == nil, outlierShare > AgeFlag.minimumContradictedShare,
      logContradiction > log(AgeFlag.minimumContradiction), !terms.isEmpty || !isWithoutPrior
    {
      assumed.insert(.priorContradictsRotation)
    }
    if olderThan == nil,
      slopes.contains(bpRp0: star.star.covariates.bpRp0.value, log10AgeMyr: summary.q50)
    {
      assumed.insert(.slopeOtherThanClusters)
    }
    let summary = terms.isEmpty ? summary : summary.scaled(byLog: terms.logScale)
    let flags = AgeFlag.flags(
      star: star.star, summary: summary, domain: model.rotation.domain, assumed: assumed)
    return .age(
      StarAge(
        summary: summary, flags: flags, star: star.star, terms: terms,
        outlierShare: outlierShare, epistemicSigma: epistemicSigma, olderThan: olderThan,
        density: density))
  }

  /// The posteriors of many stars at once, or quickly of a single one; nil if the model cannot be tabulated.
  func survey(isForOneStar: Bool = false) -> BatchPosteriors? {
    BatchPosteriors(
      likelihood: likelihood, grid: grid, logPrior: logPrior, keepsDensities: keepsDensities,
      isForOneStar: isForOneStar)
  }

  /// A star with what its likelihood integrates over, or why it has no age.
  func prepare(_ observation: StarObservation) throws(UnusableStar) -> PreparedStar {
    let (star, assumed) = try rules.star(observation)
    return PreparedStar(star: star, assumed: assumed, integral: likelihood.integral(of: star))
  }

  /// The whole posterior of a star that has an age; nil if it is zero at every age.
  public func posterior(of age: StarAge) -> AgePosterior? {
    posterior(of: age) { likelihood.logLikelihoodTerms(of: $0, at: grid) }
  }

  /// The whole posterior of a star that has an age, from its likelihood at each age of the grid: the sum of some terms.
  func posterior(
    of age: StarAge, logLikelihoodTerms: (LikelihoodIntegral) -> [[Double]]
  ) -> AgePosterior? {
    guard let logWeights = try? logPrior(times: age.terms) else { return nil }
    if let bound = age.olderThan {
      return limited(logWeights, to: bound, evidence: age.summary.logEvidence - age.terms.logScale)?
        .scaled(byLog: age.terms.logScale)
    }
    return posterior(logLikelihoodTerms(likelihood.integral(of: age.star)), logWeights)?
      .scaled(byLog: age.terms.logScale)
  }

  /// The density of the prior at each age of the grid, per dex.
  public var priorDensities: [Double] { logPrior.map { exp($0) } }

  /// The log prior times the likelihoods of terms, without their constant factors.
  func logPrior(times terms: AgeTerms) throws(UnusableStar) -> [Double] {
    terms.isEmpty ? logPrior : zip(logPrior, try logLikelihoods(of: terms)).map(+)
  }

  /// The log likelihoods of terms at the ages of the grid.
  func logLikelihoods(of terms: AgeTerms) throws(UnusableStar) -> [Double] {
    do { return try terms.logLikelihoods(over: grid) } catch {
      throw UnusableStar(.ageLikelihoodUnusable, "of the age likelihood: \(error.problem)")
    }
  }

  private func outlierShare(
    of star: PreparedStar, _ logWeights: [Double], in posterior: AgePosterior
  ) -> Double {
    guard star.integral.flowWeight > 0 else { return 0 }
    let background = grid.map { _ in log(star.integral.background) }
    return self.posterior([background], logWeights)
      .map { exp($0.logEvidence - posterior.logEvidence) } ?? 0
  }

  /// Whether each log age is as probable as any other before the period is known.
  private var isWithoutPrior: Bool { assumptions.prior == .logUniform && allowsAllAges }

  private var allowsAllAges: Bool {
    assumptions.minimumAge <= AgeGrid.minimumAge && assumptions.maximumAge >= AgeGrid.maximumAge
  }

  /// How far the log of the likelihood at an age lies below its largest value, nat; zero is returned where
  /// that is of no consequence.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - parts: Its likelihood at the ages of the grid: terms that sum to it.
  ///   - mode: The most probable age, dex of Myr.
  ///   - outlierShare: How much of the posterior is due to the background.
  /// - Returns: Zero or more.
  private func logContradiction(
    of star: PreparedStar, _ parts: [[Double]], mode: Double, outlierShare: Double
  ) -> Double {
    guard outlierShare > AgeFlag.minimumContradictedShare else { return 0 }
    func highest(_ parts: [[Double]]) -> Double {
      parts[0].indices.map { node in logSumExp(parts.map { $0[node] }) }.max() ?? -.infinity
    }
    let everywhere =
      allowsAllAges
      ? parts
      : likelihood.logLikelihoodTerms(
        of: star.integral, at: AgeGrid.grid(nodeCount: Self.contradictionNodeCount))
    let chosen = likelihood.logLikelihoodTerms(of: star.integral, at: CollectionOfOne(mode))
    return highest(everywhere) - highest(chosen)
  }

  /// Ages at which a likelihood is looked at whose ages the assumptions limit: as fine as the fast engine's.
  private static let contradictionNodeCount = 337

  private func posterior(_ terms: [[Double]], _ logWeights: [Double]) -> AgePosterior? {
    let whole =
      terms.count == 1
      ? terms[0] : terms[0].indices.map { node in logSumExp(terms.map { $0[node] }) }
    return AgePosterior(grid: grid, logLikelihoods: whole, logPrior: logWeights)
  }
}
