// SPDX-License-Identifier: GPL-3.0-or-later
// One draw: a position, and how the sampler came there.

/// A position drawn from the target, with what its trajectory was like.
public struct Draw: Hashable, Sendable {
  /// Shape `[dimension]`.
  public let position: [Double]
  /// Log density there, in nat, up to the target's constant.
  public let logDensity: Double
  /// Energy at the start of the trajectory, in nat, which E-BFMI reads.
  public let energy: Double
  /// Mean chance of acceptance along the trajectory.
  public let acceptance: Double
  /// Gradients that the trajectory cost.
  public let gradientCount: Int
  /// How often the trajectory doubled.
  public let treeDepth: Int
  /// Whether the trajectory diverged.
  public let isDivergent: Bool

  /// The fields of a record after the components of its position.
  static let statistics = [
    "log_density", "energy", "acceptance", "gradient_count", "tree_depth", "is_divergent",
  ]

  /// The position and ``statistics`` as numbers.
  var record: [Double] {
    position + [
      logDensity, energy, acceptance, Double(gradientCount), Double(treeDepth), isDivergent ? 1 : 0,
    ]
  }

  /// Whether numbers that were read back are the record of a draw.
  static func isRecord(_ record: ArraySlice<Double>) -> Bool {
    guard record.count > statistics.count, record.allSatisfy(\.isFinite) else { return false }
    let last = Array(record.suffix(4))
    return (0...1).contains(last[0]) && (0...0x1p52).contains(last[1])
      && (0...64).contains(last[2]) && (last[3] == 0 || last[3] == 1)
  }
}
