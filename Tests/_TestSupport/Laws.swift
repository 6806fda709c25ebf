// SPDX-License-Identifier: GPL-3.0-or-later
// Laws that many concepts obey, written once.

internal import Foundation
internal import GyroNumerics
public import Testing

/// Expects two functions to undo each other at a list of points.
public func expectRoundTrip(
  _ points: some Sequence<Double>, _ closeness: Closeness,
  sourceLocation: SourceLocation = #_sourceLocation, there: (Double) -> Double,
  back: (Double) -> Double
) {
  for point in points {
    expectClose(
      back(there(point)), point, closeness, "there: \(there(point))",
      sourceLocation: sourceLocation)
  }
}

/// Expects a log density to integrate to one over an interval that holds all of it.
public func expectIntegratesToOne(
  over range: ClosedRange<Double>, relativeTolerance: Double = 1e-8,
  sourceLocation: SourceLocation = #_sourceLocation, _ logDensity: (Double) -> Double
) throws {
  let integral = try Quadrature(relativeTolerance: 0.1 * relativeTolerance)
    .integrate(over: range) { exp(logDensity($0)) }
  expectClose(
    integral.value, 1, .relative(relativeTolerance, because: "quadrature of a density"),
    sourceLocation: sourceLocation)
}

/// Expects a function to rise strictly along a list of points.
public func expectStrictlyIncreasing(
  _ points: some Sequence<Double>, sourceLocation: SourceLocation = #_sourceLocation,
  _ function: (Double) -> Double
) {
  var previous: (point: Double, value: Double)?
  for point in points {
    let value = function(point)
    if let previous {
      #expect(
        value > previous.value,
        "\(previous.value) at \(previous.point), then \(value) at \(point)",
        sourceLocation: sourceLocation)
    }
    previous = (point, value)
  }
}
