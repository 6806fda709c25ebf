// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of all used stars of the ChronoFlow table, one by one, beside those of their clusters (in sample).

internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroModel
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
        guard case .age(let age) = estimate else { return nil }
        return Cell.Star(
          bpRp0: star.star.bpRp0, log10AgeMyr: star.star.log10AgeMyr,
          hit: IntervalHit(age.summary, log10AgeMyr: star.star.log10AgeMyr))
      })
    for (name, shares) in [
      ("68", cells.map(\.summary.share68)), ("95", cells.map(\.summary.share95)),
    ] {
      metrics["by age and color: smallest coverage \(name)"] = shares.min()
      metrics["by age and color: largest coverage \(name)"] = shares.max()
    }
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
        out. At a fixed age an interval need not hold the truth as often as it says, only over the prior of ages and the colors of the stars.

        \(table(of: cells))
        """)
  }

  // MARK: By age and color

  /// The stars of a range of age and of color.
  private struct Cell {
    struct Star {
      let bpRp0, log10AgeMyr: Double
      let hit: IntervalHit
    }
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

  private func table(of cells: [Cell]) -> String {
    func range(_ edges: [Double], _ index: Int) -> String {
      String(format: "%g to %g", edges[index], edges[index + 1])
    }
    let colors = colorEdges.indices.dropLast()
    return markdownTable(
      ["age, Myr"] + colors.map { "BP−RP₀ " + range(colorEdges, $0) },
      ageEdgesMyr.indices.dropLast().map { age in
        [range(ageEdgesMyr, age)]
          + colors.map { color in
            cells.first { ($0.age, $0.color) == (age, color) }.map {
              String(
                format: "%.0f %%, %.0f %% of %d", 100 * $0.summary.share68,
                100 * $0.summary.share95,
                $0.summary.count)
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
