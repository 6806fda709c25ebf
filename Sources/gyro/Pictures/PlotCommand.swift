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
    guard let bytes = try FileContents.regular(result) else {
      throw FileError(path: result, problem: "cannot be read", hint: "Check the path")
    }
    let command = RecordedCommand.line
    guard let figure = try figure(Data(bytes), command: command) else {
      throw FileError(
        path: result, problem: "is neither a report of held-out clusters nor an error budget",
        hint: "Name what gyro train --folds clusters --output FILE wrote, or the budget.json in "
          + "the folder of gyro robustness")
    }
    try plot.write(figure)
  }

  private func figure(_ bytes: Data, command: String) throws(FileError) -> Figure? {
    do throws(ReportError) {
      if let evidence = try HeldOutEvidence(json: bytes) {
        return .heldOut(evidence, command: command)
      }
      return try BudgetEvidence(json: bytes).map { .budget($0, command: command) }
    } catch {
      throw FileError(
        path: result, problem: error.problem,
        hint: "The file was altered or is damaged; make it anew")
    }
  }
}
