// SPDX-License-Identifier: GPL-3.0-or-later
// A trajectory whose energy ran away: a place that the sampler could not follow.

/// A step that lost the energy, and where: the posterior bends too sharply there for the step size.
///
/// Draws near such places are too few, so their chain cannot be called converged.
public struct Divergence: Hashable, Codable, Sendable {
  /// The chain, from 0.
  public let chain: Int
  /// The draw, from 0, after warm-up.
  public let draw: Int
  /// Energy gained since the start of the trajectory, in nat; infinite where the density is zero.
  public let energyError: Double
  /// The last position before the step, shape `[dimension]`.
  public let position: [Double]
}
