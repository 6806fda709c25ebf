// SPDX-License-Identifier: GPL-3.0-or-later
// Where catalogs, mirrors and verified copies are, for every command that reads them.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

struct CatalogFolderOption: ParsableArguments {
  @Option(
    help: """
      The folder Catalogs of the package. Default: $GYRO_CATALOGS, else the one inside the program; \
      gyro catalog build, check and fetch first look for one in the working folder and above it, \
      which is yours or root's and not writable by everybody.
      """, completion: .directory)
  var catalogs: String?

  /// The folder that the option or the variable names, else the one inside the program: which numbers a result
  /// rests on does not depend on where the command is run.
  func folder() -> String { named ?? EmbeddedCatalogs.folder }

  /// The folder that is worked on: as ``folder()``, but one in the working folder or above goes before that in the program.
  func workFolder() -> String { found.folder }

  /// The folder that is read without options.
  static var usual: String {
    var option = CatalogFolderOption()
    option.catalogs = nil
    return option.folder()
  }

  private var named: String? {
    catalogs
      ?? ProcessInfo.processInfo.environment["GYRO_CATALOGS"].flatMap { $0.isEmpty ? nil : $0 }
  }

  private var found: (folder: String, remark: String?) {
    if let named { return (named, nil) }
    guard let near = Self.above(URL(filePath: FileManager.default.currentDirectoryPath)) else {
      return (EmbeddedCatalogs.folder, nil)
    }
    // A folder that another user can write to is not read unless it is named.
    return Self.isTrusted(near)
      ? (near, "the catalogs are those in \(near)")
      : (
        EmbeddedCatalogs.folder,
        "\(near) belongs to another user, or everybody can write to it. It is passed over; "
          + "--catalogs takes it."
      )
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

  /// The descriptions in ``folder()``.
  func library() throws -> CatalogLibrary { try CatalogLibrary(folder: folder()) }

  /// The descriptions in ``workFolder()``, which is named on standard error where it was not named by the user.
  func workLibrary() throws -> CatalogLibrary {
    let (folder, remark) = found
    if let remark { StandardError.say("gyro: \(remark)") }
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
    let home =
      environment["XDG_CACHE_HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
      + "/.cache"
    let line = FetchProgress()
    return SourceFetcher(
      library: library, mirrors: mirrors,
      cache: cache ?? environment["GYRO_CACHE"] ?? home + "/gyrochrone", transport: transport,
      progress: { line.update($0, byteCount: $1) })
  }
}
