// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro plot`: a picture of a result that was written earlier.

internal import ArgumentParser
internal import Foundation
internal import GyroFigures
internal import GyroFiles
internal import GyroPlotting
internal import GyroStudies
internal import Gyrochronology

struct PlotCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a result that was written earlier.",
    discussion: """
      The result is a report as JSON: that of held-out clusters, which gyro train --folds clusters \
      writes (ages recovered against those of calibration, the probability integral transform, and \
      the coverage), or the budget.json of gyro robustness (errors by age and by cause). Ages, groups \
      and tracks are drawn by the commands that make them.

      EXAMPLES
        gyro plot Validation/Results/heldout.json --plot heldout.pdf
        gyro plot report/budget.json --plot budget.pdf
      """)

  @Argument(help: ArgumentHelp("The report, as JSON.", valueName: "result")) var result: String
  @OptionGroup var plot: PlotOption

  func validate() throws {
    guard plot.path != nil else { throw ValidationError("--plot is missing: where to draw.") }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(result, "the report")
    files.writes(plot)
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let figure = try figure(command: RecordedCommand.line)
    try plot.write(figure)
  }

  private func figure(command: String) throws(FileError) -> Figure {
    guard let bytes = try FileContents.regular(result, limit: 1 << 28) else {
      throw FileError(path: result, problem: "cannot be read")
    }
    if try BudgetResult.matches(bytes, path: result) {
      return .budget(try BudgetResult(bytes: bytes, path: result), command: command)
    }
    if try HeldOutResult.matches(bytes, path: result) {
      let heldOut = try HeldOutResult(bytes: bytes, path: result)
      if let figure = Figure.heldOut(heldOut, command: command) { return figure }
    }
    throw FileError(
      path: result,
      problem: "is neither a report of held-out clusters nor an error budget",
      hint: "Name what gyro train --folds clusters --output FILE wrote, or the budget.json in "
        + "the folder of gyro robustness")
  }
}
