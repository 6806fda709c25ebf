// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroKernels
import GyroNumerics
import Testing
import _TestSupport

/// The kernels of mixtures against plain Swift.
@Suite struct MixtureKernelTests {
  private static func numbers(_ count: Int, _ label: String) -> [Double] {
    var random = RandomStream(seed: 15).child(label, count)
    return (0..<count).map { _ in random.nextUniform() }
  }

  /// Two nodes after each other, as the spread of ages has them, in a table whose columns lie within its rows.
  @Test(arguments: [8, 40]) func splineDensities(count: Int) {
    let (columns, weight, place) = (5, 0.3, -1.5)
    let coefficients = Self.numbers(4 * columns * count, "coefficients").map { 6 * $0 - 5 }
    let (byRow, byColumn) = (Self.numbers(8, "rows"), Self.numbers(8, "columns"))
    let start = Self.numbers(4 * count, "start")
    var sums = start
    gyro_add_spline_densities(
      coefficients, columns * count, count, byRow, byColumn, weight, place, count, &sums)
    func sum(_ lane: Int, _ rows: ArraySlice<Double>, _ slopes: ArraySlice<Double>) -> Double {
      var sum = 0.0
      for (row, rowWeight) in rows.enumerated() {
        for (column, columnWeight) in slopes.enumerated() {
          sum += rowWeight * columnWeight * coefficients[(row * columns + column) * count + lane]
        }
      }
      return sum
    }
    for lane in 0..<count {
      let density = weight * exp(sum(lane, byRow[..<4], byColumn[..<4]))
      let byX = density * sum(lane, byRow[4...], byColumn[..<4])
      let byY = density * sum(lane, byRow[..<4], byColumn[4...])
      for (term, expected) in [density, byX, byY, place * byX].enumerated() {
        expectClose(
          sums[term * count + lane] - start[term * count + lane], expected,
          .absolute(1e-13 * (1 + density), because: "sums of 16 products of size one"))
      }
    }
  }

  /// Of ten thousand factors of the size of 1e-3 or 1e3 the product itself would be no number.
  @Test(arguments: [(8, 1.0), (40, 1.0), (10_000, 1e-3), (10_000, 1e3)])
  func mixtureProduct(count: Int, size: Double) {
    let densities = Self.numbers(4 * count, "densities").map { $0 * size }
    let backgrounds = Self.numbers(count, "backgrounds").map { ($0 + 0.01) * size }
    var shares = Self.numbers(count, "shares")
    (shares[0], shares[1]) = (0, 1)
    let complements = shares.map { 1 - $0 }
    let (odds, factor) = (1.7, 0.9)
    var result = [Double](repeating: .nan, count: Int(GYRO_MIXTURE_TERMS))
    gyro_mixture_product(
      densities, shares, complements, backgrounds, count, odds, factor, &result)
    var expected = [Double](repeating: 0, count: result.count)
    var sizes = expected
    for lane in 0..<count {
      let share = shares[lane] * odds / (shares[lane] * odds + complements[lane])
      let weight = share * factor
      let density = densities[lane]
      let likelihood = weight * density + (1 - weight) * backgrounds[lane]
      let byWeight = (density - backgrounds[lane]) / likelihood
      let terms =
        [log(likelihood)] + (1..<4).map { weight * densities[$0 * count + lane] / likelihood } + [
          byWeight * weight * (1 - share), -byWeight * share,
        ]
      for (term, value) in terms.enumerated() {
        expected[term] += value
        sizes[term] += abs(value)
      }
    }
    for (term, value) in result.enumerated() {
      expectClose(
        value, expected[term],
        .absolute(1e-12 * sizes[term], because: "sums in another order"), "term \(term)")
    }
  }
}
