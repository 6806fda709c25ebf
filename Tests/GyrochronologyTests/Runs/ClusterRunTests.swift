// SPDX-License-Identifier: GPL-3.0-or-later
// Requests for ages of groups: kept as JSON, refused in words, ended, and answered as the estimator answers.

import Foundation
import Testing

@testable import Gyrochronology

@Suite struct ClusterRunTests {
  private static let table =
    "id,period,bp_rp0,bp_rp0_sigma,membership\n"
    + "a,9.5,0.9,0.03,0.9\nb,10.2,1.0,0.03,\nc,10.9,1.1,0.03,1\nd,,1.1,0.03,1\n"

  private func withRequest<T>(_ body: (ClusterRequest) throws -> T) throws -> T {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Data(Self.table.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var request = ClusterRequest(.table(path: path, name: "mock"), command: ["gyro", "cluster"])
    request.method = .grid
    request.assumptions.gridCount = 200
    return try body(request)
  }

  @Test func requestsAreReadBackFromJSON() throws {
    var request = ClusterRequest(
      .catalog(.init(cluster: "Praesepe", source: "rebull-2017", selection: "authors")),
      command: ["gyro", "cluster"])
    (request.seed, request.drawsFile, request.calibrationSigma) = (.max, "draws.bin", 0.02)
    let table = try withRequest { $0 }
    for request in [request, table] {
      let bytes = try JSONEncoder().encode(request)
      #expect(try JSONDecoder().decode(ClusterRequest.self, from: bytes) == request)
    }
  }

  @Test func theAnswerIsThatOfTheEstimator() throws {
    try withRequest { request in
      let run = try ClusterRun(request)
      #expect(run.inputs.map(\.name) == ["mock"] && run.inputs[0].candidates.count == 4)
      #expect(run.warnings.map(\.code) == [.columns, .assumedMemberships])
      var calls = 0
      let found = try run.run(threadCount: 2) { progress in
        calls += 1
        return progress.clusterCount == 1
      }
      let direct = try run.estimator.onGrid(run.inputs, seed: request.seed, threadCount: 1)
      #expect(calls == 1 && found?.clusters[0].age?.summary == direct.clusters[0].age?.summary)
      #expect(found?.clusters[0].usedCount == 3 && found?.warnings.isEmpty == true)
    }
  }

  /// A curve of another group is multiplied in as it is asked, and not without a word.
  @Test(arguments: [
    ("mock", true), ("Mock", true), ("M-o c_k", true), ("Pleiades", false), ("mock 2", false),
  ])
  func anAgeLikelihoodOfAnotherNameIsWarnedOf(id: String, isTheGroup: Bool) throws {
    let curve = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Data("id,log10_age_myr,log_likelihood\n\(id),2,0\n\(id),3,-1\n".utf8)
      .write(to: URL(filePath: curve))
    defer { try? FileManager.default.removeItem(atPath: curve) }
    try withRequest { request in
      var request = request
      request.assumptions.ageLikelihood = curve
      let warnings = try ClusterRun(request).warnings
      let other = warnings.filter { $0.code == .otherAgeLikelihood }
      #expect(other.count == (isTheGroup ? 0 : 1))
      #expect(
        other.allSatisfy { $0.message.contains("\"\(id)\"") && $0.message.contains("\"mock\"") })
      #expect(warnings.filter { $0.code != .otherAgeLikelihood }.count == 2)
    }
  }

  @Test func aRunThatIsEndedHasNoAnswer() throws {
    try withRequest { request in
      let gridded = try ClusterRun(request).run(threadCount: 1) { _ in false }
      var sampled = request
      (sampled.method, sampled.chainCount, sampled.drawCount) = (.nuts, 1, 10)
      let drawn = try ClusterRun(sampled).run(threadCount: 1) { _ in false }
      #expect(gridded == nil && drawn == nil)
    }
  }

  @Test func tooFewDrawsAreWarnedOf() throws {
    try withRequest { request in
      var sampled = request
      (sampled.method, sampled.chainCount, sampled.drawCount) = (.nuts, 1, 10)
      let found = try #require(try ClusterRun(sampled).run(threadCount: 2))
      #expect(!found.isSound && found.warnings.map(\.code) == [.notConverged])
    }
  }

  @Test func requestsThatMakeNoSenseAreRefused() throws {
    let changes: [(inout ClusterRequest) -> Void] = [
      { $0.chainCount = 0 }, { $0.drawCount = 0 }, { $0.isJoint = true },
      { $0.drawsFile = "draws.bin" }, { $0.ageSpread = .nan }, { $0.zeroPointSigma = -1 },
      { $0.calibrationSigma = .infinity },
      { ($0.method, $0.assumptions.outlierFraction) = (.nuts, 0) },
      { $0.stars = .catalog(.init(cluster: nil)) },
    ]
    for change in changes {
      try withRequest { request in
        var request = request
        change(&request)
        #expect(throws: RequestError.self) { try ClusterRun(request) }
      }
    }
  }
}
