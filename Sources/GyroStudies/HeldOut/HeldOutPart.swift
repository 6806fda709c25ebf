// SPDX-License-Identifier: GPL-3.0-or-later
// The evidence of one fold on disk, so that an interrupted run need not train for it again.

internal import GyroFiles

/// The evidence of a fold with the label of the training it came from.
package struct HeldOutPart: Hashable, Sendable, LabeledArtefact {
  /// `held-out-part`.
  package static let kind = "held-out-part"
  /// The first form with a kind.
  package static let version = 1
  /// What it is, for errors.
  package static let about = "the evidence of a fold of gyro train --folds"
  /// Sealed, since a run goes on from it.
  package static let isSealed = true

  /// Digest of all that fixes the evidence.
  package let label: String
  /// The evidence.
  package let fold: HeldOutFold

  /// Labels evidence.
  package init(label: String, fold: HeldOutFold) { (self.label, self.fold) = (label, fold) }

  /// What a file of it holds that cannot be.
  package var impossibility: String? {
    var check = NumberCheck()
    check.require(!fold.clusters.isEmpty) { "has no clusters, expected at least one" }
    check.require(fold.bestEpochs.allSatisfy { $0 >= 0 }) {
      "has an epoch below 0, expected 0 or more"
    }
    for cluster in fold.clusters { cluster.look(with: &check) }
    return check.impossibility
  }
}
