// SPDX-License-Identifier: GPL-3.0-or-later
// The density of points in a plane, and its contours.

internal import GyroNumerics
internal import GyroPlatform

/// A smooth density of points on a grid over the plane.
struct PlaneDensity {
  private static let count = 60

  private let x, y: Grid
  /// Row by row from the lowest `y`, in units of its own.
  private let values: [Double]
  /// The density at each of the points, in ascending order.
  private let atPoints: [Double]

  /// Smooths points with normal kernels.
  ///
  /// > Source: Scott (1992), *Multivariate Density Estimation*, equation 6.42, for the width of the kernels.
  ///
  /// - Parameters:
  ///   - xs: Positions, at least one.
  ///   - ys: The same along the other axis, one per point.
  ///   - xRange: What the grid covers, which holds all of them.
  ///   - yRange: The same along the other axis.
  init(
    x xs: [Double], y ys: [Double], xRange: ClosedRange<Double>, yRange: ClosedRange<Double>
  ) {
    (x, y) = (Grid(xRange, count: Self.count), Grid(yRange, count: Self.count))
    func kernels(_ values: [Double], _ grid: Grid) -> [[Double]] {
      let deviation = Statistics.standardDeviation(values) ?? 0
      // Not narrower than the grid can show.
      let width = max(deviation * pow(Double(values.count), -1.0 / 6), grid.step)
      return values.map { value in
        grid.map { node in exp(-0.5 * pow((node - value) / width, 2)) }
      }
    }
    var sums = [Double](repeating: 0, count: Self.count * Self.count)
    for (columns, rows) in zip(kernels(xs, x), kernels(ys, y)) {
      // Most of a kernel is next to nothing.
      for (row, high) in rows.enumerated() where high > 1e-9 {
        for column in 0..<Self.count { sums[row * Self.count + column] += high * columns[column] }
      }
    }
    values = sums
    let (x, y) = (x, y)
    atPoints = zip(xs, ys).map { Self.value(in: sums, x, y, at: ($0, $1)) }.sorted()
  }

  /// Bilinear between the nodes.
  private static func value(
    in values: [Double], _ x: Grid, _ y: Grid, at point: (x: Double, y: Double)
  ) -> Double {
    func cell(_ position: Double, _ grid: Grid) -> (index: Int, part: Double) {
      let steps = (position - grid[0]) / grid.step
      let index = min(max(Int(clamping: steps.rounded(.down)), 0), count - 2)
      return (index, steps - Double(index))
    }
    let (column, row) = (cell(point.x, x), cell(point.y, y))
    let first = row.index * count + column.index
    let lower = values[first] + column.part * (values[first + 1] - values[first])
    let upper =
      values[first + count] + column.part * (values[first + count + 1] - values[first + count])
    return lower + row.part * (upper - lower)
  }

  /// The line of equal density within which a share of the points lies, piece by piece with NaN between them.
  ///
  /// The level is that of the points themselves, so that the share is right whatever the smoothing does.
  func contour(holding share: Double) -> (x: [Double], y: [Double]) {
    let level = Statistics.quantile(1 - share, ofSorted: atPoints)
    var line: (x: [Double], y: [Double]) = ([], [])
    for row in 0..<(Self.count - 1) {
      for column in 0..<(Self.count - 1) {
        let ends = crossings(row, column, level)
        // A saddle has four, taken as two pieces in the order around the cell.
        for first in stride(from: 0, to: ends.count - 1, by: 2) {
          line.x += [ends[first].x, ends[first + 1].x, .nan]
          line.y += [ends[first].y, ends[first + 1].y, .nan]
        }
      }
    }
    return line
  }

  /// Where the four sides of a cell cross a level, counterclockwise.
  private func crossings(
    _ row: Int, _ column: Int, _ level: Double
  ) -> [(x: Double, y: Double)] {
    let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map { right, up in
      (
        x: x[column + right], y: y[row + up],
        value: values[(row + up) * Self.count + column + right]
      )
    }
    return corners.indices.compactMap { index in
      let (from, to) = (corners[index], corners[(index + 1) % 4])
      guard (from.value < level) != (to.value < level) else { return nil }
      let part = (level - from.value) / (to.value - from.value)
      return (from.x + part * (to.x - from.x), from.y + part * (to.y - from.y))
    }
  }
}
