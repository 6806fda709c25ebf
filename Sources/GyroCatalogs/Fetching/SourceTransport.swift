// SPDX-License-Identifier: GPL-3.0-or-later
// How source files travel: pages over https, source distributions by way of a package index.

internal import GyroEssentials
internal import GyroPlatform

extension SourceFetcher {
  /// Fetches from the network: `https:` addresses, and `pypi:NAME==VERSION` by way of a package index.
  ///
  /// Bytes go to disk as they come, and no more than the download allows. A transfer ends after a
  /// minute without a byte, and after an hour in any case. No program is run on what comes.
  package static let network: Transport = { (download) throws(CatalogError) in
    switch download.address {
    case .web(let url):
      try HTTPTransfer(url, byteLimit: download.byteLimit).run(
        to: download.path, progress: download.progress)
    case .distribution(let name, let version):
      try PackageIndex.configured(ProcessInfo.processInfo.environment).fetch(
        download, name: name, version: version)
    }
  }
}
