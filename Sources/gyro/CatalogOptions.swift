// SPDX-License-Identifier: GPL-3.0-or-later
// Where catalogs, mirrors and verified copies are, for every command that reads them.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs

struct CatalogFolderOption: ParsableArguments {
  @Option(
    help: """
      The folder Catalogs of the package. Default: $GYRO_CATALOGS, else Catalogs in the working \
      folder or above it, else above the program.
      """)
  var catalogs: String?

  /// The folder, found where the option does not name it.
  func folder() throws -> String {
    if let named = catalogs ?? ProcessInfo.processInfo.environment["GYRO_CATALOGS"] {
      return named
    }
    let program = Bundle.main.executableURL?.deletingLastPathComponent().path
    for start in [FileManager.default.currentDirectoryPath, program].compactMap({ $0 }) {
      var folder = URL(filePath: start)
      while true {
        let candidate = folder.appending(path: "Catalogs")
        if FileManager.default.fileExists(atPath: candidate.appending(path: "clusters.json").path) {
          return candidate.path
        }
        guard folder.pathComponents.count > 1 else { break }
        folder = folder.deletingLastPathComponent()
      }
    }
    throw ValidationError(
      "The folder Catalogs is not here. Name it with --catalogs or GYRO_CATALOGS.")
  }

  func library() throws -> CatalogLibrary { try CatalogLibrary(folder: folder()) }
}

struct CatalogSourceOptions: ParsableArguments {
  @OptionGroup var folder: CatalogFolderOption
  @Option(help: "A folder searched for source files first (repeatable). Default: $GYRO_MIRROR.")
  var mirror: [String] = []
  @Option(help: "Where verified copies are kept. Default: $GYRO_CACHE, else ~/.cache/gyrochrone.")
  var cache: String?

  func fetcher(
    _ library: CatalogLibrary, transport: SourceFetcher.Transport? = nil
  ) -> SourceFetcher {
    let environment = ProcessInfo.processInfo.environment
    let mirrors = mirror.isEmpty ? [environment["GYRO_MIRROR"]].compactMap { $0 } : mirror
    let home = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
    return SourceFetcher(
      library: library, mirrors: mirrors,
      cache: cache ?? environment["GYRO_CACHE"] ?? home + "/gyrochrone", transport: transport)
  }
}
