// SPDX-License-Identifier: GPL-3.0-or-later
// The stars of a group that is to be dated, from a table or from a catalog.

public import GyroCatalogs
public import GyroQuantities
public import GyroTables

/// A star that was given, and what can be used of it.
public struct ClusterCandidate: Hashable, Sendable {
  /// The star's name, or the number of its row.
  public let id: String
  /// What was observed; nil if it cannot be used.
  public let observation: StarObservation?
  /// Why not; nil if it can.
  public let reason: String?

  /// A star that can be used as far as its own values go.
  public init(id: String, observation: StarObservation) {
    (self.id, self.observation, reason) = (id, observation, nil)
  }

  /// A star that cannot be used.
  public init(id: String, reason: String) {
    (self.id, observation, self.reason) = (id, nil, reason)
  }
}

/// A group of stars of one age.
public struct ClusterInput: Hashable, Sendable {
  /// What it is called.
  public let name: String
  /// Its stars, every one that was given.
  public let candidates: [ClusterCandidate]

  /// How many stars count as certain members because the table has a membership for others and none for them.
  public var assumedMembershipCount: Int {
    candidates.count { $0.observation?.isMembershipAssumed == true }
  }

  /// Takes stars.
  public init(name: String, candidates: [ClusterCandidate]) {
    (self.name, self.candidates) = (name, candidates)
  }

  /// Reads all rows of a table.
  ///
  /// - Parameters:
  ///   - name: What to call the group.
  ///   - reader: The table, before its first row.
  ///   - columns: Which of its columns tell of a star.
  /// - Throws: ``GyroTables/TableError`` if the table is damaged; a row that cannot be used is kept with the
  ///   reason.
  public init(
    name: String, reading reader: inout any TableReader, columns: StarColumns
  ) throws(TableError) {
    var candidates: [ClusterCandidate] = []
    while let chunk = try reader.next(upTo: 4096) {
      for row in 0..<chunk.rowCount {
        let star = StarRow(chunk, row: row, columns: columns)
        switch star.observation {
        case .success(let observation):
          candidates.append(ClusterCandidate(id: star.id, observation: observation))
        case .failure(let failure):
          candidates.append(ClusterCandidate(id: star.id, reason: failure.reason))
        }
      }
    }
    self.init(name: name, candidates: candidates)
  }

  /// The clusters of a standard catalog, in the order of the list of clusters.
  ///
  /// - Parameters:
  ///   - catalog: The catalog.
  ///   - selection: Which stars to use; the others are kept with the reason.
  ///   - clusters: The list, for order and names.
  ///   - key: One cluster; nil for all.
  /// - Returns: The clusters that have stars.
  public static func clusters(
    of catalog: StandardCatalog, selection: CatalogSelection, clusters: ClusterList,
    key: String? = nil
  ) -> [ClusterInput] {
    let groups = Dictionary(grouping: catalog.stars, by: \.cluster)
    return clusters.clusters.compactMap { cluster in
      guard key == nil || key == cluster.key, let stars = groups[cluster.key] else { return nil }
      return ClusterInput(
        name: cluster.name,
        candidates: stars.map { ClusterCandidate($0, selection: selection) })
    }
  }
}

extension ClusterCandidate {
  init(_ star: StandardStar, selection: CatalogSelection) {
    let id = star.gaiaSourceID.map { String($0.number) } ?? star.otherIDs.first ?? "unnamed"
    let membership = star.membershipProbability ?? 1
    if let reason = selection.reason(against: star) {
      self.init(id: id, reason: "left out by the selection: \(reason)")
    } else if !(0...1).contains(membership) {
      self.init(id: id, reason: "the membership is \(membership), expected 0 to 1")
    } else if let period = RotationPeriod.days(star.periodDays), let bpRp0 = star.bpRp0 {
      self.init(
        id: id,
        observation: StarObservation(
          period: period, color: .intrinsic(Measured(bpRp0, sigma: star.bpRp0Sigma)),
          membershipProbability: membership))
    } else {
      self.init(id: id, reason: "the catalog has no dereddened color of it")
    }
  }
}
