// SPDX-License-Identifier: GPL-3.0-or-later
// A context feature that is the same unknown number for all rows of a group.

internal import GyroNumerics

/// The error of one context feature, shared by the rows of a group.
///
/// All stars of a cluster have one age, and the error of that age is one number too: a draw moves
/// them together. Each optimizer step sees a fresh draw, so the loss is averaged over the errors.
public struct GroupedContextUncertainty: Hashable, Sendable {
  /// Which context feature is uncertain.
  public let feature: Int
  /// The group of each row.
  public let groups: [Int]
  /// Standard error of the feature by group, in its unit; each step draws from it.
  public let sigmas: [Double]
  /// Width of the prior of a learned offset by group; 0 keeps the feature where it is.
  public let learnedSigmas: [Double]

  /// Describes shared errors.
  ///
  /// - Precondition: Groups index `sigmas`, which are finite and not negative.
  public init(feature: Int, groups: [Int], sigmas: [Double], learnedSigmas: [Double]) {
    precondition(groups.allSatisfy(sigmas.indices.contains), "a group without a standard error")
    precondition(sigmas.allSatisfy { $0 >= 0 && $0.isFinite }, "a negative standard error")
    (self.feature, self.groups, self.sigmas) = (feature, groups, sigmas)
    self.learnedSigmas = learnedSigmas
  }

  /// One draw of every group's offset, in the unit of the feature.
  func offsets(using random: RandomStream) -> [Double] {
    var random = random
    return sigmas.map { $0 * random.nextNormal() }
  }
}
