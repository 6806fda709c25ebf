// SPDX-License-Identifier: GPL-3.0-or-later
// The choices of a sampling run, each with its default.

/// How many chains and draws, and how carefully.
public struct SamplingSettings: Hashable, Codable, Sendable {
  /// Chains, each with a start and random numbers of its own.
  public var chainCount = 4
  /// Draws of each chain that are thrown away while it learns step size and metric.
  public var warmupCount = 1000
  /// Draws of each chain that are kept.
  public var drawCount = 1000
  /// Mean acceptance that the step size is tuned to; nearer to 1 where there are divergences.
  public var targetAcceptance = 0.8
  /// How much of the covariance the metric learns.
  public var metric = Metric.Kind.diagonal
  /// A trajectory has at most 2 to this power steps.
  public var maximumTreeDepth = 10
  /// Gain of energy at which a trajectory counts as divergent, in nat.
  public var maximumEnergyError = 1000.0
  /// Starts are uniform within this distance of 0 in each component, unless they are given.
  public var startRadius = 2.0

  /// All defaults, which are those of Stan.
  public init() {}

  func check() {
    precondition(
      chainCount > 0 && warmupCount >= 0 && drawCount > 0,
      "\(chainCount) chains of \(warmupCount) + \(drawCount) draws")
    precondition(
      targetAcceptance > 0 && targetAcceptance < 1, "a target acceptance of \(targetAcceptance)")
    precondition((1...24).contains(maximumTreeDepth), "a tree depth of \(maximumTreeDepth)")
    precondition(
      maximumEnergyError > 0 && startRadius > 0 && startRadius < .infinity,
      "energy error \(maximumEnergyError), start radius \(startRadius)")
  }
}
