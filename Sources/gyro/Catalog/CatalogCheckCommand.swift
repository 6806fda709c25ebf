// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog check`: the invariants of a standard catalog; a list and status 1 where one fails.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import GyroTables

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
    files.readsCatalog(path, "the catalog", in: folder)
    return files
  }

  func run() throws {
    try checkFiles()
    let path = try self.path ?? folder.folder() + "/rotators.fits"
    var faults = try Self.faultsOfColumns(path)
    let catalog = try StandardCatalog(path: path)
    faults += CatalogCheck(catalog, clusters: try folder.library().clusters).faults
    guard faults.isEmpty else {
      faults.append("\(path): \(faults.count) faults in \(catalog.stars.count) stars")
      try TextOutput.write(faults.joined(separator: "\n") + "\n")
      throw ExitCode.failure
    }
    try TextOutput.write("\(path): \(catalog.stars.count) stars, no fault\n")
  }

  /// Columns whose type or unit is not that of the standard form.
  private static func faultsOfColumns(_ path: String) throws -> [String] {
    let schema = try openTable(path: path).schema
    return StandardCatalog.columns.compactMap { expected in
      guard let index = schema.index(of: expected.name) else {
        return "the column \(expected.name) is missing"
      }
      let found = schema.columns[index]
      // Text formats cannot declare units.
      guard found.unit != nil, found.unit != expected.unit else { return nil }
      return "\(expected.name) is in \(found.unit ?? ""), expected \(expected.unit ?? "no unit")"
    }
  }
}
