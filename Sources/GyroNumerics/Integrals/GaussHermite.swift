// SPDX-License-Identifier: GPL-3.0-or-later
// Averages over a standard normal distribution as sums of a few terms.

internal import CGSL
internal import GyroPlatform

/// Nodes and weights of an average over the standard normal distribution.
///
///     ∫ N(x; 0, 1) g(x) dx ≈ Σ_j w_j g(x_j)
///
/// Exact for polynomials of degree below twice the number of nodes.
///
/// > Source: Golub & Welsch (1969); GSL `gsl_integration_fixed_hermite`.
public struct GaussHermite: Hashable, Sendable {
  /// x_j, in standard deviations, in ascending order.
  public let positions: [Double]
  /// w_j, which sum to one.
  public let weights: [Double]

  /// The rule with a number of nodes.
  ///
  /// - Precondition: The number is 1 to 64.
  public init(count: Int) {
    precondition((1...64).contains(count), "a Gauss-Hermite rule of \(count) nodes")
    // exp(-b (x - a)²) with b = 1/2 is the normal density but for its constant.
    guard let workspace = gyro_gauss_hermite(count, 0, 0.5) else {
      preconditionFailure("no memory for \(count) nodes")
    }
    defer { gsl_integration_fixed_free(workspace) }
    let found = (0..<count).map { node in
      (
        position: gsl_integration_fixed_nodes(workspace)[node],
        weight: gsl_integration_fixed_weights(workspace)[node]
      )
    }.sorted { $0.position < $1.position }
    let sum = found.reduce(0) { $0 + $1.weight }
    positions = found.map(\.position)
    weights = found.map { $0.weight / sum }
  }
}
