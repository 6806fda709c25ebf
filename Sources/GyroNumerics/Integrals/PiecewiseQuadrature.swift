// SPDX-License-Identifier: GPL-3.0-or-later
// Integration of a function that is smooth between known points (GSL's 15-point Kronrod rule).

internal import Algorithms
internal import CGSL

/// Adaptive integration of a function that is smooth between points that are known.
///
/// A rule of high order loses its order at a kink; where the kinks are known, it is used between them.
public struct PiecewiseQuadrature: Sendable {
  /// Wanted error, relative to the integral of the absolute value.
  public var relativeTolerance: Double
  /// Wanted absolute error; either one suffices.
  public var absoluteTolerance: Double
  /// How many times a piece may be halved.
  public var maximumDepth: Int

  /// An integration that ends where either of the tolerances is met.
  public init(
    relativeTolerance: Double = 1e-9, absoluteTolerance: Double = 0, maximumDepth: Int = 12
  ) {
    (self.relativeTolerance, self.absoluteTolerance) = (relativeTolerance, absoluteTolerance)
    self.maximumDepth = maximumDepth
  }

  private struct Piece {
    let lower, upper, value, error: Double
    let depth: Int
  }

  /// Integrates a function over the interval between the first and the last of the points.
  ///
  /// - Parameters:
  ///   - points: Ascending; the function is smooth between neighbors.
  ///   - integrand: What to integrate; finite everywhere.
  /// - Returns: The integral. A piece that still disagrees with itself after the last halving counts
  ///   as it is.
  /// > Source: Piessens et al. (1983), *QUADPACK*; GSL `gsl_integration_qk15`.
  public func integrate(between points: [Double], _ integrand: (Double) -> Double) -> Double {
    GSL.withFunction(integrand) { function in
      var size = 0.0
      func piece(_ lower: Double, _ upper: Double, depth: Int) -> Piece {
        var (value, error, absolute, deviation) = (0.0, 0.0, 0.0, 0.0)
        gsl_integration_qk15(&function, lower, upper, &value, &error, &absolute, &deviation)
        if depth == 0 { size += absolute }
        return Piece(lower: lower, upper: upper, value: value, error: error, depth: depth)
      }
      var pieces = points.adjacentPairs().compactMap { lower, upper in
        lower < upper ? piece(lower, upper, depth: 0) : nil
      }
      let tolerance =
        max(relativeTolerance * size, absoluteTolerance) / Double(max(1, pieces.count))
      var sum = 0.0
      while let last = pieces.popLast() {
        guard last.error > tolerance, last.depth < maximumDepth else {
          sum += last.value
          continue
        }
        let middle = 0.5 * (last.lower + last.upper)
        pieces.append(piece(last.lower, middle, depth: last.depth + 1))
        pieces.append(piece(middle, last.upper, depth: last.depth + 1))
      }
      return sum
    }
  }
}
