// SPDX-License-Identifier: GPL-3.0-or-later
// Weights of another program: what is taken over can be read back, the rest is refused.

import Foundation
import Testing
import _TestSupport

@testable import GyroFlows

@Suite struct StateDictionaryTests {
  /// Tensors of conditioners with these widths, from context to raw numbers.
  private func weights(transforms: Int, widths: [Int]) -> [UInt8] {
    var tensors: [Safetensors.Tensor] = []
    for transform in 0..<transforms {
      for (layer, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
        let name = "transform.transforms.\(transform).hyper.\(2 * layer)."
        tensors += [
          .init(
            name: name + "weight", shape: [outputs, inputs],
            values: Array(repeating: 0.1, count: inputs * outputs)),
          .init(name: name + "bias", shape: [outputs], values: Array(repeating: 0, count: outputs)),
        ]
      }
    }
    return Safetensors(metadata: [:], tensors: tensors).encoded()
  }

  private func checkpoint(
    _ bytes: [UInt8], bound: Double = 5, slope: Double = 1e-4
  ) throws(FlowError) -> FlowCheckpoint {
    try FlowCheckpoint(
      stateDictionary: bytes, name: "w", activation: .relu, bound: bound, slope: slope,
      contextNames: ["a", "b", "c"], valueName: "y", notes: [:])
  }

  @Test(
    arguments: [
      (1, [3, 4, 5]), (64, [3, 1, 5]), (2, [3, 4, 4, 4, 23]), (1, [3, 2, 3 * 1024 - 1]),
    ])
  func whatIsTakenOverIsReadBack(transforms: Int, widths: [Int]) throws {
    for (bound, slope) in [(1.0, 1e-9), (100, 0.5)] {
      let taken = try checkpoint(
        weights(transforms: transforms, widths: widths), bound: bound, slope: slope)
      let read = try FlowCheckpoint(bytes: taken.encoded(), name: "m")
      #expect(read.encoded() == taken.encoded())
    }
  }

  @Test(
    arguments: [
      (65, [3, 4, 5], 5, 1e-4, "transforms is 65"), (1, [3, 4097, 5], 5, 1e-4, "hidden_widths"),
      (1, [3] + Array(repeating: 1, count: 33) + [5], 5, 1e-4, "hidden_widths"),
      (1, [3, 1, 3 * 1025 - 1], 5, 1e-4, "bins is 1025"),
      (1, [3, 4, 5], 150, 1e-4, "bound is 150"), (1, [3, 4, 5], 1e-300, 1e-4, "bound is 1e-300"),
      (1, [3, 4, 5], -5, 1e-4, "bound is -5"), (1, [3, 4, 5], .nan, 1e-4, "bound is nan"),
      (1, [3, 4, 5], 5, 0.999, "slope is 0.999"), (1, [3, 4, 5], 5, 1e-300, "slope is 1e-300"),
      (1, [3, 4, 5], 5, .infinity, "slope is inf"), (1, [2, 4, 5], 5, 1e-4, "2 context features"),
      (1, [3, 4, 2], 5, 1e-4, "conditioners of a spline flow"),
      (0, [3, 4, 5], 5, 1e-4, "conditioners of a spline flow"),
    ] as [(Int, [Int], Double, Double, String)])
  func whatCouldNotBeReadBackIsRefused(
    transforms: Int, widths: [Int], bound: Double, slope: Double, words: String
  ) {
    let bytes = weights(transforms: transforms, widths: widths)
    let error = #expect(throws: FlowError.self) {
      try checkpoint(bytes, bound: bound, slope: slope)
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: 0..<300) func damagedWeightsAreTakenOverOrRefused(seed: Int) throws {
    let bytes = damaged(weights(transforms: 2, widths: [3, 4, 5]), seed: seed)
    do throws(FlowError) {
      let taken = try checkpoint(bytes)
      #expect(throws: Never.self) { try FlowCheckpoint(bytes: taken.encoded(), name: "m") }
    } catch { #expect(error.description.hasPrefix("w: ")) }
  }
}
