// SPDX-License-Identifier: GPL-3.0-or-later
// What the tracks of the model say of spin-down, beside the clusters of the standard catalog.

internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import Gyrochronology

/// Slopes of period with age of clusters and of the default model, the Sun, and where the model spins stars up.
struct SpinDownSuite: Suite {
  static let kind = "spinDown"
  /// Fewer stars than this in a bin of a cluster give no slope.
  private static let minimumStarCount = 5
  /// Half the width of a bin of color, mag.
  private static let binHalfWidth = 0.1

  /// Solar-type stars of several clusters.
  struct Solar: Decodable {
    let clusters: [String]
    /// Of their stars, mag; of the tracks beside them, mag; between which ages these are taken, Myr.
    let bpRp0, trackBpRp0, trackAgesMyr: [Double]
    /// Assumed error of the clusters' ages, dex.
    let log10AgeSigma: Double
  }

  /// Two clusters between which a slope is measured.
  struct Pair: Decodable {
    let younger, older: String
    /// Middles of the bins, mag.
    let bpRp0: [Double]
  }

  /// A star of known age.
  struct Anchor: Decodable {
    let ageMyr, bpRp0, bpRp0Sigma, periodDays: Double
  }

  /// Tracks from one age to another.
  struct Tracks: Decodable {
    let bpRp0, agesMyr: [Double]
    let ageCount: Int
  }

  let ageScale: String
  let solar: Solar
  let pairs: [Pair]
  let sun: Anchor
  let tracks: Tracks

  // MARK: The clusters

  /// A cluster's age on the scale, Myr.
  private func ageMyr(_ cluster: String, _ scale: AgeScale) throws(FileError) -> Double {
    guard let age = scale.age(cluster: cluster) else {
      throw FileError(path: scale.key, problem: "has no age of \(cluster)")
    }
    return age.ageMyr
  }

  /// The slopes of slow sequences between pairs of clusters, and the medians that they are made of.
  func measuredPairs(
    _ catalog: StandardCatalog, _ scale: AgeScale
  ) throws -> [(slope: ObservedSlope, sequences: [(younger: SlowSequence, older: SlowSequence)])] {
    try pairs.map { pair in
      let ages = try ageMyr(pair.younger, scale)...ageMyr(pair.older, scale)
      var bins: [ObservedSlope.Bin] = []
      var sequences: [(younger: SlowSequence, older: SlowSequence)] = []
      for color in pair.bpRp0 {
        let bin = hundredths(color - Self.binHalfWidth)..<hundredths(color + Self.binHalfWidth)
        guard let younger = SlowSequence(catalog.stars, cluster: pair.younger, bpRp0: bin),
          let older = SlowSequence(catalog.stars, cluster: pair.older, bpRp0: bin),
          min(younger.starCount, older.starCount) >= Self.minimumStarCount
        else { continue }
        let (slope, sigma) = younger.slope(to: older, agesMyr: ages)
        bins.append(
          ObservedSlope.Bin(
            bpRp0: color, slope: hundredths(slope), sigma: hundredths(sigma),
            youngerStarCount: younger.starCount, olderStarCount: older.starCount))
        sequences.append((younger, older))
      }
      return (
        ObservedSlope(younger: pair.younger, older: pair.older, agesMyr: ages, bins: bins),
        sequences
      )
    }
  }

  // MARK: The model

  /// The mean slope of the median track between two ages, with the scatter over the flows of the model.
  private func slope(
    _ forward: ForwardModel, bpRp0: Double, agesMyr: ClosedRange<Double>
  ) -> (slope: Double, sigma: Double) {
    let points = forward.tracks(
      bpRp0: bpRp0, agesMyr: [agesMyr.lowerBound, agesMyr.upperBound], quantiles: [0.5])[0].points
    let dex = log10(agesMyr.upperBound / agesMyr.lowerBound)
    let sigmas = points.map { $0.log10PeriodDaysSigma ?? 0 }
    return (
      (points[1].log10PeriodDays - points[0].log10PeriodDays) / dex,
      hypot(sigmas[0], sigmas[1]) / dex
    )
  }

  private func isFlagged(_ forward: ForwardModel, bpRp0: Double, agesMyr: ClosedRange<Double>)
    -> Bool
  {
    let middle = (agesMyr.lowerBound * agesMyr.upperBound).squareRoot()
    return forward.tracks(bpRp0: bpRp0, agesMyr: [middle], quantiles: [0.5])[0].points[0]
      .differsFromClusters
  }

