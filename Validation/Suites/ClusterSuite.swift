// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of clusters: of those that no model has seen, and of tables into which errors were planted.

internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroStudies
internal import Gyrochronology

extension ValidationCase {
  private func report(
    _ input: RobustnessInput, suites: [RobustnessSuite], only: [String]? = nil,
    isHeldOut: Bool = false, context: CaseContext
  ) throws -> RobustnessReport {
    let plan = try RobustnessPlan(input, suites: suites, only: only, isHeldOut: isHeldOut)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try RobustnessStore(creating: folder)
    _ = try RobustnessRun(input, plan: plan).complete(
      store: store, threadCount: context.threadCount,
      progress: {
        // A line for each fifth of a long run.
        if $0.total >= 20, $0.done % ($0.total / 5) == 0 {
          context.remark("\($0.done) of \($0.total) tasks of this table")
        }
      })
    guard let report = RobustnessReport(plan, result: store.result) else {
      throw FileError(path: folder, problem: "lost results while they were made")
    }
    return report
  }

  /// For each cluster, by its key: log10 of our age minus the literature's, dex.
  func clusterFigures(_ context: CaseContext) throws -> [String: Double] {
    let library = try CatalogLibrary(folder: context.catalogs)
    let catalog = try StandardCatalog(path: context.catalogs + "/rotators.ecsv")
    let input = RobustnessInput(
      stars: catalog.stars, selection: .authorsChoice, calibrators: [],
      clusters: library.clusters, ageScales: [try library.ageScale("bouma-2023")],
      model: try LoadedModel())
    let report = try report(input, suites: [], only: clusters, context: context)
    var figures: [String: Double] = [:]
    for entry in report.budget.entries {
      guard let literature = entry.cluster.ages.first else { continue }
      figures[entry.cluster.key] = entry.age.q50 - literature.log10AgeMyr
    }
    return figures
  }

  /// Clusters whose calibration ages are planted 0.2 dex too old: middling ages, undisputed.
  private static let planted: Set = ["NGC3532", "Praesepe", "Pleiades"]

  /// What the suites find in the table as it is and with each of three errors planted.
  ///
  /// `found` figures are 1 where the suite finds its error. `others` counts what the suites say besides, which
  /// they do not say of the table as it is.
  func plantedFigures(_ context: CaseContext) throws -> [String: Double] {
    let library = try CatalogLibrary(folder: context.catalogs)
    let catalog = try StandardCatalog.chronoFlow(at: context.table ?? "", library: library)
    let scale = try library.ageScale("chronoflow")
    func findings(
      _ stars: [StandardStar], ages: (CalibrationStar) -> Double = { $0.log10AgeMyr }
    ) throws -> RobustnessFindings {
      let calibrators = StandardCatalog(stars: stars, report: IngestReport())
        .calibrationStars(.chronoFlowCuts, ageScale: scale).stars.map { star in
          CalibrationStar(
            gaiaSourceID: star.gaiaSourceID, cluster: star.cluster, subgroup: star.subgroup,
            log10AgeMyr: ages(star), log10AgeMyrSigma: star.log10AgeMyrSigma, bpRp0: star.bpRp0,
            bpRp0Sigma: star.bpRp0Sigma, log10PeriodDays: star.log10PeriodDays,
            membershipProbability: star.membershipProbability)
        }
      let input = RobustnessInput(
        stars: stars, selection: .chronoFlowRotators, calibrators: calibrators,
        clusters: library.clusters, ageScales: [scale], model: try LoadedModel(),
        seed: seed ?? 1)
      return try report(
        input, suites: [.extinction, .membership], isHeldOut: true, context: context
      ).findings
    }
    let plain = try findings(catalog.stars)
    let older = try findings(catalog.stars) {
      $0.log10AgeMyr + (Self.planted.contains($0.cluster) ? 0.2 : 0)
    }
    let shuffled = try findings(Self.shuffled(catalog.stars, seed: seed ?? 1))
    let redder = try findings(
      catalog.stars.map { star in
        var star = star
        star.bpRp0 = star.bpRp0.map { $0 + 0.05 }
        return star
      })
    let usual = Set(plain.clustersAtOdds ?? [])
    func extra(_ findings: RobustnessFindings) -> Set<String> {
      Set(findings.clustersAtOdds ?? []).subtracting(usual)
    }
    func flag(_ value: Bool) -> Double { value ? 1 : 0 }
    func others(_ findings: RobustnessFindings, extinction: Bool, membership: Bool) -> Double {
      (extinction ? flag(findings.isExtinctionFound) : 0)
        + (membership ? flag(findings.isMembershipFound) : 0)
    }
    return [
      "plain/extinction found": flag(plain.isExtinctionFound),
      "plain/membership found": flag(plain.isMembershipFound),
      "plain/zero point": plain.zeroPoint ?? .nan,
      "plain/membership deviations": plain.membershipDeviations ?? .nan,
      "plain/clusters at odds": Double(usual.count),
      "ages/found": Double(extra(older).intersection(Self.planted).count),
      "ages/others": others(older, extinction: true, membership: true)
        + Double(extra(older).subtracting(Self.planted).count),
      "membership/found": flag(shuffled.isMembershipFound),
      "membership/deviations": shuffled.membershipDeviations ?? .nan,
      "membership/others": others(shuffled, extinction: true, membership: false)
        + Double(extra(shuffled).count),
      "colors/found": flag(redder.isExtinctionFound),
      "colors/zero point": redder.zeroPoint ?? .nan,
      "colors/others": others(redder, extinction: false, membership: true)
        + Double(extra(redder).count),
    ]
  }
}
