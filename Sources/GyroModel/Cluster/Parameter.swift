// SPDX-License-Identifier: GPL-3.0-or-later
// One component of the hierarchical model's position: what it is called, means and starts from.

internal import GyroNumerics
internal import GyroPlatform

/// A free parameter: the component of a position that it is, its transform and its prior.
struct Parameter: Sendable {
  /// What draws call it.
  let name: String
  let transform: ParameterTransform
  let prior: any ParameterPrior
  let start: Start

  /// Where chains start, wider than the posterior, as starts of chains should be.
  enum Start: Sendable {
    /// Uniform over a part of the interval that bounds the parameter.
    case uniform(ClosedRange<Double>, of: ClosedRange<Double>)
    /// A normal deviate of the component.
    case normal(mean: Double, sigma: Double)

    /// A component; takes one number of the stream.
    func component(using random: inout RandomStream) -> Double {
      switch self {
      case .uniform(let part, let interval):
        let value =
          part.lowerBound + (part.upperBound - part.lowerBound) * random.nextUniform()
        let share =
          (value - interval.lowerBound) / (interval.upperBound - interval.lowerBound)
        return log(share / (1 - share))
      case .normal(let mean, let sigma): return mean + sigma * random.nextNormal()
      }
    }
  }
}

/// A parameter of one cluster.
struct ClusterParameter: Sendable {
  let parameter: Parameter
  /// Which of the cluster's parameters it is, and the derivative of the likelihood by it.
  let field: Field
  /// Its index in the position.
  let component: Int
  /// Where its prior is normal with a standard deviation that the clusters share: the index of its log in the position.
  ///
  /// The component then counts in that standard deviation.
  let sharedScale: Int?

  /// A parameter of a cluster with the derivative of the likelihood by it.
  enum Field: Sendable { case log10AgeMyr, zeroPoint, membershipShift, outlierFraction, ageSpread }

  /// The parameter at a position.
  func value(at position: [Double]) -> Double {
    let x = position[component]
    guard let sharedScale else { return parameter.transform.value(at: x) }
    return x * exp(position[sharedScale])
  }

  /// Adds the derivatives of log likelihood and log prior to a gradient.
  ///
  /// - Parameters:
  ///   - position: Where.
  ///   - byValue: The derivative of the log likelihood by the parameter.
  ///   - gradient: By the components of the position.
  /// - Returns: The log prior density of the component, nat, up to a constant.
  func addDerivatives(
    at position: [Double], byValue: Double, to gradient: inout [Double]
  ) -> Double {
    let x = position[component]
    guard let sharedScale else {
      let prior = parameter.prior.logDensity(ofComponent: x, through: parameter.transform)
      gradient[component] += byValue * parameter.transform.slope(at: x) + prior.slope
      return prior.value
    }
    // v = τ x with x standard normal: the scale moves the parameter.
    let scale = exp(position[sharedScale])
    gradient[component] += byValue * scale - x
    gradient[sharedScale] += byValue * scale * x
    return -0.5 * x * x
  }
}

extension ClusterParameters {
  subscript(field: ClusterParameter.Field) -> Double {
    get {
      switch field {
      case .log10AgeMyr: log10AgeMyr
      case .zeroPoint: zeroPoint
      case .membershipShift: membershipShift
      case .outlierFraction: outlierFraction
      case .ageSpread: ageSpread
      }
    }
    set {
      switch field {
      case .log10AgeMyr: log10AgeMyr = newValue
      case .zeroPoint: zeroPoint = newValue
      case .membershipShift: membershipShift = newValue
      case .outlierFraction: outlierFraction = newValue
      case .ageSpread: ageSpread = newValue
      }
    }
  }
}

extension ClusterLogLikelihood {
  /// The derivative by a parameter.
  subscript(field: ClusterParameter.Field) -> Double {
    switch field {
    case .log10AgeMyr: byAge
    case .zeroPoint: byZeroPoint
    case .membershipShift: byMembershipShift
    case .outlierFraction: byOutlierFraction
    case .ageSpread: byAgeSpread
    }
  }
}
