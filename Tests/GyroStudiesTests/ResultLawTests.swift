// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import GyroStudies
import Testing
import _TestSupport

/// Every kind of result: what is committed is read, and is what the program writes.
@Suite struct ResultLawTests {
  /// A kind of result with a file of it, read and written as any artefact is.
  struct Kind: Sendable, CustomTestStringConvertible {
    let file: String
    let kind: String
    let rewritten: @Sendable (Data) throws -> Data

    var testDescription: String { file }

    init<Result: Artefact & SendableMetatype>(_ type: Result.Type, _ file: String) {
      (self.file, kind) = (file, Result.kind)
      rewritten = { try Result(bytes: $0, path: file).encoded(path: file) }
    }
  }

  static let kinds = [
    Kind(HeldOutResult.self, "heldout.json"),
    Kind(HeldOutResult.self, "heldout-leave-one-out.json"),
    Kind(HeldOutResult.self, "heldout-baseline-folds.json"),
    Kind(HeldOutResult.self, "folds-stars.json"), Kind(ClusterScores.self, "external.json"),
    Kind(BudgetResult.self, "budget.json"),
  ]

  private static func data(_ kind: Kind) throws -> Data {
    try Data(
      contentsOf: PackageFolder.url.appending(path: "Validation/Results/\(kind.file)"))
  }

  @Test(arguments: kinds) func theCommittedFileIsWhatIsWritten(kind: Kind) throws {
    let data = try Self.data(kind)
    let written = try kind.rewritten(data)
    if ProcessInfo.processInfo.environment["GYRO_RECORD"] == "1" {
      try written.write(
        to: PackageFolder.url.appending(path: "Validation/Results/\(kind.file)"))
    }
    #expect(written == data, "\(kind.file) is not in the form that the program writes")
  }

  @Test(arguments: kinds) func anotherKindOrVersionIsRefused(kind: Kind) throws {
    let text = String(decoding: try Self.data(kind), as: UTF8.self)
    for (found, other) in [
      ("\"kind\" : \"\(kind.kind)\"", "\"kind\" : \"other\""),
      ("\"version\" : 1", "\"version\" : 99"),
      ("\"command\"", "\"commando\""), ("\"program\"", "\"programme\""),
    ] where text.contains(found) {
      let altered = Data(text.replacing(found, with: other).utf8)
      let error = #expect(throws: FileError.self) { try kind.rewritten(altered) }
      #expect(error?.problem.contains("expected") == true && error?.path == kind.file)
    }
    #expect(throws: FileError.self) {
      try kind.rewritten(Data(text.utf8).prefix(text.utf8.count / 2))
    }
  }

  /// Version 0.1 wrote the same without a kind, and its metrics with the number of clusters, of which the committed
  /// folds by age have others.
  @Test(arguments: kinds.filter { $0.file != "heldout.json" })
  func aFileOfTheFirstVersionIsReadAsWell(kind: Kind) throws {
    let data = try Self.data(kind)
    var old = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    for name in ["kind", "version", "cluster_count"] { old[name] = nil }
    func renamed(_ fields: [String: Any]) -> [String: Any] {
      Dictionary(
        uniqueKeysWithValues: fields.map { name, value in
          var name = name.replacing("calibrated_mixture", with: "trained_mixture")
          for (new, count) in [("_all", "_30"), ("_undisputed", "_25"), ("_in_range", "_23")]
          where name.hasSuffix(new) && !name.hasPrefix("mean") {
            name = name.dropLast(new.count) + count
          }
          return (name, value)
        })
    }
    if kind.kind == HeldOutResult.kind {
      old = renamed(old)
      if let deviations = old["standard_deviation_over_seeds"] as? [String: Any] {
        old["standard_deviation_over_seeds"] = renamed(deviations)
      }
      var origin = try #require(old["origin"] as? [String: Any])
      let selection = try JSONSerialization.data(
        withJSONObject: try #require(origin["selection"]))
      origin["selection"] = String(decoding: selection, as: UTF8.self)
      origin["is_altered"] = nil
      old["origin"] = origin
    }
    let json = try JSONSerialization.data(withJSONObject: old)
    #expect(try kind.rewritten(json) == data)
  }
}
