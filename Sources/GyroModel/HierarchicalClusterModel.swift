// SPDX-License-Identifier: GPL-3.0-or-later
// The posterior of the ages of one or several clusters with their nuisances: a density with a gradient.

internal import Foundation
public import GyroNumerics

/// The joint posterior of clusters.
///
///     a_k        prior of the age, within the window of the cluster's table
///     δ_k        N(0, τ_E)      zero point of E(BP-RP)
///     κ_k        N(0, τ_m)      shift of the membership log-odds
///     f_k        Beta           outlier fraction
///     σ_k        half-normal    intrinsic spread of ages, if asked for
///     τ_E, τ_m   half-normal with the priors' scales for several clusters; those scales for one
///
/// with the likelihood of ``ClusterTable/logLikelihood(_:)``. What an error common to all
/// calibrators adds, the data cannot tell: it is not part of the position but added to the ages that
/// are reported.
///
/// > Source: The mixture is that of Van-Lane et al. (2025), ApJ 986, 59, section 3.
public struct HierarchicalClusterModel: LogDensity {
  /// A cluster ready to be sampled.
  public struct Cluster: Sendable {
    /// What it is called.
    public let name: String
    /// Its likelihood.
    public let table: ClusterTable
    /// The ages that the position can reach, dex of Myr.
    public let log10AgeMyrWindow: ClosedRange<Double>

    /// Takes a table and the ages within it.
    public init(name: String, table: ClusterTable, log10AgeMyrWindow: ClosedRange<Double>) {
      (self.name, self.table) = (name, table)
      self.log10AgeMyrWindow = log10AgeMyrWindow
    }
  }

  /// The clusters.
  public let clusters: [Cluster]
  /// The priors.
  public let priors: ClusterPriors
  /// Which component is what.
  public let layout: ClusterLayout
  /// By cluster, whether the zero point moves in units of the prior's fixed scale and not of τ_E.
  private let isCentered: [Bool]
  private let outlierAlpha, outlierBeta: Double

  /// Stars from which on a cluster tells more about its zero point than τ_E does.
  ///
  /// Many data call for a parameter that does not move with its scale, few for one that does
  /// (Betancourt & Girolami 2015).
  static let leastCenteredStarCount = 30

  /// Joins clusters and priors.
  ///
  /// - Precondition: At least one cluster, and an outlier fraction within (0, 1) if it is free.
  public init(_ clusters: [Cluster], priors: ClusterPriors = ClusterPriors()) {
    precondition(!clusters.isEmpty, "a model of no clusters")
    precondition(
      priors.outlierConcentration == .infinity
        || (priors.outlierFraction > 0 && priors.outlierFraction < 1
          && priors.outlierConcentration > 0),
      "an outlier fraction of \(priors.outlierFraction), worth \(priors.outlierConcentration) stars"
    )
    (self.clusters, self.priors) = (clusters, priors)
    layout = ClusterLayout(clusters: clusters.map(\.name), priors: priors)
    isCentered = clusters.map {
      clusters.count > 1 && $0.table.stars.count >= Self.leastCenteredStarCount
    }
    outlierAlpha = priors.outlierFraction * priors.outlierConcentration
    outlierBeta = (1 - priors.outlierFraction) * priors.outlierConcentration
  }

  /// The number of components of a position.
  public var dimension: Int { layout.names.count }

  /// The scales that the clusters share at a position: τ_E in mag, and τ_m.
  public func scales(at position: [Double]) -> (zeroPoint: Double, membershipShift: Double) {
    (
      layout.zeroPointSigma.map { exp(position[$0]) } ?? priors.zeroPointSigma,
      layout.membershipShiftSigma.map { exp(position[$0]) } ?? priors.membershipShiftSigma
    )
  }

  /// The parameters of a cluster at a position.
  public func parameters(of cluster: Int, at position: [Double]) -> ClusterParameters {
    let (places, scales) = (layout.places[cluster], scales(at: position))
    let window = clusters[cluster].log10AgeMyrWindow
    var result = ClusterParameters(
      log10AgeMyr: window.lowerBound
        + (window.upperBound - window.lowerBound) * logistic(position[places.age]),
      outlierFraction: places.outlierFraction.map { logistic(position[$0]) }
        ?? priors.outlierFraction)
    if let place = places.zeroPoint {
      result.zeroPoint =
        position[place] * (isCentered[cluster] ? priors.zeroPointSigma : scales.zeroPoint)
    }
    if let place = places.membershipShift {
      result.membershipShift = position[place] * scales.membershipShift
    }
    if let place = places.ageSpread { result.ageSpread = exp(position[place]) }
    return result
  }

