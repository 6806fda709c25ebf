// SPDX-License-Identifier: GPL-3.0-or-later
// The clusters and associations by name: one key for all the ways they are written.

/// A cluster or association.
package struct Cluster: Codable, Hashable, Sendable {
  /// The key: letters and digits only, fit for a file name.
  package let key: String
  /// The name as it is printed.
  package let name: String
  /// Other ways to write it; case, blanks and punctuation never matter.
  package let aliases: [String]
  /// Whether it only serves to test models and none that ships is trained on it.
  package let isExternalTest: Bool
  /// What the dust takes from its light, where one value for the cluster is known.
  package let extinction: ClusterExtinction?
}

/// The extinction of a whole cluster, in V or as a color excess.
package struct ClusterExtinction: Codable, Hashable, Sendable {
  /// Extinction in the V band, mag.
  package let extinctionAV: Double?
  /// The color excess E(BP-RP), mag, where that is what was measured.
  package let colorExcessBpRp: Double?
  /// The scatter of E(BP-RP) from star to star, mag.
  package let colorExcessBpRpSigma: Double
  /// Where it comes from.
  package let source: String

  /// The numbers by name, with what each can be.
  fileprivate var numbers: [(name: String, value: Double?, range: ClosedRange<Double>?)] {
    [
      ("extinctionAV", extinctionAV, ColumnRole.extinctionAV.possibleValues),
      ("colorExcessBpRp", colorExcessBpRp, ColumnRole.bpRp.possibleValues),
      ("colorExcessBpRpSigma", colorExcessBpRpSigma, ColumnRole.bpRpSigma.possibleValues),
    ]
  }
}

/// The clusters, found by any of their names.
package struct ClusterList: Sendable {
  /// The clusters in the order of the file.
  package let clusters: [Cluster]
  private let indexOfName: [String: Int]

  /// Every name of every cluster as it is printed.
  package var allNames: [String] { clusters.flatMap { [$0.name, $0.key] + $0.aliases } }

  /// Reads a file such as `Catalogs/clusters.json`.
  package init(path: String) throws(CatalogError) {
    clusters = try readDescription([Cluster].self, at: path)
    var indexOfName: [String: Int] = [:]
    for (index, cluster) in clusters.enumerated() {
      guard TextRule.key.isFulfilled(cluster.key) else {
        throw CatalogError(
          .badDescription, at: path,
          "[\(index)].key: found \(TextRule.quoted(cluster.key)), expected \(TextRule.key.expected)"
        )
      }
      for (name, value, range) in cluster.extinction?.numbers ?? [] {
        guard let value, let range, !range.contains(value) else { continue }
        throw CatalogError(
          .badDescription, at: path,
          "[\(index)].extinction.\(name): found \(value), expected \(range.lowerBound) to "
            + "\(range.upperBound) mag")
      }
      for name in [cluster.key, cluster.name] + cluster.aliases {
        let other = indexOfName.updateValue(index, forKey: Self.folded(name))
        guard other == nil || other == index else {
          throw CatalogError(
            .badDescription, at: path, "\"\(name)\" names two clusters",
            hint: "Remove one of the aliases")
        }
      }
    }
    self.indexOfName = indexOfName
  }

  /// The cluster of a name; nil if there is none.
  package func cluster(named name: String) -> Cluster? {
    indexOfName[Self.folded(name)].map { clusters[$0] }
  }

  /// The keys of the clusters that serve as external tests.
  package var externalTests: Set<String> { Set(clusters.filter(\.isExternalTest).map(\.key)) }

  /// A name as names are compared: in lower case, letters and digits alone.
  package static func folded(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
