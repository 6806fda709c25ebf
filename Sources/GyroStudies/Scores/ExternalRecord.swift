// SPDX-License-Identifier: GPL-3.0-or-later
// The scores of a finished model on clusters, read back from their report.

public import Foundation
internal import GyroFiles
public import Gyrochronology

/// What `gyro model score --format json` wrote.
public struct ExternalRecord: Decodable, Sendable {
  /// One cluster.
  public struct Cluster: Decodable, Sendable {
    /// Its key, and where its literature age comes from.
    public let cluster, source: String
    /// Scored stars, and those red enough for an age.
    public let stars, datedStars: Int
    /// The literature age with its error, and the recovered age, dex of Myr.
    public let log10AgeMyr, log10AgeSigma: Double
    /// Quantiles of the recovered age at 16, 50 and 84 percent, dex of Myr; nil without dated stars.
    public let q16, q50, q84: Double?
    /// Recovered minus literature age, dex.
    public let offsetDex: Double?
    /// Mean log density of the flow and mean log likelihood of the fixed mixture, nats per star.
    public let meanLogDensity, meanMixtureLogLikelihood: Double
    /// Dated stars whose 68 and 95 percent intervals hold the literature age.
    public let starsWithin68, starsWithin95: Int
    /// Whether the model was trained on the cluster; nil where its record does not say.
    public let wasTrainedOn: Bool?

    /// By how many errors the ages differ: those of the literature and of the recovered age together.
    public var deviations: Double? {
      guard let offsetDex, let q16, let q84 else { return nil }
      let half = (q84 - q16) / 2
      let error = (half * half + log10AgeSigma * log10AgeSigma).squareRoot()
      // Two ages without any error differ by no number of errors.
      return error > 0 ? offsetDex / error : nil
    }

    private enum CodingKeys: String, CodingKey {
      case cluster, source, stars
      case datedStars = "dated_stars"
      case log10AgeMyr = "literature_log10_age_myr"
      case log10AgeSigma = "literature_log10_age_sigma"
      case q16 = "log10_age_myr_q16"
      case q50 = "log10_age_myr_q50"
      case q84 = "log10_age_myr_q84"
      case offsetDex = "offset_dex"
      case meanLogDensity = "mean_log_density"
      case meanMixtureLogLikelihood = "mean_mixture_log_likelihood"
      case starsWithin68 = "stars_within_68"
      case starsWithin95 = "stars_within_95"
      case wasTrainedOn = "trained_on"
    }
  }

  /// The clusters.
  public let clusters: [Cluster]
  /// The age scale, the choice of stars and the command that made it.
  public let ageScale, selection, command: String
  private let modelSHA256: String

  private enum CodingKeys: String, CodingKey {
    case clusters, selection, command
    case ageScale = "age_scale"
    case modelSHA256 = "model_sha256"
  }

  /// Reads a report; nil if the bytes are not one.
  ///
  /// - Throws: ``ReportError`` if a number of it cannot be.
  public init?(json: Data) throws(ReportError) {
    guard let value = try? JSONDecoder().decode(Self.self, from: json), !value.clusters.isEmpty
    else { return nil }
    self = value
    for cluster in clusters {
      let place = cluster.cluster
      let numbers: [(String, Double?, ClosedRange<Double>)] = [
        ("stars", Double(cluster.stars), ReportRange.count),
        ("dated_stars", Double(cluster.datedStars), 0...Double(max(0, cluster.stars))),
        ("stars_within_68", Double(cluster.starsWithin68), 0...Double(max(0, cluster.datedStars))),
        ("stars_within_95", Double(cluster.starsWithin95), 0...Double(max(0, cluster.datedStars))),
        ("literature_log10_age_myr", cluster.log10AgeMyr, ReportRange.log10AgeMyr),
        ("literature_log10_age_sigma", cluster.log10AgeSigma, ReportRange.errorDex),
        ("offset_dex", cluster.offsetDex, ReportRange.offsetDex),
        ("mean_log_density", cluster.meanLogDensity, ReportRange.other),
        ("mean_mixture_log_likelihood", cluster.meanMixtureLogLikelihood, ReportRange.other),
      ]
      for (name, value, range) in numbers {
        try ReportRange.check(value, range, name, of: place)
      }
      try ReportRange.check(quantiles: [cluster.q16, cluster.q50, cluster.q84], of: place)
    }
  }

  /// Why this says nothing about a model; nil where it is that model's.
  public func mismatch(with model: LoadedModel) -> String? {
    modelSHA256 == model.digest.hexadecimal ? nil : "it scores another model"
  }
}
