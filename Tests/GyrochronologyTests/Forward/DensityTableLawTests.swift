// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

/// Ages from the table of densities are those of the exact engine, whatever is uncertain about a star.
@Suite struct DensityTableLawTests {
  private static func likelihood(_ aliases: AliasMixture = .none) throws -> RotationLikelihood {
    RotationLikelihood(flow: try LoadedModel().rotation, aliases: aliases)
  }

  /// Errors of a color, mag, and of a period, as a fraction, with their asymmetries; and a color at the bound.
  static let stars:
    [(periodDays: Double, bpRp0: Double, sigma: Double, periodSigma: Double, asymmetry: Double)] = [
      (12, 1.0, 0.02, 0, 0), (3.3, 0.62, 0.003, 0, 0), (25, 1.9, 0.25, 0, 0),
      (8, 1.3, 0.0145, 0.1, 0), (17, 0.9, 0.05, 0.004, 0), (6, 2.4, 0.03, 0.08, 0.5),
      (20, 0.75, 0.04, 0.3, -0.4), (1.1, 3.45, 0.2, 0.05, 0),
    ]

  static func integral(_ likelihood: RotationLikelihood, _ index: Int) -> LikelihoodIntegral {
    let star = stars[index]
    var covariates = Covariates(bpRp0: star.bpRp0, sigma: star.sigma)
    covariates.bpRp0 = Measured(star.bpRp0, sigma: star.sigma, asymmetry: star.asymmetry)
    let sigma = star.periodSigma * star.periodDays
    return likelihood.integral(
      of: Star(
        periodDays: Measured(star.periodDays, sigma: sigma, asymmetry: star.asymmetry),
        covariates: covariates))
  }

  static func batch(
    _ likelihood: RotationLikelihood, grid: Grid, logPrior: [Double],
    byteLimit: Int = 400 << 20
  ) throws -> BatchPosteriors {
    try #require(
      BatchPosteriors(
        likelihood: likelihood, grid: grid, logPrior: logPrior, tableByteLimit: byteLimit))
  }

  @Test(arguments: [false, true]) func agesAreThoseOfTheExactEngine(hasTerms: Bool) throws {
    let likelihood = try Self.likelihood(AliasMixture(half: 0.1, double: 0.05))
    let grid = AgeGrid.grid(nodeCount: 300)
    let logPrior = try AgePrior.logUniform.logDensities(over: grid)
    let term = grid.map { Normal.logDensity(($0 - 2.7) / 0.6) }
    let integrals = Self.stars.indices.map { Self.integral(likelihood, $0) }
    let batch = try Self.batch(likelihood, grid: grid, logPrior: logPrior)
    let found =
      hasTerms
      ? batch.posteriors(
        of: integrals, times: integrals.map { _ in term }, threadCount: 2)
      : batch.posteriors(of: integrals, threadCount: 2)
    // Three stars suffice in every run for what is the same for all of them: the exact engine is slow.
    for index in [3, 5, 7] {
      let exact = likelihood.logLikelihoods(of: integrals[index], at: grid, resolution: .summary)
      let posterior = try #require(
        AgePosterior(
          grid: grid, logLikelihoods: exact,
          logPrior: hasTerms ? zip(logPrior, term).map(+) : logPrior))
      let (summary, one) = (posterior.summary, try #require(found[index]))
      let close = Closeness.absolute(
        0.003, because: "the bound of the table is 0.005 dex; trapezoid rules on either side")
      expectClose(one.summary.q16, summary.q16, close, "star \(index)")
      expectClose(one.summary.q50, summary.q50, close, "star \(index)")
      expectClose(one.summary.q84, summary.q84, close, "star \(index)")
      expectClose(one.summary.logEvidence, summary.logEvidence, close, "star \(index)")
    }
  }

  @Test func anAgeDependsNeitherOnOtherStarsNorOnThreads() throws {
    let likelihood = try Self.likelihood(AliasMixture(half: 0.1, double: 0.05))
    let grid = AgeGrid.grid(nodeCount: 200)
    let logPrior = try AgePrior.logUniform.logDensities(over: grid)
    let integrals = Self.stars.indices.map { Self.integral(likelihood, $0) }
    let together = try Self.batch(likelihood, grid: grid, logPrior: logPrior)
      .posteriors(of: integrals, threadCount: 2)
    let backwards = try Self.batch(likelihood, grid: grid, logPrior: logPrior)
      .posteriors(of: integrals.reversed(), threadCount: 1)
    #expect(together == backwards.reversed())
    // Star 6 has so many rows that its sums are formed in parts.
    for index in [4, 6] {
      let alone = try Self.batch(likelihood, grid: grid, logPrior: logPrior)
        .posteriors(of: [integrals[index]], threadCount: 3)
      #expect(alone == [together[index]], "star \(index)")
    }
  }

  /// A table that is too small for all of them is filled several times.
  @Test func anAgeDoesNotDependOnTheMemory() throws {
    let likelihood = try Self.likelihood()
    let grid = AgeGrid.grid(nodeCount: 200)
    let logPrior = try AgePrior.logUniform.logDensities(over: grid)
    let integrals = Self.stars.indices.map { Self.integral(likelihood, $0) }
    let whole = try Self.batch(likelihood, grid: grid, logPrior: logPrior)
      .posteriors(of: integrals, threadCount: 2)
    let parts = try Self.batch(likelihood, grid: grid, logPrior: logPrior, byteLimit: 1)
      .posteriors(of: integrals, threadCount: 2)
    #expect(parts == whole)
  }
}
