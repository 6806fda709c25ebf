// SPDX-License-Identifier: GPL-3.0-or-later
// Every figure of the domain, from a few numbers that nothing random enters.

import Foundation
import GyroFiles
import GyroModel
import GyroQuantities
import GyroTraining
import Testing

@testable import GyroFigures
@testable import GyroPlotting
@testable import GyroStudies
@testable import Gyrochronology

/// The figures of the domain by the names of their snapshots.
enum DomainFigure: String, CaseIterable, Sendable {
  case agePosterior = "age-posterior"
  case ageSurvey = "age-survey"
  case budget
  case catalog
  case catalogWithoutClusters = "catalog-stars"
  case cluster
  case clusterCorner = "cluster-corner"
  case clusterDensities = "cluster-densities"
  case clusters
  case frame
  case gyrochrone
  case gyrochrones
  case heldOut = "held-out"
  case information
  case mocks = "mock-stars"
  case robustnessShifts = "robustness-shifts"
  case robustnessBudget = "robustness-budget"
  case robustnessWorst = "robustness-worst"
  case tracks
  case trackAtOneAge = "track-points"

  /// Draws it from its numbers.
  func figure() throws -> Figure {
    switch self {
    case .agePosterior: try Self.agePosterior()
    case .ageSurvey: try Self.ageSurvey()
    case .budget: .budget(try Self.budgetResult(), command: "gyro plot budget.json")
    case .catalog: Self.catalog(clusters: Self.catalogClusters)
    case .catalogWithoutClusters: Self.catalog(clusters: [])
    case .cluster: try Self.cluster(Self.group())
    case .clusterCorner: try Self.cluster(Self.sampledGroup())
    case .clusterDensities: try Self.clusterDensities()
    case .clusters: try Self.clusters()
    case .frame: try Self.frame()
    case .gyrochrone: try Self.gyrochrones([700], stars: nil)
    case .gyrochrones: try Self.gyrochrones([100, 700], stars: Self.stars)
    case .heldOut:
      try #require(Figure.heldOut(try Self.heldOutResult(), command: "gyro plot heldout.json"))
    case .information: try Self.information()
    case .mocks: Self.mocks()
    case .robustnessShifts: .shiftsBySuite(try Self.robustness())
    case .robustnessBudget: .budgetByAge(try Self.robustness())
    case .robustnessWorst: .worstClusters(try Self.robustness(), count: 2)
    case .tracks: try Self.tracks(agesMyr: [100, 300, 1000, 3000, 5000])
    case .trackAtOneAge: try Self.tracks(agesMyr: [1000])
    }
  }

  // MARK: Single stars

  static func star(_ days: Double, _ bpRp0: Double) throws -> StarObservation {
    StarObservation(
      period: try #require(RotationPeriod.days(days)),
      color: .intrinsic(Measured(bpRp0, sigma: 0.03)), membershipProbability: 1)
  }

  static func estimator() throws -> AgeEstimator {
    var assumptions = AgeAssumptions()
    assumptions.gridCount = 200
    return try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
  }

  static func agePosterior() throws -> Figure {
    let estimator = try estimator()
    guard case .age(let age) = estimator.estimate(try star(25.4, 0.818)) else {
      throw NoFigure(name: "age")
    }
    return .agePosterior(
      age, posterior: try #require(estimator.posterior(of: age)), estimator: estimator,
      headline: "Age 4.9 -1.2 +1.3 Gyr",
      manifest: RunManifest(estimator, command: ["gyro", "age"]))
  }

  static func ageSurvey() throws -> Figure {
    let estimator = try estimator()
    var survey = AgeSurvey()
    for (days, color) in [(5.0, 0.8), (10, 1), (25, 0.8), (0.4, 2.6)] {
      survey.add(estimator.estimate(try star(days, color)))
    }
    return survey.figure(RunManifest(estimator, command: ["gyro", "age", "stars.csv"]))
  }

  // MARK: Clusters

  static func input(_ name: String, _ factor: Double) throws -> ClusterInput {
    let stars = [(7.0, 0.8), (8.5, 1.0), (10.5, 1.3), (12, 1.7), (2.1, 2.8)]
    return ClusterInput(
      name: name,
      candidates: try stars.enumerated().map { index, star in
        ClusterCandidate(id: "star \(index)", observation: try self.star(factor * star.0, star.1))
      })
  }

