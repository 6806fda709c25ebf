// SPDX-License-Identifier: GPL-3.0-or-later
// Clusters that a user names.

package import GyroCatalogs
internal import GyroFiles

extension ClusterList {
  /// The keys of clusters by any of their names.
  ///
  /// - Throws: ``RequestError`` if one is not known, with that which may be meant.
  package func keys(of names: [String]) throws(RequestError) -> [String] {
    var keys: [String] = []
    for name in names {
      guard let cluster = cluster(named: name) else {
        throw RequestError(
          "\"\(name)\" is not a known cluster; `gyro catalog show` lists them."
            + SimilarName.hint(for: name, among: allNames))
      }
      keys.append(cluster.key)
    }
    return keys
  }
}
