// SPDX-License-Identifier: GPL-3.0-or-later
// The error budget of cluster ages as the file that is written and drawn.

internal import GyroFiles
internal import Gyrochronology

/// What `gyro robustness` writes as `budget.json`: errors by cluster and part, and what they come from.
package struct BudgetResult: Hashable, Sendable, Artefact {
  /// `error-budget`.
  package static let kind = "error-budget"
  /// The first form with a kind.
  package static let version = 1
  /// What it is, for a user who named another file.
  package static let about = "the budget.json of gyro robustness"

  /// Errors by part, dex.
  package struct Parts: Hashable, Sendable {
    /// The statistical error, all systematic ones in quadrature, and both.
    package let statistical, systematic, total: Double
    /// The width of the joint posterior, and the total with it; nil where it was not sampled.
    package let joint, jointTotal: Double?
    /// The suites that say something of it.
    package let suites: [RobustnessSuite: Double]
    /// The suites of the run that could not be tried, which are null in the file.
    package let untried: Set<RobustnessSuite>

    /// A part by its name in the file; nil if there is none.
    package subscript(part: String) -> Double? {
      switch CodingKeys(rawValue: part) {
      case .statistical: statistical
      case .systematic: systematic
      case .total: total
      case .joint: joint
      case .jointTotal: jointTotal
      case nil: RobustnessSuite(rawValue: part).flatMap { suites[$0] }
      }
    }
  }

  /// A cluster with the parts of its error.
  package struct Cluster: Hashable, Sendable {
    /// An age that the literature has.
    package struct LiteratureAge: Hashable, Sendable, Codable {
      /// The age, dex of Myr, and its error, dex.
      package let log10AgeMyr, sigmaDex: Double

      enum CodingKeys: String, CodingKey {
        case log10AgeMyr = "log10_age_myr"
        case sigmaDex = "sigma_dex"
      }
    }

    /// Its key.
    package let cluster: String
    /// How many stars the age rests on.
    package let starCount: Int
    /// Quantiles of its age at 16, 50 and 84 percent, dex of Myr.
    package let q16, q50, q84: Double
    /// Whether the age is by flows that have not seen the cluster, whether it is in dispute on the scale of the
    /// calibrators, and whether flows are trained on the cluster.
    package let isHeldOut, isDisputed, isCalibrator: Bool
    /// Its errors.
    package let errors: Parts
    /// Its ages on the scales that have one, by scale.
    package let literature: [String: LiteratureAge]
    /// The sources of error by suite, dex.
    package let sources: [String: [String: Double]]
  }

  /// What a variant does to a cluster.
  package struct Variant: Hashable, Sendable, Codable {
    /// The suite, the source of error within it, the variant, and the cluster.
    package let suite, source, variant, cluster: String
    /// How many draws there are.
    package let drawCount: Int
    /// How it enters the budget.
    package let statistic: RobustnessStatistic
    /// The mean shift and the spread over the draws, dex.
    package let shiftDex, spreadDex: Double?
    /// Why there is no age.
    package let missing: String?

    enum CodingKeys: String, CodingKey {
      case suite, source, variant, cluster, statistic, missing
      case drawCount = "draws"
      case shiftDex = "shift_dex"
      case spreadDex = "spread_dex"
    }
  }

  /// What the paper gives, dex.
  package struct Published: Hashable, Sendable, Codable {
    /// The statistical error, the systematic one, and both.
    package let statistical, systematic, total: Double
  }

  /// The program and its version.
  package let program: String
  /// What the run rests on.
  package let provenance: [String: String]
  /// Key of the age scale of the calibrators.
  package let ageScale: String
  /// The suites of the run.
  package let suites: [RobustnessSuite]
  /// The clusters.
  package let clusters: [Cluster]
  /// Means over all clusters.
  package let mean: Parts
  /// Means over the clusters whose ages are not in dispute; nil where there is no such cluster.
  package let meanUndisputed: Parts?
  /// How many clusters have an age that is not in dispute.
  package let undisputedCount: Int
  /// How often random variants were drawn.
  package let draws: RobustnessDraws
  /// Held-out ages compared with each scale.
  package let recovery: [RecoveryCheck]
  /// What the data say against themselves.
  package let findings: RobustnessFindings
  /// What each variant does to each cluster.
  package let variants: [Variant]
  /// What the paper gives.
  package let paper: Published

  enum CodingKeys: String, CodingKey {
    case program, provenance, suites, clusters, mean, draws, recovery, findings, variants, paper
    case ageScale = "age_scale"
    case meanUndisputed = "mean_undisputed"
    case undisputedCount = "undisputed"
  }

  /// Collects a report; nil if it has no clusters.
  package init?(_ report: RobustnessReport) {
    let (plan, budget) = (report.plan, report.budget)
    guard let mean = Parts(meanOf: budget.entries, suites: budget.suites) else { return nil }
    program = "gyrochrone \(ProgramVersion.current)"
    (provenance, ageScale, suites, draws) = (
      plan.provenance, plan.ageScale, plan.suites, plan.draws
    )
    clusters = budget.entries.map { Cluster($0, suites: plan.suites) }
    self.mean = mean
    meanUndisputed = Parts(meanOf: budget.undisputed, suites: budget.suites)
    undisputedCount = budget.undisputed.count
    (recovery, findings) = (report.recovery, report.findings)
    variants = report.table.rows.map { row in
      Variant(
        suite: row.variant.suite?.key ?? "", source: row.variant.source, variant: row.variant.name,
        cluster: row.cluster, drawCount: row.log10AgesMyr.count, statistic: row.variant.statistic,
        shiftDex: row.shiftDex, spreadDex: row.spreadDex, missing: row.missing)
    }
    let paper = ErrorBudget.paper
    self.paper = Published(
      statistical: paper.statistical, systematic: paper.systematic, total: paper.total)
  }

  /// What a file of it holds that cannot be.
  package var impossibility: String? {
    var check = NumberCheck()
    check.require(!clusters.isEmpty) { "has no clusters, expected at least one" }
    for cluster in clusters {
      check.require(quantiles: [cluster.q16, cluster.q50, cluster.q84], of: cluster.cluster)
      cluster.errors.look(with: &check, of: cluster.cluster)
    }
    mean.look(with: &check, of: "the mean")
    meanUndisputed?.look(with: &check, of: "the mean of undisputed clusters")
    return check.impossibility
  }

  /// What it rests on, in a line of small print.
  package var summary: String {
    func fact(_ key: String) -> String { provenance[key] ?? "" }
    return "\(program), \(fact("catalog")), model \(fact("model")) "
      + "\(fact("model_sha256").prefix(12)), seed \(fact("seed"))"
  }
}

