// SPDX-License-Identifier: GPL-3.0-or-later
// Recovery of the ages of mock stars and mock clusters, drawn from the prior that they are dated with.

internal import Foundation
internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import GyroSampling
internal import Gyrochronology

/// Shares of true ages in the intervals of single stars, of clusters on the grid and of clusters that are sampled.
struct MockSuite: Suite {
  static let kind = "mocks"

  /// How many of each.
  let singleStarCount, gridClusterCount, sampledClusterCount: Int
  let starsPerCluster: Int
  let fieldFraction: Double
  /// Of single stars: error of the dereddened color, mag, and the extinction that is part of it.
  let bpRp0Sigma, extinctionAV, extinctionAVSigma: Double
  /// Of sampled clusters: the extinction, and the scale of the error of its zero point in E(BP-RP), mag.
  let clusterExtinctionAV, zeroPointSigma: Double
  let seed: UInt64

  var isSlow: Bool { true }

  private var ages: ClosedRange<Double> { AgeGrid.log10AgeMyrRange }

  func measure(_ context: CaseContext) throws -> Outcome {
    let model = try LoadedModel()
    let kinds = [
      (
        "single stars", "single stars, `gyro age`",
        try singleStars(model, context), isSkewed: true
      ),
      (
        "grid clusters", "clusters, `gyro cluster --method grid`",
        try gridClusters(model, context), isSkewed: false
      ),
      (
        "sampled clusters", "clusters, `gyro cluster`",
        try sampledClusters(model, context), isSkewed: false
      ),
    ]
    var metrics: [String: Double] = [:]
    var rows = ""
    for (key, title, hits, isSkewed) in kinds {
      guard let found = IntervalSummary(hits) else { continue }
      let total = Double(found.count)
      metrics["\(key): count"] = total
      metrics["\(key): coverage 68"] = found.share68
      metrics["\(key): coverage 95"] = found.share95
      // Intervals of single stars are skewed and cut: a mean of the difference says nothing.
      if !isSkewed {
        metrics["\(key): mean deviation in its errors"] =
          found.meanDeviation / found.meanDeviationSigma
      }
      rows += String(
        format: "| %d %@ | %d of %d (expected %.0f ± %.0f) | %d (%.0f ± %.0f) | %@ |\n",
        found.count,
        title, found.count68, found.count, 0.68 * total, (0.68 * 0.32 * total).squareRoot(),
        found.count95, 0.95 * total, (0.95 * 0.05 * total).squareRoot(),
        isSkewed
          ? "–" : String(format: "%.2f ± %.2f", found.meanDeviation, found.meanDeviationSigma))
    }
    return Outcome(metrics: metrics, page: page(model, rows))
  }

  private func page(_ model: LoadedModel, _ rows: String) -> String {
    String(
      format: """
        # Recovery of mock stars

        `gyro-validate --suite mocks --full --record`, model
        sha256 `%@`.

        All ages are drawn uniformly in log age from 1 Myr to 13.8 Gyr, the prior they are read back with. Single stars are behind
        A_V %.2f ± %.2f mag. Clusters have %d stars, of which %.0f %% are field stars; those that are sampled are behind A_V %.2f mag, whose
        zero point is off by a random error of %.3f mag in E(BP-RP), and are dated without the error of the age scale, which mock stars do not have.

        | | within 68 %% | within 95 %% | mean of (found - true) / half width |
        |---|---|---|---|
        %@
        At a fixed age a posterior need not be right on average, only over the prior. An earlier run of 60 seeds at each of 120, 700 and 2500 Myr came
        out 0.21 half widths too young. That is 1.6 of its standard errors and not 2.7: mock stars of one seed have the same random numbers at
        every age, so that the three runs agree with each other (correlations 0.67 to 0.80), and count as one of 60 clusters, 0.21 ± 0.13.

        """, model.digest.hexadecimal, extinctionAV, extinctionAVSigma, starsPerCluster,
      100 * fieldFraction, clusterExtinctionAV, zeroPointSigma, rows)
  }

