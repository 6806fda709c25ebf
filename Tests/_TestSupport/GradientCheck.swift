// SPDX-License-Identifier: GPL-3.0-or-later
// A hand-written gradient against central differences.

public import Testing

/// Expects a gradient to agree with central differences of the value.
///
///     ∂f/∂x ≈ (f(x + h) − f(x − h)) / 2h,   h = ∛ε · max(1, |x|)
///
/// - Parameters:
///   - point: Where to compare.
///   - gradient: The hand-written gradient there, in the order of the point.
///   - tolerance: Largest difference, relative to the largest component of the gradient.
///   - sourceLocation: Where the test stands.
///   - value: The function itself.
public func checkGradient(
  at point: [Double], gradient: [Double], tolerance: Double = 1e-7,
  sourceLocation: SourceLocation = #_sourceLocation, of value: ([Double]) -> Double
) {
  #expect(gradient.count == point.count, sourceLocation: sourceLocation)
  guard gradient.count == point.count else { return }
  let scale = gradient.reduce(0) { max($0, abs($1)) }
  for (index, difference) in centralDifferences(at: point, of: value).enumerated() {
    #expect(
      abs(gradient[index] - difference) <= tolerance * scale,
      "component \(index): gradient \(gradient[index]), central difference \(difference)",
      sourceLocation: sourceLocation)
  }
}

/// The gradient of a function by central differences.
public func centralDifferences(at point: [Double], of value: ([Double]) -> Double) -> [Double] {
  point.indices.map { index in
    let h = 6.055e-6 * max(1, abs(point[index]))
    var (above, below) = (point, point)
    above[index] += h
    below[index] -= h
    // What was really stepped, after rounding.
    return (value(above) - value(below)) / (above[index] - below[index])
  }
}