extension BudgetResult.Cluster {
  fileprivate init(_ entry: ErrorBudget.Entry, suites: [RobustnessSuite]) {
    (cluster, starCount) = (entry.cluster.key, entry.age.starCount)
    (q16, q50, q84) = (entry.age.q16, entry.age.q50, entry.age.q84)
    (isHeldOut, isDisputed) = (entry.isHeldOut, entry.cluster.isDisputed)
    isCalibrator = entry.cluster.isCalibrator
    errors = BudgetResult.Parts(
      statistical: entry.statistical, systematic: entry.systematicTotal, total: entry.total,
      joint: entry.joint, jointTotal: entry.jointTotal, suites: entry.systematic,
      untried: Set(suites.filter { entry.systematic[$0] == nil }))
    literature = Dictionary(
      entry.cluster.ages.map { age in
        (age.scale, LiteratureAge(log10AgeMyr: age.log10AgeMyr, sigmaDex: age.sigmaDex))
      }, uniquingKeysWith: { first, _ in first })
    sources = Dictionary(
      uniqueKeysWithValues: entry.sources.map { suite, sources in
        (suite.key, Dictionary(uniqueKeysWithValues: sources.map { ($0.name, $0.dex) }))
      })
  }
}

extension BudgetResult.Parts {
  /// Means over clusters; nil without any.
  fileprivate init?(meanOf entries: [ErrorBudget.Entry], suites: [RobustnessSuite]) {
    guard !entries.isEmpty else { return nil }
    func known(_ values: [Double]) -> Double? { values.isEmpty ? nil : GyroStudies.mean(values) }
    statistical = GyroStudies.mean(entries.map(\.statistical))
    systematic = GyroStudies.mean(entries.map(\.systematicTotal))
    total = GyroStudies.mean(entries.map(\.total))
    (joint, jointTotal) = (
      known(entries.compactMap(\.joint)), known(entries.compactMap(\.jointTotal))
    )
    var means: [RobustnessSuite: Double] = [:]
    for suite in suites { means[suite] = known(entries.compactMap { $0.systematic[suite] }) }
    self.suites = means
    untried = Set(suites.filter { means[$0] == nil })
  }

