// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a group of stars, or the reason why there is none.

public import GyroModel
public import GyroSampling

/// How the posterior was computed.
public enum ClusterMethod: String, CaseIterable, Sendable {
  /// Sampled, with all nuisances.
  case nuts
  /// On a grid of ages and outlier fractions, with the other nuisances fixed: exact.
  case grid
}

/// A star of the group with what it does to the age.
public struct ClusterMember: Hashable, Sendable {
  /// The star's name, or the number of its row.
  public let id: String
  /// Why it was not used; nil if it was.
  public let reason: UnusableStar?
  /// The chance that it is no member, or that its period has nothing to do with its age.
  public let outlierProbability: Double?
  /// Mean log10 age of the group with the star minus that without it, dex.
  public let influence: Double?
  /// The predictive probability of a shorter period.
  public let probabilityBelow: Double?
}

/// A parameter by its quantiles at 16, 50 and 84 percent.
public struct ParameterSummary: Hashable, Sendable {
  /// The name, with the unit.
  public let name: String
  /// The quantiles.
  public let q16, q50, q84: Double
}

/// Whether the computation can be trusted.
public struct ClusterDiagnostics: Hashable, Sendable {
  /// How it was computed.
  public let method: ClusterMethod
  /// The sampler's diagnostics; nil for the grid, which has none to fail.
  public let convergence: ConvergenceReport?
  /// Standard deviation over draws of the error of the tabulated log likelihood, nat; nil for the grid.
  public let tableError: Double?

  /// Whether nothing failed.
  public var isConverged: Bool { convergence?.isConverged ?? true }
}

/// The age of a group.
public struct ClusterAge: Sendable {
  /// The age in numbers, with everything in it that ``includesCalibration`` says.
  public let summary: AgeSummary
  /// Its density over log10 age, at increasing ages, per dex.
  public let density: [(log10AgeMyr: Double, value: Double)]
  /// Whether the error of the age scale is in the summary; it never is with the grid.
  public let includesCalibration: Bool
  /// What each cause adds.
  public let budget: ClusterBudget
  /// The parameters.
  public let parameters: [ParameterSummary]
  /// Draws of them, chain after chain, for pictures; a few quantiles with the grid.
  public let draws: [ClusterParameters]
  /// Whether the model expects such periods.
  public let predictive: PredictiveCheck
  /// Whether stars of different colors agree on the age; nil where there are too few stars to tell.
  public let colors: ColorCheck?
  /// Whether the computation can be trusted.
  public let diagnostics: ClusterDiagnostics
  /// What the sampler drew, with its statistics, of all clusters that it sampled together; nil with the grid.
  public internal(set) var sampled: Draws?
}

/// The answer for one group.
public struct ClusterEstimate: Sendable {
  /// What it is called.
  public let name: String
  /// The age; nil if none of the stars can be used.
  public let age: ClusterAge?
  /// Every star that was given, in order.
  public let members: [ClusterMember]
  /// The stars that were used, after dereddening, in order.
  public let stars: [Star]
  /// Warnings.
  public let flags: [ClusterFlag]
  /// How many of the stars that were used bear a warning that their own numbers call for, as when a star is dated
  /// by itself.
  public var starFlagCounts: [AgeFlag: Int] = [:]

  /// How many stars were used.
  public var usedCount: Int { stars.count }
}

/// The answers for several groups.
public struct ClusterEstimates: Sendable {
  /// One for each group, in order.
  public let clusters: [ClusterEstimate]
  /// The scales that they share, where they were sampled jointly.
  public let shared: [ParameterSummary]

  /// Whether every group has an age that can be trusted: one that was found, and on which its colors agree.
  public var isSound: Bool {
    clusters.allSatisfy { cluster in
      guard let age = cluster.age else { return false }
      return age.diagnostics.isConverged && age.colors?.isDisagreement != true
    }
  }
}
