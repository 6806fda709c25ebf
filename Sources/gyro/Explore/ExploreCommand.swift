// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro explore`: a page that computes ages in the browser.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import Gyrochronology

struct ExploreCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Write a page that computes ages in a browser, without a server.",
    discussion: """
      The page is one HTML file with the model, the clusters of the catalog and everything else in it. It opens \
      from a disk, a mail or a docs site, computes on the reader's machine, and sends nothing anywhere. A star is \
      typed or moved by sliders; a table is dropped, with up to a few hundred thousand rows; groups are dated; \
      tracks are drawn from age to period. Every result has the command that gives the same here.

      EXAMPLES
        gyro explore --output explore.html
        gyro explore --model my-model.safetensors --output - > explore.html
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The page to write, or - for standard output.", valueName: "file"),
    completion: .file())
  var output: String
  @Option(help: "A checkpoint file, or the name of the embedded model.")
  var model = EmbeddedModel.name
  @OptionGroup var folder: CatalogFolderOption

  var files: FileRoles {
    var files = FileRoles()
    files.readsModel(model)
    files.reads(folder)
    files.writes(output, "--output")
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let page = try ExplorePage(modelNamed: model, library: folder.library())
    let html = Array(page.html.utf8)
    // Byte for byte: the page names the digests of its scripts.
    if output == "-" {
      try StandardOutput.write(html)
    } else {
      try AtomicFile.write(html, to: output)
    }
  }
}
