// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro age`: ages of single stars, from options or from a table of any size.

internal import ArgumentParser
internal import Foundation
internal import GyroFigures
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroNumerics
internal import GyroTables
internal import Gyrochronology

struct AgeCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "age",
    abstract: "Ages of single stars from their rotation periods and colors.",
    discussion: """
      Give one star by options, or a table with a row for each star. A table is returned with all \
      its rows in order and the ages to the right; a row that cannot be used says why. The columns \
      are recognized by their names, and the match is reported on standard error.

      The color is Gaia DR3 BP-RP: either dereddened, or as observed together with the extinction \
      as A_V, E(B-V) or E(BP-RP). The error of an observed color is that of the photometry alone.
      An effective temperature or a dereddened B-V can replace it, and the age is then flagged.

      An age is a posterior over log10 age: the median with the 68 and 95 percent intervals \
      between quantiles. Exit status: 0 fine, 1 failed, 2 there are stars and none has an \
      age, 64 wrong usage. A table with only a header gives a table with only a header.

      EXAMPLES
        gyro age --period 25.4 --bp-rp0 0.818 --bp-rp0-sigma 0.0282
        gyro age --period 11.2 --period-sigma 0.3 --bp-rp 1.1 --av 0.12 --av-sigma 0.03 --plot star.pdf
        gyro age stars.csv --output ages.csv --column period=Prot
        cat stars.csv | gyro age - --format json > ages.json
      """)

  @Argument(help: ArgumentHelp("A table of stars, or - for standard input.", valueName: "table"))
  var table: String?

  @OptionGroup(title: "One star") var star: StarOptions
  @OptionGroup(title: "Assumptions") var assumptions: AssumptionOptions

  @OptionGroup var columnOptions: ColumnOptions

  @Option(
    help: ArgumentHelp(
      "How ages are computed: exact, each on its own in double precision; fast, together from "
        + "tabulated knots, quantiles within 0.002 dex for nearly all stars; auto, fast for a table "
        + "and a smooth model such as the embedded one, else exact.",
      valueName: "engine"))
  var engine = EngineChoice.auto

  @Flag(
    help: ArgumentHelp(
      "Keep finished rows beside the output, in OUTPUT.journal, and go on from there after an "
        + "interruption."))
  var resume = false

  @OptionGroup(title: "Output") var report: ReportOptions
  @Option(
    help: ArgumentHelp(
      "Write the whole posteriors as well, each as \(CompactDensity.levels.count) quantiles: .fits, "
        + ".vot or .ecsv, a vector column; .\(PosteriorFile.compactExtension), 130 bytes per star.",
      valueName: "file"))
  var posterior: String?
  @OptionGroup(title: "Output") var plot: PlotOption

  /// Not done as `validate()`, which would blame a table or a star for an option that does not exist.
  private func check() throws {
    if table == nil {
      try star.validateAsStar()
      guard columnOptions.column.isEmpty else {
        throw ValidationError("--column is about a table, and no table is named.")
      }
    } else if let option = star.given.first {
      throw ValidationError(
        "\(option) is about one star, and a table is named; put it into a column of the table.")
    }
    if resume, table == nil || table == "-" || report.output == "-" {
      throw ValidationError("--resume needs a table and an output that are files, to come back to.")
    }
    if let posterior, PosteriorFile(path: posterior) == nil {
      throw ValidationError(
        "--posterior \(posterior) does not imply a format; expected a name that ends in .fits, .vot, "
          + ".ecsv or .\(PosteriorFile.compactExtension).")
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(table, "the table")
    assumptions.declare(in: &files)
    files.writes(report.output, "--output")
    if resume { files.keeps(AgeJournal.path(report.output), "the journal of --output") }
    files.writes(posterior, "--posterior")
    files.writes(plot)
    return files
  }

  func run() throws {
    try check()
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let format = try report.format(isTable: table != nil)
    var estimator = try AgeEstimator(
      model: LoadedModel(assumptions.model), assumptions: assumptions.values())
    estimator.keepsDensities = posterior != nil
    let ageLikelihoods = try assumptions.ageLikelihood.map { path in
      try AgeLikelihoods(path: path)
    }
    if table == nil, let ageLikelihoods, ageLikelihoods.only == nil {
      throw ValidationError(
        "--age-likelihood names a table with \(ageLikelihoods.starCount) stars; expected one for a "
          + "star by options.")
    }
    let start = ContinuousClock.now
    let engine = engine.engine(for: estimator.model, isTable: table != nil)
    let manifest = RunManifest(
      estimator, ageLikelihoods: ageLikelihoods, engine: engine,
      command: RecordedCommand.words)

    // Digested before it is opened, so that a change in between is noticed.
    let input = resume ? try table.map { try DigestedFile(path: $0) } : nil
    let name = table == "-" ? "<standard input>" : table ?? "options"
    let reader: any TableReader
    let columns: StarColumns
    if let table {
      reader = try openTable(
        path: table,
        options: TableReadingOptions(
          nullWords: TableReadingOptions.commonNullWords, infersTypes: format.declaresTypes))
      columns = try columnOptions.columns(of: reader.schema, file: name, report: report)
    } else {
      reader = star.table
      columns = try StarColumns(of: reader.schema, file: name)
    }
    let journal = try input.map { input in
      try AgeJournal(
        output: report.output, input: input, columns: columns, manifest: manifest,
        keepsDensities: estimator.keepsDensities)
    }
    if let journal, journal.storedCount > 0 {
      report.remark("\(AgeJournal.path(report.output)): going on where the last run ended")
    }
    var ages = AgeTable(
      reader, columns: columns, estimator: estimator, manifest: manifest,
      ageLikelihoods: ageLikelihoods, engine: engine, journal: journal,
      threadCount: report.threadCount)
    if !ages.replaced.isEmpty {
      report.remark(
        "\(name): \(ages.replaced.joined(separator: ", ")) of the input are replaced")
    }
    var writer = try AgeWriter(
      format: format, path: report.output, schema: ages.schema, manifest: manifest,
      isSingle: table == nil)
    let posteriors = try posterior.flatMap { path in
      try PosteriorFile(path: path).map { form in
        try PosteriorWriter(path: path, form: form, manifest: manifest)
      }
    }
    var progress = ProgressLine(total: nil, unit: "rows", isQuiet: table == nil || report.quiet)
    var (starCount, usableCount) = (0, 0)
    var picture = AgePicture(isSingle: table == nil, isWanted: plot.path != nil)
    while let chunk = try ages.next() {
      try writer.append(chunk, by: estimator)
      try posteriors?.append(chunk)
      picture.add(chunk.ages)
      starCount += chunk.ages.count
      usableCount += chunk.ages.count { if case .age = $0 { true } else { false } }
      progress.update(starCount, fraction: ages.fractionRead)
    }
    try journal?.checkInput()
    try writer.finish()
    try posteriors?.finish()
    journal?.remove()
    progress.finish()
    report.warn(ages.warnings)
    try picture.write(plot, estimator: estimator, manifest: manifest)
    if table != nil {
      remarkTimes(
        starCount, of: ContinuousClock.now - start,
        parts: [
          ("reading", ages.readingTime), ("ages", ages.computingTime),
          ("writing", writer.writingTime),
        ])
    }
    if table != nil, usableCount < starCount {
      report.remark("\(starCount - usableCount) of \(starCount) rows cannot be used; each says why")
    }
    if table != nil, let ageLikelihoods {
      report.remark(
        "\(ages.ageLikelihoodCount) of \(starCount) rows have an age likelihood; the table of them "
          + "names \(ageLikelihoods.starCount) stars")
    }
    if usableCount == 0, starCount > 0 { throw ExitCode(2) }
  }
}

extension AgeCommand {
  /// Reports the times of a long run on standard error only, since they differ from run to run.
  private func remarkTimes(_ rowCount: Int, of whole: Duration, parts: [(String, Duration)]) {
    guard whole > .seconds(1), StandardError.isTerminal else { return }
    func seconds(_ time: Duration) -> String { String(format: "%.2f s", time / .seconds(1)) }
    let list = parts.map { "\($0) \(seconds($1))" }.joined(separator: ", ")
    report.remark("\(rowCount) rows in \(seconds(whole)); side by side: \(list)")
  }
}

/// `--engine`: results do not depend on the batch size.
enum EngineChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, exact, fast

  func engine(for model: LoadedModel, isTable: Bool) -> AgeEngine {
    switch self {
    case .auto: isTable && model.isSmooth ? .fast : .exact
    case .exact: .exact
    case .fast: .fast
    }
  }
}
