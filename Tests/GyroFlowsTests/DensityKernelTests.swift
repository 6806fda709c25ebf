// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroKernels
import GyroNumerics
import Testing
import _TestSupport

/// The kernels of densities on a grid against plain Swift.
@Suite struct DensityKernelTests {
  private static func values(_ count: Int) -> [Float] {
    var random = RandomStream(seed: 12).child("values", count)
    return (0..<count).map { _ in Float(random.nextUniform()) }
  }

  @Test(arguments: [16, 48, 1008]) func crossings(count: Int) {
    var values = Self.values(count)
    // A value at the level itself does not exceed it.
    values[count / 2] = 0.5
    for level: Float in [-1, 0.02, 0.5, 0.98, 2] {
      var nodes = [Int32](repeating: -1, count: count)
      let found = gyro_crossings(values, count, level, &nodes)
      let expected = (1..<count).filter { (values[$0 - 1] > level) != (values[$0] > level) }
      #expect(nodes[..<found].map { Int($0) } == expected, "level \(level)")
    }
  }

  @Test(arguments: [16, 48, 1008]) func moments(count: Int) {
    let values = Self.values(count)
    var before = [Double](repeating: .nan, count: count / 16 + 1)
    var moments = [Double](repeating: .nan, count: 3)
    gyro_moments(values, count, &before, &moments)
    for power in 0..<3 {
      let sum = values.indices.reduce(0.0) {
        $0 + pow(Double($1), Double(power)) * Double(values[$1])
      }
      expectClose(
        moments[power], sum,
        .absolute(1e-12 * sum, because: "sums of a thousand numbers in another order"))
    }
    for (block, sum) in before.enumerated() {
      expectClose(
        sum, values[..<(16 * block)].reduce(0.0) { $0 + Double($1) },
        .absolute(1e-10, because: "sums of a thousand numbers in another order"))
    }
  }

  @Test(arguments: [1, 15, 16, 17, 1000]) func extremes(count: Int) {
    for values in [Self.values(count), Self.values(count).map { -1 - $0 }] {
      var (lowest, highest): (Float, Float) = (0, 0)
      gyro_extremes(values, count, &lowest, &highest)
      #expect(lowest == values.min() && highest == values.max())
    }
  }

  /// Each number of vectors that are left over has a pass of its own.
  @Test(arguments: 1...17) func rowsAreAddedInAnyParts(vectorCount: Int) {
    let (count, rowCount) = (16 * vectorCount, 5)
    let rows = (0..<rowCount).map { row in Self.values(count + row).suffix(count) }
    let memory = rows.map { row in
      let start = UnsafeMutablePointer<Float>.allocateAligned(capacity: count)
      for (column, value) in row.enumerated() { start[column] = value }
      return start
    }
    defer { for start in memory { start.deallocate() } }
    let pointers = memory.map { Optional(UnsafePointer($0)) }
    let weights = (0..<rowCount).map { Float($0) - 1.25 }
    var whole = [Float](repeating: 2, count: count)
    gyro_add_rows(pointers, weights, rowCount, 0, count, &whole)
    for column in whole.indices {
      let expected = (0..<rowCount).reduce(2.0) {
        $0 + Double(weights[$1]) * Double(memory[$1][column])
      }
      expectClose(
        Double(whole[column]), expected, .absolute(1e-5, because: "single precision"),
        "column \(column)")
    }
    // To the last bit the same in parts, of the columns or of the rows.
    var parts = [Float](repeating: 2, count: count)
    for start in stride(from: 0, to: count, by: 48) {
      let end = min(start + 48, count)
      gyro_add_rows(pointers, weights, 2, start, end, &parts)
      gyro_add_rows(Array(pointers[2...]), Array(weights[2...]), 3, start, end, &parts)
    }
    #expect(parts == whole)
  }

  @Test(arguments: [4, 5, 9]) func curve(window: Int) {
    let (count, logCount) = (48, 40)
    var random = RandomStream(seed: 12).child("curve", window)
    let logs = (0..<logCount).map { _ in Float(4 * random.nextUniform() - 2) }
    let places = (0..<(count / 16)).map { Int32($0 * 11) }
    let weights = (0..<(count * window)).map { _ in Float(random.nextUniform() - 0.5) }
    let factors = Self.values(count)
    var values = [Float](repeating: .nan, count: count)
    var mode = count
    let largest = gyro_curve(logs, places, weights, window, factors, count, &values, &mode)
    for index in 0..<count {
      let (block, lane) = (index / 16, index % 16)
      let sum = (0..<window).reduce(0.0) {
        $0 + Double(weights[(block * window + $1) * 16 + lane])
          * Double(logs[Int(places[block]) + $1])
      }
      let expected = exp(sum) * Double(factors[index])
      expectClose(
        Double(values[index]), expected,
        .absolute(3e-6 * expected, because: "nine products and an exponential in single precision"))
    }
    #expect(largest == values.max() && mode == values.firstIndex(of: largest))
  }

  /// Of equal values the first is the mode, in whichever lane it lies; where all are zero, the first of all.
  @Test(arguments: [[20, 35], [5, 21, 40], [47], []]) func modeIsTheFirstOfEquals(peaks: [Int]) {
    let logs = [Float](repeating: 0, count: 8)
    let weights = [Float](repeating: 0, count: 3 * 4 * 16)
    let factors = (0..<48).map { peaks.contains($0) ? Float(2) : 0 }
    var (values, mode) = ([Float](repeating: .nan, count: 48), 48)
    let largest = gyro_curve(logs, [0, 0, 0], weights, 4, factors, 48, &values, &mode)
    #expect(largest == (peaks.isEmpty ? 0 : 2) && mode == peaks.first ?? 0)
  }
}
