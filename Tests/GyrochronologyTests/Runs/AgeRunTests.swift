// SPDX-License-Identifier: GPL-3.0-or-later
// Requests for ages: kept as JSON, refused in words, ended, and answered as the estimator answers.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import GyroQuantities
import GyroTables
import Testing
import _TestSupport

@testable import Gyrochronology

/// Keeps what a run hands out.
private final class KeptAges: AgeSink {
  var estimates: [NamedEstimate] = []
  var isFinished = false

  func append(_ chunk: AgeChunk) { estimates += chunk.estimates }
  func finish() { isFinished = true }
}

@Suite struct AgeRunTests {
  private static let sun = StarRequest([.period: 25.4, .bpRp0: 0.818, .bpRp0Sigma: 0.0282])
  private static let table = "id,period,bp_rp0,bp_rp0_sigma\na,12,0.8,0.03\nb,-1,0.8,0.03\n"

  /// A table on disk as long as the body runs.
  private func withTable<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  private func request(_ stars: AgeRequest.Stars) -> AgeRequest {
    var request = AgeRequest(stars, command: ["gyro", "age"])
    request.assumptions.gridCount = 200
    return request
  }

  @Test func requestsAreReadBackFromJSON() throws {
    var all = request(.table(path: "stars.csv", columns: [.period: "Prot", .bpRp0: "color"]))
    all.assumptions.prior = .normal(mean: 2.5, sigma: 0.3)
    (all.assumptions.colorError, all.assumptions.ageLikelihood) = (.marginal, "known.csv")
    (all.assumptions.halfPeriodProbability, all.engine) = (0.1, .fast)
    (all.keepsPosteriors, all.journaledOutput) = (true, "ages.csv")
    var tabulated = request(.star(Self.sun))
    tabulated.assumptions.prior = .table(path: "prior.csv")
    for request in [all, tabulated] {
      let bytes = try JSONEncoder().encode(request)
      #expect(try JSONDecoder().decode(AgeRequest.self, from: bytes) == request)
    }
  }

  @Test func aStarHasTheAgeOfTheEstimator() throws {
    let run = try AgeRun(request(.star(Self.sun)))
    let ages = KeptAges()
    let outcome = try #require(try run.run(into: [ages], threadCount: 1))
    #expect(outcome.starCount == 1 && outcome.datedCount == 1 && outcome.warnings.isEmpty)
    #expect(run.warnings.isEmpty && run.isSingle && run.manifest.engine == "fast")
    let star = StarObservation(
      period: try #require(.days(25.4)), color: .intrinsic(Measured(0.818, sigma: 0.0282)))
    let batch = AgeBatch(run.estimator, engine: .fast)
    #expect(ages.estimates.map(\.estimate) == batch.estimates([star], threadCount: 1))
    guard case .age(let age) = ages.estimates[0].estimate else {
      Issue.record("no age")
      return
    }
    // The whole posterior is that of the numbers, and both are within the tolerance of the engine.
    let (posterior, exact) = (run.posterior(of: age), run.estimator.posterior(of: age))
    for probability in [0.025, 0.16, 0.5, 0.84, 0.975] {
      let value = try #require(posterior).density.quantile(probability)
      expectClose(
        value, try #require(exact).density.quantile(probability),
        .absolute(0.002, because: "the engine's tolerance, dex"))
    }
    expectClose(
      try #require(posterior).density.quantile(0.5), age.summary.q50,
      .absolute(1e-5, because: "sums in single precision"))
  }

  @Test func aTableWarnsOfItsColumnsAndOfRowsThatCannotBeUsed() throws {
    try withTable(Self.table) { path in
      let run = try AgeRun(request(.table(path: path)))
      #expect(run.warnings.map(\.code) == [.columns])
      let ages = KeptAges()
      let outcome = try #require(try run.run(into: [ages], threadCount: 2))
      #expect(outcome.starCount == 2 && outcome.datedCount == 1)
      #expect(
        outcome.warnings == [
          RunWarning(.unusableRows, "1 of 2 rows cannot be used; each says why")
        ])
      #expect(ages.isFinished && ages.estimates.map(\.id) == ["a", "b"])
    }
  }

