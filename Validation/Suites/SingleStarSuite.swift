// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of all used stars of the ChronoFlow table, one by one, beside those of their clusters (in sample).

internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import Gyrochronology

/// Scatter and coverage of single stars' ages against the ages of their clusters or subgroups.
struct SingleStarSuite: Suite {
  static let kind = "singleStars"

  let ageScale: String
  /// Where stars begin to brake, mag.
  let minimumBpRp0: Double
  /// Where ranges of age, Myr, and of color, mag, begin and end, ascending.
  let ageEdgesMyr, colorEdges: [Double]
  /// Cells of fewer stars are left out.
  let minimumStarCount: Int
  /// How many stars are drawn from the model for each star of the table, and the seed of their random numbers.
  let drawsPerStar: Int
  let seed: UInt64

  var isSlow: Bool { true }
  var needsTable: Bool { true }

  func measure(_ context: CaseContext) throws -> Outcome {
    let library = try CatalogLibrary(folder: context.catalogs)
    let stars = try context.chronoFlow(library).calibrationStars(
      .chronoFlowCuts, ageScale: library.ageScale(ageScale)
    ).stars.compactMap { star in
      RotationPeriod.days(pow(10, star.log10PeriodDays)).map { period in
        (
          star: star,
          observation: StarObservation(
            period: period, color: .intrinsic(Measured(star.bpRp0, sigma: star.bpRp0Sigma)))
        )
      }
    }
    let model = try LoadedModel()
    let ages = AgeBatch(try AgeEstimator(model: model), engine: .fast)
      .estimates(stars.map(\.observation), threadCount: context.threadCount)
    var metrics: [String: Double] = [:]
    var rows = ""
    for (name, limit) in [
      ("all used", -Double.infinity), (String(format: "BP-RP_0 >= %g", minimumBpRp0), minimumBpRp0),
    ] {
      let chosen = zip(stars, ages).filter { $0.0.star.bpRp0 >= limit }
      let hits = chosen.compactMap { star, estimate -> IntervalHit? in
        guard case .age(let age) = estimate else { return nil }
        return IntervalHit(age.summary, log10AgeMyr: star.star.log10AgeMyr)
      }
      guard let summary = IntervalSummary(hits) else { continue }
      for (metric, value) in [
        ("stars", Double(chosen.count)), ("usable", Double(hits.count)),
        ("RMS", summary.rootMeanSquareError), ("median half width", summary.medianHalfWidth),
        ("coverage 68", summary.share68), ("coverage 95", summary.share95),
      ] { metrics["\(name): \(metric)"] = value }
      rows += String(
        format: "| %d (%@) | %d | %.3f | %.3f | %.1f %% | %.1f %% |\n", chosen.count, name,
        hits.count, summary.rootMeanSquareError, summary.medianHalfWidth, 100 * summary.share68,
        100 * summary.share95)
    }
    let cells = cells(
      zip(stars, ages).compactMap { star, estimate in
        Cell.Star(star.star, estimate)
      })
    let expected = self.cells(
      try drawn(stars.map(\.star), model: model, threadCount: context.threadCount))
    for (name, shares) in [
      ("68", cells.map(\.summary.share68)), ("95", cells.map(\.summary.share95)),
    ] {
      metrics["by age and color: smallest coverage \(name)"] = shares.min()
      metrics["by age and color: largest coverage \(name)"] = shares.max()
    }
    let gaps = cells.compactMap { cell in
      expected.first { $0.isSame(as: cell) }.map { cell.summary.share68 - $0.summary.share68 }
    }
    metrics["by age and color: largest shortfall of coverage 68"] = -(gaps.min() ?? .nan)
    metrics["by age and color: largest excess of coverage 68"] = gaps.max()
    return Outcome(
      metrics: metrics,
      page: """
        # Single stars of the ChronoFlow table, in sample

        `gyro-validate --suite single-stars --full --catalog prot_catalogue.csv --record`, model
        sha256 `\(model.digest.hexadecimal)`,
        outlier fraction 0.05, membership 1, log-uniform prior, 1,000-point grid, ages of the scale \(ageScale).
        Scatter is the median age minus the age of the cluster or subgroup, in dex.

        | stars | usable | RMS (dex) | median 68 % half width (dex) | 68 % interval holds the age | 95 % |
        |---|---|---|---|---|---|
        \(rows)
        By age of the cluster and by color: shares in the 68 % and the 95 % interval, of how many stars; cells of fewer than \(minimumStarCount) are left
        out. At a fixed age an interval need not hold the truth as often as it says, only over the prior of ages: where a period has
        many ages the intervals are wide and hold the middle ones more often. So in brackets stand the shares that a right model comes to: \(drawsPerStar) stars
        drawn from the model for each star, at its age and color, and dated in the same way. What differs from these is what the model has wrong.

        \(table(of: cells, expected: expected))
        """)
  }

  // MARK: By age and color

