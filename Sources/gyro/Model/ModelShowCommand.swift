// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model show`: every constant of a model, where its calibrators lie, how it was trained.

internal import ArgumentParser
internal import GyroFiles
internal import GyroStudies
internal import Gyrochronology

struct ModelShowCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a model's constants, domain, training record and digest.",
    discussion: """
      EXAMPLES
        gyro model show
        gyro model show --model m.safetensors --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "A checkpoint file, or the name of the embedded model.", completion: .file())
  var model = EmbeddedModel.name
  @Option(help: "How to write: \(Format.allCases.map(\.rawValue).joined(separator: " or ")).")
  var format = Format.text

  var files: FileRoles {
    var files = FileRoles()
    files.readsModel(model)
    return files
  }

  func run() throws {
    try checkFiles()
    let description = ModelDescription(try LoadedModel(model))
    switch format {
    case .json: try TextOutput.write(encoding: description)
    case .text:
      try TextOutput.write(description.lines.joined(separator: "\n") + "\n")
    }
  }
}
