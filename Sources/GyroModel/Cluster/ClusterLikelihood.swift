// SPDX-License-Identifier: GPL-3.0-or-later
// The likelihood of a cluster: the product over its stars, formed here and nowhere else.

public import GyroNumerics

/// How likely the rotation periods of a cluster's stars are under the parameters that they share.
///
///     L = Π_i [w_i p_i + (1 − w_i) b_i],   w_i = m_i (1 − f),   logit m_i = logit p_member + κ
///     p_i = ∫ N(x; 0, 1) p_flow(y_i | a + σ x, c_i − δ, s_i) dx
///
/// A type that conforms supplies the densities p_i under the flow and b_i under the background; weights,
/// mixtures and the product are the same for all of them. ``DirectClusterLikelihood`` evaluates the flow,
/// ``TabulatedClusterLikelihood`` interpolates it.
public protocol ClusterLikelihood: Sendable {
  /// The stars.
  var stars: [Star] { get }
  /// Natural log of the density b of each star's period under the background, per dex; minus infinity
  /// where the background does not allow the period.
  var logBackgroundDensities: [Double] { get }

  /// The natural log of the density p of each star's period under the flow, at each of a list of ages.
  ///
  /// - Parameters:
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - parameters: Zero point and spread of ages; its age, weights and outliers do not matter.
  /// - Returns: Nat per dex of period, shape `[stars][ages]`.
  func flowLogDensities(
    at log10AgesMyr: [Double], otherwise parameters: ClusterParameters
  ) -> [[Double]]
}

extension ClusterLikelihood {
  /// The mixture of each star's period with the background.
  public func mixtures(_ parameters: ClusterParameters) -> [Mixture] {
    zip(stars, logBackgroundDensities).map { star, logBackground in
      Mixture(
        weight: parameters.weight(membershipProbability: star.membershipProbability),
        logBackground: logBackground)
    }
  }

  /// The log likelihood of each star, at each of a list of ages.
  ///
  /// - Parameters:
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - parameters: Everything but the age, which does not matter.
  /// - Returns: Nat per dex of period, shape `[stars][ages]`.
  public func memberLogLikelihoods(
    at log10AgesMyr: [Double], otherwise parameters: ClusterParameters
  ) -> [[Double]] {
    mixed(flowLogDensities(at: log10AgesMyr, otherwise: parameters), parameters)
  }

  /// Mixes densities of the flow with the background, shape `[stars][ages]`.
  func mixed(_ flowLogDensities: [[Double]], _ parameters: ClusterParameters) -> [[Double]] {
    zip(mixtures(parameters), flowLogDensities).map { $1.map($0.logLikelihood) }
  }

  /// The log likelihood of the cluster, at each of a list of ages.
  ///
  /// - Parameters:
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - parameters: Everything but the age, which does not matter.
  /// - Returns: Nat, one per age; zero for no stars.
  public func logLikelihoods(
    at log10AgesMyr: [Double], otherwise parameters: ClusterParameters
  ) -> [Double] {
    productOverStars(
      memberLogLikelihoods(at: log10AgesMyr, otherwise: parameters), count: log10AgesMyr.count)
  }

  /// The log likelihood of the cluster, nat.
  public func logLikelihood(_ parameters: ClusterParameters) -> Double {
    logLikelihoods(at: [parameters.log10AgeMyr], otherwise: parameters)[0]
  }

  /// By star, the log likelihood and the chance that its period has nothing to do with its age.
  ///
  /// - Parameter parameters: Of the cluster.
  /// - Returns: Nat per dex of period, and (1 − w) b / L: non-members are outliers, too.
  public func members(
    _ parameters: ClusterParameters
  ) -> [(logLikelihood: Double, outlierProbability: Double)] {
    zip(
      mixtures(parameters),
      flowLogDensities(at: [parameters.log10AgeMyr], otherwise: parameters)
    ).map { mixture, logDensity in
      let logLikelihood = mixture.logLikelihood(logDensity[0])
      return (logLikelihood, mixture.outlierProbability(ofLogLikelihood: logLikelihood))
    }
  }
}

/// The product of likelihoods over stars, as a sum of logs.
///
/// - Parameters:
///   - logLikelihoods: Shape `[stars][count]`, nat.
///   - count: How many ages there are.
/// - Returns: Nat, one per age.
func productOverStars(_ logLikelihoods: [[Double]], count: Int) -> [Double] {
  var sum = [Double](repeating: 0, count: count)
  for star in logLikelihoods {
    for index in sum.indices { sum[index] += star[index] }
  }
  return sum
}
