// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@testable import Gyrochronology

@Suite struct ErrorBudgetTests {
  private static func age(_ cluster: String, _ center: Double, width: Double = 0.03) throws
    -> DatedCluster
  {
    let grid = Grid(0...4, count: 4001)
    let density = try #require(
      GriddedDensity(
        grid: grid, logValues: grid.map { Normal.logDensity(($0 - center) / width) }))
    return DatedCluster(cluster: cluster, starCount: 10, density: density)
  }

  /// A plan of two suites whose results are set by hand.
  private static func report(shift: Double) throws -> RobustnessReport {
    let input = try MockClusters(starCount: 12).input()
    let plan = try RobustnessPlan(
      input, suites: [.calibration, .outliers], only: ["Praesepe"],
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
      results[task.label] = RobustnessResult(
        label: task.label, ages: [try age("Praesepe", center)], missing: [:])
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

  @Test func theJSONHasWhatChecksRead() throws {
    let json = try #require(
      JSONSerialization.jsonObject(with: try Self.report(shift: 0.1).json()) as? [String: Any])
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
