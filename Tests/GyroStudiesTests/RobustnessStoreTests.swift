// SPDX-License-Identifier: GPL-3.0-or-later
// Results of a robustness run on disk: altered ones are none, and no label is a path.

import Foundation
import GyroFiles
import GyroTraining
import Testing
import _TestSupport

@testable import GyroStudies
@testable import Gyrochronology

@Suite struct RobustnessStoreTests {
  private static func withStore(_ body: (RobustnessStore) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(try RobustnessStore(creating: folder))
  }

  static let label = String(repeating: "0a", count: 32)

  private static func result(q50: Double = 2.5, label: String = label) -> RobustnessResult {
    RobustnessResult(
      label: label,
      ages: [
        DatedCluster(
          cluster: "Praesepe", starCount: 12, draws: [2.3, 2.4, q50, 2.6, 2.7])
      ], missing: ["Hyades": "no age is possible"])
  }

  private static func plan() throws -> RobustnessPlan {
    try RobustnessPlan(
      MockClusters(starCount: 12).input(), suites: [.prior, .training], only: ["Praesepe"],
      draws: RobustnessDraws(ages: 2, seeds: 2, bootstraps: 2, data: 2))
  }

  @Test func whatIsSavedIsFound() throws {
    try Self.withStore { (store: RobustnessStore) throws in
      try store.results.save(Self.result())
      #expect(store.result(Self.label) == Self.result())
      #expect(store.result(String(repeating: "1", count: 64)) == nil)
    }
  }

