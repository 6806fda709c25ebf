// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro cluster`: the age of a coeval group with its sources of uncertainty.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFigures
internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroPlotting
internal import GyroTables
internal import Gyrochronology

struct ClusterCommand: FileCommand, RedrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "The age of a coeval group of stars, with its sources of uncertainty.",
    discussion: """
      Give a table with a row for each star, as for gyro age, or name a cluster of the standard \
      catalog. The age is that of the group: a joint posterior over age, zero point of the \
      extinction, memberships and outliers, with the error of the age scale added. The budget \
      says what each of them contributes; each star comes with its chance to be an outlier and \
      its influence on the age.

      With --method grid age and outlier fraction have their exact posterior with all else known, \
      and the interval is without the error of the age scale.

      Exit status: 0 fine, 1 failed, 2 answered but not to be relied on (no star can be used, \
      stars of different colors disagree on the age, or the sampler has not converged), 64 wrong \
      usage.

      EXAMPLES
        gyro cluster stars.csv --name "My group"
        gyro cluster stars.csv --av 0.12 --av-sigma 0.03
        gyro cluster --cluster Praesepe --format json
        gyro cluster --cluster all --method grid --output clusters.csv
        gyro cluster stars.fits --prior-age 120Myr,20Myr --members members.csv
        gyro cluster groups.csv --by cluster --method grid
        gyro cluster --cluster Pleiades --plot pleiades.pdf
        gyro cluster --cluster Pleiades --draws draws.zarr
      """)

  @Argument(
    help: ArgumentHelp("A table of stars, or - for standard input.", valueName: "table"),
    completion: .file())
  var table: String?
  @Option(help: "What to call the group. Default: the name of the table.")
  var name: String?

  @OptionGroup(title: "A cluster of the catalog") var catalog: ClusterCatalogOptions
  @OptionGroup(title: "Posterior") var sampling: ClusterSamplingOptions
  @OptionGroup(title: "Assumptions") var assumptions: AssumptionOptions

  @Option(
    help: ArgumentHelp(
      "The column that names the group of each star: one answer for each group. Default: the whole "
        + "table is one group.",
      valueName: "column"))
  var by: String?
  @OptionGroup(title: "A table") var form: TableFormOptions
  @OptionGroup(title: "A table") var columnOptions: ColumnOptions
  @OptionGroup(title: "A table") var extinction: SharedExtinctionOptions

  @Option(
    help: ArgumentHelp(
      "Write a table of the stars to this file: outlier probability, influence, or why a star was not used.",
      valueName: "file"),
    completion: .file())
  var members: String?
  @OptionGroup(title: "Output") var plot: PlotOption
  @OptionGroup(title: "Output") var report: ReportOptions

  func validate() throws {
    switch (table, catalog.cluster) {
    case (nil, nil): throw ValidationError("Name a table, or a cluster with --cluster.")
    case (.some, .some):
      throw ValidationError("A table and --cluster are both given; expected one of them.")
    case (nil, .some):
      if name != nil { throw ValidationError("--name goes with a table.") }
      if !columnOptions.column.isEmpty { throw ValidationError("--column goes with a table.") }
      if by != nil { throw ValidationError("--by goes with a table.") }
      if let option = form.given ?? extinction.given.first {
        throw ValidationError("\(option) goes with a table.")
      }
    case (.some, nil):
      if by != nil, name != nil {
        throw ValidationError("--name and --by are both given; expected one of them.")
      }
    }
    if sampling.joint, !isAboutAll {
      throw ValidationError("--joint goes with --cluster all, or with a table and --by.")
    }
    if isAboutAll, sampling.drawsFile != nil, !sampling.joint {
      throw ValidationError("--draws-file is about one run; for several groups give --joint.")
    }
    if sampling.method == .nuts, !(0.001...0.5).contains(assumptions.outlierFraction) {
      throw ValidationError(
        "--outlier-fraction is \(assumptions.outlierFraction), expected 0.001 to 0.5 with "
          + "--method nuts, which takes it for the mean of a prior.")
    }
    if assumptions.ageLikelihood != nil, isAboutAll {
      throw ValidationError(
        "--age-likelihood is about one group; name one with --cluster, or give a table.")
    }
    if let members, ReportFormat(path: members)?.isTable != true {
      throw ValidationError(
        "--members \(members) does not imply a format; expected a name that ends in .csv, .tsv, "
          + ".ecsv, .fits or .vot.")
    }
  }

  /// Whether several groups are asked for.
  private var isAboutAll: Bool { catalog.cluster == "all" || by != nil }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(table.map { TablePath($0).file }, "the table")
    form.declare(in: &files)
    catalog.declare(in: &files)
    assumptions.declare(in: &files)
    sampling.declare(in: &files)
    files.writes(report.output, "--output")
    files.writes(members, "--members")
    files.writes(plot)
    return files
  }

  func run() throws {
    let format = try report.format(isTable: false)
    let outputs = try claimOutputs()
    defer { outputs.release() }
    for remark in assumptions.remarks { report.remark(remark) }
    let run = try prepared(command: RecordedCommand.words)
    report.warn(run.warnings)
    guard let estimates = try estimates(run) else { return }
    let manifest = run.manifest
    try ClusterWriter(
      estimates: estimates, manifest: manifest, digits: report.significantDigits
    ).write(
      format: format, to: report.output, isSingle: !isAboutAll)
    if let members, case .table(let format)? = ReportFormat(path: members) {
      let (schema, rows) = ClusterColumns.members(estimates.clusters, manifest: manifest)
      var writer = try createTable(
        path: members, format: format, schema: schema, digits: report.significantDigits,
        of: schema.columns.map(\.name))
      try writer.append(rows)
      try writer.finish()
    }
    if let path = sampling.drawsTable {
      let draws = ClusterDraws(estimates, manifest: manifest, isSingle: !isAboutAll)
      if let draws { try draws.write(to: path) } else { report.remark("--draws: there are none") }
    }
    if plot.path != nil {
      // A group without an age has its flags and reasons, and nothing to draw.
      if let figure = figure(estimates, run, command: RecordedCommand.line) {
        try plot.write(figure)
      } else {
        report.remark("--plot: there is no age to draw")
      }
    }
    report.warn(estimates.warnings)
    if !estimates.isSound { throw ExitCode(2) }
  }

  func redrawn(as words: [String]) throws -> RedrawnResult? {
    let run = try prepared(command: words, isRedrawn: true)
    guard let estimates = try estimates(run) else { return nil }
    return RedrawnResult(
      figure: figure(estimates, run, command: ShellWords.line(words)),
      modelSHA256: run.estimator.stars.model.digest.hexadecimal,
      medians: estimates.clusters.map { $0.age?.summary.q50 },
      digits: report.significantDigits.count)
  }

  /// The answers, with progress on a terminal; nil if the run was ended.
  private func estimates(_ run: ClusterRun) throws -> ClusterEstimates? {
    let isPercent = sampling.method == .nuts && (sampling.joint || run.inputs.count == 1)
    var line = ProgressLine(
      total: isPercent ? 100 : run.inputs.count,
      unit: isPercent ? ProgressLine.percent : "clusters",
      isQuiet: report.quiet)
    defer { line.finish() }
    return try run.run(threadCount: report.threadCount) { progress in
      if isPercent {
        line.update(Int(clamping: 100 * (progress.fraction ?? 0)))
      } else {
        line.update(progress.cluster, progress.name)
      }
      return true
    }
  }

  /// The picture of one group, or of all groups of the catalog.
  private func figure(
    _ estimates: ClusterEstimates, _ run: ClusterRun, command: String
  ) -> Figure? {
    let (manifest, forward) = (run.manifest, ForwardModel(run.estimator.stars.model))
    let provenance = "\(manifest.modelWords), \(manifest.priorWords)"
    guard isAboutAll else {
      return estimates.clusters.first.flatMap { cluster in
        Figure.cluster(
          cluster, headline: cluster.age.map { ClusterText.headline($0) } ?? "",
          forward: forward, provenance: provenance, command: command)
      }
    }
    return Figure.clusters(
      estimates.clusters, headline: { AgeText.headline($0) }, forward: forward,
      provenance: provenance, command: command)
  }

  /// The run, with all its inputs read.
  ///
  /// One whose options stand in a result writes no draws and downloads nothing, since the result may be a stranger's.
  private func prepared(command: [String], isRedrawn: Bool = false) throws -> ClusterRun {
    let stars: ClusterRequest.Stars =
      table.map { .table(path: $0, name: name, columns: columnOptions.requested) }
      ?? .catalog(catalog.request)
    var request = sampling.request(stars, command: command)
    request.assumptions = assumptions.request
    (request.tableForm, request.groupColumn) = (form.form, by)
    request.extinction = extinction.values
    try request.checkExtinction(spelled: OptionName.spelled)
    if isRedrawn { request.drawsFile = nil }
    guard table == nil else { return try ClusterRun(request) }
    let library = try catalog.sources.folder.library()
    return try ClusterRun(
      request, library: library,
      fetcher: isRedrawn
        ? catalog.sources.readingFetcher(library)
        : catalog.sources.fetcher(library, transport: SourceFetcher.network))
  }
}