  static func estimates(_ inputs: [ClusterInput]) throws -> [ClusterEstimate] {
    try ClusterAgeEstimator(stars: estimator()).onGrid(inputs, seed: 1, threadCount: 1).clusters
  }

  static func group() throws -> ClusterEstimate {
    try estimates([input("Mock & Co", 1)])[0]
  }

  /// The group with draws on a spiral, where a sampler would put them at random.
  static func sampledGroup() throws -> ClusterEstimate {
    let group = try group()
    let age = try #require(group.age)
    let draws = (0..<40).map { index in
      let turn = 0.7 * Double(index)
      var draw = ClusterParameters(
        log10AgeMyr: 2.8 + 0.001 * Double(index) * cos(turn),
        outlierFraction: 0.05 + 0.001 * Double(index))
      draw.zeroPoint = 0.0005 * Double(index) * sin(turn)
      draw.membershipShift = 0.01 * Double(index) * cos(2 * turn)
      return draw
    }
    return ClusterEstimate(
      name: group.name,
      age: ClusterAge(
        summary: age.summary, density: age.density, includesCalibration: true, budget: age.budget,
        parameters: age.parameters, draws: draws, predictive: age.predictive, colors: age.colors,
        diagnostics: ClusterDiagnostics(method: .nuts, convergence: nil, tableError: nil)),
      members: group.members, stars: group.stars, flags: group.flags)
  }

