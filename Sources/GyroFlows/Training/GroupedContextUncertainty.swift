// SPDX-License-Identifier: GPL-3.0-or-later
// A context feature that is the same unknown number for all rows of a group.

internal import GyroNumerics

/// The error of one context feature, shared by the rows of a group.
///
/// All stars of a cluster have one age, and the error of that age is one number too, which moves them
/// together. Two kinds of ignorance are told apart:
///
/// - *drawn*: each optimizer step draws an offset anew, so the loss is averaged over the error;
/// - *learned*: one offset a group is fitted together with the flow under a normal prior, for groups
///   whose feature is in dispute.
package struct GroupedContextUncertainty: Hashable, Sendable {
  /// Which context feature is uncertain.
  package let feature: Int
  /// The group of each row.
  package let groups: [Int]
  /// Standard deviation of the drawn offset by group, in the feature's unit.
  package let drawnSigmas: [Double]
  /// Width of the learned offset's prior by group, in the feature's unit; 0 learns nothing.
  package let learnedSigmas: [Double]

  /// Another feature that each step draws for every group, with one error for all groups.
  package struct FurtherDraw: Hashable, Sendable {
    /// Which context feature.
    package let feature: Int
    /// Standard deviation of the offset, in the feature's unit.
    package let sigma: Double

    /// States an error, which is not negative.
    package init(feature: Int, sigma: Double) {
      precondition(feature >= 0 && sigma >= 0 && sigma.isFinite, "\(sigma) of feature \(feature)")
      (self.feature, self.sigma) = (feature, sigma)
    }
  }

  /// Further features with shared errors that are only drawn, such as the zero point of a color.
  package var furtherDraws: [FurtherDraw] = []

  /// Describes shared errors.
  ///
  /// - Precondition: Groups index both lists, whose numbers are finite and not negative.
  package init(feature: Int, groups: [Int], drawnSigmas: [Double], learnedSigmas: [Double]) {
    precondition(drawnSigmas.count == learnedSigmas.count, "\(drawnSigmas.count) drawn sigmas")
    precondition(groups.allSatisfy(drawnSigmas.indices.contains), "a group without a sigma")
    precondition(
      (drawnSigmas + learnedSigmas).allSatisfy { $0 >= 0 && $0.isFinite }, "a negative sigma")
    (self.feature, self.groups) = (feature, groups)
    (self.drawnSigmas, self.learnedSigmas) = (drawnSigmas, learnedSigmas)
  }

  /// Number of groups.
  package var groupCount: Int { drawnSigmas.count }
  /// Whether any group's offset is learned.
  var isLearning: Bool { learnedSigmas.contains { $0 > 0 } }

  /// The same for some of the rows.
  func subset(_ rows: some Collection<Int>) -> GroupedContextUncertainty {
    var result = GroupedContextUncertainty(
      feature: feature, groups: rows.map { groups[$0] }, drawnSigmas: drawnSigmas,
      learnedSigmas: learnedSigmas)
    result.furtherDraws = furtherDraws
    return result
  }

  /// One draw of every group's offset, in the unit of the feature.
  func draws(using stream: RandomStream) -> [Double] {
    var random = stream
    return drawnSigmas.map { $0 * random.nextNormal() }
  }

  /// One draw of every group's offset of another feature, in that feature's unit.
  func draws(of further: FurtherDraw, using stream: RandomStream) -> [Double] {
    var random = stream.child("feature", further.feature)
    return (0..<groupCount).map { _ in further.sigma * random.nextNormal() }
  }

  /// The gradient of the mean loss with respect to learned offsets, prior included.
  ///
  /// - Parameters:
  ///   - contextGradient: Gradient with respect to the contexts of the batch's nodes, in the feature's unit.
  ///   - contextCount: Length of a context.
  ///   - nodesPerRow: How many contexts a row has, which all move with it.
  ///   - offsets: Where the offsets are.
  ///   - rowCount: Rows of the whole training, over which the prior is spread.
  /// - Returns: One number a group, 0 where nothing is learned.
  func offsetGradient(
    contextGradient: [Double], contextCount: Int, nodesPerRow: Int = 1, offsets: [Double],
    rowCount: Int
  ) -> [Double] {
    var gradient = [Double](repeating: 0, count: groupCount)
    for (row, group) in groups.enumerated() where learnedSigmas[group] > 0 {
      for node in row * nodesPerRow..<(row + 1) * nodesPerRow {
        gradient[group] += contextGradient[node * contextCount + feature]
      }
    }
    for group in gradient.indices where learnedSigmas[group] > 0 {
      // -log N(offset; 0, sigma) has the slope offset / sigma², shared out over all rows.
      gradient[group] +=
        offsets[group] / (learnedSigmas[group] * learnedSigmas[group] * Double(rowCount))
    }
    return gradient
  }
}
