// SPDX-License-Identifier: GPL-3.0-or-later
// The argument of `gyro train --folds`.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroTraining

/// The argument of --folds.
enum FoldsOption: ExpressibleByArgument {
  case plain(FoldProtocol)
  case file(String)

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
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

  func foldProtocol(clusters: ClusterList) throws -> FoldProtocol {
    switch self {
    case .plain(let foldProtocol): foldProtocol
    case .file(let path): try FoldProtocol.assignment(path: path, clusters: clusters)
    }
  }
}
