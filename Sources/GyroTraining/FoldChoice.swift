// SPDX-License-Identifier: GPL-3.0-or-later
// Which stars are to be held out, as it is typed.

package import GyroCatalogs

/// A way to divide stars into folds as it is typed, which may name a table.
package enum FoldChoice: Hashable, Sendable {
  /// A way that needs nothing else.
  case plain(FoldProtocol)
  /// A table with the fold of each cluster.
  case file(String)

  /// Reads `clusters`, `clusters:K`, `stars:K` or `file:TABLE`, with K from 2 to 100; nil for anything else.
  package init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let count = parts.count == 2 ? Int(parts[1]) : nil
    switch (parts.first, count) {
    case ("clusters", nil) where parts.count == 1: self = .plain(.clusters)
    case ("clusters", let count?) where (2...100).contains(count):
      self = .plain(.groupedClusters(foldCount: count))
    case ("stars", let count?) where (2...100).contains(count):
      self = .plain(.stars(foldCount: count))
    case ("file", _) where parts.count == 2: self = .file(parts[1])
    default: return nil
    }
  }

  /// The way, with the table read.
  ///
  /// - Throws: As ``FoldProtocol/assignment(path:clusters:)``.
  package func foldProtocol(clusters: ClusterList) throws -> FoldProtocol {
    switch self {
    case .plain(let foldProtocol): foldProtocol
    case .file(let path): try FoldProtocol.assignment(path: path, clusters: clusters)
    }
  }
}
