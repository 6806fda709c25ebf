// SPDX-License-Identifier: GPL-3.0-or-later
// Errors to plant in a table.

internal import GyroCatalogs
internal import GyroNumerics

extension ValidationCase {
  /// The stars with their membership probabilities dealt out anew within each cluster.
  static func shuffled(_ stars: [StandardStar], seed: UInt64) -> [StandardStar] {
    var changed = stars
    for (cluster, members) in Dictionary(grouping: stars.indices, by: { stars[$0].cluster }) {
      var random = RandomStream(seed: seed).child("planted \(cluster)")
      let order = random.nextPermutation(count: members.count)
      for (place, origin) in zip(members, order) {
        changed[place].membershipProbability = stars[members[origin]].membershipProbability
      }
    }
    return changed
  }
}
