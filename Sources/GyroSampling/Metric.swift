// SPDX-License-Identifier: GPL-3.0-or-later
// The metric of phase space: which directions are long and which are short.

internal import GyroNumerics

/// The inverse mass matrix, an estimate of the covariance of the positions.
///
/// Momenta are normal with covariance M, and the velocity is M⁻¹ p. With M⁻¹ equal to the covariance
/// of the target a normal target is round.
///
/// > Source: Betancourt (2017), *A conceptual introduction to Hamiltonian Monte Carlo*,
/// > arXiv:1701.02434, section 4.2.1.
public struct Metric: Hashable, Codable, Sendable {
  /// How much of the covariance is estimated.
  public enum Kind: String, Hashable, Codable, Sendable {
    /// Variances only.
    case diagonal
    /// Variances and covariances; worth its O(`dimension`²) a step where parameters are correlated.
    case dense
  }

  /// The number of components of a position.
  public let dimension: Int
  /// M⁻¹: its diagonal, shape `[dimension]`, or all of it, row-major, `[dimension, dimension]`.
  public let inverseMassMatrix: [Double]
  private let factor: CholeskyFactor?

  /// A diagonal metric from variances; nil if one is not positive and finite.
  public init?(variances: [Double]) {
    guard variances.allSatisfy({ $0 > 0 && $0 < .infinity }) else { return nil }
    (dimension, inverseMassMatrix, factor) = (variances.count, variances, nil)
  }

  /// A dense metric from a covariance, row-major; nil if it is not positive definite and finite.
  public init?(covariance: [Double], dimension: Int) {
    guard let factor = CholeskyFactor(covariance, dimension: dimension) else { return nil }
    (self.dimension, inverseMassMatrix, self.factor) = (dimension, covariance, factor)
  }

  private init(unitsOf dimension: Int) {
    (self.dimension, factor) = (dimension, nil)
    inverseMassMatrix = Array(repeating: 1, count: dimension)
  }

  /// The metric in which all directions are alike.
  public static func identity(dimension: Int) -> Metric { Metric(unitsOf: dimension) }

  /// Whether a metric that was read back is one of so many dimensions.
  func canGoOn(dimension: Int) -> Bool {
    guard self.dimension == dimension else { return false }
    guard let factor else {
      return inverseMassMatrix.isFinite(count: dimension) && inverseMassMatrix.allSatisfy { $0 > 0 }
    }
    return factor.dimension == dimension
      && inverseMassMatrix.isFinite(count: dimension * dimension)
  }

  /// Whether covariances are part of it.
  public var kind: Kind { factor == nil ? .diagonal : .dense }

  /// M⁻¹ p.
  func velocity(of momentum: [Double]) -> [Double] {
    guard kind == .dense else { return zip(inverseMassMatrix, momentum).map { $0 * $1 } }
    // Row by row, since the matrix is symmetric: sums of vectors, which the compiler vectorizes.
    var velocity = [Double](repeating: 0, count: dimension)
    velocity.withUnsafeMutableBufferPointer { velocity in
      inverseMassMatrix.withUnsafeBufferPointer { matrix in
        for row in 0..<dimension {
          let (start, factor) = (row * dimension, momentum[row])
          for column in 0..<dimension { velocity[column] += factor * matrix[start + column] }
        }
      }
    }
    return velocity
  }

  /// A momentum from the normal distribution with covariance M.
  func drawMomentum(using random: inout RandomStream) -> [Double] {
    let normals = (0..<dimension).map { _ in random.nextNormal() }
    // With M⁻¹ = L Lᵀ, p = L⁻ᵀ z has the covariance L⁻ᵀ L⁻¹ = M.
    return factor?.solveTransposed(normals)
      ?? zip(normals, inverseMassMatrix).map { $0 / $1.squareRoot() }
  }
}
