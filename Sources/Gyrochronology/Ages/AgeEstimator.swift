// SPDX-License-Identifier: GPL-3.0-or-later
// The age of one star from its rotation.

internal import Foundation
public import GyroModel
public import GyroNumerics
public import GyroQuantities

/// Assumptions of an age estimate.
public struct AgeAssumptions: Hashable, Sendable {
  /// The prior on age.
  public var prior = AgePrior.logUniform
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
}

/// What came of asking for a star's age.
public enum AgeEstimate: Hashable, Sendable {
  /// An age.
  case age(StarAge)
  /// No age, and why.
  case unusable(UnusableStar)
}

/// The age of a star with what a reader must know beside it.
public struct StarAge: Hashable, Sendable {
  /// The posterior in numbers.
  public let summary: AgeSummary
  /// Warnings.
  public let flags: [AgeFlag]
  /// What the age was computed from, after dereddening.
  public let star: Star
  /// What else was multiplied in; nil if nothing was.
  public let ageLikelihood: AgePriorTable?
  /// How much of the posterior is due to the background of outliers, 0…1; 0 where the assumptions leave
  /// nothing else.
  public let outlierShare: Double
  /// The scatter of the mean of log10 age over the flows of the model, dex; nil for a single flow.
  public let epistemicSigma: Double?
  /// The posterior of log10 age, dex of Myr; nil unless the estimator keeps it.
  public let density: CompactDensity?
}

