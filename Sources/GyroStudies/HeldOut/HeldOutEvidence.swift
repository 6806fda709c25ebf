// SPDX-License-Identifier: GPL-3.0-or-later
// The evidence of held-out clusters as it is read back from its report.

public import Foundation

/// What `gyro train --folds clusters` wrote, read for a picture.
public struct HeldOutEvidence: Decodable, Sendable {
  /// A cluster that was held out under one seed.
  public struct Cluster: Decodable, Sendable {
    /// Its key.
    public let cluster: String
    /// The age it is held against, dex of Myr.
    public let calibrationLog10AgeMyr: Double
    /// Its recovered age: quantiles at 16, 50 and 84 percent, dex of Myr; nil where it was not dated.
    public let lower, median, upper: Double?
    /// How many stars have their probability integral transform in each tenth, under the flow and with
    /// the background mixed in.
    public let flowTenths, mixtureTenths: [Double]

    private enum CodingKeys: String, CodingKey {
      case cluster
      case calibrationLog10AgeMyr = "calibration_log10_age_myr"
      case lower = "log10_age_myr_q16"
      case median = "log10_age_myr_q50"
      case upper = "log10_age_myr_q84"
      case flowTenths = "pit_tenths_flow"
      case mixtureTenths = "pit_tenths_mixture"
    }
  }

  /// Every held-out cluster under every seed.
  public let clusters: [Cluster]
  /// Share of stars whose 68 and 95 percent intervals hold the calibration age.
  public let starCoverage68, starCoverage95: Double
  private let program, command, `protocol`: String
  private let seeds: [UInt64]

  private enum CodingKeys: String, CodingKey {
    case clusters, program, command, `protocol`, seeds
    case starCoverage68 = "star_coverage_68"
    case starCoverage95 = "star_coverage_95"
  }

  /// Reads a report; nil if the bytes are not one of held-out clusters.
  ///
  /// - Throws: ``ReportError`` if a number of it cannot be.
  public init?(json: Data) throws(ReportError) {
    guard let value = try? JSONDecoder().decode(Self.self, from: json), !value.clusters.isEmpty,
      value.clusters.allSatisfy({ $0.flowTenths.count == 10 && $0.mixtureTenths.count == 10 })
    else { return nil }
    self = value
    for cluster in clusters {
      let place = cluster.cluster
      try ReportRange.check(
        cluster.calibrationLog10AgeMyr, ReportRange.log10AgeMyr, "calibration_log10_age_myr",
        of: place)
      try ReportRange.check(quantiles: [cluster.lower, cluster.median, cluster.upper], of: place)
      for count in cluster.flowTenths + cluster.mixtureTenths {
        try ReportRange.check(count, ReportRange.count, "pit_tenths", of: place)
      }
    }
    for (share, name) in [
      (starCoverage68, "star_coverage_68"), (starCoverage95, "star_coverage_95"),
    ] { try ReportRange.check(share, ReportRange.share, name, of: "all clusters") }
  }

  /// The share of all stars in each tenth.
  public func share(_ tenths: (Cluster) -> [Double]) -> [Double] {
    let sums = (0..<10).map { tenth in clusters.reduce(0) { $0 + tenths($1)[tenth] } }
    let sum = sums.reduce(0, +)
    return sums.map { sum > 0 ? $0 / sum : 0 }
  }

  /// What it rests on, in a line of small print.
  public var provenance: String {
    "\(program), folds \(`protocol`), \(seeds.count) seeds: \(command)"
  }
}
