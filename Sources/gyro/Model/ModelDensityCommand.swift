// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model density`: a model's log-density and distribution function at listed points.

internal import ArgumentParser
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroTables
internal import Gyrochronology

struct ModelDensityCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "density",
    abstract: "Evaluate a model's density at the points of a table.",
    discussion: """
      The table needs the columns of the model's context, as `gyro model show` lists them, and \
      \(RotationFlow.valueName). For the embedded model they are \
      \(TrainingChoices().colorError.schema.names.joined(separator: " and ")). It comes out with log_density_flow (nats per dex of period) and \
      cdf_flow added, in place of columns that bear these names already; a row with an empty cell \
      comes out with both empty. Where a point is so far from anything a star can be that its density \
      is zero in floating-point numbers, log_density_flow is empty.

      EXAMPLES
        gyro model density points.csv --model m.safetensors
      """)

  @Argument(help: "A table of points, or - for standard input.", completion: .file())
  var points: String
  @Option(help: "A checkpoint file, or the name of the embedded model.", completion: .file())
  var model = EmbeddedModel.name
  @Option(name: .shortAndLong, help: "The table to write, or - for standard output.")
  var output = "-"

  var files: FileRoles {
    var files = FileRoles()
    files.reads(points, "the table")
    files.readsModel(model)
    files.writes(output, "--output")
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let run = try DensityRun(points: points, model: model)
    for warning in run.warnings { StandardError.say(warning.message) }
    var writer = try createTable(
      path: output, format: output == "-" ? .csv : nil, schema: run.schema)
    let warnings = try run.run(into: { try writer.append($0) })
    try writer.finish()
    for warning in warnings ?? [] { StandardError.say(warning.message) }
  }
}