  fileprivate func look(with check: inout NumberCheck, of subject: String) {
    let names = ["statistical", "systematic", "total", "joint", "joint_total"]
    for name in names + RobustnessSuite.allCases.map(\.key) {
      check.require(self[name], in: NumberCheck.errorDex, name, of: subject)
    }
  }
}

// MARK: The file, in which the suites are fields beside the other parts

extension RobustnessSuite: CodingKey {}

extension BudgetResult.Parts: Codable {
  private enum CodingKeys: String, CodingKey {
    case statistical, systematic, total, joint
    case jointTotal = "joint_total"
  }

  /// Reads a field for each part.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    statistical = try fields.decode(Double.self, forKey: .statistical)
    systematic = try fields.decode(Double.self, forKey: .systematic)
    total = try fields.decode(Double.self, forKey: .total)
    joint = try fields.decodeIfPresent(Double.self, forKey: .joint)
    jointTotal = try fields.decodeIfPresent(Double.self, forKey: .jointTotal)
    let others = try decoder.container(keyedBy: RobustnessSuite.self)
    var (suites, untried): ([RobustnessSuite: Double], Set<RobustnessSuite>) = ([:], [])
    for suite in RobustnessSuite.allCases where others.contains(suite) {
      suites[suite] = try others.decodeIfPresent(Double.self, forKey: suite)
      if suites[suite] == nil { untried.insert(suite) }
    }
    (self.suites, self.untried) = (suites, untried)
  }

  /// Writes a field for each part.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(statistical, forKey: .statistical)
    try fields.encode(systematic, forKey: .systematic)
    try fields.encode(total, forKey: .total)
    try fields.encodeIfPresent(joint, forKey: .joint)
    try fields.encodeIfPresent(jointTotal, forKey: .jointTotal)
    var others = encoder.container(keyedBy: RobustnessSuite.self)
    for (suite, dex) in suites { try others.encode(dex, forKey: suite) }
    for suite in untried { try others.encodeNil(forKey: suite) }
  }
}

extension BudgetResult.Cluster: Codable {
  private enum CodingKeys: String, CodingKey {
    case cluster, literature, sources
    case starCount = "stars"
    case q16 = "log10_age_myr_q16"
    case q50 = "log10_age_myr_q50"
    case q84 = "log10_age_myr_q84"
    case isHeldOut = "is_held_out"
    case isDisputed = "is_disputed"
    case isCalibrator = "is_calibrator"
  }

  /// Reads the fields of the cluster and of its errors.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    cluster = try fields.decode(String.self, forKey: .cluster)
    starCount = try fields.decode(Int.self, forKey: .starCount)
    q16 = try fields.decode(Double.self, forKey: .q16)
    q50 = try fields.decode(Double.self, forKey: .q50)
    q84 = try fields.decode(Double.self, forKey: .q84)
    isHeldOut = try fields.decode(Bool.self, forKey: .isHeldOut)
    isDisputed = try fields.decode(Bool.self, forKey: .isDisputed)
    isCalibrator = try fields.decode(Bool.self, forKey: .isCalibrator)
    errors = try BudgetResult.Parts(from: decoder)
    literature = try fields.decode([String: LiteratureAge].self, forKey: .literature)
    sources = try fields.decode([String: [String: Double]].self, forKey: .sources)
  }

  /// Writes the fields of the cluster and of its errors.
  package func encode(to encoder: any Encoder) throws {
    try errors.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(cluster, forKey: .cluster)
    try fields.encode(starCount, forKey: .starCount)
    try fields.encode(q16, forKey: .q16)
    try fields.encode(q50, forKey: .q50)
    try fields.encode(q84, forKey: .q84)
    try fields.encode(isHeldOut, forKey: .isHeldOut)
    try fields.encode(isDisputed, forKey: .isDisputed)
    try fields.encode(isCalibrator, forKey: .isCalibrator)
    try fields.encode(literature, forKey: .literature)
    try fields.encode(sources, forKey: .sources)
  }
}