  func measure(_ context: CaseContext) throws -> Outcome {
    let library = try CatalogLibrary(folder: context.catalogs)
    let catalog = try StandardCatalog(path: context.catalogs + "/rotators.fits")
    let scale = try library.ageScale(ageScale)
    let model = try LoadedModel()
    let forward = ForwardModel(model)
    let (solarMetrics, solarPage) = try solarSlopes(catalog, scale, forward)
    let (pairMetrics, pairPage) = try pairSlopes(catalog, scale, forward)
    let (sunMetrics, sunPage) = sunPeriod(model, forward)
    let (trackMetrics, trackPage) = spinUp(forward)
    let heading = """
      # Tracks of the default model

      `gyro-validate --suite spin-down --record`, model
      sha256 `\(model.digest.hexadecimal)`,
      ages of the \(scale.key) scale, stars of the standard catalog. The model saw most of these clusters: this is not a
      held-out test, but shows what the model made of them.

      """
    let metrics = [solarMetrics, pairMetrics, sunMetrics, trackMetrics].flatMap { $0 }
    return Outcome(
      metrics: Dictionary(metrics) { first, _ in first },
      page: heading + [solarPage, pairPage, sunPage, trackPage].map { "\n" + $0 }.joined())
  }

  private typealias Part = (metrics: [(String, Double)], page: String)

  private func solarSlopes(
    _ catalog: StandardCatalog, _ scale: AgeScale, _ forward: ForwardModel
  ) throws -> Part {
    let bin = solar.bpRp0[0]..<solar.bpRp0[1]
    var found: [(name: String, ageMyr: Double, sequence: SlowSequence)] = []
    for name in solar.clusters {
      guard let sequence = SlowSequence(catalog.stars, cluster: name, bpRp0: bin) else { continue }
      found.append((name, try ageMyr(name, scale), sequence))
    }
    guard
      let fit = SpinDownFit(
        found.map { ($0.ageMyr, $0.sequence) }, log10AgeSigma: solar.log10AgeSigma)
    else { throw FileError(path: context(solar), problem: "too few clusters have a sequence") }
    let ages = solar.trackAgesMyr[0]...solar.trackAgesMyr[1]
    let tracks = solar.trackBpRp0.map { ($0, slope(forward, bpRp0: $0, agesMyr: ages)) }
    let clusters = found.map { "\($0.name) (\($0.sequence.starCount) stars)" }
    var page = String(
      format: """
        ## Skumanich's slope of solar-type stars

        d log P / d log t between %g and %g Gyr, BP-RP_0 %.2f to %.2f; an error of %.2f dex in each cluster's age is in it.

        | | slope |
        |---|---|
        | clusters: %@ | %.2f ± %.2f (%d clusters, χ² %.1f) |

        """, ages.lowerBound / 1000, ages.upperBound / 1000, bin.lowerBound, bin.upperBound,
      solar.log10AgeSigma, clusters.joined(separator: ", "), fit.line.slope, fit.line.slopeSigma,
      fit.clusterCount, fit.line.chiSquared)
    for (color, track) in tracks {
      page += String(
        format: "| model, median track at BP-RP_0 %.2f | %.2f ± %.2f |\n", color, track.slope,
        track.sigma)
    }
    let slopes = tracks.map(\.1.slope)
    return (
      [
        ("solar slope, clusters", fit.line.slope),
        ("solar slope, clusters: sigma", fit.line.slopeSigma),
        ("solar slope, clusters: χ²", fit.line.chiSquared),
        ("solar slope, model: smallest", slopes.min() ?? .nan),
        ("solar slope, model: largest", slopes.max() ?? .nan),
      ], page
    )
  }

  private func pairSlopes(
    _ catalog: StandardCatalog, _ scale: AgeScale, _ forward: ForwardModel
  ) throws -> Part {
    let measured = try measuredPairs(catalog, scale)
    var page = """
      ## The stall of K dwarfs, and its end

      d log P / d log t between two clusters for the slow sequence, bins of ±0.1 mag; the error is that of the medians.
      Where the last two columns differ by more than two errors of the clusters, `gyro track` flags the points between the two
      ages with `slope_other_than_clusters`: the model has smoothed over what they show.

      """
    var flaggedCount = 0
    for (pair, sequences) in measured {
      page += String(
        format:
          "\n| BP-RP_0 | %@, %.0f Myr: stars, median P (d) | %@, %.0f Myr: stars, median P (d) "
          + "| clusters | model | flagged |\n|---|---|---|---|---|---|\n", pair.younger,
        pair.agesMyr.lowerBound, pair.older, pair.agesMyr.upperBound)
      for (bin, (younger, older)) in zip(pair.bins, sequences) {
        let track = slope(forward, bpRp0: bin.bpRp0, agesMyr: pair.agesMyr)
        let isFlagged = isFlagged(forward, bpRp0: bin.bpRp0, agesMyr: pair.agesMyr)
        if isFlagged { flaggedCount += 1 }
        page += String(
          format: "| %.1f | %d, %.2f | %d, %.2f | %.2f ± %.2f | %.2f ± %.2f | %@ |\n", bin.bpRp0,
          younger.starCount, pow(10, younger.log10PeriodDays), older.starCount,
          pow(10, older.log10PeriodDays), bin.slope, bin.sigma, track.slope, track.sigma,
          isFlagged ? "yes" : "no")
      }
    }
    return (
      [
        ("pairs whose slopes are not those in the program", differences(measured.map(\.slope))),
        ("bins in which the model differs from the clusters", Double(flaggedCount)),
      ], page
    )
  }

