// SPDX-License-Identifier: GPL-3.0-or-later
// Simulation-based calibration of single stars with every error switched on.

internal import Foundation
internal import GyroFlows
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import Gyrochronology

/// A star as a survey observes it, and its age.
private struct DrawnStar: Sendable {
  let log10AgeMyr: Double
  let observation: StarObservation

  /// Draws a star as the likelihood has it: age, color, dust and errors at random, the period from the model
  /// at a color within the excess error, or from the background, then its alias, then its error.
  init?(
    _ rotation: RotationFlow, _ assumptions: AgeAssumptions, periodBias: Double,
    using random: inout RandomStream
  ) {
    let ages = AgeGrid.log10AgeMyrRange
    log10AgeMyr = ages.lowerBound + (ages.upperBound - ages.lowerBound) * random.nextUniform()
    let dust = Measured(Extinction.aV(random.nextUniform()), sigma: 0.2 * random.nextUniform())
    let bpRp = Measured(0.5 + 2.5 * random.nextUniform(), sigma: 0.05 * random.nextUniform())
    guard
      let dereddening = Dereddening(
        bpRp: bpRp.value, extinction: dust, law: assumptions.extinctionLaw)
    else { return nil }
    let (log10Sigma, excess) = assumptions.colorError.parts(
      of: log10(dereddening.bpRp0Sigma(bpRpSigma: bpRp.sigma ?? 0)),
      limits: ContextLimits(rotation.domain))
    let color = dereddening.bpRp0 + excess * random.nextNormal()
    let membership = 0.5 + 0.5 * random.nextUniform()
    let isMember = random.nextUniform() < membership * (1 - assumptions.outlierFraction)
    let all = OutlierMixture.log10PeriodDaysRange
    let truth =
      isMember
      ? rotation.flow.conditioned(on: [log10AgeMyr, color, log10Sigma])
        .sample(member: 0, using: &random)
      : all.lowerBound + (all.upperBound - all.lowerBound) * random.nextUniform()
    let (chance, aliases) = (random.nextUniform(), assumptions.aliases)
    // A true period that is half the one found was found at twice its value.
    let shift =
      chance < aliases.half
      ? log10(2.0) : chance < aliases.half + aliases.double ? -log10(2.0) : 0
    let sigma = 0.13 * random.nextUniform()
    let found = truth + shift + sigma * random.nextNormal() + periodBias
    guard let period = RotationPeriod.days(pow(10, found)) else { return nil }
    observation = StarObservation(
      period: period, periodDaysSigma: sigma * period.days * log(10),
      color: .observed(bpRp, behind: dust), membershipProbability: membership)
  }
}

extension ValidationCase {
  /// How many cells the ranks fall into.
  private static let cellCount = 20

  /// χ² of the ranks of true ages in the posteriors that a table gets, for each use of the color's error; and
  /// with periods 26 % too long, which must be noticed.
  ///
  /// > Source: Talts et al. (2018); the rank is the posterior probability below the true age.
  func rankFigures(_ context: CaseContext) throws -> [String: Double] {
    let model = try LoadedModel()
    var figures: [String: Double] = [:]
    for use in [ColorErrorUse.auto, .marginal] {
      for (name, bias) in [("", 0), (", biased", 0.1)] {
        var assumptions = AgeAssumptions()
        (assumptions.colorError, assumptions.aliases) = (use, AliasMixture(half: 0.1, double: 0.15))
        let root = RandomStream(seed: seed ?? 1).child("ranks \(use)")
        let drawnWith = assumptions
        let stars = concurrentMap(count: count ?? 1000, threadCount: context.threadCount) {
          index -> DrawnStar? in
          var random = root.child("star", index)
          return DrawnStar(model.rotation, drawnWith, periodBias: bias, using: &random)
        }.compactMap { $0 }
        var estimator = try AgeEstimator(model: model, assumptions: assumptions)
        estimator.keepsDensities = true
        let ages = AgeBatch(estimator, engine: .fast)
          .estimates(stars.map(\.observation), threadCount: context.threadCount)
        var cells = [Double](repeating: 0, count: Self.cellCount)
        for (star, estimate) in zip(stars, ages) {
          guard case .age(let age) = estimate, let density = age.density else { continue }
          let rank = density.cdf(star.log10AgeMyr)
          cells[min(Int(clamping: rank * Double(Self.cellCount)), Self.cellCount - 1)] += 1
        }
        let expected = Double(stars.count) / Double(Self.cellCount)
        figures["\(use.rawValue)\(name): χ²"] = cells.reduce(0) {
          $0 + ($1 - expected) * ($1 - expected) / expected
        }
        if bias == 0 {
          figures["\(use.rawValue): fewest in a cell"] = cells.min()
          figures["\(use.rawValue): most in a cell"] = cells.max()
        }
      }
    }
    return figures
  }
}
