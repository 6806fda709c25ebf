// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroKernels
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroFlows

/// The single-precision kernels of the lattice against plain Swift.
@Suite struct SplineKernelTests {
  private static let lanes = 16
  private static let terms = 6

  /// Knots of a spline with a number of bins, by random squashed numbers.
  private static func knots(bins: Int, _ label: String) -> [Double] {
    let spline = RationalQuadraticSpline(
      FlowArchitecture(
        contextCount: 3, transformCount: 1, hiddenWidths: [8], activation: .silu, binCount: bins,
        bound: 5, slope: 1e-3))
    var random = RandomStream(seed: 5).child(label, bins)
    let raw = (0..<spline.rawCount).map { _ in exp(random.nextNormal()) }
    var knots = [Double](repeating: 0, count: spline.knotCount)
    spline.assemble(raw, into: &knots)
    return knots
  }

  @Test(arguments: [8, 5, 2]) func aSplineAtItsKnots(bins: Int) {
    let spline = RationalQuadraticSpline(
      FlowArchitecture(
        contextCount: 3, transformCount: 1, hiddenWidths: [8], activation: .silu, binCount: bins,
        bound: 5, slope: 1e-3))
    // Two splines whose average is taken by the polynomial: constant term and first order.
    let (left, right) = (Self.knots(bins: bins, "left"), Self.knots(bins: bins, "right"))
    let inner = bins - 1
    var terms = [Float](repeating: 0, count: 3 * inner * Self.terms * Self.lanes)
    for kind in 0..<3 {
      for knot in 1..<bins {
        let row = (kind * inner + knot - 1) * Self.terms
        let place = kind * (bins + 1) + knot
        for lane in 0..<Self.lanes {
          terms[row * Self.lanes + lane] = Float(left[place])
          terms[(row + 1) * Self.lanes + lane] = Float(right[place] - left[place])
        }
      }
    }
    let count = 24
    var arguments = (0..<(count * Self.lanes)).map { Float($0) * 12 / Float(count * 16) - 6 }
    let given = arguments
    var slopes = [Float](repeating: 2, count: arguments.count)
    let monomials = (0..<count).flatMap { _ -> [Float] in [0.25, 0, 0, 0, 0] }
    gyro_spline_step(terms, bins, 5, count, monomials, &arguments, &slopes)
    let mixed = zip(left, right).map { Double(Float($0)) + 0.25 * Double(Float($1 - $0)) }
    for index in given.indices {
      let expected = mixed.withUnsafeBufferPointer { knots in
        knots.baseAddress.map { spline.forward(Double(given[index]), $0) } ?? (value: 0, slope: 0)
      }
      expectClose(
        Double(arguments[index]), expected.value,
        .absolute(2e-5, because: "bins of a few hundredths in single precision"))
      expectClose(
        Double(slopes[index]), 2 * expected.slope,
        .relative(2e-4, because: "two divisions by such bins"), "at \(given[index])")
    }
  }

  @Test func normalsAndMixtures() {
    let arguments = (0..<64).map { Float($0) * 0.35 - 11 }
    let slopes = (0..<64).map { Float($0) + 0.5 }
    var sums = [Float](repeating: 1e-3, count: 64)
    gyro_add_normal(arguments, slopes, 0.25, &sums, 64)
    for index in sums.indices {
      let z = Double(arguments[index])
      expectClose(
        Double(sums[index]), 1e-3 + 0.25 * Double(slopes[index]) * exp(-0.5 * z * z),
        .relative(5e-6, because: "z² in single precision, then its exponential"))
    }
    let factors: [Float] = (0..<32).map { (place: Int) -> Float in
      if place < 16 { Float(place) } else { 8 - Float(place) / 2 }
    }
    var same = [Float](repeating: 1e-3, count: 64)
    var moments = [Float](repeating: 2, count: 128)
    gyro_add_normal_moments(arguments, slopes, 0.25, factors, &same, &moments, 64)
    #expect(same == sums)
    for index in sums.indices {
      let added = Double(sums[index]) - 1e-3
      let (row, place) = (index / 16, index % 16)
      for power in 0..<2 {
        let factor = Double(factors[16 * power + place])
        expectClose(
          Double(moments[32 * row + 16 * power + place]), 2 + added * factor,
          .absolute(2e-4, because: "a few ulp of sums up to 100"))
      }
    }
    var logs = [Float](repeating: 0, count: 64)
    gyro_log_mixture(sums, 0.95, 0.0118, &logs, 64)
    for index in logs.indices {
      expectClose(
        Double(logs[index]), log(0.95 * Double(sums[index]) + 0.0118),
        .absolute(1e-6, because: "a few ulp of a number of size four"))
    }
  }

  @Test func aCellIsThePolynomialThroughItsNodes() {
    // Of second order without the terms x²y, xy² and x²y², so that it is met exactly.
    func value(_ x: Float, _ y: Float, _ column: Int) -> Float {
      1 + Float(column) + 0.5 * x - y + 0.25 * x * x + 2 * x * y - 0.75 * y * y
    }
    let columns = 32
    let nodes = [Float(-1), 0, 1].flatMap { x in
      [Float(-1), 0, 1].map { y in (0..<(2 * columns)).map { value(x, y, $0) } }
    }
    var terms = [Float](repeating: .nan, count: 2 * columns * Self.terms)
    let room = nodes.map { values in
      let pointer = UnsafeMutablePointer<Float>.allocate(capacity: values.count)
      pointer.initialize(from: values, count: values.count)
      return pointer
    }
    defer { room.forEach { $0.deallocate() } }
    gyro_cell_terms(room.map { UnsafePointer($0) }, 2, columns, &terms)
    let expected: [Float] = [1, 0.5, -1, 0.25, 2, -0.75]
    for row in 0..<2 {
      for term in 0..<Self.terms {
        for column in 0..<columns {
          let place = Float(row * columns + column)
          #expect(
            terms[(row * Self.terms + term) * columns + column]
              == (term == 0 ? place + 1 : expected[term]))
        }
      }
    }
  }

  @Test func betweenColumns() {
    let columns = 40
    let table = (0..<(3 * columns)).map { Float(($0 * $0) % 17) }
    let weights: [Float] = [-0.0625, 0.5625, 0.5625, -0.0625]
    var result = [Float](repeating: .nan, count: 3 * Self.lanes)
    table.withUnsafeBufferPointer {
      gyro_between($0.baseAddress.map { $0 + 9 }, 3, columns, weights, &result)
    }
    for row in 0..<3 {
      for lane in 0..<Self.lanes {
        let start = row * columns + 8 + lane
        let expected = (0..<4).reduce(Float(0)) { $0 + weights[$1] * table[start + $1] }
        #expect(result[row * Self.lanes + lane] == expected)
      }
    }
  }
}