  @Test func anAlteredResultIsNotThere() throws {
    try Self.withStore { (store: RobustnessStore) throws in
      try store.results.save(Self.result())
      let path = "\(store.folder)/tasks/\(Self.label).json"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      for (found, other) in [("2.5", "2.4"), ("2.5", "1e300"), ("12", "13"), ("Hyades", "Hyadem")] {
        try #require(text.contains(found))
        try text.replacing(found, with: other).write(
          toFile: path, atomically: true, encoding: .utf8)
        #expect(store.result(Self.label) == nil, "\(found) as \(other)")
      }
      unlink(path)
      #expect(mkfifo(path, 0o600) == 0)
      #expect(store.result(Self.label) == nil)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func aResultThatIsNoNumberIsAnErrorAndNoCrash(number: Double) throws {
    try Self.withStore { (store: RobustnessStore) throws in
      var result = Self.result()
      result.seconds = number == 1e300 ? .nan : number
      let error = #expect(throws: FileError.self) { try store.results.save(result) }
      #expect(error?.problem.contains("would not be read: has seconds") == true)
      let aged = RobustnessResult(
        label: Self.label,
        ages: [DatedCluster(cluster: "x", starCount: 1, draws: [number, number])], missing: [:])
      #expect(throws: FileError.self) { try store.results.save(aged) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: store.folder + "/tasks").isEmpty)
    }
  }

  @Test(arguments: [
    "../../escaped", "", "x", "/elsewhere/x", String(repeating: "0a", count: 32) + "/..",
  ])
  func aLabelIsNoPath(label: String) throws {
    try Self.withStore { (store: RobustnessStore) throws in
      #expect(throws: FileError.self) { try store.results.save(Self.result(label: label)) }
      #expect(store.result(label) == nil)
    }
    let forged = RobustnessPlan.withLabel(label, in: try Self.plan())
    let bytes = try SealedJSON.encoded(Forged(value: forged), path: "p")
    let error = #expect(throws: FileError.self) { try RobustnessPlan(bytes: bytes, path: "p") }
    #expect(error?.problem.contains("expected a SHA-256 digest") == true)
  }

  @Test(arguments: 0..<300) func damagedResultsAreReadOrRefused(seed: Int) throws {
    let bytes = [UInt8](try Self.result().encoded(path: "r"))
    let damaged = damaged(bytes, seed: seed)
    if let read = try? RobustnessResult(bytes: damaged, path: "r") {
      #expect(read == Self.result())
    }
    guard let forged = try? JSONDecoder().decode(RobustnessResult.self, from: Data(damaged)),
      let signed = try? SealedJSON.encoded(Forged(value: forged), path: "r")
    else { return }
    do throws(FileError) {
      #expect(try RobustnessResult(bytes: signed, path: "r").impossibility == nil)
    } catch { #expect(error.problem == forged.impossibility) }
  }

  @Test func damagedPlansAreReadOrRefused() throws {
    let plan = try Self.plan()
    let bytes = [UInt8](try plan.encoded(path: "p"))
    #expect(try RobustnessPlan(bytes: bytes, path: "p") == plan)
    for seed in 0..<300 {
      let damaged = damaged(bytes, seed: seed)
      if let read = try? RobustnessPlan(bytes: damaged, path: "p") { #expect(read == plan) }
      guard let forged = try? JSONDecoder().decode(RobustnessPlan.self, from: Data(damaged)),
        let signed = try? SealedJSON.encoded(Forged(value: forged), path: "p"),
        let read = try? RobustnessPlan(bytes: signed, path: "p")
      else { continue }
      // What passes can be reported on without results, or with them all missing.
      #expect(read.impossibility == nil && RobustnessReport(read, result: { _ in nil }) == nil)
    }
  }

  @Test func plansShareAFolderByPartsAndNotOtherwise() throws {
    let plan = try Self.plan()
    let other = RobustnessPlan.withLabel(Self.label, in: plan)
    func shard(_ index: Int) throws -> Shard {
      try #require(Shard(index: index, count: 3))
    }
    func refused(_ body: () throws -> Void) -> Bool {
      let error = #expect(throws: FileError.self, performing: body)
      return error?.problem.hasPrefix("is in use by") == true
    }
    try Self.withStore { (store: RobustnessStore) throws in
      do {
        let whole = try store.begin(plan)
        #expect(try store.plan() == plan)
        #expect(refused { _ = try store.begin(plan) })
        #expect(refused { _ = try store.begin(plan, shard: shard(1)) })
        withExtendedLifetime(whole) {}
      }
      do {
        let parts = try [1, 2].map { try store.begin(plan, shard: shard($0)) }
        #expect(refused { _ = try store.begin(plan) })
        #expect(refused { _ = try store.begin(plan, shard: shard(2)) })
        #expect(refused { _ = try store.begin(other, shard: shard(3)) })
        #expect(try store.begin(plan, shard: shard(3)).count == 2)
        withExtendedLifetime(parts) {}
      }
      #expect(try store.begin(other).count == 1)
      #expect(try store.plan() == other)
      let left = try FileManager.default.contentsOfDirectory(atPath: store.folder).sorted()
      #expect(left == ["plan.json", "tasks"])
    }
  }

  @Test func choicesThatAreNoNumbersAreAnError() throws {
    var input = try MockClusters(starCount: 12).input()
    input.choices.outlierFraction = .nan
    let error = #expect(throws: TrainingError.self) {
      try RobustnessPlan(input, suites: [.prior], only: ["Praesepe"])
    }
    #expect(error?.problem.contains("NaN or infinite") == true)
  }

  @Test(arguments: 0..<200) func damagedEvidenceIsReadOrRefused(seed: Int) throws {
    let bytes = Array(Self.part.utf8)
    let part = try JSONDecoder().decode(HeldOutPart.self, from: Data(bytes))
    let sealed = [UInt8](try part.encoded(path: "e"))
    #expect(try HeldOutPart(bytes: sealed, path: "e") == part)
    let altered = damaged(sealed, seed: seed)
    if let read = try? HeldOutPart(bytes: altered, path: "e") { #expect(read == part) }
    guard let forged = try? JSONDecoder().decode(HeldOutPart.self, from: Data(altered)),
      let signed = try? SealedJSON.encoded(Forged(value: forged), path: "e"),
      let read = try? HeldOutPart(bytes: signed, path: "e")
    else { return }
    #expect(read.fold.meanLogDensity.isFinite && read.fold.starCount > 0)
  }

  private static let part = """
    {"label":"x","fold":{"name":"fold 00","seed":7,"bestEpochs":[3],"clusters":[{"cluster":"M37",
    "stars":10,"calibration_log10_age_myr":2.7,"log_density_sum":-3.5,
    "mixture_log_likelihood_sum":-4.5,"trained_mixture_log_likelihood_sum":-4.25,
    "pit_tenths_trained_mixture":[1,1,1,1,1,1,1,1,1,1],"pit_tenths_flow":[1,1,1,1,1,1,1,1,1,1],
    "pit_tenths_mixture":[1,1,1,1,1,1,1,1,1,1],"dated_stars":8,"stars_within_68":5,
    "stars_within_95":7,"star_square_sum_dex2":0.5,"log10_age_myr_q16":2.5,
    "log10_age_myr_q50":2.6,"log10_age_myr_q84":2.75}]}}
    """
}

/// A value in the form of its file, without the look at its numbers before it is written.
private struct Forged<Value: Artefact>: Encodable {
  let value: Value

  private enum Key: CodingKey { case kind, version }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(Value.kind, forKey: .kind)
    try fields.encode(Value.version, forKey: .version)
  }
}

extension RobustnessPlan {
  /// The same plan with another label for its first task.
  fileprivate static func withLabel(_ label: String, in plan: RobustnessPlan) -> RobustnessPlan {
    guard let bytes = try? JSONEncoder().encode(plan),
      let changed = try? JSONDecoder().decode(
        RobustnessPlan.self,
        from: Data(
          String(decoding: bytes, as: UTF8.self)
            .replacing(
              plan.tasks[0].label,
              with: label.replacing("/", with: "\\/")
            ).utf8))
    else { return plan }
    return changed
  }
}
