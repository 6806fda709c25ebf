// SPDX-License-Identifier: GPL-3.0-or-later
// All that an interrupted training needs to go on as if nothing had happened.

internal import GyroFiles

/// The state of a training between two epochs.
package struct TrainingState: Sendable {
  /// Epochs done.
  package internal(set) var epoch = 0
  /// Parameters after the last epoch.
  var parameters: [Double]
  /// Parameters of the best epoch.
  var bestParameters: [Double]
  /// Held-out score of the best epoch, nats per row.
  package internal(set) var bestScore = -Double.infinity
  /// The best epoch.
  package internal(set) var bestEpoch = 0
  var optimizer: Adam
  /// Learned offsets of the groups' uncertain feature, in its unit, after the last epoch.
  var offsets: [Double]
  /// The same at the best epoch.
  var bestOffsets: [Double]
  var offsetOptimizer: Adam

  init(parameters: [Double], groupCount: Int = 0) {
    offsets = Array(repeating: 0, count: groupCount)
    bestOffsets = offsets
    offsetOptimizer = Adam(parameterCount: groupCount)
    self.parameters = parameters
    bestParameters = parameters
    optimizer = Adam(parameterCount: parameters.count)
  }
}

extension TrainingState {
  /// Bytes of a safetensors file, labeled with what the training must agree with to go on.
  ///
  /// - Parameter label: Digest of choices, rows and seed.
  /// - Returns: The whole file.
  package func encoded(label: String) -> [UInt8] {
    let vectors = [
      ("parameters", parameters), ("best_parameters", bestParameters),
      ("first_moment", optimizer.firstMoment), ("second_moment", optimizer.secondMoment),
      ("offsets", offsets), ("best_offsets", bestOffsets),
      ("offsets_first_moment", offsetOptimizer.firstMoment),
      ("offsets_second_moment", offsetOptimizer.secondMoment),
    ]
    let file = Safetensors(
      metadata: [
        "format": Self.format, "label": label, "epoch": String(epoch),
        "best_epoch": String(bestEpoch), "best_score": String(bestScore),
        "steps": String(optimizer.stepCount),
      ],
      tensors: vectors.map {
        Safetensors.Tensor(name: $0.0, shape: [$0.1.count], values: $0.1)
      })
    return file.adding([Self.digestKey: file.contentDigest.hexadecimal]).encoded()
  }

  /// Reads a state back.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What errors call the file.
  ///   - label: Digest of choices, rows and seed of the training that wants to go on.
  /// - Throws: ``FlowError`` if the file is damaged or belongs to another training.
  package init(bytes: [UInt8], name: String, label: String) throws(FlowError) {
    // Squares of gradients are as large as a training makes them.
    let file = try Safetensors(
      bytes: bytes, name: name, largest: .greatestFiniteMagnitude)
    guard file.metadata["format"] == Self.format, let found = file.metadata["label"] else {
      throw FlowError(
        file: name, problem: "is not the state of a training of this version",
        hint: Self.restart)
    }
    guard found == label else {
      throw FlowError(
        file: name, problem: "belongs to a training with other choices, data or seed",
        hint: "\(Self.restart), or name another output")
    }
    guard
      file.removing(Self.digestKey).contentDigest.hexadecimal == file.metadata[Self.digestKey]
    else {
      throw FlowError(
        file: name, problem: "is not what was written: a number or a word was altered",
        hint: Self.restart)
    }
    let offsets = try file.vector("offsets", in: name)
    self.init(parameters: try file.vector("parameters", in: name), groupCount: offsets.count)
    self.offsets = offsets
    bestOffsets = try file.vector("best_offsets", in: name)
    offsetOptimizer.firstMoment = try file.vector("offsets_first_moment", in: name)
    offsetOptimizer.secondMoment = try file.vector("offsets_second_moment", in: name)
    bestParameters = try file.vector("best_parameters", in: name)
    optimizer.firstMoment = try file.vector("first_moment", in: name)
    optimizer.secondMoment = try file.vector("second_moment", in: name)
    guard let epoch = file.metadata["epoch"].flatMap({ Int($0) }),
      let bestEpoch = file.metadata["best_epoch"].flatMap({ Int($0) }),
      let bestScore = file.metadata["best_score"].flatMap({ Double($0) }),
      let steps = file.metadata["steps"].flatMap({ Int($0) }),
      (0...Self.maximumSteps).contains(epoch), (0...epoch).contains(bestEpoch),
      (epoch...Self.maximumSteps).contains(steps), bestScore < .infinity,
      (optimizer.secondMoment + offsetOptimizer.secondMoment).allSatisfy({ $0 >= 0 }),
      Set([
        parameters.count, bestParameters.count, optimizer.firstMoment.count,
        optimizer.secondMoment.count,
      ]).count == 1,
      Set([
        offsets.count, bestOffsets.count, offsetOptimizer.firstMoment.count,
        offsetOptimizer.secondMoment.count,
      ]).count == 1
    else {
      throw FlowError(
        file: name,
        problem: "is not the state of a training: a number or a length is impossible",
        hint: Self.restart)
    }
    (self.epoch, self.bestEpoch, self.bestScore) = (epoch, bestEpoch, bestScore)
    (optimizer.stepCount, offsetOptimizer.stepCount) = (steps, steps)
  }

  private static let format = "gyrochrone-training-state-2"
  private static let digestKey = "content_sha256"
  private static let restart = "Delete it to start anew"
  /// Far above the steps of any training, far below what cannot be counted up from.
  private static let maximumSteps = 1 << 52
}
