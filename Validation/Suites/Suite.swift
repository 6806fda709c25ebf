// SPDX-License-Identifier: GPL-3.0-or-later
// How the metrics of a claim are obtained: one type for each kind of case.

internal import Foundation

/// What was measured for one case.
struct Outcome {
  /// The metrics by name.
  var metrics: [String: Double]
  /// The whole page of the case, as Markdown; nil if the program does not write it.
  var page: String?
  /// Tables of the page by their marks, where the rest of it is written by hand.
  var tables: [String: String] = [:]
  /// Further result files, as JSON and as text, by name.
  var files: [String: JSONValue] = [:]
  var texts: [String: String] = [:]
}

/// A way to measure; a case file holds its settings beside the claim and the checks.
protocol Suite: Decodable, Sendable {
  /// What case files call it.
  static var kind: String { get }
  /// Whether a measurement takes minutes.
  var isSlow: Bool { get }
  /// Whether it needs the ChronoFlow table.
  var needsTable: Bool { get }
  /// A file that is not part of the repository and not there; nil if nothing is missing.
  var missingFile: String? { get }
  /// Measures; deterministic but for times.
  func measure(_ context: CaseContext) throws -> Outcome
}

extension Suite {
  var isSlow: Bool { false }
  var needsTable: Bool { false }
  var missingFile: String? { nil }
}

extension ValidationCase {
  /// All kinds; a new one is a new file and a line here.
  static let suites: [any Suite.Type] = [
    RecordedSuite.self, ProgramSuite.self, AnchorSuite.self, CoverageSuite.self,
    ExternalClusterSuite.self, PlantedSuite.self, FastPathSuite.self, RankSuite.self,
    SpinDownSuite.self, SingleStarSuite.self, MockSuite.self, CatalogClusterSuite.self,
    TableSpeedSuite.self, IntruderSuite.self, KinematicSuite.self,
  ]
}
