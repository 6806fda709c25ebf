// SPDX-License-Identifier: GPL-3.0-or-later
// Which stars are held out together.

package import GyroCatalogs
internal import GyroNumerics
internal import GyroPlatform
internal import GyroTables

/// A way to divide stars into folds that are predicted by trainings on the others.
package enum FoldProtocol: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Every cluster is a fold of its own.
  case clusters
  /// Clusters, and field stars one by one, in order of age are dealt into folds in turn, so that each fold spans
  /// the age range.
  case groupedClusters(foldCount: Int)
  /// The fold of each cluster is given.
  case assignedClusters([String: Int])
  /// Stars are dealt into folds at random.
  case stars(foldCount: Int)

  /// What a person reads, as `gyro train --folds` takes it.
  package var description: String {
    switch self {
    case .clusters: "clusters"
    case .groupedClusters(let foldCount): "clusters:\(foldCount)"
    case .assignedClusters: "file"
    case .stars(let foldCount): "stars:\(foldCount)"
    }
  }

  /// Reads a table with the columns `cluster` and `fold`.
  ///
  /// - Throws: ``TrainingError`` if a cluster is unknown or twice in it; ``GyroTables/TableError`` if it
  ///   is no such table.
  package static func assignment(path: String, clusters: ClusterList) throws -> FoldProtocol {
    var reader = try openTable(path: path)
    let nameIndex = try reader.schema.requiredIndex(of: "cluster", in: path)
    let foldIndex = try reader.schema.requiredIndex(of: "fold", in: path)
    var folds: [String: Int] = [:]
    while let chunk = try reader.next(upTo: 1024) {
      for row in 0..<chunk.rowCount {
        guard let name = chunk.columns[nameIndex].text(at: row),
          let fold = try chunk.columns[foldIndex].int64(at: row),
          let cluster = clusters.cluster(named: name)
        else {
          throw TrainingError(
            problem: "\(chunk.place(row: row, column: nameIndex)) names no known cluster and fold",
            hint: "Each row needs a cluster of clusters.json and a whole number")
        }
        guard folds.updateValue(Int(fold), forKey: cluster.key) == nil else {
          throw TrainingError(
            problem: "\(chunk.place(row: row, column: nameIndex)) names \(cluster.key) again",
            hint: "Give every cluster one fold")
        }
      }
    }
    return .assignedClusters(folds)
  }

  /// The folds of stars, as lists of their indices.
  ///
  /// - Parameters:
  ///   - stars: The stars.
  ///   - seed: Of random folds.
  /// - Returns: Folds with their names; each star is in one of them.
  /// - Throws: ``TrainingError`` if a cluster has no assigned fold, or there are fewer than two folds.
  package func folds(of stars: [CalibrationStar], seed: UInt64) throws(TrainingError)
    -> [(name: String, members: [Int])]
  {
    let foldOfStar: [String]
    switch self {
    case .stars(let foldCount):
      var random = RandomStream(seed: seed).child("star folds", foldCount)
      var names = Array(repeating: "", count: stars.count)
      for (place, star) in random.nextPermutation(count: stars.count).enumerated() {
        names[star] = Self.name(place % foldCount)
      }
      foldOfStar = names
    case .clusters:
      foldOfStar = stars.map(\.group)
    case .groupedClusters(let foldCount):
      let order = Self.clustersByAge(stars)
      let fold = Dictionary(
        uniqueKeysWithValues: order.enumerated().map { ($1, Self.name($0 % foldCount)) })
      foldOfStar = stars.map { fold[$0.group] ?? "" }
    case .assignedClusters(let fold):
      if let stranger = stars.first(where: { fold[$0.cluster] == nil }) {
        throw TrainingError(
          problem: "the cluster \(stranger.cluster) has no fold", hint: "Give every cluster one")
      }
      foldOfStar = stars.map { Self.name(fold[$0.cluster] ?? 0) }
    }
    let folds = Dictionary(grouping: stars.indices, by: { foldOfStar[$0] })
      .map { (name: $0.key, members: $0.value) }.sorted { $0.name < $1.name }
    guard folds.count > 1 else {
      throw TrainingError(
        problem: "all stars are in one fold", hint: "Nothing would be left to train on")
    }
    return folds
  }

  private static func name(_ fold: Int) -> String { String(printf: "fold %02d", fold) }

  /// Clusters by mean log age, then by name.
  private static func clustersByAge(_ stars: [CalibrationStar]) -> [String] {
    let ages = Dictionary(grouping: stars, by: \.group).mapValues { members in
      members.reduce(0) { $0 + $1.log10AgeMyr } / Double(members.count)
    }
    return ages.keys.sorted { (ages[$0] ?? 0, $0) < (ages[$1] ?? 0, $1) }
  }
}
