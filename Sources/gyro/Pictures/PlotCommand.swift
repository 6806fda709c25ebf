// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro plot`: a picture of a result that was written earlier.

internal import ArgumentParser
internal import GyroFigures
internal import GyroFiles
internal import GyroPlotting
internal import GyroTables
internal import Gyrochronology

struct PlotCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a result that was written earlier.",
    discussion: """
      Draws the figure that --plot of the command that made the result draws:

        gyro age, gyro cluster, gyro track    JSON, FITS, VOTable or ECSV
        gyro simulate                         FITS, VOTable or ECSV
        gyro train --folds clusters           JSON: held-out ages and calibration
        gyro robustness                       budget.json: errors by age and by cause

      The last two are drawn from the file alone. The others hold no densities and no draws: their \
      recorded command is run again without writing its outputs, in the folder where the command is \
      given now, and the figure is refused if model or ages are not those of the result. CSV and TSV \
      hold no record, and Parquet is not read. Catalogs are drawn by gyro catalog show --plot, models by gyro model card \
      --plot, animations by gyro track --animate.

      EXAMPLES
        gyro plot ages.fits --plot ages.pdf
        gyro plot praesepe.json --plot praesepe.png --width two
        gyro plot Validation/Results/heldout.json --plot heldout.pdf
        gyro plot report/budget.json --plot budget.pdf
      """)

  @Argument(
    help: ArgumentHelp("A result file.", valueName: "result"), completion: .file())
  var result: String
  @OptionGroup var plot: PlotOption

  func validate() throws {
    guard plot.path != nil else { throw ValidationError("--plot is missing: where to draw.") }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(TablePath(result).file, "the result")
    files.writes(plot)
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    switch try ResultFigure(
      result, file: TablePath(result).file, command: RecordedCommand.line)
    {
    case .drawn(let figure): try plot.write(figure)
    case .run(let run):
      let figure = try figure(of: run)
      try plot.write(figure)
    }
  }

  /// The figure of a run that is done again, if its answers are those of the result.
  private func figure(of run: RecordedRun) throws -> Figure {
    let line = ShellWords.line(run.command)
    if let (problem, hint) = run.obstacle {
      throw FileError(path: result, problem: problem, hint: hint)
    }
    let command = try GyroCommand.parseAsRoot(
      OldSpelling.modernized(Array(run.command.dropFirst())).arguments)
    guard let command = command as? any RedrawnCommand else {
      throw FileError(
        path: result, problem: "was made by a command without a figure: \(line)",
        hint: "See gyro help plot")
    }
    StandardError.say("\(result): computing again, without outputs: \(line)")
    let redrawn: RedrawnResult?
    do { redrawn = try command.redrawn(as: run.command) } catch {
      throw FileError(
        path: result, problem: "cannot be computed again: \(error)",
        hint: "Its command was: \(line); run gyro plot in the same folder")
    }
    guard let redrawn else { throw FileError(path: result, problem: "was not computed to its end") }
    return try redrawn.figure(of: run, in: result)
  }
}
