// SPDX-License-Identifier: GPL-3.0-or-later
// Mock groups with stars of the real field among them, and how often groups without any are flagged.

internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import Gyrochronology

/// Ages of contaminated groups, by age and contamination; false alarms on clean groups and on the clusters of the catalog.
struct IntruderSuite: Suite {
  static let kind = "intruders"

  /// A checkpoint; nil is the embedded model.
  let model: String?
  /// The table of field rotators.
  let fieldTable: String
  let agesMyr: [Double]
  /// The shares of field stars; 0 is a clean group.
  let fieldFractions: [Double]
  /// How many groups of each age there are for each contamination.
  let groupCounts: [Int]
  let starsPerGroup, gridCount: Int
  let bpRp0: [Double]
  /// Members whose rotation does not follow the model, in clean groups as well.
  let outlierFraction: Double
  /// The age, Myr, and the contamination at which the uniform background is tried.
  let twinAgeMyr, twinFieldFraction: Double
  /// Clusters that are left out, since no model may be chosen by them.
  let external: [String]
  let seed: UInt64

  var isSlow: Bool { true }
  var missingFile: String? {
    FileManager.default.isReadableFile(atPath: fieldTable) ? nil : fieldTable
  }

  /// What came of a group.
  private struct Dated {
    /// Median minus truth and the total error, dex.
    let offset, total: Double
    /// The median of the fraction; nil where it is held fixed.
    let outlierFraction: Double?
    let flags: Set<ClusterFlag>

    init?(_ estimate: ClusterEstimate, log10AgeMyr: Double) {
      guard let age = estimate.age else { return nil }
      (offset, total) = (age.summary.q50 - log10AgeMyr, age.budget.total)
      outlierFraction = age.parameters.first { $0.name == "outlier_fraction" }?.q50
      flags = Set(estimate.flags)
    }

    func isInside(_ deviations: Double) -> Bool { abs(offset) <= deviations * total }
    /// Whether a flag doubts the age as a whole; that of young ages does not.
    var isFlagged: Bool {
      !flags.isDisjoint(with: [.colorDisagreement, .flowIncompatible, .multimodal])
    }
  }

  func measure(_ context: CaseContext) throws -> Outcome {
    let model = try LoadedModel(model)
    let field = try KeplerField(path: fieldTable)
    let estimator = try self.estimator(model, ClusterPriors(), .usual)
    var metrics = fieldMetrics(field, model)
    var rows: [[String]] = []
    for (age, count) in zip(agesMyr, groupCounts) {
      for fraction in fieldFractions {
        let name = String(format: "%g Myr, %g %%", age, 100 * fraction)
        let dated = try ages(estimator, model, field, age, fraction, count: count, context)
        metrics.merge(numbers(dated, name), uniquingKeysWith: { first, _ in first })
        rows.append([name] + cells(dated))
      }
    }
    let fixed = ClusterPriors().withOutlierFractionFixed
    let twin = try ages(
      self.estimator(model, fixed, .uniform), model,
      field, twinAgeMyr, twinFieldFraction, count: groupCounts[0], context)
    metrics.merge(numbers(twin, "uniform background"), uniquingKeysWith: { first, _ in first })
    rows.append(
      [
        String(
          format: "%g Myr, %g %%, uniform background, 5 %% of outliers held fixed", twinAgeMyr,
          100 * twinFieldFraction)
      ]
        + cells(twin))
    let clusters = try catalogClusters(estimator, context)
    metrics["catalog: clusters"] = Double(clusters.count)
    metrics["catalog: colors disagree"] = Double(
      clusters.count { $0.flags.contains(.colorDisagreement) })
    return Outcome(
      metrics: metrics, page: page(model, field, metrics, rows, clusters))
  }

  private func estimator(
    _ model: LoadedModel, _ priors: ClusterPriors, _ background: GroupBackground
  ) throws -> ClusterAgeEstimator {
    var assumptions = AgeAssumptions()
    assumptions.gridCount = gridCount
    return try ClusterAgeEstimator(
      stars: AgeEstimator(model: model, assumptions: assumptions), priors: priors,
      groupBackground: background)
  }

  // MARK: Groups

