// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import GyroNumerics
import GyroPlotting
import GyroStudies
import Gyrochronology
import Testing
import _TestSupport

@testable import GyroFigures

/// Reports with one value altered: each is drawn or refused in words, and none ends the program.
@Suite struct AlteredReportTests {
  private static let results = PackageFolder.url.appending(path: "Validation/Results")

  /// What a single value is replaced by.
  private static var values: [Any] {
    [
      0, -1, 1, 400, -400, 1e-300, 1e19, 1e20, -1e20, 1e100, 1e308, -1e308,
      9_223_372_036_854_775_807,
      -9_223_372_036_854_775_807, 4_294_967_296, 1e15, 5000, true, "x", "", [Any](),
      [String: Any](),
      NSNull(),
    ]
  }

  /// A report of a few clusters, so that many can be tried.
  private static func report(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: results.appending(path: name))
    var top = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    for key in ["clusters", "folds", "shifts", "variants"] {
      if let list = top[key] as? [Any] { top[key] = Array(list.prefix(4)) }
    }
    return top
  }

  /// Replaces the leaf of a number; counts down to it.
  private static func altered(_ value: Any, _ place: inout Int, by other: Any) -> Any {
    if let object = value as? [String: Any] {
      var result = object
      for key in object.keys.sorted() {
        result[key] = object[key].map { altered($0, &place, by: other) }
      }
      return result
    }
    if let list = value as? [Any] { return list.map { altered($0, &place, by: other) } }
    defer { place -= 1 }
    return place == 0 ? other : value
  }

  private static func leafCount(_ value: Any) -> Int {
    if let object = value as? [String: Any] {
      return object.values.reduce(0) { $0 + leafCount($1) }
    }
    if let list = value as? [Any] { return list.reduce(0) { $0 + leafCount($1) } }
    return 1
  }

  /// Draws whatever can be drawn of it; gives the words of a refusal.
  private static func refusal(_ json: Data) -> String? {
    do throws(FileError) {
      var figures: [Figure?] = []
      switch try ArtefactHeader(bytes: json, path: "f", expected: "a result").kind {
      case HeldOutResult.kind:
        let result = try HeldOutResult(bytes: json, path: "f")
        figures.append(.heldOut(result, command: "gyro plot"))
        // What the card of a model reads.
        _ = (result.clusterCoverage68, result.clusterMeans.map(\.offsetDex), result.figures)
      case BudgetResult.kind:
        figures.append(.budget(try BudgetResult(bytes: json, path: "f"), command: "gyro plot"))
      case ClusterScores.kind:
        _ = try ClusterScores(bytes: json, path: "f").entries.map(\.deviations)
      case let other: return "is of kind \(other ?? "none"), expected another"
      }
      for figure in figures.compactMap({ $0 }) {
        // Written down even where it would be refused: nothing may trap.
        _ = GnuplotScript(figure).text(.png, output: "a.png")
        _ = VegaLite(figure).text
        if let fault = figure.fault { return fault }
      }
      return nil
    } catch {
      return error.problem
    }
  }

  @Test(arguments: ["budget.json", "heldout.json", "external.json"], 0..<150)
  func oneValueIsAltered(name: String, seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed)).child(name)
    let report = try Self.report(name)
    let count = Self.leafCount(report)
    for _ in 0..<2 {
      var place = Int(random.next() % UInt64(count))
      let value = Self.values[Int(random.next() % UInt64(Self.values.count))]
      let json = try JSONSerialization.data(
        withJSONObject: Self.altered(report, &place, by: value))
      if let words = Self.refusal(json) {
        #expect(words.contains("expected"), "\(words)")
      }
    }
  }

  @Test(arguments: ["budget.json", "heldout.json", "external.json"])
  func theReportAsItIsIsDrawn(name: String) throws {
    #expect(Self.refusal(try Data(contentsOf: Self.results.appending(path: name))) == nil)
  }

  @Test func anErrorOrAnAgeBeyondEverythingIsRefusedInWords() throws {
    var budget = try Self.report("budget.json")
    var clusters = try #require(budget["clusters"] as? [[String: Any]])
    clusters[1]["total"] = 1e308
    budget["clusters"] = clusters
    let name = try #require(clusters[1]["cluster"] as? String)
    #expect(
      Self.refusal(try JSONSerialization.data(withJSONObject: budget))
        == "has total = 1e+308 for \(name), expected a number from 0.0 to 100.0")
    var held = try Self.report("heldout.json")
    clusters = try #require(held["clusters"] as? [[String: Any]])
    clusters[0]["log10_age_myr_q50"] = 400
    held["clusters"] = clusters
    #expect(
      Self.refusal(try JSONSerialization.data(withJSONObject: held))?.hasPrefix(
        "has log10_age_myr = 400.0")
        == true)
  }
}
