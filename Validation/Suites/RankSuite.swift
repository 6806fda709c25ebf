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

  /// Draws a star as the likelihood has it: age, color, extinction and errors at random, the period from the model
  /// at a color within the excess error, or from the background, then its alias, then its error.
  init?(
    _ rotation: RotationFlow, _ assumptions: AgeAssumptions, log10PeriodBias: Double,
    using random: inout RandomStream
  ) {
    let extinction = Measured(
      Extinction.aV(random.nextUniform()), sigma: 0.2 * random.nextUniform())
    let bpRp = Measured(0.5 + 2.5 * random.nextUniform(), sigma: 0.05 * random.nextUniform())
    guard
      let dereddening = Dereddening(
        bpRp: bpRp.value, extinction: extinction, law: assumptions.extinctionLaw)
    else { return nil }
    let colorSigma = dereddening.bpRp0Sigma(bpRpSigma: bpRp.sigma ?? 0)
    let limits = ContextLimits(rotation.domain, schema: rotation.schema)
    // A flow of true colors draws the true color itself.
    let (contextSigma, excess) =
      limits.isOfMeasuredColors
      ? assumptions.colorError.parts(of: colorSigma, limits: limits) : (colorSigma, 0)
    let color = dereddening.bpRp0 + excess * random.nextNormal()
    let membership = 0.5 + 0.5 * random.nextUniform()
    let sigma = 0.13 * random.nextUniform()
    let (chance, aliases) = (random.nextUniform(), assumptions.aliases)
    // A true period that is half the one found was found at twice its value.
    let shift =
      chance < aliases.half
      ? log10(2.0) : chance < aliases.half + aliases.double ? -log10(2.0) : 0
    var population = MockPopulation(
      log10AgeMyr: AgeGrid.log10AgeMyrRange, bpRp0: color...color, bpRp0Sigma: contextSigma)
    // A star of the background is drawn with the same probability whatever it is called.
    population.outlierFraction = 1 - membership * (1 - assumptions.outlierFraction)
    population.relativePeriodSigma = sigma * log(10)
    population.periodDays = 0...(.infinity)
    guard let star = population.star(rotation, using: &random),
      let period = RotationPeriod.days(pow(10, star.log10PeriodDays + shift + log10PeriodBias))
    else { return nil }
    log10AgeMyr = star.log10AgeMyr
    observation = StarObservation(
      period: period, periodDaysSigma: population.relativePeriodSigma * period.days,
      color: .observed(bpRp, behind: extinction), membershipProbability: membership)
  }
}

/// χ² of the ranks of true ages in the posteriors that a table gets, for each use of the color's error.
///
/// Metrics named `biased` have periods 26 % (0.1 dex) too long, which must be noticed.
///
/// > Source: Talts et al. (2018), arXiv:1804.06788; the rank is the posterior probability below the true age.
struct RankSuite: Suite {
  static let kind = "ranks"
  private static let log10PeriodBias = 0.1
  /// How many cells the ranks fall into.
  private static let cellCount = 20

  let count: Int
  let seed: UInt64

  var isSlow: Bool { true }

  func measure(_ context: CaseContext) throws -> Outcome {
    let model = try LoadedModel()
    var metrics: [String: Double] = [:]
    for use in [ColorErrorUse.auto, .marginal] {
      for (name, bias) in [("", 0), (", biased", Self.log10PeriodBias)] {
        var assumptions = AgeAssumptions()
        (assumptions.colorError, assumptions.aliases) = (use, AliasMixture(half: 0.1, double: 0.15))
        let root = RandomStream(seed: seed).child("ranks \(use)")
        let drawnWith = assumptions
        let stars = concurrentMap(count: count, threadCount: context.threadCount) {
          index -> DrawnStar? in
          var random = root.child("star", index)
          return DrawnStar(model.rotation, drawnWith, log10PeriodBias: bias, using: &random)
        }.compactMap { $0 }
        var estimator = try AgeEstimator(model: model, assumptions: assumptions)
        estimator.keepsDensities = true
        let ages = AgeBatch(estimator, engine: .fast)
          .estimates(stars.map(\.observation), threadCount: context.threadCount)
        // What is older than a limit has the prior with most of it above the limit, and no posterior of its own. Which
        // stars these are depends on their data alone, so that the ranks of the others are uniform.
        let isLimit = ages.map { estimate in
          if case .age(let age) = estimate { age.olderThan != nil } else { false }
        }
        let ranks = zip(stars, ages).compactMap { star, estimate -> Double? in
          guard case .age(let age) = estimate, age.olderThan == nil else { return nil }
          return age.density?.cdf(star.log10AgeMyr)
        }
        let limitCount = isLimit.count(where: \.self)
        let histogram = RankHistogram(
          ranks, cellCount: Self.cellCount, expectedCount: stars.count - limitCount)
        metrics["\(use.rawValue)\(name): χ²"] = histogram.chiSquared
        if bias == 0 {
          metrics["\(use.rawValue): limits"] = Double(limitCount)
          metrics["\(use.rawValue): fewest in a cell"] = histogram.counts.min().map(Double.init)
          metrics["\(use.rawValue): most in a cell"] = histogram.counts.max().map(Double.init)
        }
      }
    }
    let rows = [ColorErrorUse.auto, .marginal].map { use in
      func shown(_ metric: String, _ digits: Int) -> String {
        String(format: "%.\(digits)f", metrics["\(use.rawValue)\(metric)"] ?? .nan)
      }
      return [
        use.rawValue, shown(": χ²", 1),
        "\(shown(": fewest in a cell", 0)) to \(shown(": most in a cell", 0))",
        shown(": limits", 0),
        shown(", biased: χ²", 1),
      ]
    }
    return Outcome(
      metrics: metrics,
      tables: [
        "ranks": markdownTable(
          [
            "color error", "χ²", "stars in a cell", "lower limits, left out",
            "χ² of the biased twin",
          ], rows)
      ])
  }
}

/// Ranks in [0, 1] counted in cells of equal width.
struct RankHistogram {
  let counts: [Int]
  /// χ² against equal counts; a rank that is missing counts as one.
  let chiSquared: Double

  /// Counts ranks.
  ///
  /// - Parameters:
  ///   - ranks: Values in [0, 1].
  ///   - cellCount: How many cells.
  ///   - expectedCount: How many ranks there should be.
  init(_ ranks: [Double], cellCount: Int, expectedCount: Int) {
    var counts = [Int](repeating: 0, count: cellCount)
    for rank in ranks {
      counts[min(Int(clamping: rank * Double(cellCount)), cellCount - 1)] += 1
    }
    let expected = Double(expectedCount) / Double(cellCount)
    self.counts = counts
    chiSquared = counts.reduce(0) { $0 + pow(Double($1) - expected, 2) / expected }
  }
}
