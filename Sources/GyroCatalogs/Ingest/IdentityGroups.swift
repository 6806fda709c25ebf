// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows speak of one star: rows that share an identifier, directly or through other rows.

internal import GyroPlatform
internal import GyroQuantities

/// The rows of all tables, grouped by the star they speak of.
struct IdentityGroups {
  /// The groups, each a list of row indices in order, in the order of their first rows.
  private(set) var groups: [[Int]]
  /// Rows whose identifiers lead to several Gaia DR3 sources, which are ambiguous and left unmatched.
  private(set) var ambiguous: [Int] = []

  /// Groups records by their identifiers.
  ///
  /// A number alone is no identifier: DR2 and DR3 give one number to different stars, so only rows
  /// that carry both, as the companions do, join the releases.
  init(_ records: [SourceRecord]) {
    var leaders = DisjointSets(count: records.count)
    var firstRow: [String: Int] = [:]
    for (index, record) in records.enumerated() {
      for id in record.allIDs {
        if let first = firstRow[id] {
          leaders.join(first, index)
        } else {
          firstRow[id] = index
        }
      }
    }
    var members: [Int: [Int]] = [:]
    var order: [Int] = []
    for index in records.indices {
      let leader = leaders.leader(of: index)
      if members[leader] == nil { order.append(leader) }
      members[leader, default: []].append(index)
    }
    groups = []
    for leader in order { split(members[leader] ?? [], records) }
  }

  /// Takes a group apart if other identifiers have chained two DR3 sources together.
  private mutating func split(_ group: [Int], _ records: [SourceRecord]) {
    let sources = Set(group.compactMap { records[$0].gaiaDR3 })
    guard sources.count > 1 else { return groups.append(group) }
    var parts: [GaiaSourceID: [Int]] = [:]
    for index in group {
      if let id = records[index].gaiaDR3 { parts[id, default: []].append(index) }
    }
    for index in group where records[index].gaiaDR3 == nil {
      let ids = Set(records[index].allIDs)
      let fitting = parts.filter { part in
        part.value.contains { !ids.isDisjoint(with: records[$0].allIDs) }
      }.keys
      if let only = fitting.first, fitting.count == 1 {
        parts[only]?.append(index)
      } else {
        ambiguous.append(index)
      }
    }
    groups += parts.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// Joins groups without a DR3 source to those that have one, where exactly one fits.
  ///
  /// - Parameters:
  ///   - records: The rows that were grouped.
  ///   - fits: Whether a group without a DR3 source and one with it can be the same star.
  ///   - candidates: The groups with a DR3 source that are worth a look for one without.
  /// - Returns: Row indices of the groups that were joined to others.
  mutating func join(
    _ records: [SourceRecord], where fits: (_ without: [Int], _ with: [Int]) -> Bool,
    among candidates: (_ without: [Int]) -> [Int]
  ) -> Set<Int> {
    var joined: Set<Int> = []
    var targets: [Int: Int] = [:]
    for index in groups.indices where !groups[index].contains(where: { records[$0].gaiaDR3 != nil })
    {
      let near = candidates(groups[index]).filter { fits(groups[index], groups[$0]) }
      // Two stars that fit are ambiguous, and neither is matched.
      if near.count == 1 { targets[index] = near[0] }
    }
    for (index, target) in targets {
      joined.formUnion(groups[index])
      groups[target] = (groups[target] + groups[index]).sorted()
    }
    groups = groups.indices.filter { targets[$0] == nil }.map { groups[$0] }
    return joined
  }

  /// The groups that have a DR3 source.
  func groupsWithSource(_ records: [SourceRecord]) -> [Int] {
    groups.indices.filter { index in groups[index].contains { records[$0].gaiaDR3 != nil } }
  }
}
/// Disjoint sets of indices, joined in nearly constant time.
private struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func leader(of index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  mutating func join(_ first: Int, _ second: Int) {
    let (one, other) = (leader(of: first), leader(of: second))
    // The earlier row leads, so that groups do not depend on the order of joining.
    parents[max(one, other)] = min(one, other)
  }
}
