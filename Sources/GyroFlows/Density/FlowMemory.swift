// SPDX-License-Identifier: GPL-3.0-or-later
// Scratch memory in which a chunk of contexts becomes rows of knots.

internal import GyroKernels

/// Memory for one chunk of rows through all transforms; used by one thread at a time.
final class FlowMemory: @unchecked Sendable {
  /// Rows a chunk: small enough that the activations of a chunk stay in the second-level cache.
  static let rowCapacity = 64

  let spline: RationalQuadraticSpline
  let conditioners: [Conditioner]
  let memories: [Conditioner.Memory]
  /// Exponentials of squashed raw numbers, shape `[rowCapacity, rawColumns]`.
  private let exponentials: UnsafeMutablePointer<Double>
  /// Row length of the raw numbers, padded.
  let rawColumns: Int

  /// Allocates the memory.
  ///
  /// - Parameters:
  ///   - architecture: Shape and constants of the flow.
  ///   - layout: The places of its parameters.
  ///   - keepsAll: Whether what each transform's network computed is kept, for the backward pass; else one network after
  ///     the other computes in the same memory.
  init(architecture: FlowArchitecture, layout: ParameterLayout, keepsAll: Bool) {
    spline = RationalQuadraticSpline(architecture)
    conditioners = layout.layers.map {
      Conditioner(layers: $0, activation: architecture.activation)
    }
    let kept = keepsAll ? layout.layers.count : 1
    let made = layout.layers.prefix(kept).map {
      Conditioner.Memory(layers: $0, rowCapacity: Self.rowCapacity)
    }
    // All networks have the same layers.
    memories = layout.layers.indices.map { made[min($0, kept - 1)] }
    rawColumns = layout.layers[0].last?.columns ?? 0
    exponentials = .allocate(capacity: Self.rowCapacity * rawColumns)
    exponentials.initialize(repeating: 0, count: Self.rowCapacity * rawColumns)
  }

  deinit { exponentials.deallocate() }

  /// Writes the knots of all transforms for a chunk of standardized contexts.
  ///
  /// Row r and transform t end up at `knots + r * knotStride + t * spline.knotCount`.
  func condition(
    on contexts: UnsafePointer<Double>, rowCount: Int, packed: UnsafePointer<Double>,
    knots: UnsafeMutablePointer<Double>, knotStride: Int
  ) {
    for (transform, conditioner) in conditioners.enumerated() {
      let memory = memories[transform]
      conditioner.forward(contexts: contexts, rowCount: rowCount, packed: packed, memory: memory)
      for row in 0..<rowCount {
        spline.squash(memory.raw + row * rawColumns, into: exponentials + row * rawColumns)
      }
      gyro_exp(exponentials, rowCount * rawColumns)
      for row in 0..<rowCount {
        spline.assemble(
          exponentials + row * rawColumns,
          into: knots + row * knotStride + transform * spline.knotCount)
      }
    }
  }
}
