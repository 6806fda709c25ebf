// SPDX-License-Identifier: GPL-3.0-or-later
// Errors planted in the ChronoFlow table, and which robustness suite finds them.

internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroNumerics
internal import GyroStudies
internal import Gyrochronology

/// What the robustness suites find in the table as it is, and with one kind of error planted at a time.
///
/// `found` metrics are 1 where the suite finds its error. `others` counts findings of the other suites that
/// they do not report of the table as it is.
struct PlantedSuite: Suite {
  static let kind = "planted"

  /// Clusters whose calibration ages are planted too old: of middling age, undisputed.
  let clusters: Set<String>
  /// By how much, dex.
  let log10AgeOffset: Double
  /// By how much all colors are planted too red, mag.
  let colorOffset: Double
  let ageScale: String
  let seed: UInt64

  var isSlow: Bool { true }
  var needsTable: Bool { true }

  func measure(_ context: CaseContext) throws -> Outcome {
    let library = try CatalogLibrary(folder: context.catalogs)
    let catalog = try context.chronoFlow(library)
    let scale = try library.ageScale(ageScale)
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
        seed: seed)
      return try context.robustnessReport(
        input, suites: [.extinction, .membership], isHeldOut: true
      ).findings
    }
    let plain = try findings(catalog.stars)
    let older = try findings(catalog.stars) {
      $0.log10AgeMyr + (clusters.contains($0.cluster) ? log10AgeOffset : 0)
    }
    let shuffled = try findings(Self.shuffled(catalog.stars, seed: seed))
    let redder = try findings(
      catalog.stars.map { star in
        var star = star
        star.bpRp0 = star.bpRp0.map { $0 + colorOffset }
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
    return Outcome(metrics: [
      "plain/extinction found": flag(plain.isExtinctionFound),
      "plain/membership found": flag(plain.isMembershipFound),
      "plain/zero point": plain.zeroPoint ?? .nan,
      "plain/membership deviations": plain.membershipDeviations ?? .nan,
      "plain/clusters at odds": Double(usual.count),
      "ages/found": Double(extra(older).intersection(clusters).count),
      "ages/others": others(older, extinction: true, membership: true)
        + Double(extra(older).subtracting(clusters).count),
      "membership/found": flag(shuffled.isMembershipFound),
      "membership/deviations": shuffled.membershipDeviations ?? .nan,
      "membership/others": others(shuffled, extinction: true, membership: false)
        + Double(extra(shuffled).count),
      "colors/found": flag(redder.isExtinctionFound),
      "colors/zero point": redder.zeroPoint ?? .nan,
      "colors/others": others(redder, extinction: false, membership: true)
        + Double(extra(redder).count),
    ])
  }

  /// The stars with their membership probabilities dealt out anew within each cluster.
  private static func shuffled(_ stars: [StandardStar], seed: UInt64) -> [StandardStar] {
    var changed = stars
    for (cluster, members) in Dictionary(grouping: stars.indices, by: { stars[$0].cluster }) {
      var random = RandomStream(seed: seed).child("planted \(cluster)")
      let order = random.nextPermutation(count: members.count)
      for (index, origin) in zip(members, order) {
        changed[index].membershipProbability = stars[members[origin]].membershipProbability
      }
    }
    return changed
  }
}

extension CaseContext {
  /// A report of robustness suites, made in a folder that is removed afterwards.
  func robustnessReport(
    _ input: RobustnessInput, suites: [RobustnessSuite], only: [String]? = nil,
    isHeldOut: Bool = false
  ) throws -> RobustnessReport {
    let plan = try RobustnessPlan(input, suites: suites, only: only, isHeldOut: isHeldOut)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try RobustnessStore(creating: folder)
    _ = try RobustnessRun(input, plan: plan).complete(
      store: store, threadCount: threadCount,
      progress: {
        // A line for each fifth of a long run.
        if $0.total >= 20, $0.done % ($0.total / 5) == 0 {
          report("\($0.done) of \($0.total) tasks of this table")
        }
      })
    guard let report = RobustnessReport(plan, result: store.result) else {
      throw FileError(path: folder, problem: "lost results while they were made")
    }
    return report
  }
}
