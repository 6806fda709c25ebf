// SPDX-License-Identifier: GPL-3.0-or-later
// The log likelihood of a cluster with its gradient, as a sampler needs it.

/// The log likelihood of a cluster and its derivatives by the parameters.
public struct ClusterLogLikelihood: Hashable, Sendable {
  /// The log likelihood, nat.
  public var value = 0.0
  /// By the age, nat per dex.
  public var byAge = 0.0
  /// By the zero point, nat per mag.
  public var byZeroPoint = 0.0
  /// By the shift of the membership log-odds.
  public var byMembershipShift = 0.0
  /// By the outlier fraction.
  public var byOutlierFraction = 0.0
  /// By the intrinsic spread of ages, nat per dex.
  public var byAgeSpread = 0.0
}

/// A likelihood of a cluster whose gradient is cheap enough to sample.
public protocol DifferentiableClusterLikelihood: ClusterLikelihood {
  /// The log likelihood with its gradient; its value is that of ``ClusterLikelihood/logLikelihood(_:)``.
  ///
  /// - Parameter parameters: Of the cluster.
  /// - Returns: The value and its gradient.
  func logLikelihoodWithGradient(_ parameters: ClusterParameters) -> ClusterLogLikelihood
}
