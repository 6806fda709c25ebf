// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro cluster`: the age of a coeval group with its sources of uncertainty.

internal import ArgumentParser
internal import Foundation
internal import GyroFigures
internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroPlotting
internal import GyroSampling
internal import GyroTables
internal import Gyrochronology

struct ClusterCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "The age of a coeval group of stars, with its sources of uncertainty.",
    discussion: """
      Give a table with a row for each star, as for gyro age, or name a cluster of the standard \
      catalog. The age is that of the group: a joint posterior over age, zero point of the \
      extinction, memberships and outliers, with the error of the age scale added. The budget \
      says what each of them contributes; each star comes with its chance to be an outlier and \
      its influence on the age.

      With --method grid the age is the exact posterior with all else known, and its interval is \
      statistical alone.

      Exit status: 0 fine, 1 failed, 2 answered but not to be relied on (no star can be used, or \
      the sampler has not converged), 64 wrong usage.

      EXAMPLES
        gyro cluster stars.csv --name "My group"
        gyro cluster --catalog Praesepe --format json
        gyro cluster --catalog all --method grid --output clusters.csv
        gyro cluster stars.fits --prior-age 120,20 --members members.csv
        gyro cluster --catalog Pleiades --plot pleiades.pdf
      """)

  @Argument(help: ArgumentHelp("A table of stars, or - for standard input.", valueName: "table"))
  var table: String?
  @Option(help: "What to call the group. Default: the name of the table.")
  var name: String?

  @OptionGroup(title: "A cluster of the catalog") var catalog: ClusterCatalogOptions
  @OptionGroup(title: "Posterior") var sampling: ClusterSamplingOptions
  @OptionGroup(title: "Assumptions") var assumptions: AssumptionOptions

  @OptionGroup var columnOptions: ColumnOptions

  @Option(help: ArgumentHelp("Write a table of the stars to this file.", valueName: "file"))
  var members: String?
  @OptionGroup(title: "Output") var plot: PlotOption
  @OptionGroup(title: "Output") var report: ReportOptions

  func validate() throws {
    switch (table, catalog.catalog) {
    case (nil, nil): throw ValidationError("Name a table, or a cluster with --catalog.")
    case (.some, .some):
      throw ValidationError("A table and --catalog are both given; expected one of them.")
    case (nil, .some):
      if name != nil { throw ValidationError("--name goes with a table.") }
      if !columnOptions.column.isEmpty { throw ValidationError("--column goes with a table.") }
    case (.some, nil):
      if sampling.joint { throw ValidationError("--joint goes with --catalog all.") }
    }
    if sampling.joint, catalog.catalog != "all" {
      throw ValidationError("--joint goes with --catalog all.")
    }
    if catalog.catalog == "all", sampling.drawsFile != nil, !sampling.joint {
      throw ValidationError("--draws-file is about one run; with --catalog all give --joint.")
    }
    if sampling.method == .nuts, !(0.001...0.5).contains(assumptions.outlierFraction) {
      throw ValidationError(
        "--outlier-fraction is \(assumptions.outlierFraction), expected 0.001 to 0.5 with "
          + "--method nuts, which takes it for the mean of a prior.")
    }
    if assumptions.ageLikelihood != nil, catalog.catalog == "all" {
      throw ValidationError(
        "--age-likelihood is about one group; name one with --catalog, or give a table.")
    }
    if let members, ReportFormat(path: members)?.isTable != true {
      throw ValidationError(
        "--members \(members) does not imply a format; expected a name that ends in .csv, .tsv, "
          + ".ecsv, .fits or .vot.")
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(table, "the table")
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
    var values = try assumptions.values()
    if let given = sampling.priorAge { values.prior = given.prior }
    let known = try assumptions.ageLikelihood.map { try AgeLikelihoods(path: $0) }
    if let known, known.only == nil {
      throw ValidationError(
        "--age-likelihood names a table with \(known.starCount) names; expected one, that of the group."
      )
    }
    let estimator = try ClusterAgeEstimator(
      stars: AgeEstimator(model: LoadedModel(assumptions.model), assumptions: values),
      priors: sampling.priors, calibration: sampling.calibration,
      terms: AgeTerms(known?.only.map { [$0] } ?? []))
    let (inputs, source) = try inputs(estimator)
    let settings = sampling.settings(clusterCount: inputs.count)
    let manifest = ClusterManifest(
      estimator, method: sampling.method.method, isJoint: sampling.joint, settings: settings,
      seed: sampling.seed, source: source, ageLikelihoods: known, command: RecordedCommand.words)

    let estimates: ClusterEstimates
    var progress: ProgressLine
    switch sampling.method {
    case .grid:
      progress = ProgressLine(total: inputs.count, unit: "clusters", isQuiet: report.quiet)
      estimates = try estimator.onGrid(
        inputs, seed: sampling.seed, threadCount: report.threadCount
      ) { progress.update($0) }
    case .nuts:
      let total = sampling.joint ? 100 : 100 * inputs.count
      progress = ProgressLine(total: total, unit: "percent", isQuiet: report.quiet)
      if !sampling.joint, inputs.count > 1 {
        progress = ProgressLine(total: inputs.count, unit: "clusters", isQuiet: report.quiet)
      }
      let isPercent = sampling.joint || inputs.count == 1
      estimates = try estimator.sampled(
        inputs, settings: settings, jointly: sampling.joint, seed: sampling.seed,
        threadCount: report.threadCount, file: sampling.drawsFile
      ) { cluster, fraction in
        if isPercent {
          progress.update(Int(clamping: 100 * fraction))
        } else {
          progress.update(cluster, inputs[cluster].name)
        }
      }
    }
    progress.finish()

    try ClusterWriter(estimates: estimates, manifest: manifest).write(
      format: format, to: report.output, isSingle: catalog.catalog != "all")
    if let members, case .table(let format)? = ReportFormat(path: members) {
      let (schema, rows) = ClusterColumns.members(estimates.clusters, manifest: manifest)
      var writer = try createTable(path: members, format: format, schema: schema)
      try writer.append(rows)
      try writer.finish()
    }
    if plot.path != nil {
      // A group without an age has its flags and reasons, and nothing to draw.
      if let figure = figure(estimates, manifest, ForwardModel(estimator.stars.model)) {
        try plot.write(figure)
      } else {
        report.remark("--plot: there is no age to draw")
      }
    }
    if let advice = estimates.advice { report.remark(advice) }
    if !estimates.isSound { throw ExitCode(2) }
  }

  /// The picture of one group, or of all groups of the catalog.
  private func figure(
    _ estimates: ClusterEstimates, _ manifest: ClusterManifest, _ forward: ForwardModel
  ) -> Figure? {
    let provenance = "\(manifest.modelWords), \(manifest.priorWords)"
    let command = RecordedCommand.line
    guard catalog.catalog == "all" else {
      return estimates.clusters.first.flatMap { cluster in
        Figure.cluster(
          cluster, headline: cluster.age.map { AgeText.headline($0.summary) } ?? "",
          forward: forward, provenance: provenance, command: command)
      }
    }
    return Figure.clusters(
      estimates.clusters, headline: { AgeText.headline($0) }, forward: forward,
      provenance: provenance, command: command)
  }

  private func inputs(
    _ estimator: ClusterAgeEstimator
  ) throws -> ([ClusterInput], ClusterManifest.Source) {
    if let name = catalog.catalog { return try catalog.inputs(named: name) }
    let path = table ?? "-"
    let fileName = path == "-" ? "<standard input>" : path
    var source = try DigestedTable(
      path: path,
      options: TableReadingOptions(
        nullWords: TableReadingOptions.commonNullWords, infersTypes: false))
    let columns = try columnOptions.columns(
      of: source.reader.schema, file: fileName, report: report)
    let given = try ClusterInput(
      name: name ?? URL(filePath: path).deletingPathExtension().lastPathComponent,
      reading: &source.reader, columns: columns)
    report.warn(source.reader.warnings)
    if given.assumedMembershipCount > 0 {
      report.remark(
        "\(given.assumedMembershipCount) of \(given.candidates.count) stars have no membership and "
          + "count as certain members; give them one, or leave them out")
    }
    try source.checkUnchanged()
    var origin = ClusterManifest.Source(name: path)
    origin.sha256 = source.digest?.hexadecimal
    return ([given], origin)
  }
}

extension ClusterEstimates {
  /// What to do where the sampler has not converged; nil where it has.
  fileprivate var advice: String? {
    let failed = clusters.filter { $0.age?.diagnostics.isConverged == false }
    guard let first = failed.first, let reasons = first.age?.diagnostics.convergence?.reasons
    else { return nil }
    let names = failed.prefix(3).map(\.name).joined(separator: ", ")
    let more = failed.count > 3 ? " and \(failed.count - 3) more" : ""
    return "not converged: \(names)\(more). \(reasons.joined(separator: "; ")).\n"
      + "Give more --draws (and more --chains); where two ages fit, look at --method grid and "
      + "decide between them with --prior-age."
  }
}
