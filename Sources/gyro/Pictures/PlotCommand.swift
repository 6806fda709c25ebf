// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro plot`: a picture of a result that was written earlier.

internal import ArgumentParser
internal import GyroEssentials
internal import GyroFigures
internal import GyroFiles
internal import GyroPlatform
internal import GyroPlotting
internal import GyroStudies
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
    let figure = try figure()
    try plot.write(figure)
  }

  private func figure() throws -> Figure {
    let path = TablePath(result).file
    let start = try FileContents.start(of: path, count: 64)
    if start.count > 8, start[7] == 0 {
      throw refusal(
        "is a model", "gyro model card --model \(ShellWords.line([path])) --plot FILE draws it")
    }
    if start.starts(with: "PAR1".utf8) {
      throw refusal("is Parquet, which is not read here", "Write the result as .json or .fits")
    }
    switch start.first(where: { !" \t\r\n".utf8.contains($0) }) {
    case UInt8(ascii: "["):
      throw refusal(
        "is a list of stars or clusters", "gyro catalog show --plot FILE draws those of a catalog")
    case UInt8(ascii: "{"): return try figureOfJSON()
    default:
      if let run = try RecordedRun(table: result) { return try figure(of: run) }
      throw refusal(
        "does not say how it was made, as no CSV or TSV does",
        "Draw it with --plot of the command that made it, or write the result as .json or .fits")
    }
  }

  private func figureOfJSON() throws -> Figure {
    guard let bytes = try FileContents.regular(result, limit: 1 << 28) else {
      throw FileError(path: result, problem: "cannot be read")
    }
    guard let json = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      throw FileError(path: result, problem: "is damaged JSON")
    }
    if let run = RecordedRun(json) { return try figure(of: run) }
    if try BudgetResult.matches(bytes, path: result) {
      return .budget(
        try BudgetResult(bytes: bytes, path: result), command: RecordedCommand.line)
    }
    if try HeldOutResult.matches(bytes, path: result) {
      let heldOut = try HeldOutResult(bytes: bytes, path: result)
      if let figure = Figure.heldOut(heldOut, command: RecordedCommand.line) { return figure }
      throw refusal(
        "has scores of held-out stars, of which there is no figure",
        "gyro train --folds clusters makes a result that has one")
    }
    if try ClusterScores.matches(bytes, path: result) {
      throw refusal(
        "has scores of clusters, of which there is no figure",
        "gyro model card \(ShellWords.line([result])) --plot FILE shows them with the model")
    }
    throw refusal(
      "is not a result that gyro plot draws", "gyro help plot lists those that it does")
  }

  private func refusal(_ problem: String, _ hint: String) -> FileError {
    FileError(path: result, problem: problem, hint: hint)
  }

  /// The figure of a run that is done again, if its answers are those of the result.
  private func figure(of run: RecordedRun) throws -> Figure {
    let line = ShellWords.line(run.command)
    guard run.command.first == "gyro" else {
      throw refusal(
        "was not made by the command gyro but by \(line)", "Draw it with the program that made it")
    }
    if run.command.contains("-") {
      throw refusal(
        "was computed from standard input, which is gone",
        "Give the table once more to: \(line) --plot FILE")
    }
    let command = try GyroCommand.parseAsRoot(
      OldSpelling.modernized(Array(run.command.dropFirst())).arguments)
    guard let command = command as? any RedrawnCommand else {
      throw refusal("was made by a command without a figure: \(line)", "See gyro help plot")
    }
    StandardError.say("\(result): computing again, without outputs: \(line)")
    let redrawn: RedrawnResult?
    do { redrawn = try command.redrawn(as: run.command) } catch {
      throw refusal(
        "cannot be computed again: \(error)",
        "Its command was: \(line); run gyro plot in the same folder")
    }
    guard let redrawn, let figure = redrawn.figure else {
      throw refusal("has no age to draw", "See the reasons in it")
    }
    guard redrawn.modelSHA256 == run.modelSHA256 else {
      throw refusal(
        "was made with another model (sha256 \(run.modelSHA256.prefix(12)), gyro \(run.programVersion))",
        "Run its command again: \(line)")
    }
    guard run.agrees(with: redrawn.medians, digits: redrawn.digits) else {
      throw refusal(
        "has other ages than its command gives now, since a table or the program was changed",
        "Run its command again: \(line)")
    }
    return figure
  }
}
