// SPDX-License-Identifier: GPL-3.0-or-later
// What `gyro robustness` starts from: catalogs, model and choices, read and checked.

internal import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import GyroFlows
internal import GyroStudies
internal import GyroTraining
internal import Gyrochronology

struct RobustnessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Suites to run, joined by commas: "
        + RobustnessSuite.allCases.map(\.rawValue).joined(separator: ", ") + ". Default: all.",
      valueName: "suites"), completion: .list(RobustnessSuite.allCases.map(\.key)))
  var suite: SuiteChoice?
  @Option(
    help: "Clusters to date, joined by commas. Default: every one with a star to date.",
    completion: .custom { _, _, _ in ClusterNames.all })
  var clusters: String?
  @Option(
    help: """
      A standard catalog, or the ChronoFlow table. Default: the standard catalog of --catalogs, \
      else the one inside the program.
      """, completion: .file())
  var catalog: String?
  @Option(
    help: """
      A standard catalog of the same stars, whose colors, memberships and periods are tried \
      instead. Default: with the ChronoFlow table, the standard catalog; else none.
      """)
  var otherCatalog: String?
  @Option(
    help: ArgumentHelp(
      "Which stars are dated: "
        + CatalogSelection.names.joined(separator: ", ")
        + ". Default: chronoflow for the ChronoFlow table, else authors.", valueName: "name"))
  var selection: String?
  @Option(
    help: "The age scale of the calibrators. Default: that of age-scales.json for calibration.")
  var ageScale: String?
  @Option(
    help: "Checkpoint whose ages the variants of the data perturb. Default: the embedded one.")
  var model: String?
  @Option(
    help:
      "A JSON file of training choices; those it leaves out keep their defaults. Default: none.",
    completion: .file())
  var config: String?
  @Option(
    help:
      "Flows that are trained and averaged. Default: \(TrainingChoices().flowCount), with --quick 1."
  )
  var ensemble: Int?
  @Option(
    help:
      "Draws of the calibration ages. Default: \(RobustnessDraws.full.ages), with --quick \(RobustnessDraws.quick.ages)."
  )
  var draws: Int?
  @Flag(
    help:
      "Fewer draws and single flows: a first look within minutes, with coarse figures."
  )
  var quick = false
  @Flag(
    inversion: .prefixedNo,
    help:
      "Sample the joint posterior of all clusters too. Default: when all suites run, not with --quick."
  )
  var joint: Bool?
  @Option(help: "The seed of all random numbers.")
  var seed: UInt64 = 1
  @OptionGroup var sources: CatalogSourceOptions

  func validate() throws {
    try Usage.check("--ensemble", ensemble, in: TrainingChoices.flowCounts)
    if let draws, !(2...10_000).contains(draws) {
      throw ValidationError("--draws is \(draws), expected 2 to 10000: one alone has no spread.")
    }
    try CatalogSelection.check(selection)
  }

  /// Declares the files that a run starts from.
  func declare(in files: inout FileRoles) {
    files.readsCatalog(catalog, named: "rotators.ecsv", in: sources.folder)
    files.reads(otherCatalog, "--other-catalog")
    files.readsModel(model)
    files.reads(config, "--config")
  }

  /// Everything that the run starts from, and its plan.
  func run() throws -> (input: RobustnessInput, plan: RobustnessPlan) {
    let library = try sources.folder.library()
    var draws = quick ? RobustnessDraws.quick : .full
    if let count = self.draws { draws.ages = count }
    let request = RobustnessRequest(
      catalog: catalog, otherCatalog: otherCatalog, selection: selection, ageScale: ageScale,
      model: model,
      choices: TrainingChoices(
        trainer: try config.map(TrainingConfigurationFile.read) ?? .rotation,
        flowCount: ensemble ?? (quick ? 1 : TrainingChoices().flowCount)),
      clusters: try clusters.map {
        try library.clusters.keys(of: $0.split(separator: ",").map(String.init))
      }, suites: suite?.suites ?? RobustnessSuite.allCases,
      isJoint: joint ?? (suite == nil && !quick), draws: draws, seed: seed,
      notes: ["quick": "\(quick)", "config": config ?? ""])
    return try request.prepared(
      library: library, standardCatalog: sources.folder.folder() + "/rotators.ecsv")
  }
}

extension SuiteChoice: ExpressibleByArgument {
  init?(argument: String) { self.init(text: argument) }
}
