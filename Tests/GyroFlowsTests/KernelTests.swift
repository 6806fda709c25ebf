// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroKernels
import GyroNumerics
import Testing
import _TestSupport

/// The vector kernels against plain Swift.
@Suite struct KernelTests {
  private static func numbers(_ count: Int, _ label: String) -> [Double] {
    var random = RandomStream(seed: 11).child(label, count)
    return (0..<count).map { _ in random.nextNormal() }
  }

  @Test(arguments: [
    (1, 3, 8), (2, 64, 24), (3, 3, 40), (4, 3, 64), (6, 5, 8), (7, 64, 24), (64, 64, 64),
    (13, 5, 40),
  ])
  func dense(rows: Int, inner: Int, columns: Int) {
    let a = Self.numbers(rows * inner, "a")
    let b = Self.numbers(inner * columns, "b")
    let bias = Self.numbers(columns, "bias")
    var c = [Double](repeating: .nan, count: rows * columns)
    gyro_dense(a, b, bias, &c, rows, inner, columns)
    var unbiased = c
    gyro_dense(a, b, nil, &unbiased, rows, inner, columns)
    for row in 0..<rows {
      for column in 0..<columns {
        let sum = (0..<inner).reduce(0.0) { $0 + a[row * inner + $1] * b[$1 * columns + column] }
        let limit = Closeness.absolute(1e-12, because: "sums of at most 64 products of size one")
        expectClose(c[row * columns + column], bias[column] + sum, limit)
        expectClose(unbiased[row * columns + column], sum, limit)
      }
    }
  }

  @Test(arguments: [(1, 3, 8), (64, 3, 64), (61, 64, 24), (9, 2, 16), (9, 7, 40)])
  func denseOuter(rows: Int, inner: Int, columns: Int) {
    let a = Self.numbers(rows * inner, "a")
    let d = Self.numbers(rows * columns, "d")
    let start = Self.numbers(inner * columns, "start")
    var c = start
    gyro_dense_outer(a, d, &c, rows, inner, columns)
    for k in 0..<inner {
      for column in 0..<columns {
        let sum = (0..<rows).reduce(start[k * columns + column]) {
          $0 + a[$1 * inner + k] * d[$1 * columns + column]
        }
        expectClose(
          c[k * columns + column], sum,
          .absolute(1e-12, because: "sums of at most 64 products of size one"))
      }
    }
  }

  @Test func exponentials() {
    let arguments =
      Array(stride(from: -700.0, through: 700, by: 0.37)) + [0, -0.0, 1e-300, -1e-17, 0.5 * log(2)]
    var values = arguments
    gyro_exp(&values, values.count)
    for (argument, value) in zip(arguments, values) {
      expectClose(
        value, exp(argument), .relative(2 * .ulpOfOne, because: "2 ulp"), "at \(argument)")
    }
    var extremes = [-1e5, 1e5]
    gyro_exp(&extremes, 2)
    #expect(extremes[0] > 0 && extremes[0] < 1e-300 && extremes[1] > 1e300 && extremes[1].isFinite)
  }

  @Test func siluAndItsSlope() {
    let arguments = Array(stride(from: -40.0, through: 40, by: 0.11)) + [-1000, 1000]
    var values = arguments
    var slopes = values
    gyro_silu(&values, &slopes, values.count)
    for (index, x) in arguments.enumerated() {
      let gate = 1 / (1 + exp(-x))
      let limit = Closeness.absolute(1e-12 * max(1, abs(x)), because: "a few ulp of the argument")
      expectClose(values[index], x * gate, limit)
      expectClose(slopes[index], gate * (1 + x * (1 - gate)), limit)
    }
  }
}
