// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro simulate`: mock clusters and populations.

internal import ArgumentParser
internal import GyroFigures
internal import GyroFiles
internal import GyroModel
internal import GyroPlotting
internal import GyroTables
internal import Gyrochronology

struct SimulateCommand: FileCommand, RedrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Draw mock clusters and populations from the model.",
    discussion: """
      The table has the columns that gyro age and gyro cluster read, and beside them what was put in: \
      true_age_myr, true_period_days and true_origin (member, outlier or field). Periods are drawn \
      from the same mixture that ages of single stars are inferred with: the model for members, the \
      uniform background for outliers and the field. A star depends on the seed and on its number alone: \
      more stars or more threads leave it as it was.

      EXAMPLES
        gyro simulate --age 700Myr --count 500 --seed 1 --output mock.csv
        gyro simulate --age 100Myr:4Gyr --count 10000 --seed 2 --output field.fits
        gyro simulate --age 700Myr --count 500 --output mock.csv --plot mock.pdf
        gyro simulate --age 120Myr --count 300 --field-fraction 0.2 \\
          --av 0.3 --av-sigma 0.05 --max-period 15
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Age of all stars, such as 700Myr, or a range (10Myr:4Gyr) with a uniform density of its logarithm; a bare "
        + "number is in Myr.",
      valueName: "age"), transform: NumberRange.init(agesMyr:))
  var age: NumberRange
  @Option(
    name: [.customShort("n"), .customLong("count")], parsing: .unconditional,
    help: "How many stars.")
  var count = 500
  @Option(parsing: .unconditional, help: "Seed of the random numbers.") var seed: UInt64 = 1
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Dereddened colors, mag, drawn uniformly (default: 0.5:3).",
      valueName: "mag:mag"), transform: NumberRange.init(_:))
  var colors: NumberRange?
  @Option(
    parsing: .unconditional,
    help: "Error of the dereddened color, mag (default: the training stars' median).")
  var bpRp0Sigma: Double?
  @Option(parsing: .unconditional, help: "Error of a period, relative to it.")
  var relativePeriodSigma = 0.0
  @Option(
    parsing: .unconditional,
    help: "Write observed colors with this extinction, A_V in mag, instead of dereddened ones.")
  var av: Double?
  @Option(
    parsing: .unconditional, help: "Its error, mag, which is part of that of the dereddened color.")
  var avSigma: Double?
  @Option(
    parsing: .unconditional, help: "Offset added to the measured A_V, mag: a wrong zero point.")
  var avOffset: Double?
  @Option(
    parsing: .unconditional,
    help: "Outlier fraction: members whose rotation does not follow the model."
  )
  var outlierFraction = OutlierMixture.usualOutlierFraction
  @Option(
    parsing: .unconditional,
    help: "Mean fraction of field stars; membership probabilities say who is in doubt.")
  var fieldFraction = 0.0
  @Option(parsing: .unconditional, help: "Shortest period that the survey finds, d.")
  var minPeriod: Double?
  @Option(parsing: .unconditional, help: "Longest period that the survey finds, d.")
  var maxPeriod: Double?
  @Option(help: "A checkpoint file, or the name of the embedded model.", completion: .file())
  var model = EmbeddedModel.name
  @OptionGroup(title: "Output") var report: ReportOptions
  @OptionGroup(title: "Output") var plot: PlotOption

  func validate() throws {
    try Usage.check { spelled throws(RequestError) in
      try request(command: []).check { $0 == .stars ? "--count" : spelled($0) }
    }
    if av == nil, avSigma != nil || avOffset != nil {
      throw ValidationError("--av-sigma and --av-offset belong to --av.")
    }
    if let format = report.format, !format.isTable {
      throw ValidationError(
        "Mock stars are a table; expected --format csv, tsv, ecsv, fits or votable.")
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.readsModel(model)
    files.writes(report.output, "--output")
    files.writes(plot)
    return files
  }

  func run() throws {
    guard case .table(let format) = try report.format(isTable: true) else {
      throw ValidationError("Mock stars are a table; name an output that ends in .csv, .fits, ….")
    }
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let run = try SimulateRun(request(command: RecordedCommand.words))
    var writer = try createTable(
      path: report.output, format: format,
      schema: TableSchema(columns: run.columns, metadata: run.manifest.tableMetadata),
      digits: report.significantDigits, of: run.columns.map(\.name))
    var line = ProgressLine(total: count, unit: "stars", isQuiet: report.quiet)
    let placing = plot.path == nil ? nil : try PlacedMockStars(run)
    var placed = MockStars()
    let outcome = try run.run(
      threadCount: report.threadCount,
      progress: { count in
        line.update(count)
        return true
      },
      into: { rows in
        try writer.append(rows)
        if let placing { placed.add(placing.stars(of: rows)) }
      })
    try writer.finish()
    line.finish()
    guard let outcome else { return }
    report.warn(outcome.warnings)
    try plot.write(placed.figure(agesMyr: age, run.manifest))
    if outcome.starCount == 0 { throw ExitCode(2) }
  }

  func redrawn(as words: [String]) throws -> RedrawnResult? {
    let run = try SimulateRun(request(command: words))
    let placing = try PlacedMockStars(run)
    var placed = MockStars()
    let outcome = run.run(threadCount: report.threadCount, progress: { _ in true }) { rows in
      placed.add(placing.stars(of: rows))
    }
    guard outcome != nil else { return nil }
    return RedrawnResult(
      figure: placed.figure(agesMyr: age, run.manifest), modelSHA256: run.manifest.modelSHA256,
      digits: report.significantDigits.count)
  }

  private func request(command: [String]) -> SimulateRequest {
    var request = SimulateRequest(agesMyr: age, command: command)
    (request.starCount, request.seed, request.model) = (count, seed, model)
    (request.bpRp0, request.bpRp0Sigma) = (colors, bpRp0Sigma)
    request.relativePeriodSigma = relativePeriodSigma
    (request.av, request.avSigma, request.avOffset) = (av, avSigma ?? 0, avOffset ?? 0)
    (request.outlierFraction, request.fieldFraction) = (outlierFraction, fieldFraction)
    (request.minimumPeriodDays, request.maximumPeriodDays) = (minPeriod, maxPeriod)
    return request
  }
}
