// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model import`: weights that zuko trained become a checkpoint of this program.

internal import ArgumentParser
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroPlatform
internal import Gyrochronology

struct ModelImportCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a checkpoint from a zuko state dictionary.",
    discussion: """
      The file is a safetensors file of the state dictionary of a zuko NSF of one variable, with the
      context log10 age/Myr, BP-RP_0, log10 of its error, and the value log10 period/day.

      A state dictionary does not hold the slope constant of its splines, which is a default of the
      library that made it: 1e-4 in zuko 1.0.1 to 1.4.1 (the published ChronoFlow weights), 1e-3 from
      1.5 on. With the wrong one ages change by 6 percent in the median and by a factor of up to 4 for
      single stars, and nothing else looks wrong; so it has to be given.

      EXAMPLES
        gyro model import weights.safetensors --slope 1e-4 --output chronoflow.safetensors
      """)

  @Argument(help: "The state dictionary, a safetensors file.")
  var weights: String
  @Option(help: "Slope constant of the splines; see above. There is no default.")
  var slope: Double?
  @Option(help: "Bound of the splines.")
  var bound = 5.0
  @Option(
    help: "Activation of the conditioners: \(Self.activations).",
    transform: { name in
      guard let activation = Activation(rawValue: name) else {
        throw ValidationError("\"\(name)\" is not an activation; expected \(Self.activations).")
      }
      return activation
    })
  var activation = Activation.relu
  @Option(name: .shortAndLong, help: "The checkpoint to write.", completion: .file())
  var output: String

  private static let activations = Activation.allCases.map(\.rawValue).joined(separator: " or ")

  func validate() throws {
    guard let slope else {
      throw ValidationError(
        """
        --slope is missing. State dictionaries do not hold the slope constant of their splines, and \
        with the wrong one ages change by up to a factor of 4 without any other sign. Give \
        --slope 1e-4 for weights made with zuko 1.0.1 to 1.4.1 (the published ChronoFlow weights), \
        --slope 1e-3 for zuko 1.5 or later.
        """)
    }
    for (name, value, range) in [
      ("--slope", slope, FlowLimits.slope), ("--bound", bound, FlowLimits.bound),
    ] where !range.contains(value) {
      throw ValidationError(
        "\(name) is \(value), expected a number between \(range.lowerBound) and \(range.upperBound)."
      )
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(weights, "the state dictionary")
    files.writes(output, "--output")
    return files
  }

  func run() throws {
    guard let slope else { return }
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let checkpoint = try ImportRequest(
      weights: weights, slope: slope, bound: bound, activation: activation, output: output
    ).run()
    try TextOutput.write("\(output): sha256 \(checkpoint.digest)\n")
  }
}
