// SPDX-License-Identifier: GPL-3.0-or-later
// A point of phase space: where a trajectory is, and how it moves there.

internal import GyroNumerics

/// A position with its momentum, and what was computed there.
struct PhasePoint: Sendable {
  /// Shape `[dimension]`, as all the arrays here.
  var position: [Double]
  var momentum: [Double]
  /// M⁻¹ p, the rate of change of the position.
  var velocity: [Double]
  /// Of the log density, by the position.
  var gradient: [Double]
  /// In nat; minus infinity where the density gave no number.
  var logDensity: Double

  /// H = −log density + ½ p·M⁻¹p; plus infinity where it has no value.
  var energy: Double {
    let energy = 0.5 * dot(momentum, velocity) - logDensity
    return energy.isNaN ? .infinity : energy
  }
}

/// The log density and its gradient at a position.
///
/// A log density of NaN or plus infinity becomes minus infinity.
func evaluate(_ density: any LogDensity, at position: [Double], gradient: inout [Double]) -> Double
{
  let value = density.value(at: position, gradient: &gradient)
  return value < .infinity ? value : -.infinity
}

/// The inner product of two vectors of one length.
func dot(_ first: [Double], _ second: [Double]) -> Double {
  first.withUnsafeBufferPointer { a in
    second.withUnsafeBufferPointer { b in
      var sum = 0.0
      for index in 0..<a.count { sum += a[index] * b[index] }
      return sum
    }
  }
}

/// Adds a multiple of a vector to another of the same length.
func add(_ factor: Double, _ vector: [Double], to target: inout [Double]) {
  vector.withUnsafeBufferPointer { vector in
    target.withUnsafeMutableBufferPointer { target in
      for index in 0..<target.count { target[index] += factor * vector[index] }
    }
  }
}
