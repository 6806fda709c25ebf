// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog check`: the invariants of a standard catalog; a list and status 1 where one fails.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles

struct CatalogCheckCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a standard catalog: identifiers, duplicates, ranges, flags, units.",
    discussion: """
      EXAMPLES
        gyro catalog check
        gyro catalog check rotators-all.fits
      """)

  @Argument(help: "A standard catalog. Default: rotators.fits in the folder Catalogs.")
  var path: String?
  @OptionGroup var folder: CatalogFolderOption

  var files: FileRoles {
    var files = FileRoles()
    files.readsCatalog(path, "the catalog", in: folder.workFolder())
    return files
  }

  func run() throws {
    try checkFiles()
    let library = try folder.workLibrary()
    let path = self.path ?? library.standardCatalogPath
    var (faults, starCount) = try CatalogCheck.faults(inTable: path, clusters: library.clusters)
    guard faults.isEmpty else {
      faults.append("\(path): \(faults.count) faults in \(starCount) stars")
      try TextOutput.write(faults.joined(separator: "\n") + "\n")
      throw ExitCode.failure
    }
    try TextOutput.write("\(path): \(starCount) stars, no fault\n")
  }
}
