// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro age`: ages of single stars, from options or from a table of any size.

public import ArgumentParser
internal import GyroCatalogs
internal import GyroEssentials
internal import GyroFigures
internal import GyroFiles
internal import GyroNumerics
internal import GyroPlatform
internal import GyroTables
internal import Gyrochronology

struct AgeCommand: FileCommand, RedrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "age",
    abstract: "Ages of single stars from their rotation periods and colors.",
    discussion: """
      Give one star by options, a star of the standard catalog by its name, or a table with a row for each star. \
      A table is returned with all \
      its rows in order and the ages to the right; a row that cannot be used says why. The columns \
      are recognized by their names and units, and the match is reported on standard error.

      The color is Gaia DR3 BP-RP: either dereddened, or as observed together with the extinction \
      as A_V, E(B-V) or E(BP-RP). The error of an observed color is that of the photometry alone.
      An effective temperature, a dereddened B-V or another color can replace it, in each row that has \
      no better one, and the age is then flagged. Errors with two sides are used as they are.

      An age is a posterior over log10 age: the median with the 68 and 95 percent intervals \
      between quantiles. Exit status: 0 fine, 1 failed, 2 there are stars and none has an \
      age, 64 wrong usage. A table with only a header gives a table with only a header.

      EXAMPLES
        gyro age --period 25.4 --bp-rp0 0.818 --bp-rp0-sigma 0.0282
        gyro age --period 11.2 --period-sigma 0.3 --bp-rp 1.1 --av 0.12 \\
          --av-sigma 0.03 --plot star.pdf
        gyro age --star "EPIC 211892816"
        gyro age stars.csv --output ages.csv --column period=Prot
        gyro age stars.csv --output ages.csv --av 0.12 --av-sigma 0.03
        cat stars.csv | gyro age - --format json > ages.json
        gyro age "hosts.fits[STARS]" --output ages.fits --min-age 30Myr \\
          --prior-age 120Myr,40Myr
      """)

  @Argument(
    help: ArgumentHelp("A table of stars, or - for standard input.", valueName: "table"),
    completion: .file())
  var table: String?

  @OptionGroup(title: "One star") var star: StarOptions
  @OptionGroup(title: "A star of the catalog") var named: NamedStarOptions
  @OptionGroup(title: "Assumptions") var assumptions: AssumptionOptions

  @OptionGroup(title: "A table") var form: TableFormOptions
  @OptionGroup(title: "A table") var columnOptions: ColumnOptions

  @Option(
    help: ArgumentHelp(
      "How ages are computed: exact, each on its own in double precision; fast, together from "
        + "a table of densities, quantiles within 0.002 dex for nearly all stars; auto, fast for a "
        + "smooth model such as the embedded one, else exact.",
      valueName: "engine"))
  var engine = AgeRequest.Engine.auto

  @Flag(
    help: ArgumentHelp(
      "Keep finished rows beside the output, in OUTPUT.journal, and go on from there after an "
        + "interruption."))
  var resume = false
  @Option(
    help: ArgumentHelp(
      "Date only the I-th of N parts of the table and keep the ages beside the output, in OUTPUT.shard-I-of-N, with "
        + "the options of the whole run; see --merge.", valueName: "i/n"))
  var shard: ShardOption?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write the output from the ages of the N parts that were dated with --shard: the bytes of one run.",
      valueName: "n"))
  var merge: Int?

  @OptionGroup(title: "Output") var report: ReportOptions
  @Option(
    help: ArgumentHelp(
      "Write the whole posteriors as well, each as \(CompactDensity.levels.count) quantiles: .fits, "
        + ".vot, .ecsv or .parquet, a vector column; .\(PosteriorFile.compactExtension), 130 bytes per star.",
      valueName: "file"), completion: .file())
  var posterior: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Add draws from each posterior, log10 of age in Myr: an array in JSON, a vector column in .fits, .vot, "
        + ".ecsv and .parquet.", valueName: "n"))
  var samples: Int?
  @Option(parsing: .unconditional, help: "Seed of the draws (default: 1).") var seed: UInt64?
  @OptionGroup(title: "Output") var plot: PlotOption

  /// Not done as `validate()`, which would blame a table or a star for an option that does not exist.
  private func check() throws {
    if named.star != nil, let other = table.map({ _ in "a table" }) ?? star.given.first {
      throw ValidationError("--star and \(other) are both given; expected one of them.")
    }
    if table == nil {
      guard !star.given.isEmpty || named.star != nil else {
        throw ValidationError(
          "Name a table, or give one star: --period with a color, or --star with its name.")
      }
      if named.star == nil { try star.request.check(spelled: OptionName.spelled) }
      if let option = form.given {
        throw ValidationError("\(option) is about a table, and no table is named.")
      }
      guard columnOptions.column.isEmpty else {
        throw ValidationError("--column is about a table, and no table is named.")
      }
    } else if let option = star.givenForOneStar.first {
      throw ValidationError(
        "\(option) is about one star, and a table is named; put it into a column of the table.")
    } else {
      try request(command: []).checkExtinction(spelled: OptionName.spelled)
    }
    if resume, table == nil || table == "-" || report.output == "-" {
      throw ValidationError("--resume needs a table and an output that are files, to come back to.")
    }
    if shard != nil || merge != nil {
      let option = shard != nil ? "--shard" : "--merge"
      guard let table, table != "-", report.output != "-" else {
        throw ValidationError("\(option) needs a table and an output that are files.")
      }
      guard shard == nil || merge == nil, !resume else {
        throw ValidationError(
          "--resume, --shard and --merge exclude each other; a part goes on where it was by itself."
        )
      }
    }
    if let merge, merge < 1 {
      throw ValidationError("--merge is \(merge), expected the number of parts.")
    }
    try Usage.check("--samples", samples, in: 1...AgeSamples.maximumCount, "draws per star")
    if seed != nil, samples == nil { throw ValidationError("--seed belongs to --samples.") }
    if let posterior, PosteriorFile(path: posterior) == nil {
      throw ValidationError(
        "--posterior \(posterior) does not imply a format; expected a name that ends in .fits, .vot, "
          + ".ecsv, .parquet or .\(PosteriorFile.compactExtension).")
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(table.map { TablePath($0).file }, "the table")
    form.declare(in: &files)
    assumptions.declare(in: &files)
    named.declare(in: &files)
    if let shard {
      files.keeps(
        AgeJournal.path(report.output, shard: shard.shard), "the part of --output")
      return files
    }
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
    if samples != nil, !format.hasVectors {
      throw ValidationError(
        "--samples needs a format with arrays; expected --format json, or an output that ends in .json, .fits, "
          + ".vot, .ecsv or .parquet.")
    }
    var request = request(command: RecordedCommand.words(without: "--merge"))
    for remark in assumptions.remarks { report.remark(remark) }
    request.keepsPosteriors = posterior != nil
    request.samples = samples.map { AgeSamples(count: $0, seed: seed ?? 1) }
    request.infersTypes = format.declaresTypes
    if resume || shard != nil || merge != nil { request.journaledOutput = report.output }
    request.shard = shard?.shard
    request.mergedShardCount = merge
    let run = try AgeRun(request, library: library())
    report.warn(run.warnings)

    if let shard = request.shard { return try keep(shard, of: run) }
    let start = ContinuousClock.now
    let writer = try AgeWriter(
      format: format, path: report.output, run: run, digits: report.significantDigits)
    let picture = AgePicture(isSingle: run.isSingle, isWanted: plot.path != nil)
    var sinks: [any AgeSink] = [writer]
    if let posterior, let form = PosteriorFile(path: posterior) {
      sinks.append(try PosteriorWriter(path: posterior, form: form, manifest: run.manifest))
    }
    sinks.append(picture)
    let outcome = try dated(run, into: sinks, isQuiet: run.isSingle || report.showsRows)
    guard let outcome else { return }
    report.warn(outcome.warnings)
    if let figure = picture.figure(run) { try plot.write(figure) }
    if !run.isSingle {
      reportTimes(
        outcome.starCount, of: ContinuousClock.now - start,
        parts: [
          ("reading", outcome.readingTime), ("ages", outcome.computingTime),
          ("writing", writer.writingTime),
        ])
    }
    if outcome.datedCount == 0, outcome.starCount > 0 { throw ExitCode(2) }
  }

  /// What is asked, without what concerns the outputs.
  private func request(command: [String]) -> AgeRequest {
    var request = AgeRequest(
      table.map { .table(path: $0, columns: columnOptions.requested) }
        ?? named.star.map { .named($0, catalog: named.catalog) } ?? .star(star.request),
      command: command)
    (request.assumptions, request.tableForm) = (assumptions.request, form.form)
    request.engine = engine
    if table != nil { request.extinction = star.extinction }
    return request
  }

  /// What describes the catalog of a star that is named; nil for others.
  private func library() throws -> CatalogLibrary? {
    named.star == nil ? nil : try named.folder.library()
  }

  func redrawn(as words: [String]) throws -> RedrawnResult? {
    try check()
    let run = try AgeRun(request(command: words), library: library())
    let picture = AgePicture(isSingle: run.isSingle, isWanted: true, keepsMedians: true)
    guard try dated(run, into: [picture], isQuiet: run.isSingle) != nil else { return nil }
    return RedrawnResult(
      figure: picture.figure(run), modelSHA256: run.manifest.modelSHA256,
      medians: picture.medians, digits: report.significantDigits.count)
  }

  /// Dates a part, whose ages are kept until all parts are merged.
  private func keep(_ shard: Shard, of run: AgeRun) throws {
    let outcome = try dated(run, into: [], isQuiet: report.quiet)
    if let outcome { report.remark("\(outcome.starCount) rows of part \(shard) are done") }
  }

  /// Dates the stars, with progress on a terminal; nil if the run was ended.
  private func dated(
    _ run: AgeRun, into sinks: [any AgeSink], isQuiet: Bool
  ) throws -> AgeRun.Outcome? {
    var line = ProgressLine(total: nil, unit: "rows", isQuiet: isQuiet)
    defer { line.finish() }
    return try run.run(into: sinks, threadCount: report.threadCount) { progress in
      line.update(progress.starCount, fraction: progress.fractionRead)
      return true
    }
  }

  /// Reports the times of a long run on standard error only, since they differ from run to run.
  private func reportTimes(_ rowCount: Int, of whole: Duration, parts: [(String, Duration)]) {
    guard whole > .seconds(1), StandardError.isTerminal else { return }
    func seconds(_ time: Duration) -> String { String(printf: "%.2f s", time / .seconds(1)) }
    let list = parts.map { "\($0) \(seconds($1))" }.joined(separator: ", ")
    report.remark("\(rowCount) rows in \(seconds(whole)); side by side: \(list)")
  }
}

extension AgeRequest.Engine: ExpressibleByArgument {}
