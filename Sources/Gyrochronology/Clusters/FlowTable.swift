// SPDX-License-Identifier: GPL-3.0-or-later
// The flow's densities of a cluster's stars, cached because most variants need the same ones.

internal import GyroModel
internal import GyroNumerics

/// Log densities of stars under a flow at some nodes of the age grid.
///
/// Weights, priors and selections change none of them, and computing them is nearly all the work.
package struct FlowTable: Sendable {
  /// Index of each node of the grid in a row; nil where it is not kept.
  private let indices: [Int?]
  private let rows: [Star: [Double]]

  /// How far around the nodes that a cluster needs its neighbors are kept too, nodes: 0.25 dex.
  private static let margin = 60

  /// Computes the densities of stars.
  ///
  /// - Parameters:
  ///   - stars: Every star that a variant may ask for.
  ///   - likelihood: The flow, without aliases.
  ///   - grid: The age grid.
  ///   - coarse: Nodes that every variant asks for.
  ///   - fine: Nodes that the cluster asks for as given; nil if it has no age.
  init(
    stars: [Star], likelihood: RotationLikelihood, grid: Grid, coarse: [Int],
    fine: ClosedRange<Int>?
  ) {
    var nodes = Set(coarse)
    if let fine {
      nodes.formUnion(
        max(0, fine.lowerBound - Self.margin)...min(grid.count - 1, fine.upperBound + Self.margin))
    }
    let order = nodes.sorted()
    var indices = [Int?](repeating: nil, count: grid.count)
    for (index, node) in order.enumerated() { indices[node] = index }
    self.indices = indices
    let ages = order.map { grid[$0] }
    rows = Dictionary(
      stars.map { star in
        (Self.key(star), likelihood.flowLogDensities(of: star, at: ages))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The log densities of a star at nodes; nil unless all of them are kept.
  func logDensities(of star: Star, nodes: [Int]) -> [Double]? {
    guard let row = rows[Self.key(star)] else { return nil }
    var values: [Double] = []
    values.reserveCapacity(nodes.count)
    for node in nodes {
      guard let index = indices[node] else { return nil }
      values.append(row[index])
    }
    return values
  }

  /// What the density depends on.
  private static func key(_ star: Star) -> Star {
    var key = star
    key.membershipProbability = 1
    return key
  }
}
