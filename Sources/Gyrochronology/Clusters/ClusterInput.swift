// SPDX-License-Identifier: GPL-3.0-or-later
// The stars of a group that is to be dated, from a table or from a catalog.

package import GyroCatalogs
public import GyroModel
public import GyroQuantities
package import GyroTables

/// A star that was given, and what can be used of it.
public struct ClusterCandidate: Hashable, Sendable {
  /// The star's name, or the number of its row.
  public let id: String
  /// What was observed, or why it cannot be used.
  public let result: Result<StarObservation, UnusableStar>

  /// What was observed; nil if it cannot be used.
  public var observation: StarObservation? { try? result.get() }
  /// Why it cannot be used; nil if it can, as far as its own values go.
  public var reason: UnusableStar? {
    if case .failure(let reason) = result { reason } else { nil }
  }

  /// A star with what was observed, or why it cannot be used.
  public init(id: String, _ result: Result<StarObservation, UnusableStar>) {
    (self.id, self.result) = (id, result)
  }

  /// A star that can be used as far as its own values go.
  public init(id: String, observation: StarObservation) {
    self.init(id: id, .success(observation))
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

  /// How many stars cannot be used because their membership is not within 0…1.
  var refusedMembershipCount: Int {
    candidates.count { $0.reason?.reason == .membershipOutOfRange }
  }

  /// A group of stars that were read elsewhere.
  public init(name: String, candidates: [ClusterCandidate]) {
    (self.name, self.candidates) = (name, candidates)
  }

  /// Reads all rows of a table.
  ///
  /// - Parameters:
  ///   - name: What to call the group.
  ///   - reader: The table, before its first row.
  ///   - columns: Which of its columns describe a star.
  /// - Throws: ``GyroTables/TableError`` if the table is damaged; a row that cannot be used is kept with the
  ///   reason.
  package init(
    name: String, reading reader: inout any TableReader, columns: StarColumns
  ) throws(TableError) {
    var candidates: [ClusterCandidate] = []
    while let chunk = try reader.next(upTo: 4096) {
      for row in 0..<chunk.rowCount {
        let star = StarRow(chunk, row: row, columns: columns)
        candidates.append(ClusterCandidate(id: star.id, star.observation))
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
  package static func clusters(
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
    self.init(
      id: id,
      Result { () throws(UnusableStar) in
        if let reason = selection.reason(against: star) {
          throw UnusableStar(.notSelected, "left out by the selection: \(reason)")
        }
        return try star.observation()
      })
  }
}
