// SPDX-License-Identifier: GPL-3.0-or-later
// Where catalogs, mirrors and verified copies are, for every command that reads them.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles

struct CatalogFolderOption: ParsableArguments {
  @Option(
    help: """
      The folder Catalogs of the package. Default: $GYRO_CATALOGS, else the one inside the program; \
      gyro catalog build, check and fetch first look for one in the working folder and above it, \
      which is yours or root's and not writable by everybody.
      """, completion: .directory)
  var catalogs: String?

  /// The folder that the option or the variable names, else the one inside the program.
  func folder() -> String { CatalogFolder(named: catalogs).path }

  /// The folder that is worked on: as ``folder()``, but one in the working folder or above goes before that in the program.
  func workFolder() -> String { CatalogFolder(workingOn: catalogs).path }

  /// The descriptions in ``folder()``.
  func library() throws -> CatalogLibrary { try CatalogLibrary(folder: folder()) }

  /// The descriptions in ``workFolder()``, which is named on standard error where it was not named by the user.
  func workLibrary() throws -> CatalogLibrary {
    let folder = CatalogFolder(workingOn: catalogs)
    if let remark = folder.remark { StandardError.say("gyro: \(remark)") }
    return try CatalogLibrary(folder: folder.path)
  }
}

/// The clusters that can be named, for completions.
enum ClusterNames {
  /// The names in the folder that would be read; none if it cannot be.
  static var all: [String] {
    let library = try? CatalogLibrary(folder: CatalogFolder(named: nil).path)
    return library?.clusters.clusters.map(\.key) ?? []
  }
}

extension CatalogSelection {
  /// The names of all choices, for help.
  static let names = named.map(\.key)

  /// Refuses a name that is none of a choice.
  static func check(_ name: String?) throws {
    do { _ = try name.map(CatalogSelection.init(named:)) } catch {
      throw ValidationError("--selection: \(error)")
    }
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
    let line = FetchProgress()
    return SourceFetcher(
      library: library, mirrors: mirror.isEmpty ? SourceFetcher.usualMirrors : mirror,
      cache: cache ?? SourceFetcher.usualCache, transport: transport,
      progress: { line.update($0, byteCount: $1) })
  }
}