  private func ages(
    _ estimator: ClusterAgeEstimator, _ model: LoadedModel, _ field: KeplerField,
    _ ageMyr: Double, _ fraction: Double, count: Int, _ context: CaseContext
  ) throws -> [Dated] {
    context.report(
      String(format: "groups of %g Myr with %g %% of field stars", ageMyr, 100 * fraction))
    let groups = (0..<count).map {
      group($0, model, field, log10AgeMyr: log10(ageMyr), fraction, context)
    }
    let dated = try estimator.onGrid(groups, seed: seed, threadCount: context.threadCount)
      .clusters.compactMap { Dated($0, log10AgeMyr: log10(ageMyr)) }
    context.report(cells(dated).joined(separator: ", "))
    return dated
  }

  /// A group: members from the model, intruders from the field; all count as certain members.
  ///
  /// Every other group has intruders of all colors, the others slow and red ones alone.
  private func group(
    _ index: Int, _ model: LoadedModel, _ field: KeplerField, log10AgeMyr: Double,
    _ fraction: Double, _ context: CaseContext
  ) -> ClusterInput {
    let random = RandomStream(seed: seed).child("group", index)
    var population = MockPopulation(
      log10AgeMyr: log10AgeMyr...log10AgeMyr, bpRp0: bpRp0[0]...bpRp0[1],
      bpRp0Sigma: model.rotation.medianBpRp0Sigma ?? 0.03)
    population.outlierFraction = outlierFraction
    let members = population.stars(
      starsPerGroup, model.rotation, random: random, threadCount: context.threadCount)
    let intruders = index.isMultiple(of: 2) ? field.rotators : field.rotators.filter(\.isSlowAndRed)
    var draw = random.child("intruders")
    let candidates = members.enumerated().compactMap { number, star -> ClusterCandidate? in
      guard draw.nextUniform() < fraction else {
        return population.observation(of: star).map {
          ClusterCandidate(id: "member-\(number)", observation: $0)
        }
      }
      let intruder = intruders[Int(clamping: draw.nextUniform() * Double(intruders.count))]
      return RotationPeriod.days(intruder.periodDays).map {
        ClusterCandidate(
          id: "intruder-\(number)",
          observation: StarObservation(
            period: $0,
            color: .intrinsic(Measured(intruder.bpRp0, sigma: population.bpRp0Sigma))))
      }
    }
    return ClusterInput(name: "mock", candidates: candidates)
  }

  /// The clusters of the standard catalog that a model may be judged by.
  private func catalogClusters(
    _ estimator: ClusterAgeEstimator, _ context: CaseContext
  ) throws -> [ClusterEstimate] {
    context.report("clusters of the catalog")
    let library = try CatalogLibrary(folder: context.catalogs)
    let inputs = ClusterInput.clusters(
      of: try StandardCatalog(path: context.catalogs + "/rotators.fits"), selection: .authorsChoice,
      clusters: library.clusters)
    let names = Set(external.compactMap { library.clusters.cluster(named: $0)?.name })
    return try estimator.onGrid(
      inputs.filter { !names.contains($0.name) }, seed: seed, threadCount: context.threadCount
    ).clusters.filter { $0.age?.colors != nil }
  }

  // MARK: Numbers

  /// The mean log density of the field's periods under both backgrounds, nat per dex.
  private func fieldMetrics(_ field: KeplerField, _ model: LoadedModel) -> [String: Double] {
    // Every tenth star: the mean of thousands.
    let stars = field.rotators.enumerated().filter { $0.offset.isMultiple(of: 10) }.map {
      Star(
        periodDays: Measured($0.element.periodDays),
        covariates: Covariates(bpRp0: Measured($0.element.bpRp0, sigma: 0.03)))
    }
    func mean(_ background: GroupBackground) -> Double {
      let likelihood = RotationLikelihood(flow: model.rotation, groupBackground: background)
      return Statistics.mean(stars.map { log(likelihood.backgroundDensity(of: $0)) }) ?? .nan
    }
    return [
      "field: log density": mean(.usual), "field: log density, uniform": mean(.uniform),
    ]
  }