  /// The ages of stars that are drawn from the model at the ages and colors of given ones, outliers among them.
  private func drawn(
    _ stars: [CalibrationStar], model: LoadedModel, threadCount: Int
  ) throws -> [Cell.Star] {
    let random = RandomStream(seed: seed).child("single stars")
    let mocks = stars.indices.flatMap { index in
      let star = stars[index]
      let population = MockPopulation(
        log10AgeMyr: star.log10AgeMyr...star.log10AgeMyr, bpRp0: star.bpRp0...star.bpRp0,
        bpRp0Sigma: star.bpRp0Sigma)
      return (0..<drawsPerStar).compactMap { draw in
        var stream = random.child("star", index).child("draw", draw)
        return population.star(model.rotation, using: &stream).flatMap { mock in
          RotationPeriod.days(pow(10, mock.log10PeriodDays)).map { (star: star, period: $0) }
        }
      }
    }
    let ages = AgeBatch(try AgeEstimator(model: model), engine: .fast).estimates(
      mocks.map { mock in
        StarObservation(
          period: mock.period,
          color: .intrinsic(Measured(mock.star.bpRp0, sigma: mock.star.bpRp0Sigma)))
      }, threadCount: threadCount)
    return zip(mocks, ages).compactMap { mock, estimate in
      Cell.Star(mock.star, estimate)
    }
  }

  /// The stars of a range of age and of color.
  private struct Cell {
    struct Star {
      let bpRp0, log10AgeMyr: Double
      let hit: IntervalHit

      /// Nil for a star without an age.
      init?(_ star: CalibrationStar, _ estimate: AgeEstimate) {
        guard case .age(let age) = estimate else { return nil }
        (bpRp0, log10AgeMyr) = (star.bpRp0, star.log10AgeMyr)
        hit = IntervalHit(age.summary, log10AgeMyr: star.log10AgeMyr)
      }
    }

    func isSame(as other: Cell) -> Bool { (age, color) == (other.age, other.color) }

    /// Indices of the ranges.
    let age, color: Int
    let summary: IntervalSummary
  }

  private func cells(_ stars: [Cell.Star]) -> [Cell] {
    let ages = zip(ageEdgesMyr, ageEdgesMyr.dropFirst()).map { log10($0)..<log10($1) }
    let colors = zip(colorEdges, colorEdges.dropFirst()).map { $0..<$1 }
    return ages.indices.flatMap { age in
      colors.indices.compactMap { color in
        let hits = stars.filter {
          ages[age].contains($0.log10AgeMyr) && colors[color].contains($0.bpRp0)
        }.map(\.hit)
        guard hits.count >= minimumStarCount, let summary = IntervalSummary(hits) else {
          return nil
        }
        return Cell(age: age, color: color, summary: summary)
      }
    }
  }

  private func table(of cells: [Cell], expected: [Cell]) -> String {
    func range(_ edges: [Double], _ index: Int) -> String {
      String(format: "%g to %g", edges[index], edges[index + 1])
    }
    let colors = colorEdges.indices.dropLast()
    return markdownTable(
      ["age, Myr"] + colors.map { "BP−RP₀ " + range(colorEdges, $0) },
      ageEdgesMyr.indices.dropLast().map { age in
        [range(ageEdgesMyr, age)]
          + colors.map { color in
            cells.first { ($0.age, $0.color) == (age, color) }.map { cell in
              let shares = expected.first { $0.isSame(as: cell) }.map(\.summary)
              return String(
                format: "%.0f %%, %.0f %% of %d (%.0f, %.0f)", 100 * cell.summary.share68,
                100 * cell.summary.share95, cell.summary.count,
                100 * (shares?.share68 ?? .nan), 100 * (shares?.share95 ?? .nan))
            } ?? ""
          }
      })
  }
}

/// How well the intervals of many posteriors hold the truth.
struct IntervalSummary {
  let count, count68, count95: Int
  /// Root mean square of median minus truth, and the lower median of the half widths, dex.
  let rootMeanSquareError, medianHalfWidth: Double
  /// Mean of median minus truth in half widths, and its standard error.
  let meanDeviation, meanDeviationSigma: Double

  var share68: Double { Double(count68) / Double(count) }
  var share95: Double { Double(count95) / Double(count) }

  /// Nil for no posterior.
  init?(_ hits: [IntervalHit]) {
    guard !hits.isEmpty else { return nil }
    let total = Double(hits.count)
    count = hits.count
    count68 = hits.count(where: \.isWithin68)
    count95 = hits.count(where: \.isWithin95)
    rootMeanSquareError = (hits.reduce(0) { $0 + $1.error * $1.error } / total).squareRoot()
    medianHalfWidth = hits.map(\.halfWidth).sorted()[(hits.count - 1) / 2]
    let mean = hits.reduce(0) { $0 + $1.deviation } / total
    let squares = hits.reduce(0) { $0 + $1.deviation * $1.deviation }
    meanDeviation = mean
    meanDeviationSigma = (max(0, squares / total - mean * mean) / total).squareRoot()
  }
}
