// SPDX-License-Identifier: GPL-3.0-or-later
// Where catalogs, mirrors and verified copies are, for every command that reads them.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroFiles

struct CatalogFolderOption: ParsableArguments {
  @Option(
    help: """
      The folder Catalogs of the package. Default: $GYRO_CATALOGS, else Catalogs in the working \
      folder or above it, if it is yours or root's and not writable by everybody, else above the \
      program, else the one inside the program.
      """, completion: .directory)
  var catalogs: String?

  /// The folder, found where the option does not name it.
  func folder() -> String { found.folder }

  /// The folder that is read without options.
  static var usual: String {
    var option = CatalogFolderOption()
    option.catalogs = nil
    return option.folder()
  }

  private var found: (folder: String, passedOver: String?) {
    if let named = catalogs ?? ProcessInfo.processInfo.environment["GYRO_CATALOGS"] {
      return (named, nil)
    }
    let program = (Bundle.main.executableURL?.deletingLastPathComponent()).flatMap(Self.above)
    var passedOver: String?
    if let found = Self.above(URL(filePath: FileManager.default.currentDirectoryPath)) {
      if found == program || Self.isTrusted(found) { return (found, nil) }
      // Nobody but you decides what is read unasked in the folders you work in.
      passedOver = "\(found) belongs to another user, or everybody can write to it."
    }
    return (program ?? EmbeddedCatalogs.folder, passedOver)
  }

  /// The nearest folder Catalogs in a folder or above it.
  private static func above(_ start: URL) -> String? {
    var folder = start
    while true {
      let candidate = folder.appending(path: "Catalogs")
      if FileManager.default.fileExists(atPath: candidate.appending(path: "clusters.json").path) {
        return candidate.path
      }
      guard folder.pathComponents.count > 1 else { return nil }
      folder = folder.deletingLastPathComponent()
    }
  }

  /// Whether a folder and its list of clusters can only be changed by this user, by root or by a group.
  private static func isTrusted(_ folder: String) -> Bool {
    [folder, folder + "/clusters.json"].allSatisfy { path in
      var status = stat()
      return stat(path, &status) == 0 && [geteuid(), 0].contains(status.st_uid)
        && status.st_mode & S_IWOTH == 0
    }
  }

  /// The descriptions in the folder; a folder that was passed over is named on standard error.
  func library() throws -> CatalogLibrary {
    let (folder, passedOver) = found
    if let passedOver {
      StandardError.say("gyro: \(passedOver) It is passed over; --catalogs takes it.")
    }
    return try CatalogLibrary(folder: folder)
  }
}

/// The clusters that can be named, for completions.
enum ClusterNames {
  /// The names in the folder that would be read; none if it cannot be.
  static var all: [String] {
    let library = try? CatalogLibrary(folder: CatalogFolderOption.usual)
    return library?.clusters.clusters.map(\.key) ?? []
  }
}

struct CatalogSourceOptions: ParsableArguments {
  @OptionGroup var folder: CatalogFolderOption
  @Option(
    help: "A folder searched for source files first (repeatable). Default: $GYRO_MIRROR.",
    completion: .directory)
  var mirror: [String] = []
  @Option(
    help: "Where verified copies are kept. Default: $GYRO_CACHE, else ~/.cache/gyrochrone.",
    completion: .directory)
  var cache: String?

  /// A fetcher that downloads nothing and keeps copies nowhere but in the usual folder, for options that stand in a file.
  func readingFetcher(_ library: CatalogLibrary) -> SourceFetcher {
    var options = self
    options.cache = nil
    return options.fetcher(library)
  }

  func fetcher(
    _ library: CatalogLibrary, transport: SourceFetcher.Transport? = nil
  ) -> SourceFetcher {
    let environment = ProcessInfo.processInfo.environment
    let usual = [environment["GYRO_MIRROR"]].compactMap { $0 }.filter { !$0.isEmpty }
    let mirrors = mirror.isEmpty ? usual : mirror
    let home = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
    let line = FetchProgress()
    return SourceFetcher(
      library: library, mirrors: mirrors,
      cache: cache ?? environment["GYRO_CACHE"] ?? home + "/gyrochrone", transport: transport,
      progress: { line.update($0, byteCount: $1) })
  }
}
