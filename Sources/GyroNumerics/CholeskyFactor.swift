// SPDX-License-Identifier: GPL-3.0-or-later
// The triangular square root of a positive definite matrix (GSL).

internal import CGSL

/// The lower triangular matrix whose product with its transpose is a given positive definite matrix.
///
///     A = L Lᵀ
public struct CholeskyFactor: Hashable, Codable, Sendable {
  /// How many rows and columns.
  public let dimension: Int
  /// L with zeros above its diagonal, row-major, shape `[dimension, dimension]`.
  public let values: [Double]

  /// Factors a symmetric matrix; nil if it is not positive definite and finite.
  ///
  /// - Parameters:
  ///   - matrix: Row-major, shape `[dimension, dimension]`; only the lower triangle is read.
  ///   - dimension: How many rows and columns.
  /// - Precondition: `matrix.count == dimension * dimension`, and not empty.
  public init?(_ matrix: [Double], dimension: Int) {
    precondition(
      dimension > 0 && matrix.count == dimension * dimension,
      "\(matrix.count) values do not fill \(dimension) rows and columns")
    guard matrix.allSatisfy(\.isFinite) else { return nil }
    GSL.prepare()
    var factor = matrix
    let status = factor.withUnsafeMutableBufferPointer { buffer in
      var view = gsl_matrix_view_array(buffer.baseAddress, dimension, dimension)
      return gsl_linalg_cholesky_decomp1(&view.matrix)
    }
    guard Int(status) == GSL_SUCCESS else { return nil }
    for row in 0..<dimension {
      for column in (row + 1)..<max(dimension, row + 1) { factor[row * dimension + column] = 0 }
    }
    (self.dimension, values) = (dimension, factor)
  }

  /// Reads a factor, and refuses one that no matrix has.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let dimension = try container.decode(Int.self, forKey: .dimension)
    let values = try container.decode([Double].self, forKey: .values)
    // Rows are counted by division: the square of a wild dimension does not fit.
    let fits =
      dimension > 0 && values.count % dimension == 0 && values.count / dimension == dimension
    guard fits, values.allSatisfy(\.isFinite),
      (0..<dimension).allSatisfy({ row in
        values[row * dimension + row] > 0
          && values[(row * dimension + row + 1)..<((row + 1) * dimension)].allSatisfy { $0 == 0 }
      })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container,
        debugDescription: "\(values.count) values are not a triangular factor of \(dimension) rows")
    }
    (self.dimension, self.values) = (dimension, values)
  }

  /// The solution of Lᵀ x = b.
  ///
  /// If b is standard normal, x is normal with the inverse of the factored matrix as covariance.
  ///
  /// - Precondition: `right.count == dimension`.
  public func solveTransposed(_ right: [Double]) -> [Double] {
    precondition(right.count == dimension, "\(right.count) values for \(dimension) rows")
    GSL.prepare()
    var (matrix, solution) = (values, right)
    matrix.withUnsafeMutableBufferPointer { matrix in
      solution.withUnsafeMutableBufferPointer { solution in
        let view = gsl_matrix_view_array(matrix.baseAddress, dimension, dimension)
        var vector = gsl_vector_view_array(solution.baseAddress, dimension)
        _ = withUnsafePointer(to: view.matrix) {
          gsl_blas_dtrsv(CblasLower, CblasTrans, CblasNonUnit, $0, &vector.vector)
        }
      }
    }
    return solution
  }
}
