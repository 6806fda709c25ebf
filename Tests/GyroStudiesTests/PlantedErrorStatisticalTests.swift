// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

@testable import GyroStudies
@testable import Gyrochronology

/// An error planted in a mock catalog is found by the suite that is made for it, and by no other.
///
/// The thresholds are those of ``RobustnessFindings``. Shuffled memberships exceed 3 standard deviations
/// with a chance of 0.001; a cluster without error is at odds with a chance of 0.01 if offsets are
/// normal. All seeds are fixed, so the test gives the same answer every time.
@Suite(.enabled(if: slowTestsAreWanted)) struct PlantedErrorStatisticalTests {
  private static func findings(_ plant: MockClusters.Plant) throws -> RobustnessFindings {
    let input = try MockClusters(starCount: 40, plant: plant).input()
    let plan = try RobustnessPlan(
      input, suites: [.extinction, .membership], isHeldOut: true,
      draws: RobustnessDraws(ages: 2, seeds: 2, bootstraps: 2, data: 4))
    var results: [String: RobustnessResult] = [:]
    let run = try RobustnessRun(input, plan: plan).withCaches(threadCount: 2)
    for task in plan.tasks { results[task.label] = try run.result(of: task) }
    return try #require(RobustnessReport(plan) { results[$0] }).findings
  }

  @Test func withoutAPlantNothingIsFound() throws {
    let findings = try Self.findings(.nothing)
    #expect(!findings.isExtinctionFound && !findings.isMembershipFound, "\(findings)")
    #expect(findings.clustersAtOdds?.isEmpty == true, "\(findings)")
  }

  @Test func shiftedAgesAreFoundByCalibrationAlone() throws {
    let findings = try Self.findings(.ages)
    #expect(!findings.isExtinctionFound && !findings.isMembershipFound, "\(findings)")
    #expect(findings.clustersAtOdds == ["M37", "NGC6811", "Pleiades"], "\(findings)")
  }

  @Test func shuffledMembershipsAreFoundByMembershipAlone() throws {
    let findings = try Self.findings(.memberships)
    #expect(findings.isMembershipFound && !findings.isExtinctionFound, "\(findings)")
    #expect(findings.clustersAtOdds?.isEmpty == true, "\(findings)")
  }

  @Test func shiftedColorsAreFoundByExtinctionAlone() throws {
    let findings = try Self.findings(.colors)
    #expect(findings.isExtinctionFound && !findings.isMembershipFound, "\(findings)")
    #expect(findings.clustersAtOdds?.isEmpty == true, "\(findings)")
  }
}