  /// How many pairs are missing in the program, too many, or different.
  private func differences(_ measured: [ObservedSlope]) -> Double {
    Double(Set(measured).symmetricDifference(Set(ObservedSlope.all)).count)
  }

  private func sunPeriod(_ model: LoadedModel, _ forward: ForwardModel) -> Part {
    let density = model.rotation.flow.conditioned(
      on: model.rotation.schema.rows(
        Covariates(bpRp0: Measured(sun.bpRp0, sigma: sun.bpRp0Sigma)),
        at: CollectionOfOne(log10(sun.ageMyr))))
    let share = density.cdf(at: log10(sun.periodDays), member: 0)
    let quantiles = forward.tracks(
      bpRp0: sun.bpRp0, agesMyr: [sun.ageMyr], quantiles: [0.16, 0.5, 0.84]
    ).map { String(format: "%.1f", pow(10, $0.points[0].log10PeriodDays)) }
    let relations = PublishedRelation.all.compactMap { relation in
      relation.periodDays(ageMyr: sun.ageMyr, bpRp0: sun.bpRp0).map {
        String(format: "%.1f d (", $0) + relation.key.replacing("_", with: " ") + ")"
      }
    }
    let page = String(
      format: """
        ## The Sun

        At %.2f Gyr and BP-RP_0 %.2f the model lets %.0f %% of stars rotate faster than the Sun's %.1f d; its 16, 50 and 84 %% quantiles are
        %@ d.
        Published relations give
        %@.
        No calibrating cluster is as old: this is extrapolation.

        """, sun.ageMyr / 1000, sun.bpRp0, 100 * share, sun.periodDays,
      quantiles.joined(separator: ", "), relations.joined(separator: ", "))
    return ([("Sun: share of stars that rotate faster", share)], page)
  }

  private func spinUp(_ forward: ForwardModel) -> Part {
    let (first, last) = (log10(tracks.agesMyr[0]), log10(tracks.agesMyr[1]))
    let ages = (0..<tracks.ageCount).map {
      pow(10, first + (last - first) * Double($0) / Double(tracks.ageCount - 1))
    }
    var (page, allCrossings) = ("", 0)
    for color in tracks.bpRp0 {
      let lines = forward.tracks(
        bpRp0: color, agesMyr: ages, quantiles: [0.05, 0.16, 0.5, 0.84, 0.95])
      let crossings = zip(lines, lines.dropFirst()).reduce(0) { count, pair in
        count
          + zip(pair.0.points, pair.1.points).count { $0.log10PeriodDays >= $1.log10PeriodDays }
      }
      allCrossings += crossings
      let rising = lines[2].points.filter(\.isSpinningUp).map { pow(10, $0.log10AgeMyr) }
      let range = zip(rising.first.map { [$0] } ?? [], rising.last.map { [$0] } ?? []).map {
        String(format: "%d of %d, from %.0f to %.0f", rising.count, ages.count, $0, $1)
      }
      page += String(
        format: "| %@ | %@ | %d |\n", "\(color)", range.first ?? "none", crossings)
    }
    return (
      [("crossings of tracks", Double(allCrossings))],
      String(
        format: """
          ## Where the model spins stars up

          Median tracks from %g Myr to %g Gyr, %d ages: the ages at which the period shortens.

          | BP-RP_0 | ages with `period_decreasing` (Myr) | crossings of the 5, 16, 50, 84, 95 %% tracks |
          |---|---|---|

          """, tracks.agesMyr[0], tracks.agesMyr[1] / 1000, tracks.ageCount) + page
    )
  }

  private func context(_ solar: Solar) -> String { solar.clusters.joined(separator: ", ") }
}

/// A number in hundredths, as slopes are kept: further digits are noise.
private func hundredths(_ value: Double) -> Double { (100 * value).rounded() / 100 }
