// SPDX-License-Identifier: GPL-3.0-or-later
// Interpolation on a uniform grid by a cubic spline, kept as coefficients of B-splines.

/// One axis of an interpolating cubic spline with uniform knots and natural ends.
///
/// A function known at the nodes of the grid becomes coefficients, two more than there are nodes;
/// its value anywhere is the sum of four neighboring coefficients with weights that depend on the
/// place alone:
///
///     f(x) = Σ_j c[first + j] w_j(x),   f′(x) = Σ_j c[first + j] w_j′(x)
///
/// so that many functions over one grid share the weights. The interpolant has two continuous
/// derivatives and an error of the fourth order in the step; beyond the ends it is a straight line.
///
/// > Source: de Boor (1978), *A Practical Guide to Splines*, chapter IX.
public struct CubicSplineAxis: Hashable, Sendable {
  /// The nodes.
  public let grid: Grid

  /// An axis over a grid.
  ///
  /// - Precondition: At least three nodes.
  public init(_ grid: Grid) {
    precondition(grid.count >= 3, "a cubic spline through \(grid.count) nodes")
    self.grid = grid
  }

  /// Coefficients of one function.
  public var coefficientCount: Int { grid.count + 2 }

  /// Which coefficients count at a place, and how much.
  public struct Weights: Hashable, Sendable {
    /// The first of the four coefficients.
    public let first: Int
    /// Their weights in the value.
    public let value: SIMD4<Double>
    /// Their weights in the slope.
    public let slope: SIMD4<Double>
  }

  /// The weights at a place; NaN where the place is.
  public func weights(at place: Double) -> Weights {
    let position = (place - grid.range.lowerBound) / grid.step
    let inside = min(max(position, 0), Double(grid.count - 1))
    let first = min(Int(clamping: inside), grid.count - 2)
    let t = inside - Double(first)
    let u = 1 - t
    let value = SIMD4(
      u * u * u, (3 * t - 6) * t * t + 4, (3 * u - 6) * u * u + 4, t * t * t)
    let slope = SIMD4(-u * u, (3 * t - 4) * t, (4 - 3 * u) * u, t * t) / (2 * grid.step)
    return Weights(
      first: first, value: value / 6 + (position - inside) * grid.step * slope, slope: slope)
  }

  /// Turns values at the nodes into coefficients.
  ///
  /// With c[0] and c[n + 1] beyond the ends, the interior solves (c[i − 1] + 4 c[i] + c[i + 1]) / 6
  /// = f[i]; at the ends the second derivative is zero, so that c = f there.
  ///
  /// - Parameters:
  ///   - values: In: the values, the node i at `start + (i + 1) * stride`. Out: the coefficients.
  ///   - start: Place of the first coefficient.
  ///   - stride: From one coefficient to the next.
  public func makeCoefficients(_ values: inout [Double], start: Int = 0, stride: Int = 1) {
    let count = grid.count
    func place(_ node: Int) -> Int { start + (node + 1) * stride }
    // Thomas's algorithm on the interior, where the neighbors of the ends are known.
    var factors = [Double](repeating: 0, count: count)
    for node in 1..<(count - 1) {
      let pivot = 1 / (4 - factors[node - 1])
      factors[node] = node == count - 2 ? 0 : pivot
      var right = 6 * values[place(node)] - values[place(node - 1)]
      if node == count - 2 { right -= values[place(count - 1)] }
      values[place(node)] = right * pivot
    }
    for node in (1..<(count - 1)).reversed() {
      values[place(node)] -= factors[node] * values[place(node + 1)]
    }
    values[place(-1)] = 2 * values[place(0)] - values[place(1)]
    values[place(count)] = 2 * values[place(count - 1)] - values[place(count - 2)]
  }
}
