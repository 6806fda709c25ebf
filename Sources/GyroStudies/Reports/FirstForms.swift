// SPDX-License-Identifier: GPL-3.0-or-later
// Results in the format of version 0.1, without a kind: they are read, and no longer written.

internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform

extension BudgetResult {
  /// The fields are those of today.
  package static func upgraded(_ fields: [String: JSONValue]) -> [String: JSONValue]? {
    fields["suites"] != nil && fields["variants"] != nil ? fields : nil
  }
}

extension ClusterScores {
  /// The fields are those of today.
  package static func upgraded(_ fields: [String: JSONValue]) -> [String: JSONValue]? {
    fields["age_scale"] != nil && fields["model_sha256"] != nil && fields["selection"] != nil
      ? fields : nil
  }
}

extension HeldOutResult {
  /// Metrics ended in the number of clusters of the ChronoFlow table, and the selection was JSON within a text.
  package static func upgraded(_ fields: [String: JSONValue]) -> [String: JSONValue]? {
    guard fields["protocol"] != nil, fields["folds"] != nil else { return nil }
    var new = renamed(fields)
    if case .object(let deviations)? = fields["standard_deviation_over_seeds"] {
      new["standard_deviation_over_seeds"] = .object(renamed(deviations))
    }
    if fields["clusters"] != nil {
      new["cluster_count"] = .object([
        "all": .number(30), "undisputed": .number(25), "in_range": .number(23),
      ])
    }
    if case .object(var origin)? = fields["origin"] {
      if let text = origin["selection"]?.text {
        origin["selection"] = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      }
      let altered = ", altered"
      let catalog = origin["catalog"]?.text ?? ""
      origin["is_altered"] = .bool(catalog.hasSuffix(altered))
      origin["catalog"] = .text(catalog.replacing(altered, with: ""))
      new["origin"] = origin.count > 2 ? .object(origin) : nil
    }
    return new
  }

  private static func renamed(_ fields: [String: JSONValue]) -> [String: JSONValue] {
    let groups = [("_30", "_all"), ("_25", "_undisputed"), ("_23", "_in_range")]
    return Dictionary(
      fields.map { name, value in
        let name = name.replacing("trained_mixture", with: "calibrated_mixture")
        let group = groups.first { name.hasSuffix($0.0) }
        return (group.map { name.dropLast($0.0.count) + $0.1 } ?? name, value)
      }, uniquingKeysWith: { first, _ in first })
  }
}
