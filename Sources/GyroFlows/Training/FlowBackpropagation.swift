// SPDX-License-Identifier: GPL-3.0-or-later
// One chunk of rows forward through a flow and back: the reverse-mode gradient, by hand.

internal import GyroNumerics
internal import GyroPlatform

/// Memory and both sweeps for up to `FlowMemory.rowCapacity` rows; used by one thread at a time.
///
/// All numbers here are standardized; the caller adds -log scale to log-densities.
final class FlowBackpropagation: @unchecked Sendable {
  private let memory: FlowMemory
  private let transformCount: Int
  private let knotStride: Int
  private let knots: UnsafeMutablePointer<Double>
  /// Arguments of each transform and the latent, shape `[transformCount + 1, rowCapacity]`.
  private let arguments: UnsafeMutablePointer<Double>
  private let rawGradient: UnsafeMutablePointer<Double>
  private let first: UnsafeMutablePointer<Double>
  private let second: UnsafeMutablePointer<Double>
  private let argumentGradient: UnsafeMutablePointer<Double>
  /// Log-densities of the chunk, shape `[rowCount]`.
  let logDensities: UnsafeMutablePointer<Double>
  /// Packed parameter gradient, added to by each backward pass.
  let gradient: UnsafeMutablePointer<Double>
  private let packedCount: Int

  init(architecture: FlowArchitecture, layout: ParameterLayout) {
    let capacity = FlowMemory.rowCapacity
    memory = FlowMemory(architecture: architecture, layout: layout, keepsAll: true)
    transformCount = architecture.transformCount
    knotStride = transformCount * memory.spline.knotCount
    packedCount = layout.packedCount
    let widest = layout.layers[0].map { max($0.columns, $0.innerColumns) }.max() ?? 0
    func room(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: count)
      pointer.initialize(repeating: 0, count: count)
      return pointer
    }
    knots = room(capacity * knotStride)
    arguments = room(capacity * (transformCount + 1))
    rawGradient = room(capacity * memory.rawColumns)
    first = room(capacity * widest)
    second = room(capacity * widest)
    argumentGradient = room(capacity)
    logDensities = room(capacity)
    gradient = room(layout.packedCount)
  }

  deinit {
    for pointer in [
      knots, arguments, rawGradient, first, second, argumentGradient, logDensities, gradient,
    ] { pointer.deallocate() }
  }

  func clearGradient() { gradient.update(repeating: 0, count: packedCount) }

  /// Fills `logDensities` and remembers what the backward pass needs.
  func forward(
    contexts: UnsafePointer<Double>, values: UnsafePointer<Double>, rowCount: Int,
    packed: UnsafePointer<Double>
  ) {
    memory.condition(
      on: contexts, rowCount: rowCount, packed: packed, knots: knots, knotStride: knotStride)
    let capacity = FlowMemory.rowCapacity
    for row in 0..<rowCount {
      var argument = values[row]
      var slope = 1.0
      for transform in 0..<transformCount {
        arguments[transform * capacity + row] = argument
        let step = memory.spline.forward(
          argument, knots + row * knotStride + transform * memory.spline.knotCount)
        argument = step.value
        slope *= step.slope
      }
      arguments[transformCount * capacity + row] = argument
      logDensities[row] = Normal.logDensity(argument) + log(slope)
    }
  }

  /// Adds to the gradients of Σ upstream · log-density, for the rows of the last forward pass.
  ///
  /// - Parameters:
  ///   - upstream: Gradient of the result with respect to each log-density, shape `[rowCount]`.
  ///   - contexts: The contexts of the forward pass.
  ///   - rowCount: Rows of the forward pass.
  ///   - reverse: Weights in reverse order.
  ///   - contextGradient: Added to, shape `[rowCount, contextCount]`, if given.
  ///   - valueGradient: Overwritten, shape `[rowCount]`, if given.
  func backward(
    upstream: UnsafePointer<Double>, contexts: UnsafePointer<Double>, rowCount: Int,
    reverse: UnsafePointer<Double>, contextGradient: UnsafeMutablePointer<Double>? = nil,
    valueGradient: UnsafeMutablePointer<Double>? = nil
  ) {
    let capacity = FlowMemory.rowCapacity
    // d log N(z) / dz = -z.
    for row in 0..<rowCount {
      argumentGradient[row] = -arguments[transformCount * capacity + row] * upstream[row]
    }
    for transform in (0..<transformCount).reversed() {
      for row in 0..<rowCount {
        argumentGradient[row] = memory.spline.pullback(
          at: arguments[transform * capacity + row], valueGradient: argumentGradient[row],
          logSlopeGradient: upstream[row],
          raw: memory.memories[transform].raw + row * memory.rawColumns,
          knots: knots + row * knotStride + transform * memory.spline.knotCount,
          rawGradient: rawGradient + row * memory.rawColumns)
      }
      memory.conditioners[transform].backward(
        rawGradient: rawGradient, contexts: contexts, rowCount: rowCount, reverse: reverse,
        memory: memory.memories[transform], gradient: gradient, first: first, second: second,
        contextGradient: contextGradient)
    }
    if let valueGradient { valueGradient.update(from: argumentGradient, count: rowCount) }
  }
}
