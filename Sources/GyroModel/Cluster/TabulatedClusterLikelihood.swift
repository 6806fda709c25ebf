// SPDX-License-Identifier: GPL-3.0-or-later
// The flow's density at each star's period, tabulated over age and zero point.

public import GyroNumerics
internal import GyroPlatform

/// The log density of every star's period over a window of ages and zero points.
///
/// A gradient of the flow costs a sweep of its networks for every star; a table of the log density
/// at each star's own period, interpolated by bicubic splines, costs 16 numbers per star. What is
/// tabulated is
///
///     t(a, δ) = log(p_flow(y | a, c − δ, s) + e^-16)
///
/// because densities far below the background's 0.24 do not matter and would make the table steep.
///
/// > Accuracy: With steps of 0.02 dex and 0.02 mag the log likelihood of the 737 Pleiades of the
/// > ChronoFlow table is off by 0.02 nat (root mean square about the mean near the peak), and by half of that
/// > with steps of 0.01; the density of a flow has kinks at the knots of its splines, so the error does not fall by
/// > the fourth power.
public struct TabulatedClusterLikelihood: Sendable {
  /// The stars.
  public let stars: [Star]
  /// The nodes of the ages, dex of Myr.
  public let ages: CubicSplineAxis
  /// The nodes of the zero points, mag.
  public let zeroPoints: CubicSplineAxis
  /// Spline coefficients, shape `[ages + 2, zeroPoints + 2, groups]`, four stars per group.
  let coefficients: [SIMD4<Double>]
  let groupCount: Int
  /// Density of each star's period under the background, per dex.
  let backgrounds: [Double]

  /// The minimum density that the table knows, by its natural log per dex of period.
  public static let minimumLogDensity = -16.0

  /// Tabulates.
  ///
  /// - Parameters:
  ///   - cluster: Stars with periods that the background allows.
  ///   - ages: Nodes, dex of Myr.
  ///   - zeroPoints: Nodes, mag.
  public init(_ cluster: SweptClusterLikelihood, ages: Grid, zeroPoints: Grid) {
    stars = cluster.stars
    backgrounds = cluster.logBackgroundDensities.map { exp($0) }
    precondition(
      backgrounds.allSatisfy { $0 > 0 }, "a star with a period beyond the background's")
    let (ages, zeroPoints) = (CubicSplineAxis(ages), CubicSplineAxis(zeroPoints))
    let columns = cluster.map(at: ages.grid, zeroPoints: Array(zeroPoints.grid)) {
      Self.coefficients($1, ages: ages, zeroPoints: zeroPoints)
    }
    let nodeCount = ages.coefficientCount * zeroPoints.coefficientCount
    groupCount = (stars.count + 3) / 4
    var coefficients = [SIMD4<Double>](repeating: .zero, count: nodeCount * groupCount)
    for (star, column) in columns.enumerated() {
      for node in 0..<nodeCount {
        coefficients[node * groupCount + star / 4][star % 4] = column[node]
      }
    }
    (self.ages, self.zeroPoints) = (ages, zeroPoints)
    self.coefficients = coefficients
  }

  /// The coefficients of one star from its densities by zero point, shape `[ages + 2, zeroPoints + 2]`.
  private static func coefficients(
    _ logDensities: [[Double]], ages: CubicSplineAxis, zeroPoints: CubicSplineAxis
  ) -> [Double] {
    let width = zeroPoints.coefficientCount
    var result = [Double](repeating: 0, count: ages.coefficientCount * width)
    for (column, densities) in logDensities.enumerated() {
      for (age, density) in densities.enumerated() {
        result[(age + 1) * width + column + 1] = logAddExp(density, minimumLogDensity)
      }
    }
    for age in 0..<ages.grid.count {
      zeroPoints.makeCoefficients(&result, start: (age + 1) * width)
    }
    for column in 0..<width {
      ages.makeCoefficients(&result, start: column, stride: width)
    }
    return result
  }
}
