// SPDX-License-Identifier: GPL-3.0-or-later
// A claim as a file: how it is measured, and what the metrics must be.

internal import Foundation
internal import GyroFiles

/// The values that a metric should have one day.
struct Goal: Decodable, CustomStringConvertible {
  /// The smallest and the largest value that meets it.
  let atLeast, atMost: Double?

  func isMet(_ value: Double) -> Bool {
    value >= (atLeast ?? -.infinity) && value <= (atMost ?? .infinity)
  }

  var description: String {
    switch (atLeast, atMost) {
    case (let lower?, let upper?): "\(lower) to \(upper)"
    case (let bound?, nil), (nil, let bound?): "\(bound)"
    case (nil, nil): "none"
    }
  }
}

/// A metric and the limits it must keep.
struct Check: Decodable {
  /// The name of the metric.
  let metric: String
  /// The smallest and the largest value with which the claim holds.
  let atLeast, atMost: Double?
  /// What it should be one day; missing it fails nothing.
  let goal: Goal?
  /// Whether the metric is only reported; one that is not has a limit.
  let isInformational: Bool

  private enum CodingKeys: String, CodingKey {
    case metric, atLeast, atMost, goal, isInformational
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    metric = try values.decode(String.self, forKey: .metric)
    atLeast = try values.decodeIfPresent(Double.self, forKey: .atLeast)
    atMost = try values.decodeIfPresent(Double.self, forKey: .atMost)
    goal = try Self.goal(values, atLeast: atLeast, atMost: atMost)
    isInformational = try values.decodeIfPresent(Bool.self, forKey: .isInformational) ?? false
    guard isInformational == (atLeast == nil && atMost == nil) else {
      throw DecodingError.dataCorruptedError(
        forKey: .isInformational, in: values,
        debugDescription: isInformational
          ? "\"\(metric)\" is informational and has a limit"
          : "\"\(metric)\" has no limit; give it one, or \"isInformational\": true")
    }
  }

  func holds(_ value: Double) -> Bool {
    value.isFinite && value >= (atLeast ?? -.infinity) && value <= (atMost ?? .infinity)
  }

  /// A goal: a number on the side of the only limit, or the sides by name.
  private static func goal(
    _ values: KeyedDecodingContainer<CodingKeys>, atLeast: Double?, atMost: Double?
  ) throws -> Goal? {
    guard values.contains(.goal) else { return nil }
    if let sides = try? values.decode(Goal.self, forKey: .goal),
      sides.atLeast != nil || sides.atMost != nil
    {
      return sides
    }
    let number = try values.decode(Double.self, forKey: .goal)
    guard (atLeast == nil) != (atMost == nil) else {
      throw DecodingError.dataCorruptedError(
        forKey: .goal, in: values,
        debugDescription:
          "found \(number), expected {\"atLeast\": …, \"atMost\": …}: with no limit or two it is not "
          + "clear on which side")
    }
    return atMost == nil
      ? Goal(atLeast: number, atMost: nil) : Goal(atLeast: nil, atMost: number)
  }

  /// The limits in words.
  var limits: String {
    switch (atLeast, atMost) {
    case (let lower?, let upper?): "\(lower) to \(upper)"
    case (let lower?, nil): "at least \(lower)"
    case (nil, let upper?): "at most \(upper)"
    case (nil, nil): "informational"
    }
  }
}

/// One claim.
struct ValidationCase: Decodable {
  /// The name of the case: that of its file, without the ending.
  private(set) var name = ""
  /// What the claim is about, by which cases are chosen.
  let suite: String
  /// The claim in words, in which `{file#path:digits}` stands for a number of a file.
  let claim: String
  let checks: [Check]
  /// The file of results that shows more, beside the recorded metrics; nil if there is none.
  let page: String?
  /// How the metrics are obtained.
  let measurement: any Suite

  private enum CodingKeys: String, CodingKey { case suite, kind, claim, checks, page }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    suite = try values.decode(String.self, forKey: .suite)
    claim = try values.decode(String.self, forKey: .claim)
    checks = try values.decode([Check].self, forKey: .checks)
    page = try values.decodeIfPresent(String.self, forKey: .page)
    let kind = try values.decode(String.self, forKey: .kind)
    guard let type = Self.suites.first(where: { $0.kind == kind }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: values,
        debugDescription: "found \"\(kind)\", expected one of "
          + Self.suites.map { $0.kind }.joined(separator: ", "))
    }
    measurement = try type.init(from: decoder)
  }

  /// Reads all cases, sorted by the name of their file.
  ///
  /// - Throws: `FileError` for a folder or a case that cannot be read.
  static func read(folder: String) throws -> [ValidationCase] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw FileError(
        path: folder, problem: "cannot be read", hint: "Run from the root of the package")
    }
    return try names.filter { $0.hasSuffix(".json") }.sorted().map {
      try read(path: "\(folder)/\($0)")
    }
  }

  /// Reads one case.
  static func read(path: String) throws -> ValidationCase {
    var one = try JSONValue.decode(ValidationCase.self, at: path)
    one.name = URL(filePath: path).deletingPathExtension().lastPathComponent
    return one
  }
}

extension CaseContext {
  /// The suite of a case; nil if that case is measured in another way.
  static func settings<Settings: Suite>(_ type: Settings.Type, at path: String) throws -> Settings {
    guard let settings = try ValidationCase.read(path: path).measurement as? Settings else {
      throw FileError(path: path, problem: "is not a case of the kind \(Settings.kind)")
    }
    return settings
  }
}
