// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroStudies
@testable import Gyrochronology

@Suite struct ErrorBudgetTests {
  private static func age(
    _ cluster: String, _ center: Double, width: Double = 0.03, starCount: Int = 10
  ) throws -> DatedCluster {
    let grid = Grid(0...4, count: 4001)
    let density = try #require(
      GriddedDensity(
        grid: grid, logValues: grid.map { Normal.logDensity(($0 - center) / width) }))
    return DatedCluster(cluster: cluster, starCount: starCount, density: density)
  }

  /// A plan of two suites whose results are set by hand.
  private static func report(
    shift: Double, only: [String] = ["Praesepe"], isJoint: Bool = false,
    starCounts: [String: Int] = [:], jointMissing: String? = nil
  ) throws -> RobustnessReport {
    let input = try MockClusters(starCount: 12).input()
    let plan = try RobustnessPlan(
      input, suites: [.calibration, .outliers], only: only, isJoint: isJoint,
      draws: RobustnessDraws(ages: 3, seeds: 2, bootstraps: 2, data: 2))
    var results: [String: RobustnessResult] = [:]
    for task in plan.tasks {
      let center =
        switch task.variant.name {
        case "ages drawn": 2.8 + 0.05 * Double(task.draw)
        case "scale bouma-2023": 2.8 - shift
        case "outlier fraction 0.02": 2.81
        case "outlier fraction 0.1": 2.77
        case "held out": 2.8
        default: 2.8
        }
      if task.variant == .joint, let jointMissing {
        results[task.label] = RobustnessResult(
          label: task.label, ages: [], missing: ["Praesepe": jointMissing])
        continue
      }
      if task.variant == .joint {
        // A width of 0.05 dex: draws at the quantiles of a normal distribution.
        let draws = (0..<2000).map { 2.8 + 0.05 * Normal.quantile((Double($0) + 0.5) / 2000) }
        results[task.label] = RobustnessResult(
          label: task.label, ages: [DatedCluster(cluster: "Praesepe", starCount: 10, draws: draws)],
          missing: [:])
        continue
      }
      results[task.label] = RobustnessResult(
        label: task.label,
        ages: [
          try age("Praesepe", center, starCount: starCounts[task.variant.name] ?? 10)
        ], missing: [:])
    }
    return try #require(RobustnessReport(plan, result: { results[$0] }))
  }

  @Test func partsAddInQuadrature() throws {
    let entry = try #require(try Self.report(shift: 0.04).budget.entries.first)
    let close = Closeness.absolute(2e-4, because: "quantiles on a grid of 0.001 dex")
    expectClose(entry.statistical, 0.99446 * 0.03, close)
    // Draws at 2.80, 2.85 and 2.90 have a standard deviation of 0.05; the other scale shifts by 0.04.
    expectClose(
      try #require(entry.systematic[.calibration]), (0.05 * 0.05 + 0.04 * 0.04).squareRoot(), close)
    expectClose(
      try #require(entry.systematic[.outliers]), ((0.01 * 0.01 + 0.03 * 0.03) / 2).squareRoot(),
      close)
    expectClose(
      entry.total,
      (0.029834 * 0.029834 + 0.05 * 0.05 + 0.04 * 0.04 + 0.0005).squareRoot(), close)
  }

  @Test func coverageCountsAgesWithinTheTotal() throws {
    // Praesepe is 718 Myr on one scale (2.856) and 670 on the other (2.826): 0.056 and 0.026 from 2.8.
    let report = try Self.report(shift: 0.04)
    for check in report.recovery {
      #expect(check.count == 1 && check.coverage68 == 1 && check.coverage95 == 1)
      expectClose(
        check.rmsDex, check.scale == "chronoflow" ? 0.0561 : 0.0261,
        .absolute(2e-4, because: "quantiles on a grid of 0.001 dex"))
      // The statistical error of 0.030 dex covers the nearer age alone.
      #expect(check.statisticalCoverage68 == (check.scale == "chronoflow" ? 0 : 1))
    }
  }

  @Test func theJointWidthStandsForWhatItSumsOver() throws {
    let report = try Self.report(shift: 0.04, only: ["Praesepe", "M37"], isJoint: true)
    let entry = try #require(report.budget.entries.first { $0.cluster.key == "Praesepe" })
    let close = Closeness.absolute(3e-4, because: "quantiles of 2,000 draws")
    expectClose(try #require(entry.joint), 0.99446 * 0.05, close)
    // Calibration stays beside it, the outliers do not.
    expectClose(
      try #require(entry.jointTotal),
      hypot(0.049723, try #require(entry.systematic[.calibration])), close)
    #expect(try #require(entry.systematic[.outliers]) > 0.02)
    #expect(report.budget.means([entry]).map(\.part).suffix(2) == ["joint", "joint_total"])
    // One cluster has nothing to share.
    #expect(try Self.report(shift: 0.04, isJoint: true).budget.entries.first?.joint == nil)
  }

  /// An age from fewer than a tenth of the stars is about these, not about the cluster.
  @Test func anAgeOfFewStarsIsNoError() throws {
    func outliers(_ count: Int) throws -> (dex: Double, missing: [String]) {
      let report = try Self.report(
        shift: 0, starCounts: ["model": 30, "outlier fraction 0.1": count])
      let entry = try #require(report.budget.entries.first)
      return (try #require(entry.systematic[.outliers]), report.table.rows.compactMap(\.missing))
    }
    let (few, enough) = (try outliers(2), try outliers(3))
    let close = Closeness.absolute(2e-4, because: "quantiles on a grid of 0.001 dex")
    expectClose(few.dex, 0.01, close)
    #expect(few.missing == ["2 of 30 stars are left"])
    expectClose(enough.dex, ((0.01 * 0.01 + 0.03 * 0.03) / 2).squareRoot(), close)
    #expect(enough.missing.isEmpty)
  }

  @Test func theReportSaysWhyThereIsNoJointPosterior() throws {
    let report = try Self.report(
      shift: 0, only: ["Praesepe", "M37"], isJoint: true, jointMissing: "it did not converge")
    #expect(report.budget.entries.allSatisfy { $0.joint == nil })
    #expect(report.table.jointMissing == "it did not converge")
    #expect(try Self.report(shift: 0).table.jointMissing == nil)
  }

  /// Field stars calibrate with ages of their own, and their group has an age on no scale.
  @Test func fieldStarsAreNoGroupOfOneAge() {
    func group(calibrates: Bool, hasAge: Bool) -> RobustnessCluster {
      RobustnessCluster(
        key: "Field", fold: 0, calibrationLog10AgeMyr: calibrates ? 3.6 : nil, isDisputed: false,
        ages: hasAge ? [.init(scale: "a", log10AgeMyr: 3.6, sigmaDex: 0.1)] : [])
    }
    #expect(!group(calibrates: true, hasAge: false).isOfOneAge)
    #expect(group(calibrates: true, hasAge: true).isOfOneAge)
    #expect(group(calibrates: false, hasAge: false).isOfOneAge)
  }

  @Test func whatIsUnexplainedIsWhatHalfOfTheClustersLack() throws {
    // An offset of 0.0561 dex is 0.674 of 0.0832, of which the total and Praesepe's own error explain a part.
    let report = try Self.report(shift: 0)
    let check = try #require(report.recovery.first { $0.scale == "chronoflow" })
    let entry = try #require(report.budget.entries.first)
    let own = try #require(entry.cluster.ages.first).sigmaDex
    let explained = entry.total * entry.total + own * own
    let needed = pow(abs(entry.age.q50 - entry.cluster.ages[0].log10AgeMyr) / 0.674490, 2)
    expectClose(
      check.excessDex, max(0, needed - explained).squareRoot(),
      .absolute(1e-12, because: "the same sum"))
    #expect(check.excessDex > 0.01)
    // A larger systematic error leaves nothing unexplained.
    #expect(try Self.report(shift: 0.2).recovery.allSatisfy { $0.excessDex == 0 })
  }

  @Test func theJSONHasWhatChecksRead() throws {
    let budget = try #require(BudgetResult(try Self.report(shift: 0.1)))
    let json = try #require(
      JSONSerialization.jsonObject(with: budget.encoded(path: "b")) as? [String: Any])
    let cluster = try #require((json["clusters"] as? [[String: Any]])?.first)
    for object in [cluster, try #require(json["mean"] as? [String: Any])] {
      for key in ["statistical", "calibration", "outliers", "systematic", "total"] {
        #expect(object[key] is Double, "\(key)")
      }
    }
    #expect((json["paper"] as? [String: Any])?["total"] as? Double == 0.08)
    #expect(json["provenance"] != nil && json["recovery"] != nil && json["findings"] != nil)
  }
}