/// Estimates ages of single stars, one after the other or from many threads.
public struct AgeEstimator: Sendable {
  /// The model.
  public let model: LoadedModel
  /// What else the ages rest on.
  public let assumptions: AgeAssumptions
  /// Whether ages keep their posteriors, ``StarAge/density``, besides the summaries.
  public var keepsDensities = false
  /// What is allowed of an observation, and what is assumed where it says nothing.
  public let rules: StarRules
  private let likelihood: RotationLikelihood
  private let grid: Grid
  private let logPrior: [Double]

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
    grid = AgeGrid.grid(nodeCount: assumptions.gridCount, maximumAge: assumptions.maximumAge)
    logPrior = try assumptions.prior.logDensities(over: grid)
  }

  /// The age of a star, or why there is none.
  ///
  /// - Parameters:
  ///   - observation: What was observed.
  ///   - ageLikelihood: What something else than rotation says of the star's age: the log likelihood by
  ///     log10 age, multiplied in; nil if nothing does.
  /// - Returns: The age with its warnings, or the reason why there is none.
  public func estimate(
    _ observation: StarObservation, ageLikelihood: AgePriorTable? = nil
  ) -> AgeEstimate {
    do { return estimate(try prepare(observation), ageLikelihood: ageLikelihood) } catch {
      return .unusable(error)
    }
  }

  /// The age of a star in the numbers of its likelihood, from its own posterior.
  func estimate(_ star: PreparedStar, ageLikelihood: AgePriorTable?) -> AgeEstimate {
    let (logWeights, constant): ([Double], Double)
    do { (logWeights, constant) = try self.logWeights(ageLikelihood) } catch {
      return .unusable(
        UnusableStar(.ageLikelihoodUnusable, "of the age likelihood: \(error.problem)"))
    }
    let (terms, flows) = likelihood.logLikelihoodParts(of: star.integral, at: grid)
    guard let posterior = posterior(terms, logWeights) else {
      guard !terms.joined().contains(where: \.isNaN) else {
        return .unusable(
          UnusableStar(
            .modelFailure,
            "the density of the model is not a number for such a star; look at the model"))
      }
      return .unusable(
        UnusableStar(
          .periodImpossible,
          "the period is impossible at every age that the prior"
            + (ageLikelihood == nil ? "" : " and the age likelihood")
            + " allows, and no outliers are expected"))
    }
    /// How much of the posterior is due to a part of the likelihood.
    func share(_ logLikelihoods: [Double]) -> Double {
      self.posterior([logLikelihoods], logWeights)
        .map { exp($0.logEvidence - posterior.logEvidence) } ?? 0
    }
    return age(
      of: star, summary: posterior.scaled(byLog: constant).summary, ageLikelihood: ageLikelihood,
      periodShares: terms.count == 1 ? [1] : terms.map(share),
      outlierShare: star.integral.flowWeight > 0
        ? share(grid.map { _ in log(star.integral.background) }) : 0,
      epistemicSigma: EpistemicSpread.sigma(
        flows.compactMap { self.posterior([$0], logWeights)?.density.mean }),
      density: keepsDensities ? CompactDensity(of: posterior.density) : nil)
  }

  /// A summary with the warnings that it calls for.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - summary: Its posterior in numbers.
  ///   - ageLikelihood: What was multiplied in.
  ///   - periodShares: How much of the posterior is due to each possible period.
  ///   - outlierShare: How much of it is due to the background.
  ///   - epistemicSigma: The scatter of its mean over the flows, dex.
  ///   - density: The posterior itself, if it is kept.
  /// - Returns: An age.
  func age(
    of star: PreparedStar, summary: AgeSummary, ageLikelihood: AgePriorTable?,
    periodShares: [Double], outlierShare: Double, epistemicSigma: Double?, density: CompactDensity?
  ) -> AgeEstimate {
    var assumed = star.assumed
    let aliasShare = zip(periodShares, star.integral.periods).reduce(0) { sum, share in
      share.1.log10PeriodDays == star.star.log10PeriodDays ? sum : sum + share.0
    }
    if aliasShare > AgeFlag.likelyShare { assumed.append(.periodLikelyAlias) }
    if outlierShare > AgeFlag.likelyShare { assumed.append(.periodLikelyOutlier) }
    let flags = AgeFlag.flags(
      star: star.star, summary: summary, domain: model.rotation.domain, assumed: assumed)
    return .age(
      StarAge(
        summary: summary, flags: flags, star: star.star, ageLikelihood: ageLikelihood,
        outlierShare: outlierShare, epistemicSigma: epistemicSigma, density: density))
  }

  /// The posteriors of many stars at once; nil if the model is none that can be tabulated.
  func survey() -> SurveyPosteriors? {
    SurveyPosteriors(
      likelihood: likelihood, grid: grid, logPrior: logPrior, keepsDensities: keepsDensities)
  }

  /// A star with what its likelihood integrates over, or why it has no age.
  func prepare(_ observation: StarObservation) throws(UnusableStar) -> PreparedStar {
    let (star, assumed) = try rules.star(observation)
    return PreparedStar(star: star, assumed: assumed, integral: likelihood.integral(of: star))
  }

  /// The whole posterior of a star that has an age; nil if it is zero at every age.
  public func posterior(of age: StarAge) -> AgePosterior? {
    guard let (logWeights, constant) = try? logWeights(age.ageLikelihood) else { return nil }
    return posterior(
      likelihood.logLikelihoodTerms(of: likelihood.integral(of: age.star), at: grid), logWeights)?
      .scaled(byLog: constant)
  }

  /// The density of the prior at each age of the grid, per dex.
  public var priorDensities: [Double] { logPrior.map { exp($0) } }

  /// The prior with an age likelihood, if there is one, relative to the likelihood's largest value.
  ///
  /// A likelihood is given up to a constant, which may be so large that nothing is seen beside it.
  private func logWeights(
    _ ageLikelihood: AgePriorTable?
  ) throws(ModelError) -> (values: [Double], constant: Double) {
    guard let ageLikelihood else { return (logPrior, 0) }
    let weighted = AgePrior.table(ageLikelihood)
    // The same test as for a prior: a likelihood between two nodes would be lost.
    _ = try weighted.logDensities(over: grid)
    return (
      zip(grid, logPrior).map { weighted.logDensity(log10AgeMyr: $0) + $1 },
      ageLikelihood.largestLogDensity
    )
  }

  private func posterior(_ terms: [[Double]], _ logWeights: [Double]) -> AgePosterior? {
    let whole =
      terms.count == 1
      ? terms[0] : terms[0].indices.map { node in logSumExp(terms.map { $0[node] }) }
    return AgePosterior(grid: grid, logLikelihoods: whole, logPrior: logWeights)
  }
}

/// A star that can have an age, as its likelihood takes it.
struct PreparedStar: Sendable {
  let star: Star
  /// Warnings about what was not given and had to be assumed.
  let assumed: [AgeFlag]
  /// What its errors leave open.
  let integral: LikelihoodIntegral
}
