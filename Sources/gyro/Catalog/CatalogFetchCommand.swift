// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog fetch`: get every source file, verified; one that cannot be had stops no other.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles

struct CatalogFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Get source tables from a mirror, the cache or where they were published.",
    discussion: """
      Every file is pinned by its SHA-256 digest, fetched under a temporary name and verified \
      before it appears or anything of it is unpacked; nothing of it is ever run. A transfer ends \
      after a minute without a byte, after an hour, and at the size the manifest gives (512 MiB \
      where it gives none). Source archives of Python packages come as files from the index that \
      PIP_INDEX_URL names or the installed pip is set up with, or from a folder in PIP_FIND_LINKS. \
      Exit status 1 if one cannot be had.

      EXAMPLES
        gyro catalog fetch
        gyro catalog fetch vanlane-2025 --mirror ../shared/data
      """)

  @Argument(help: "Keys of catalogs; all if none is named.")
  var keys: [String] = []
  @OptionGroup var sources: CatalogSourceOptions
  @Flag(help: "Never leave the machine.")
  var offline = false

  func run() throws {
    let library = try sources.folder.workLibrary()
    let fetcher = sources.fetcher(library, transport: offline ? nil : SourceFetcher.network)
    let manifests = try keys.isEmpty ? library.manifests : keys.map(library.manifest)
    var failures = 0
    try fetcher.locateAll(of: manifests) { line in
      try TextOutput.write(line + "\n")
    } missing: { error in
      failures += 1
      StandardError.say("gyro: \(error)")
    }
    if failures > 0 {
      StandardError.say("gyro: \(failures) files are missing")
      throw ExitCode.failure
    }
  }
}