  /// The log posterior density at a position, with the Jacobian of each bounded parameter.
  public func value(at position: [Double], gradient: inout [Double]) -> Double {
    for index in gradient.indices { gradient[index] = 0 }
    let scales = scales(at: position)
    var value = 0.0
    /// The prior of a scale: half-normal, moved by its log.
    func addScale(_ place: Int?, _ scale: Double, _ typical: Double) {
      guard let place else { return }
      let ratio = scale / typical
      value += position[place] - 0.5 * ratio * ratio
      gradient[place] += 1 - ratio * ratio
    }
    addScale(layout.zeroPointSigma, scales.zeroPoint, priors.zeroPointSigma)
    addScale(layout.membershipShiftSigma, scales.membershipShift, priors.membershipShiftSigma)

    for (index, cluster) in clusters.enumerated() {
      let places = layout.places[index]
      let parameters = parameters(of: index, at: position)
      let likelihood = cluster.table.logLikelihood(parameters)
      value += likelihood.value

      // a = lower + width s, ds/dx = s (1 − s), Jacobian width s (1 − s).
      let window = cluster.log10AgeMyrWindow
      let width = window.upperBound - window.lowerBound
      let s = logistic(position[places.age])
      value += priors.age.logDensity(log10AgeMyr: parameters.log10AgeMyr)
      value += logLogisticSlope(position[places.age])
      gradient[places.age] =
        (likelihood.byAge + priors.age.slope(log10AgeMyr: parameters.log10AgeMyr))
        * width * s * (1 - s) + 1 - 2 * s

      if let place = places.zeroPoint {
        if isCentered[index] {
          let deviate = parameters.zeroPoint / scales.zeroPoint
          value += -0.5 * deviate * deviate - log(scales.zeroPoint)
          gradient[place] =
            (likelihood.byZeroPoint - deviate / scales.zeroPoint) * priors.zeroPointSigma
          if let scale = layout.zeroPointSigma { gradient[scale] += deviate * deviate - 1 }
        } else {
          value -= 0.5 * position[place] * position[place]
          gradient[place] = likelihood.byZeroPoint * scales.zeroPoint - position[place]
          if let scale = layout.zeroPointSigma {
            gradient[scale] += likelihood.byZeroPoint * parameters.zeroPoint
          }
        }
      }
      if let place = places.membershipShift {
        value -= 0.5 * position[place] * position[place]
        gradient[place] = likelihood.byMembershipShift * scales.membershipShift - position[place]
        if let scale = layout.membershipShiftSigma {
          gradient[scale] += likelihood.byMembershipShift * parameters.membershipShift
        }
      }
      if let place = places.outlierFraction {
        // α log f + β log(1 − f) is the beta density with the Jacobian f (1 − f).
        let f = parameters.outlierFraction
        value +=
          outlierAlpha * logLogistic(position[place]) + outlierBeta * logLogistic(-position[place])
        gradient[place] =
          outlierAlpha * (1 - f) - outlierBeta * f + likelihood.byOutlierFraction * f * (1 - f)
      }
      if let place = places.ageSpread {
        let ratio = parameters.ageSpread / priors.ageSpread
        value += position[place] - 0.5 * ratio * ratio
        gradient[place] = 1 - ratio * ratio + likelihood.byAgeSpread * parameters.ageSpread
      }
    }
    return value
  }

  /// A position drawn from the priors, with the ages uniform in the middle of their windows.
  ///
  /// That is far wider than any posterior, as starts of chains should be.
  public func start(using random: inout RandomStream) -> [Double] {
    var position = [Double](repeating: 0, count: dimension)
    for places in layout.places {
      let share = 0.1 + 0.8 * random.nextUniform()
      position[places.age] = log(share / (1 - share))
      for place in [places.zeroPoint, places.membershipShift] {
        if let place { position[place] = random.nextNormal() }
      }
      if let place = places.outlierFraction {
        position[place] =
          log(priors.outlierFraction / (1 - priors.outlierFraction)) + 0.5 * random.nextNormal()
      }
      if let place = places.ageSpread {
        position[place] = log(priors.ageSpread) - 1 + 0.5 * random.nextNormal()
      }
    }
    if let place = layout.zeroPointSigma {
      position[place] = log(priors.zeroPointSigma) + 0.5 * random.nextNormal()
    }
    if let place = layout.membershipShiftSigma {
      position[place] = log(priors.membershipShiftSigma) + 0.5 * random.nextNormal()
    }
    return position
  }
}

/// 1 / (1 + exp(−x)).
private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

/// The log of that, with all digits on both sides: log s = −log(1 + exp(−x)).
private func logLogistic(_ x: Double) -> Double {
  x > 0 ? -log1p(exp(-x)) : x - log1p(exp(x))
}

/// The log of s (1 − s).
private func logLogisticSlope(_ x: Double) -> Double { logLogistic(x) + logLogistic(-x) }