  private func singleStars(_ model: LoadedModel, _ context: CaseContext) throws -> [IntervalHit] {
    let population = MockPopulation(
      log10AgeMyr: ages, bpRp0: ForwardModel.usualColors(of: model), bpRp0Sigma: bpRp0Sigma)
    let extinction = MockExtinction(aV: extinctionAV, sigma: extinctionAVSigma)
    let stars = population.stars(
      singleStarCount, model.rotation, random: RandomStream(seed: seed),
      threadCount: context.threadCount
    ).compactMap { star in
      population.observation(of: star, behind: extinction).map { (star.log10AgeMyr, $0) }
    }
    let found = AgeBatch(try AgeEstimator(model: model), engine: .fast)
      .estimates(stars.map(\.1), threadCount: context.threadCount)
    return zip(stars, found).compactMap { star, estimate in
      guard case .age(let age) = estimate else { return nil }
      return IntervalHit(age.summary, log10AgeMyr: star.0)
    }
  }

  private func gridClusters(_ model: LoadedModel, _ context: CaseContext) throws -> [IntervalHit] {
    let estimator = try ClusterAgeEstimator(stars: try AgeEstimator(model: model))
    return try (0..<gridClusterCount).compactMap { index in
      let cluster = cluster(
        model, RandomStream(seed: seed).child("grid cluster", index), extinction: nil, context)
      let found = try estimator.onGrid(
        [cluster.input], seed: seed, threadCount: context.threadCount)
      return found.clusters[0].age.map {
        IntervalHit($0.summary, log10AgeMyr: cluster.log10AgeMyr)
      }
    }
  }

  private func sampledClusters(
    _ model: LoadedModel, _ context: CaseContext
  ) throws -> [IntervalHit] {
    let estimator = try ClusterAgeEstimator(
      stars: try AgeEstimator(model: model), calibration: CalibrationUncertainty(sigma: 0))
    var settings = SamplingSettings()
    (settings.chainCount, settings.drawCount, settings.warmupCount) = (4, 1000, 500)
    (settings.metric, settings.targetAcceptance) = (.dense, 0.9)
    return try (0..<sampledClusterCount).compactMap { index in
      let random = RandomStream(seed: seed).child("sampled cluster", index)
      var own = random.child("zero point")
      let extinction = MockExtinction(
        aV: clusterExtinctionAV, sigma: 0.001,
        offset: zeroPointSigma / extinctionRatio * own.nextNormal())
      let cluster = cluster(model, random, extinction: extinction, context)
      let found = try estimator.sampled(
        [cluster.input], settings: settings, seed: seed, threadCount: context.threadCount)
      return found.clusters[0].age.map {
        IntervalHit($0.summary, log10AgeMyr: cluster.log10AgeMyr)
      }
    }
  }

  /// E(BP-RP) of one magnitude of A_V for a star of BP−RP₀ 1.
  private var extinctionRatio: Double {
    ExtinctionLaw.constant.colorExcessBpRp(extinctionAV: 1, bpRp0: 1) ?? .nan
  }

  private func cluster(
    _ model: LoadedModel, _ random: RandomStream, extinction: MockExtinction?,
    _ context: CaseContext
  ) -> (log10AgeMyr: Double, input: ClusterInput) {
    var own = random.child("age")
    let age = ages.lowerBound + own.nextUniform() * (ages.upperBound - ages.lowerBound)
    var population = MockPopulation(
      log10AgeMyr: age...age, bpRp0: ForwardModel.usualColors(of: model),
      bpRp0Sigma: model.rotation.medianBpRp0Sigma ?? bpRp0Sigma)
    population.fieldFraction = fieldFraction
    let stars = population.stars(
      starsPerCluster, model.rotation, random: random, threadCount: context.threadCount)
    let candidates = stars.enumerated().compactMap { index, star in
      population.observation(of: star, behind: extinction).map {
        ClusterCandidate(id: "mock-\(index + 1)", observation: $0)
      }
    }
    return (age, ClusterInput(name: "mock", candidates: candidates))
  }
}
