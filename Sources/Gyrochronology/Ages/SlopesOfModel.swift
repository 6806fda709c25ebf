// SPDX-License-Identifier: GPL-3.0-or-later
// Where a model spins down otherwise than clusters, found out when a star needs it first.

internal import GyroModel
internal import Synchronization

/// The disagreement of a model with the slopes of clusters: most single stars lie where there are no slopes to compare with, and
/// comparing all of them takes longer than dating a star.
final class SlopesOfModel: Sendable {
  private let spinDown: SpinDown
  private let found = Mutex<SlopeDisagreement?>(nil)

  init(_ spinDown: SpinDown) { self.spinDown = spinDown }

  /// Whether a star of a color and a median age lies where the model and the clusters disagree.
  func contains(bpRp0: Double, log10AgeMyr: Double) -> Bool {
    guard
      ObservedSlope.all.contains(where: { slope in
        guard let first = slope.bins.first, let last = slope.bins.last else { return false }
        return (first.bpRp0...last.bpRp0).contains(bpRp0)
          && slope.log10AgeMyr.contains(log10AgeMyr)
      })
    else { return false }
    let disagreement = found.withLock { found in
      let disagreement = found ?? SlopeDisagreement(of: spinDown)
      found = disagreement
      return disagreement
    }
    return disagreement.contains(bpRp0: bpRp0, log10AgeMyr: log10AgeMyr)
  }
}