  private func numbers(_ dated: [Dated], _ name: String) -> [String: Double] {
    let count = Double(dated.count)
    func share(_ isTrue: (Dated) -> Bool) -> Double { Double(dated.count(where: isTrue)) / count }
    let numbers = [
      "\(name): mean offset": Statistics.mean(dated.map(\.offset)) ?? .nan,
      "\(name): inside one total error": share { $0.isInside(1) },
      "\(name): inside two or flagged": share { $0.isInside(2) || $0.isFlagged },
      "\(name): inside one or flagged": share { $0.isInside(1) || $0.isFlagged },
      "\(name): colors disagree": share { $0.flags.contains(.colorDisagreement) },
    ]
    guard let fraction = Statistics.mean(dated.compactMap(\.outlierFraction)) else {
      return numbers
    }
    return numbers.merging(["\(name): outlier fraction": fraction]) { first, _ in first }
  }

  private func cells(_ dated: [Dated]) -> [String] {
    let offsets = dated.map(\.offset)
    func count(_ isTrue: (Dated) -> Bool) -> String { "\(dated.count(where: isTrue))" }
    return [
      "\(dated.count)",
      String(
        format: "%+.3f ± %.3f", Statistics.mean(offsets) ?? .nan,
        Statistics.standardDeviation(offsets) ?? .nan),
      count { $0.isInside(1) }, count { $0.isInside(2) },
      count { $0.isInside(1) || $0.isFlagged }, count { $0.isInside(2) || $0.isFlagged },
      count { $0.flags.contains(.colorDisagreement) },
      count { $0.flags.contains(.flowIncompatible) },
      Statistics.mean(dated.compactMap(\.outlierFraction)).map { String(format: "%.2f", $0) }
        ?? "held fixed",
    ]
  }

  private func page(
    _ model: LoadedModel, _ field: KeplerField, _ metrics: [String: Double], _ rows: [[String]],
    _ clusters: [ClusterEstimate]
  ) -> String {
    let table = markdownTable(
      [
        "age, field stars", "groups", "median minus truth, dex", "inside 1 total error", "inside 2",
        "inside 1 or flagged", "inside 2 or flagged", "`color_disagreement`",
        "`flow_incompatible`", "outlier fraction found",
      ], rows)
    let compared = clusters.compactMap { cluster -> [String]? in
      guard let colors = cluster.age?.colors else { return nil }
      func words(_ one: ColorCheck.Comparison) -> String {
        String(format: "%+.2f dex, %+.1f σ", one.difference, one.disagreement)
      }
      return [
        cluster.name, "\(cluster.usedCount)", words(colors.halves),
        colors.quarters.isEmpty ? "–" : words(colors.worst), colors.isDisagreement ? "yes" : "no",
      ]
    }
    let catalog = markdownTable(
      ["cluster", "stars", "bluer half minus redder", "largest disagreement", "flagged"], compared)
    return String(
      format: """
        # Groups with intruders

        `gyro-validate --suite intruders --full --record`, model
        sha256 `%@`.

        Groups of %d stars are drawn from the model at one age, colors uniform from %g to %g mag, %.0f %% of them outliers with any period; each star is replaced, with the
        chance in the first column, by a dwarf of the Kepler field (Lu et al. 2021, %d dwarfs; every other group by slow red ones alone: redder than 1.2 mag, slower than 10 d).
        All count as certain members. Ages by `gyro cluster --method grid`; the same members in all rows of an age. The total error holds the error of the age scale, which mock groups do not have.
        "Flagged" is `color_disagreement`, `flow_incompatible` or `multimodal`.

        %@
        The mean log density of the field's periods is %.2f nat per dex under the background that groups are dated with, %.2f under a uniform one.

        Clusters of the standard catalog, without those on which models are judged at the end; a disagreement above %.0f σ is flagged:

        %@
        """, model.digest.hexadecimal, starsPerGroup, bpRp0[0], bpRp0[1], 100 * outlierFraction,
      field.rotators.count, table, metrics["field: log density"] ?? .nan,
      metrics["field: log density, uniform"] ?? .nan, ColorCheck.largestDisagreement, catalog)
  }
}

extension ClusterPriors {
  /// The same with the outlier fraction held fixed at its mean.
  fileprivate var withOutlierFractionFixed: ClusterPriors {
    var priors = self
    priors.outlierConcentration = .infinity
    return priors
  }
}
