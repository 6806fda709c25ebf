// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog compare`: the stars two standard catalogs share, their periods and colors.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import GyroQuantities

struct CatalogCompareCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two standard catalogs star by star.",
    discussion: """
      EXAMPLES
        gyro catalog build --source vanlane-2025 --output chronoflow.fits
        gyro catalog compare Catalogs/rotators.fits chronoflow.fits --used
      """)

  @Argument(help: "A standard catalog.", completion: .file())
  var first: String
  @Argument(help: "Another one.", completion: .file())
  var second: String
  @Flag(
    help: ArgumentHelp(
      "Of the second, only the stars that its authors use and that have RUWE below \(StarLimits.minimumHighRUWE)."
    ))
  var used = false

  var files: FileRoles {
    var files = FileRoles()
    files.reads(first, "the first catalog")
    files.reads(second, "the second catalog")
    return files
  }

  func run() throws {
    try checkFiles()
    var other = try StandardCatalog(path: second)
    if used { other = other.selecting(.chronoFlowCuts) }
    let comparison = CatalogComparison(try StandardCatalog(path: first), other)
    try TextOutput.write(comparison.lines.joined(separator: "\n") + "\n")
  }
}
