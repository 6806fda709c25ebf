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
  /// Spline coefficients, shape `[ages + 2, zeroPoints + 2, lanes]`.
  let coefficients: [Double]
  /// How many stars the kernels see: the next multiple of eight, the last of them no members.
  let laneCount: Int
  /// By lane: the probability of membership, what it lacks to one, and the density of the period under the background,
  /// per dex.
  let memberships, complements, backgrounds: [Double]

  /// The minimum density that the table knows, by its natural log per dex of period.
  public static let minimumLogDensity = -16.0

  /// Tabulates.
  ///
  /// - Parameters:
  ///   - cluster: Stars with periods that the background allows.
  ///   - ages: Nodes, dex of Myr.
  ///   - zeroPoints: Nodes, mag.
  public init(_ cluster: SweptClusterLikelihood, ages: Grid, zeroPoints: Grid) {
    let (ages, zeroPoints) = (CubicSplineAxis(ages), CubicSplineAxis(zeroPoints))
    let (stars, logBackgrounds) = (cluster.stars, cluster.logBackgroundDensities)
    let laneCount = (stars.count + 7) / 8 * 8
    func lanes(_ values: [Double], otherwise rest: Double) -> [Double] {
      values + Array(repeating: rest, count: laneCount - values.count)
    }
    memberships = lanes(stars.map(\.membershipProbability), otherwise: 0)
    complements = lanes(stars.map { 1 - $0.membershipProbability }, otherwise: 1)
    backgrounds = lanes(logBackgrounds.map { exp($0) }, otherwise: 1)
    precondition(
      backgrounds.allSatisfy { $0 > 0 }, "a star with a period beyond the background's")
    let columns = cluster.map(at: ages.grid, zeroPoints: Array(zeroPoints.grid)) {
      Self.coefficients($1, ages: ages, zeroPoints: zeroPoints)
    }
    let nodeCount = ages.coefficientCount * zeroPoints.coefficientCount
    var coefficients = [Double](repeating: 0, count: nodeCount * laneCount)
    for (star, column) in columns.enumerated() {
      for node in 0..<nodeCount { coefficients[node * laneCount + star] = column[node] }
    }
    (self.stars, self.laneCount, self.coefficients) = (stars, laneCount, coefficients)
    (self.ages, self.zeroPoints) = (ages, zeroPoints)
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