  static func cluster(_ estimate: ClusterEstimate) throws -> Figure {
    try #require(
      .cluster(
        estimate, headline: "650 -40 +45 Myr", forward: ForwardModel(LoadedModel()),
        provenance: "gyro, model default", command: "gyro cluster mock.csv"))
  }

  static func clusters() throws -> Figure {
    let inputs = try [
      input("old", 1.2), input("young", 0.7), ClusterInput(name: "none", candidates: []),
    ]
    return try #require(
      .clusters(
        estimates(inputs), headline: { String(format: "log age %.2f", $0.q50) },
        forward: ForwardModel(LoadedModel()), provenance: "gyro, model default",
        command: "gyro cluster --catalog all"))
  }

  static func clusterDensities() throws -> Figure {
    .clusterDensities(
      [
        .init(title: "Praesepe", ageMyr: 700, bpRp0: [0.8, 1.2, 2.5], periodsDays: [8, 11, 1.5]),
        .init(title: "none", ageMyr: 2000, bpRp0: [], periodsDays: []),
      ], forward: ForwardModel(try LoadedModel()), provenance: "gyro, model default",
      command: "gyro model card")
  }

  static var stars: ColorPeriodStars {
    var stars = ColorPeriodStars()
    for (color, days) in [(0.8, 7.0), (1.2, 10), (2.5, 1.5), (3, 0.4)] {
      stars.add(bpRp0: color, periodDays: days)
    }
    return stars
  }

  static func mocks() -> Figure {
    var stars = MockStars()
    for (color, days, origin) in [
      (0.8, 7.0, MockStar.Origin.member), (1.2, 10, .member), (2.5, 1.5, .outlier),
      (3, 0.4, .field),
    ] {
      stars.add(bpRp0: color, periodDays: days, origin: origin)
    }
    return stars.figure(
      title: "4 mock stars", provenance: "gyro, model default", command: "gyro simulate")
  }

  static let catalogClusters = [
    CatalogRun.Cluster(name: "Praesepe", starCount: 3, agesMyr: ["a": 700, "b": 650]),
    CatalogRun.Cluster(name: "Pleiades", starCount: 2, agesMyr: ["a": 120]),
    CatalogRun.Cluster(name: "undated", starCount: 1, agesMyr: [:]),
  ]

  static func catalog(clusters: [CatalogRun.Cluster]) -> Figure {
    .catalog(
      stars, clusters: clusters, title: "4 stars", provenance: "catalog, 2025",
      command: "gyro catalog show")
  }

  // MARK: Forward model

  static func manifest() throws -> ForwardManifest {
    ForwardManifest(try LoadedModel(), bpRp0Sigma: 0.03, command: ["gyro", "track"])
  }

  static func tracks(agesMyr: [Double]) throws -> Figure {
    let forward = ForwardModel(try LoadedModel())
    let colors = agesMyr.count > 1 ? [0.82, 1.5] : [0.82]
    return .tracks(
      colors.map {
        (at: $0, lines: forward.tracks(bpRp0: $0, agesMyr: agesMyr, quantiles: [0.16, 0.5, 0.84]))
      }, relations: PublishedRelation.all, calibrated: 0.9...3.4, manifest: try manifest())
  }

  static func gyrochrones(_ agesMyr: [Double], stars: ColorPeriodStars?) throws -> Figure {
    let forward = ForwardModel(try LoadedModel())
    let colors = stride(from: 0.5, through: 3, by: 0.25).map { $0 }
    return .gyrochrones(
      agesMyr.map {
        (at: $0, lines: forward.gyrochrone(ageMyr: $0, bpRp0: colors, quantiles: [0.1, 0.5, 0.9]))
      }, forward: forward, relations: PublishedRelation.all, stars: stars, manifest: try manifest())
  }

  static func information() throws -> Figure {
    let map = InformationMap(
      try LoadedModel(), bpRp0: [0.8, 1.6, 2.4], agesMyr: 100...5000, ageCount: 5, threadCount: 1)
    return .information(map, manifest: try manifest())
  }

  static func frame() throws -> Figure {
    let figures = Figure.frames(
      ForwardModel(try LoadedModel()), agesMyr: [100, 1000], colors: 0.5...3,
      manifest: try manifest())
    return figures[1]
  }

  // MARK: Evidence

  static func heldOutResult() throws -> HeldOutResult {
    var metrics = Dictionary(
      uniqueKeysWithValues: HeldOutSummary.Metric.allCases.map { ($0.rawValue, 0.0) })
    let deviations = metrics
    (metrics["star_coverage_68"], metrics["star_coverage_95"]) = (0.675, 0.942)
    func cluster(
      _ key: String, _ log10AgeMyr: Double, _ quantiles: [Double], flow: [Int], mixture: [Int]
    ) -> [String: Any] {
      var fields: [String: Any] = [
        "cluster": key, "seed": 1, "stars": 40, "dated_stars": 0, "stars_within_68": 0,
        "stars_within_95": 0, "calibration_log10_age_myr": log10AgeMyr, "log_density_sum": 0,
        "mixture_log_likelihood_sum": 0, "trained_mixture_log_likelihood_sum": 0,
        "star_square_sum_dex2": 0, "pit_tenths_flow": flow, "pit_tenths_mixture": mixture,
        "pit_tenths_trained_mixture": mixture,
      ]
      for (name, value) in zip(["q16", "q50", "q84"], quantiles) {
        fields["log10_age_myr_" + name] = value
      }
      return fields
    }
    let result: [String: Any] = [
      "kind": HeldOutResult.kind, "version": HeldOutResult.version, "program": "gyrochrone",
      "command": "gyro train --folds clusters", "protocol": "clusters", "seeds": [1, 2],
      "choices": try JSONSerialization.jsonObject(with: JSONEncoder().encode(TrainingChoices())),
      "folds": [
        [
          "fold": "Praesepe", "seed": 1, "held_out_stars": 1, "clusters": ["Praesepe"],
          "mean_log_density": 0, "mean_mixture_log_likelihood": 0, "best_epochs": [1],
        ]
      ],
      "mean_log_density": 0, "mean_mixture_log_likelihood": 0,
      "standard_deviation_over_seeds": deviations,
      "cluster_count": ["all": 3, "undisputed": 3, "in_range": 3],
      "clusters": [
        cluster(
          "Praesepe", 2.85, [2.80, 2.83, 2.86], flow: [1, 2, 3, 4, 3, 2, 1, 0, 2, 4],
          mixture: [2, 2, 2, 3, 3, 2, 2, 1, 2, 3]),
        cluster(
          "Pleiades", 2.1, [2.45, 2.5, 2.55], flow: [0, 1, 1, 1, 1, 1, 1, 1, 1, 2],
          mixture: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
        cluster(
          "undated", 3.0, [], flow: Array(repeating: 0, count: 10),
          mixture: Array(repeating: 0, count: 10)),
      ],
    ]
    let json = try JSONSerialization.data(withJSONObject: result.merging(metrics) { $1 })
    return try HeldOutResult(bytes: json, path: "heldout.json")
  }

  static func budgetResult() throws -> BudgetResult {
    let json = """
      {"kind": "error-budget", "version": 1, "program": "gyrochrone", "age_scale": "chronoflow",
       "suites": ["extinction", "prior"], "undisputed": 1, "recovery": [], "findings": {},
       "variants": [], "draws": {"ages": 2, "seeds": 2, "bootstraps": 2, "data": 2},
       "paper": {"statistical": 0.06, "systematic": 0.06, "total": 0.08},
       "provenance": {"catalog": "mock", "model": "default", "model_sha256": "0123456789abcdef"},
       "mean": {"extinction": 0.03, "prior": 0.01, "statistical": 0.05, "systematic": 0.032, "total": 0.06},
       "mean_undisputed": {"extinction": 0.02, "prior": 0.01, "statistical": 0.04, "systematic": 0.022,
        "total": 0.046},
       "clusters": [
        {"cluster": "Praesepe", "stars": 9, "log10_age_myr_q16": 2.8, "log10_age_myr_q50": 2.83,
         "log10_age_myr_q84": 2.9, "is_disputed": false, "is_held_out": true, "is_calibrator": true,
         "literature": {}, "sources": {}, "extinction": 0.02,
         "prior": 0.01, "statistical": 0.04, "systematic": 0.022, "total": 0.046},
        {"cluster": "disputed", "stars": 9, "log10_age_myr_q16": 2.2, "log10_age_myr_q50": 2.3,
         "log10_age_myr_q84": 2.4, "is_disputed": true, "is_held_out": true, "is_calibrator": true,
         "literature": {}, "sources": {}, "extinction": 0.04,
         "statistical": 0.06, "systematic": 0.04, "total": 0.072}]}
      """
    return try BudgetResult(bytes: Array(json.utf8), path: "budget.json")
  }

  /// A plan as it is kept on disk, with the results of its tasks set by hand.
  static func robustness() throws -> RobustnessReport {
    struct Plan: Encodable {
      let suites: [RobustnessSuite]
      let clusters: [RobustnessCluster]
      let tasks: [RobustnessTask]
      let ageScale = "scale"
      let draws = RobustnessDraws.full
      let folds = ["Praesepe": 0, "Pleiades": 1]
      let provenance = ["catalog": "mock", "model": "default", "model_sha256": "01", "seed": "1"]
    }
    let variants: [(RobustnessVariant, shiftDex: Double)] = [
      (.asGiven, 0),
      (RobustnessVariant(.extinction, "zero point", "more", .shift, .data(.none)), 0.03),
      (RobustnessVariant(.prior, "prior", "flat", .shift, .data(.none)), -0.01),
    ]
    let tasks = variants.map {
      RobustnessTask(variant: $0.0, draw: 0, fold: nil, label: $0.0.path)
    }
    let centers = ["Praesepe": 2.83, "Pleiades": 2.1]
    let clusters = centers.keys.sorted().map { key in
      RobustnessCluster(
        key: key, fold: 0, calibrationLog10AgeMyr: centers[key], isDisputed: false,
        ages: [.init(scale: "scale", log10AgeMyr: centers[key] ?? 0, sigmaDex: 0.05)])
    }
    let plan = try JSONDecoder().decode(
      RobustnessPlan.self,
      from: JSONEncoder().encode(
        Plan(suites: [.extinction, .prior], clusters: clusters, tasks: tasks)))
    var results: [String: RobustnessResult] = [:]
    for (variant, shift) in variants {
      let ages = centers.sorted { $0.key < $1.key }.map { key, center in
        let width = key == "Praesepe" ? 0.04 : 0.07
        return DatedCluster(
          cluster: key, starCount: 10,
          draws: (-50...50).map { center + shift + width * Double($0) / 30 })
      }
      results[variant.path] = RobustnessResult(label: variant.path, ages: ages, missing: [:])
    }
    return try #require(RobustnessReport(plan) { results[$0] })
  }

  private struct NoFigure: Error { let name: String }
}
