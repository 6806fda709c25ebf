// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro plot`: a picture of a result that was written earlier.

internal import ArgumentParser
internal import Foundation
internal import GyroFigures
internal import GyroFiles
internal import Gyrochronology

struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a result that was written earlier.",
    discussion: """
      The result is the report of held-out clusters that gyro train --folds clusters writes: ages \
      recovered against those of calibration, the probability integral transform, and the coverage.

      EXAMPLES
        gyro plot Validation/Results/heldout.json --plot heldout.pdf
      """)

  @Argument(help: ArgumentHelp("The report, as JSON.", valueName: "result")) var result: String
  @OptionGroup var plot: PlotOption

  func validate() throws {
    guard plot.path != nil else { throw ValidationError("--plot is missing: where to draw.") }
  }

  func run() throws {
    guard let bytes = FileManager.default.contents(atPath: result) else {
      throw FileError(path: result, problem: "cannot be read")
    }
    guard let evidence = HeldOutEvidence(json: bytes) else {
      throw FileError(
        path: result, problem: "is no report of held-out clusters",
        hint: "Name what gyro train --folds clusters --output FILE wrote")
    }
    let command = (["gyro"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
    try plot.write(Figure.heldOut(evidence, command: command))
  }
}
