// SPDX-License-Identifier: GPL-3.0-or-later
// Where an axis has ticks, and with which numbers.

internal import GyroNumerics
internal import GyroPlatform

/// The ticks of an axis.
struct AxisTicks: Hashable {
  /// A tick with its number.
  struct Tick: Hashable {
    let value: Double
    let label: FigureText
  }
  /// Ticks with numbers.
  var major: [Tick]
  /// Values of ticks without numbers.
  var minor: [Double]

  /// Ticks for a range.
  ///
  /// - Parameters:
  ///   - range: What the axis shows.
  ///   - scale: How values become positions.
  ///   - maximumCount: About how many numbers there is room for; at least 2 and at most 100 are assumed.
  init(_ range: ClosedRange<Double>, scale: Axis.Scale, maximumCount: Int) {
    // What follows divides by the width, and takes its logarithm.
    let range = AxisRange(range).shown(on: scale)
    let maximumCount = min(max(maximumCount, 2), 100)
    switch scale {
    case .linear: self = Self.linear(range, maximumCount)
    case .logarithmic: self = Self.logarithmic(range, maximumCount)
    }
  }

  private init(major: [Tick], minor: [Double]) { (self.major, self.minor) = (major, minor) }

  private static func linear(_ range: ClosedRange<Double>, _ maximumCount: Int) -> AxisTicks {
    let width = range.upperBound - range.lowerBound
    let coarse = width / Double(maximumCount)
    let power = pow(10, floor(log10(coarse)))
    // The smallest of 1, 2, 5, 10 times a power of ten that gives no more ticks than there is room for.
    let (factor, parts) =
      [(1.0, 5), (2, 4), (5, 5), (10, 5)].first { $0.0 * power >= coarse * 0.999 } ?? (10, 5)
    let step = factor * power
    let decimals = max(0, -Int(clamping: floor(log10(step) + 1e-9)))
    func multiples(of step: Double) -> [Double] {
      let first = Int(clamping: (range.lowerBound / step - 1e-6).rounded(.up))
      let last = Int(clamping: (range.upperBound / step + 1e-6).rounded(.down))
      return first <= last ? (first...last).map { Double($0) * step } : []
    }
    let major = multiples(of: step)
    let minor = multiples(of: step / Double(parts)).filter { value in
      !major.contains { abs($0 - value) < 0.01 * step }
    }
    return AxisTicks(
      major: major.map { Tick(value: $0, label: number($0, decimals: decimals)) }, minor: minor)
  }

  private static func logarithmic(_ range: ClosedRange<Double>, _ maximumCount: Int) -> AxisTicks {
    let (lower, upper) = (log10(range.lowerBound), log10(range.upperBound))
    let decades = Int(clamping: floor(lower + 1e-9))...Int(clamping: ceil(upper - 1e-9))
    func values(_ digits: [Int]) -> [Double] {
      decades.flatMap { decade in digits.map { Double($0) * pow(10, Double(decade)) } }
        .filter { $0 >= range.lowerBound * 0.999_999 && $0 <= range.upperBound * 1.000_001 }
    }
    // Numbers that fit on average touch where digits are close, such as 2 and 3; more than four digits are wider.
    let closestDecades = 0.9 * (upper - lower) / Double(maximumCount)
    func hasRoom(_ values: [Double]) -> Bool {
      values.count <= maximumCount
        && zip(values, values.dropFirst()).allSatisfy {
          log10($1 / $0) >= closestDecades * max(1, (log10($1) + 1) / 4)
        }
    }
    // As many digits of a decade as fit; where there are many decades, only some of them.
    let digits = [[1, 2, 3, 5], [1, 2, 5], [1, 3], [1]].first { hasRoom(values($0)) } ?? [1]
    var major = values(digits)
    let stride = max(1, Int(clamping: (Double(major.count) / Double(maximumCount)).rounded(.up)))
    if stride > 1 {
      major = major.filter { Int(clamping: log10($0).rounded()).isMultiple(of: stride) }
    }
    if major.count < 2 { return linear(range, maximumCount) }
    let minor = values(Array(1...9)).filter { value in
      !major.contains { abs($0 / value - 1) < 1e-6 }
    }
    // Plain numbers as long as they are short.
    let isPlain = major.allSatisfy { $0 < 99_999 && $0 > 0.000_99 }
    let labels = major.map { value -> FigureText in
      isPlain
        ? number(value, decimals: max(0, -Int(clamping: floor(log10(value) + 1e-9)))) : power(value)
    }
    return AxisTicks(major: zip(major, labels).map { Tick(value: $0, label: $1) }, minor: minor)
  }

  private static func power(_ value: Double) -> FigureText {
    let exponent = Int(clamping: floor(log10(value) + 1e-9))
    let digit = Int(clamping: (value / pow(10, Double(exponent))).rounded())
    let sign = exponent < 0 ? "−" : ""
    return FigureText(digit == 1 ? "10" : "\(digit)·10").sup(sign + String(abs(exponent)))
  }

  private static func number(_ value: Double, decimals: Int) -> FigureText {
    let digits = String(printf: "%.\(min(decimals, 9))f", abs(value))
    let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
    return FigureText((value < 0 && !isZero ? "−" : "") + digits)
  }
}
