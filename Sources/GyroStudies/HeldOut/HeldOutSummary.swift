// SPDX-License-Identifier: GPL-3.0-or-later
// The figures by which trainings are compared.

internal import Foundation

/// Held-out figures over all clusters of one run.
public struct HeldOutSummary: Hashable, Sendable, Codable {
  /// Clusters without a younger neighbor to interpolate from: held out, they are extrapolated.
  public static let youngestClusters: Set<String> = ["ScoCen", "Taurus"]

  /// Mean over clusters of the mixture's mean log-likelihood, nats per star: all clusters, and those
  /// that are neither disputed nor youngest.
  public let mixtureLogScoreAll, mixtureLogScoreInside: Double
  /// The same for the mixture that the model was trained with.
  public let trainedMixtureLogScoreAll, trainedMixtureLogScoreInside: Double
  /// The same for the flow alone.
  public let flowLogScoreAll, flowLogScoreInside: Double
  /// RMS of recovered minus calibration age, dex: all clusters, the undisputed, and those inside.
  public let rmsDexAll, rmsDexUndisputed, rmsDexInside: Double
  /// Median of the absolute difference over the clusters inside, dex.
  public let medianDexInside: Double
  /// Share of stars whose 68 and 95 percent intervals hold their calibration age.
  public let starCoverage68, starCoverage95: Double
  /// RMS of single stars, dex.
  public let starRMSDex: Double
  /// Share of stars in the first and last tenth of the flow's distribution function.
  public let flowFirstTenth, flowLastTenth: Double
  /// The same for the mixture's.
  public let mixtureFirstTenth, mixtureLastTenth: Double
  /// The same for the mixture that the model was trained with.
  public let trainedMixtureFirstTenth, trainedMixtureLastTenth: Double

  enum CodingKeys: String, CodingKey {
    case mixtureLogScoreAll = "mixture_log_score_30"
    case mixtureLogScoreInside = "mixture_log_score_23"
    case trainedMixtureLogScoreAll = "trained_mixture_log_score_30"
    case trainedMixtureLogScoreInside = "trained_mixture_log_score_23"
    case flowLogScoreAll = "flow_log_score_30"
    case flowLogScoreInside = "flow_log_score_23"
    case rmsDexAll = "rms_dex_30"
    case rmsDexUndisputed = "rms_dex_25"
    case rmsDexInside = "rms_dex_23"
    case medianDexInside = "median_dex_23"
    case starCoverage68 = "star_coverage_68"
    case starCoverage95 = "star_coverage_95"
    case starRMSDex = "star_rms_dex"
    case flowFirstTenth = "pit_first_tenth"
    case flowLastTenth = "pit_last_tenth"
    case mixtureFirstTenth = "pit_mixture_first_tenth"
    case mixtureLastTenth = "pit_mixture_last_tenth"
    case trainedMixtureFirstTenth = "pit_trained_mixture_first_tenth"
    case trainedMixtureLastTenth = "pit_trained_mixture_last_tenth"
  }

  /// Summarizes clusters.
  ///
  /// - Parameters:
  ///   - clusters: One entry a cluster; at least one of them inside.
  ///   - disputed: Keys of the disputed clusters.
  public init(_ clusters: [HeldOutCluster], disputed: Set<String>) {
    let undisputed = clusters.filter { !disputed.contains($0.cluster) }
    let inside = undisputed.filter { !Self.youngestClusters.contains($0.cluster) }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
    func rms(_ clusters: [HeldOutCluster]) -> Double {
      mean(clusters.compactMap(\.offsetDex).map { $0 * $0 }).squareRoot()
    }
    func total(_ count: (HeldOutCluster) -> Int) -> Double {
      Double(clusters.reduce(0) { $0 + count($1) })
    }
    mixtureLogScoreAll = mean(clusters.map(\.meanMixtureLogLikelihood))
    mixtureLogScoreInside = mean(inside.map(\.meanMixtureLogLikelihood))
    trainedMixtureLogScoreAll = mean(clusters.map(\.meanTrainedMixtureLogLikelihood))
    trainedMixtureLogScoreInside = mean(inside.map(\.meanTrainedMixtureLogLikelihood))
    flowLogScoreAll = mean(clusters.map(\.meanLogDensity))
    flowLogScoreInside = mean(inside.map(\.meanLogDensity))
    (rmsDexAll, rmsDexUndisputed, rmsDexInside) = (rms(clusters), rms(undisputed), rms(inside))
    let offsets = inside.compactMap(\.offsetDex).map(abs).sorted()
    medianDexInside = offsets.isEmpty ? 0 : offsets[offsets.count / 2]
    let dated = max(1, total(\.datedStarCount))
    starCoverage68 = total(\.starsWithin68) / dated
    starCoverage95 = total(\.starsWithin95) / dated
    starRMSDex = (clusters.reduce(0) { $0 + $1.starSquareSum } / dated).squareRoot()
    let stars = max(1, total(\.starCount))
    flowFirstTenth = total { $0.flowTenths[0] } / stars
    flowLastTenth = total { $0.flowTenths[9] } / stars
    mixtureFirstTenth = total { $0.mixtureTenths[0] } / stars
    mixtureLastTenth = total { $0.mixtureTenths[9] } / stars
    trainedMixtureFirstTenth = total { $0.trainedMixtureTenths[0] } / stars
    trainedMixtureLastTenth = total { $0.trainedMixtureTenths[9] } / stars
  }
}
