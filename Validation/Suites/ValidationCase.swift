// SPDX-License-Identifier: GPL-3.0-or-later
// A claim as a file: how it is measured, and what the figures must be.

internal import Foundation
internal import GyroFiles

/// A figure and the limits it must keep.
struct Check: Decodable {
  /// The name of the figure.
  let figure: String
  /// The least and the largest value with which the claim holds.
  let atLeast, atMost: Double?
  /// What it should be one day; missing it fails nothing.
  let goal: Double?

  func holds(_ value: Double) -> Bool {
    value.isFinite && value >= (atLeast ?? -.infinity) && value <= (atMost ?? .infinity)
  }

  /// Whether the goal is met, on the side of the limit.
  func meetsGoal(_ value: Double) -> Bool? {
    goal.map { atMost == nil ? value >= $0 : value <= $0 }
  }

  var limits: String {
    let (lower, upper) = (atLeast.map { "\($0)" }, atMost.map { "\($0)" })
    switch (lower, upper) {
    case (let lower?, let upper?): return "\(lower) to \(upper)"
    case (let lower?, nil): return "at least \(lower)"
    case (nil, let upper?): return "at most \(upper)"
    case (nil, nil): return "any"
    }
  }
}

/// A star and the age that others give it.
struct AnchorStar: Decodable {
  let name: String
  let periodDays, bpRp0, bpRp0Sigma: Double
  let ageMyr: Double
}

/// One claim.
struct ValidationCase: Decodable {
  /// How figures are obtained.
  enum Kind: String, Decodable {
    /// From a committed result file.
    case recorded
    /// Ages of single stars against those of others.
    case anchors
    /// Mocks drawn from the model: how often the intervals hold the true age.
    case coverage
    /// Ages of clusters that no model is trained on.
    case clusters
    /// Errors planted in a table, and which suite finds them.
    case planted
    /// Ages from tabulated knots against each star's own posterior.
    case fastPath
    /// Ranks of true ages in the posteriors of mocks with all errors.
    case ranks
  }

  let suite: String
  let kind: Kind
  /// The claim in words.
  let claim: String
  let checks: [Check]
  /// Whether it takes minutes.
  var isSlow: Bool { [.planted, .fastPath, .ranks].contains(kind) }
  /// Whether it needs the ChronoFlow table.
  var needsTable: Bool { kind == .planted || kind == .fastPath && count == nil }

  /// Of `recorded`: the file in the folder of results.
  let file: String?
  /// Of `anchors`.
  let stars: [AnchorStar]?
  /// Of `clusters`: keys.
  let clusters: [String]?
  /// Of `coverage` and `ranks`, and of `fastPath` unless it takes the ChronoFlow table: how many mocks.
  let count: Int?
  /// Of `fastPath`: the error of the periods relative to them.
  let relativePeriodSigma: Double?
  /// Of everything random.
  let seed: UInt64?

  /// Reads all cases, sorted by the name of their file.
  static func read(folder: String) throws -> [ValidationCase] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw FileError(
        path: folder, problem: "cannot be read", hint: "Run from the root of the package")
    }
    return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      let path = "\(folder)/\(name)"
      guard let data = FileManager.default.contents(atPath: path) else {
        throw FileError(path: path, problem: "cannot be read")
      }
      do {
        return try JSONDecoder().decode(ValidationCase.self, from: data)
      } catch {
        throw FileError(path: path, problem: "is no case: \(error)")
      }
    }
  }

  /// The figures by name.
  func figures(_ context: CaseContext) throws -> [String: Double] {
    switch kind {
    case .recorded: try recordedFigures(context)
    case .anchors: try anchorFigures()
    case .coverage: try coverageFigures(context)
    case .clusters: try clusterFigures(context)
    case .planted: try plantedFigures(context)
    case .fastPath: try fastPathFigures(context)
    case .ranks: try rankFigures(context)
    }
  }
}
