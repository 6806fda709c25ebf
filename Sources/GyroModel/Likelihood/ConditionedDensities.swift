// SPDX-License-Identifier: GPL-3.0-or-later
// Densities of periods that were computed before, since the nodes of many stars' colors coincide.

internal import GyroFlows
internal import Synchronization

/// Remembers the densities of a flow by color and ages, up to a number of bytes.
///
/// There are two generations: when the younger one is full it becomes the older one, and what was not used since
/// is dropped. A remembered density equals a computed one to the bit.
final class ConditionedDensities: Sendable {
  private struct Key: Hashable {
    let bpRp0: Double
    let log10AgesMyr: [Double]
  }

  private struct Generations {
    var young: [Key: ConditionedEnsemble] = [:]
    var old: [Key: ConditionedEnsemble] = [:]
    var youngByteCount = 0
  }

  /// Bytes of each of two generations.
  private static let byteLimit = 200 << 20

  private let generations = Mutex(Generations())

  /// The densities of a color at some ages, computed if they are not remembered.
  func densities(
    bpRp0: Double, log10AgesMyr: [Double], _ compute: () -> ConditionedEnsemble
  ) -> ConditionedEnsemble {
    let key = Key(bpRp0: bpRp0, log10AgesMyr: log10AgesMyr)
    let known = generations.withLock { generations in
      generations.young[key] ?? generations.old[key].map { keep($0, key, in: &generations) }
    }
    if let known { return known }
    let densities = compute()
    return generations.withLock { keep(densities, key, in: &$0) }
  }

  private func keep(
    _ densities: ConditionedEnsemble, _ key: Key, in generations: inout Generations
  ) -> ConditionedEnsemble {
    if generations.young.updateValue(densities, forKey: key) == nil {
      generations.youngByteCount += densities.byteCount
    }
    if generations.youngByteCount > Self.byteLimit {
      generations = Generations(old: generations.young)
    }
    return densities
  }
}