  /// Beside a RUWE or a membership, or both of them, a surface gravity is looked at as it is alone.
  @Test(arguments: [[], ["ruwe"], ["membership"], ["ruwe", "membership"]])
  func aGravityIsLookedAtBesideOtherColumns(others: [String]) throws {
    let header = (["id", "period", "bp_rp0", "bp_rp0_sigma", "logg"] + others).joined(
      separator: ",")
    let row = (["a", "12", "0.8", "0.03", "3.5"] + others.map { _ in "1" }).joined(separator: ",")
    try withTable(header + "\n" + row + "\n") { path in
      let ages = KeptAges()
      _ = try AgeRun(request(.table(path: path))).run(into: [ages], threadCount: 1)
      guard case .age(let age) = ages.estimates.first?.estimate else {
        Issue.record("no age")
        return
      }
      #expect(age.flags.contains(.evolved))
    }
  }

  @Test func aRunThatIsEndedFinishesNoSink() throws {
    try withTable(Self.table) { path in
      let ages = KeptAges()
      let outcome = try AgeRun(request(.table(path: path))).run(into: [ages], threadCount: 1) {
        progress in
        #expect(progress.starCount == 2)
        return false
      }
      #expect(outcome == nil && !ages.isFinished)
    }
  }

  /// A model whose context has the color before the age has none of the knots that are tabulated along age.
  @Test(arguments: AgeRequest.Engine.allCases)
  func aModelThatCannotBeTabulatedIsUsedExactlyWithAWarning(engine: AgeRequest.Engine) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(Self.checkpoint().encoded()).write(to: URL(filePath: path))
    try withTable(Self.table) { table in
      var request = request(.table(path: table))
      (request.assumptions.model, request.engine) = (path, engine)
      let run = try AgeRun(request)
      #expect(run.manifest.engine == "exact")
      #expect(run.warnings.contains { $0.code == .exactEngine } == (engine == .fast))
      #expect(try run.run(into: [], threadCount: 1)?.datedCount == 1)
    }
  }

  private static func checkpoint() throws -> FlowCheckpoint {
    let architecture = FlowArchitecture(
      contextCount: 2, transformCount: 2, hiddenWidths: [8], activation: .silu, binCount: 6,
      bound: 5, slope: 1e-3)
    var random = RandomStream(seed: 5).child("two features")
    let flow = ConditionalFlow(
      architecture: architecture,
      contextStandardizer: Standardizer(mean: [1.5, 2], scale: [0.7, 0.8]),
      valueStandardizer: Standardizer(mean: [0.7], scale: [0.5]),
      parameters: (0..<architecture.parameterCount).map { _ in 0.3 * random.nextNormal() })
    let schema = try #require(ContextSchema([.value(.bpRp0), .log10AgeMyr]))
    let domain = CalibrationDomain(
      log10AgeMyr: 0.5...3.6, features: [.value(.bpRp0): 0.2...4], log10PeriodDays: -1...2)
    return FlowCheckpoint(
      ensemble: FlowEnsemble([flow]), contextNames: schema.names,
      valueName: RotationFlow.valueName,
      notes: RotationFlow.notes(domain: domain, medianBpRp0Sigma: 0.03, schema: schema))
  }

  @Test func requestsThatMakeNoSenseAreRefused() throws {
    var requests: [AgeRequest] = [
      request(.star(StarRequest([:]))), request(.star(StarRequest([.period: 12]))),
      request(.star(StarRequest([.period: 12, .bpRp: 1]))),
      request(.star(StarRequest([.period: .nan, .bpRp0: 1]))),
      request(.star(StarRequest([.period: 12, .bpRp0: 1, .av: 0.1]))),
    ]
    let changes: [(inout AgeRequest) -> Void] = [
      { $0.assumptions.outlierFraction = 2 }, { $0.assumptions.outlierFraction = .nan },
      { $0.assumptions.extinctionLaw = "none" }, { $0.assumptions.gridCount = -1 },
      { $0.assumptions.maximumAgeGyr = .infinity }, { $0.assumptions.doublePeriodProbability = 2 },
      { $0.journaledOutput = "ages.csv" },
    ]
    for change in changes {
      var changed = request(.star(Self.sun))
      change(&changed)
      requests.append(changed)
    }
    for request in requests {
      #expect(throws: RequestError.self) { try AgeRun(request) }
    }
  }
}
