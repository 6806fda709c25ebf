// SPDX-License-Identifier: GPL-3.0-or-later
// The posterior of the ages of one or several clusters with their nuisances: a density with a gradient.

public import GyroNumerics
internal import GyroPlatform

/// The joint posterior of clusters.
///
///     a_k        prior of the age, within the window of the cluster's table
///     δ_k        N(0, τ_E)      zero point of E(BP-RP)
///     κ_k        N(0, τ_m)      shift of the membership log-odds
///     f_k        Beta           outlier fraction
///     σ_k        half-normal    intrinsic spread of ages, if asked for
///     τ_E, τ_m   half-normal with the priors' scales for several clusters; those scales for one
///
/// with the likelihood of ``ClusterLikelihood``. What an error common to all
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
    public let likelihood: any DifferentiableClusterLikelihood
    /// The ages that the position can reach, dex of Myr.
    public let log10AgeMyrWindow: ClosedRange<Double>
    /// The ages at which chains may start, inside of the window.
    public let log10AgeMyrOfStarts: ClosedRange<Double>

    /// A cluster with its likelihood; the window must lie within what a table covers.
    public init(
      name: String, likelihood: any DifferentiableClusterLikelihood, window: ClusterWindow
    ) {
      (self.name, self.likelihood) = (name, likelihood)
      log10AgeMyrWindow = window.log10AgeMyr
      log10AgeMyrOfStarts = window.log10AgeMyrOfStarts
    }
  }

  /// The clusters.
  public let clusters: [Cluster]
  /// The priors.
  public let priors: ClusterPriors
  /// What the components of a position are called.
  public let names: [String]
  /// The free parameters of each cluster.
  private let parameters: [[ClusterParameter]]
  /// The standard deviations that the clusters share.
  private let sharedScales: [SharedScale]
  private let zeroPointSigma, membershipShiftSigma: Int?

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
    let listed = clusters.map { Self.parameters(of: $0, priors: priors) }
    let fields = listed.joined().map(\.0)
    var scales: [SharedScale] = []
    func scale(_ name: String, of field: ClusterParameter.Field, _ typical: Double) -> Int? {
      guard clusters.count > 1, typical > 0 else { return nil }
      let component = fields.count + scales.count
      scales.append(
        SharedScale(
          name, typical: typical, component: component,
          deviates: fields.indices.filter { fields[$0] == field }))
      return component
    }
    zeroPointSigma = scale("zero_point_sigma", of: .zeroPoint, priors.zeroPointSigma)
    membershipShiftSigma = scale(
      "membership_shift_sigma", of: .membershipShift, priors.membershipShiftSigma)
    sharedScales = scales
    var component = 0
    var placed: [[ClusterParameter]] = []
    for parameters in listed {
      placed.append([])
      for (field, parameter) in parameters {
        let shared: Int? =
          switch field {
          case .zeroPoint: zeroPointSigma
          case .membershipShift: membershipShiftSigma
          default: nil
          }
        placed[placed.count - 1].append(
          ClusterParameter(
            parameter: parameter, field: field, component: component, sharedScale: shared))
        component += 1
      }
    }
    parameters = placed
    names = placed.joined().map(\.parameter.name) + scales.map(\.parameter.name)
  }

  /// The free parameters of a cluster: transform and prior of each, in the order of the position.
  private static func parameters(
    of cluster: Cluster, priors: ClusterPriors
  ) -> [(ClusterParameter.Field, Parameter)] {
    var list: [(ClusterParameter.Field, Parameter)] = []
    func add(
      _ field: ClusterParameter.Field, _ name: String, _ transform: ParameterTransform,
      _ prior: any ParameterPrior, start: Parameter.Start
    ) {
      let name = "\(name)[\(cluster.name)]"
      list.append(
        (field, Parameter(name: name, transform: transform, prior: prior, start: start)))
    }
    add(
      .log10AgeMyr, "age", .interval(cluster.log10AgeMyrWindow), priors.age,
      start: .uniform(cluster.log10AgeMyrOfStarts, of: cluster.log10AgeMyrWindow))
    for (field, name, sigma) in [
      (ClusterParameter.Field.zeroPoint, "zero_point", priors.zeroPointSigma),
      (.membershipShift, "membership_shift", priors.membershipShiftSigma),
    ] where sigma > 0 {
      add(
        field, name, .scaled(by: sigma), NormalPrior(sigma: sigma),
        start: .normal(mean: 0, sigma: 1))
    }
    if let prior = priors.outlierFractionPrior {
      add(
        .outlierFraction, "outlier_fraction", .unit, prior,
        start: .normal(mean: log(prior.alpha / prior.beta), sigma: 0.5))
    }
    if priors.ageSpread > 0 {
      add(
        .ageSpread, "age_spread", .exponential, HalfNormalPrior(scale: priors.ageSpread),
        start: .normal(mean: log(priors.ageSpread) - 1, sigma: 0.5))
    }
    return list
  }

  /// The number of components of a position.
  public var dimension: Int { names.count }

  /// The scales that the clusters share at a position: τ_E in mag, and τ_m.
  public func scales(at position: [Double]) -> (zeroPoint: Double, membershipShift: Double) {
    (
      zeroPointSigma.map { exp(position[$0]) } ?? priors.zeroPointSigma,
      membershipShiftSigma.map { exp(position[$0]) } ?? priors.membershipShiftSigma
    )
  }

  /// The parameters of a cluster at a position.
  public func parameters(of cluster: Int, at position: [Double]) -> ClusterParameters {
    var result = ClusterParameters(log10AgeMyr: 0, outlierFraction: priors.outlierFraction)
    for parameter in parameters[cluster] {
      result[parameter.field] = parameter.value(at: position)
    }
    return result
  }

  /// The log posterior density at a position, with the Jacobian of each bounded parameter.
  public func value(at position: [Double], gradient: inout [Double]) -> Double {
    for index in gradient.indices { gradient[index] = 0 }
    var value = 0.0
    for scale in sharedScales {
      let prior = scale.parameter.prior.logDensity(
        ofComponent: position[scale.component], through: scale.parameter.transform)
      value += prior.value
      gradient[scale.component] += prior.slope
    }
    for (index, cluster) in clusters.enumerated() {
      let likelihood = cluster.likelihood.logLikelihoodWithGradient(
        parameters(of: index, at: position))
      value += likelihood.value
      for parameter in parameters[index] {
        value += parameter.addDerivatives(
          at: position, byValue: likelihood[parameter.field], to: &gradient)
      }
    }
    return value
  }

  /// The scales that the clusters share, drawn anew with all else fixed; nil for one cluster.
  public func moved(_ position: [Double], using random: inout RandomStream) -> [Double]? {
    guard !sharedScales.isEmpty else { return nil }
    var moved = position
    for scale in sharedScales { scale.redraw(&moved, using: &random) }
    return moved
  }

  /// A position from which a chain may start: wider than the posterior.
  public func start(using random: inout RandomStream) -> [Double] {
    parameters.joined().map { $0.parameter.start.component(using: &random) }
      + sharedScales.map { $0.parameter.start.component(using: &random) }
  }
}
