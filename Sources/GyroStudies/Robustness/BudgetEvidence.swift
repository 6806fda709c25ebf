// SPDX-License-Identifier: GPL-3.0-or-later
// The error budget of cluster ages as it is read back from its report.

public import Foundation

/// The `budget.json` that `gyro robustness` wrote, read for a picture.
public struct BudgetEvidence: Decodable, Sendable {
  /// A cluster with the parts of its error.
  public struct Cluster: Decodable, Sendable {
    /// Its key.
    public let cluster: String
    /// Its median age, dex of Myr.
    public let log10AgeMyr: Double
    /// Whether its age is in dispute.
    public let isDisputed: Bool
    /// Its errors by part, dex: `statistical`, `systematic`, `total` and the suites that say something of it.
    public let errors: [String: Double]

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    /// Reads a cluster of the report.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      cluster = try values.decode(String.self, forKey: Key(stringValue: "cluster"))
      log10AgeMyr = try values.decode(Double.self, forKey: Key(stringValue: "log10_age_myr_q50"))
      isDisputed = try values.decode(Bool.self, forKey: Key(stringValue: "is_disputed"))
      var errors: [String: Double] = [:]
      for key in values.allKeys where !key.stringValue.hasPrefix("log10_") {
        if let value = try? values.decode(Double.self, forKey: key) {
          errors[key.stringValue] = value
        }
      }
      self.errors = errors
    }
  }

  /// The clusters.
  public let clusters: [Cluster]
  /// The suites of the run, by key.
  public let suites: [String]
  /// Means over the clusters whose ages are not in dispute, by part, dex; nil where there is no such cluster.
  public let meanUndisputed: [String: Double]?
  /// Means over all clusters.
  public let mean: [String: Double]
  private let program: String
  private let provenance: [String: String]

  private enum CodingKeys: String, CodingKey {
    case clusters, suites, mean, program, provenance
    case meanUndisputed = "mean_undisputed"
  }

  /// Reads a report; nil if the bytes are not one of an error budget.
  ///
  /// - Throws: ``ReportError`` if a number of it cannot be.
  public init?(json: Data) throws(ReportError) {
    guard let value = try? JSONDecoder().decode(Self.self, from: json), !value.clusters.isEmpty,
      value.clusters.allSatisfy({ $0.errors["total"] != nil && $0.errors["statistical"] != nil })
    else { return nil }
    self = value
    let parts = Set(suites + ["statistical", "systematic", "total"])
    for cluster in clusters {
      try ReportRange.check(quantiles: [cluster.log10AgeMyr], of: cluster.cluster)
      for (part, error) in cluster.errors where parts.contains(part) {
        try ReportRange.check(error, ReportRange.errorDex, part, of: cluster.cluster)
      }
    }
    for part in parts {
      try ReportRange.check(mean[part], ReportRange.errorDex, part, of: "the mean")
      try ReportRange.check(
        meanUndisputed?[part], ReportRange.errorDex, part, of: "the mean of undisputed clusters")
    }
  }

  /// What it rests on, in a line of small print.
  public var summary: String {
    func fact(_ key: String) -> String { provenance[key] ?? "" }
    return "\(program), \(fact("catalog")), model \(fact("model")) "
      + "\(fact("model_sha256").prefix(12)), seed \(fact("seed"))"
  }
}
