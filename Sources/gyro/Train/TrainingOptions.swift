// SPDX-License-Identifier: GPL-3.0-or-later
// What `gyro train` trains on and how, as values that are recorded with the result.

public import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroPlatform
internal import GyroTraining
internal import Gyrochronology

struct TrainingOptions: ParsableArguments {
  @Option(
    help: """
      A standard catalog, or the ChronoFlow table. Default: that table, found as `gyro catalog \
      fetch vanlane-2025` finds it.
      """, completion: .file())
  var catalog: String?
  @Flag(help: "Train on a ChronoFlow table that is not the pinned one, and record that it is not.")
  var allowAltered = false
  @Option(
    help: ArgumentHelp(
      """
      Which stars: \(CatalogSelection.names.joined(separator: ", ")). Default: \
      chronoflow-cuts for the ChronoFlow table, calibrators for a standard catalog.
      """))
  var selection: String?
  @OptionGroup var sources: CatalogSourceOptions
  @Option(help: "A JSON file of training choices; those it leaves out keep their defaults.")
  var config: String?
  @Option(help: "Number of flows that are trained and averaged.")
  var ensemble = TrainingChoices().flowCount
  @Option(
    help: "The age scale of the calibrators. Default: that of age-scales.json for calibration.")
  var ageScale: String?
  @Option(
    help: "Draw the calibration ages from their errors times this, at every step; 0 is exact.")
  var ageErrorScale = CalibrationAgePolicy().drawnErrorScale
  @Option(
    help: """
      What to do with clusters whose age is in dispute: trust, exclude, or learn:SIGMA, their age \
      with a prior of that width in dex.
      """)
  var disputed = CalibrationAgePolicy().disputed
  @Option(
    help: """
      Learn the ages of all clusters, with priors of their errors on the scale times this; 0 learns \
      none but those in dispute.
      """)
  var learnAges = CalibrationAgePolicy().learnedErrorScale
  @Option(
    help: """
      Where the errors of colors go: context, the flow is given them; or integrated:NODES, the flow is \
      given true colors, and the likelihood integrates over the error with as many nodes.
      """)
  var colorError = TrainingChoices().colorError
  @Option(help: "Share of members whose period has nothing to do with their age.")
  var outlierFraction = TrainingChoices().outlierFraction
  @Option(
    help: """
      What weighs a star against the background: stated, its membership and a uniform background; \
      calibrated, what the rotators themselves show; or calibrated:INTERCEPT,SLOPE,MEAN,SIGMA.
      """)
  var mixture = MixtureChoice(TrainingChoices().mixture)
  @Option(
    help: "Draw a zero point of each cluster's colors with this error, in mag, at every step.")
  var colorZeroPoint = TrainingChoices().colorZeroPointSigma
  @Option(
    help: """
      Weigh the clusters at random, anew for each flow, by gamma deviates of this shape; 0 weighs \
      all stars alike.
      """)
  var clusterBootstrap = TrainingChoices().clusterBootstrapShape
  @Option(help: "The seed of all random numbers.")
  var seed: UInt64 = 1

  func validate() throws {
    try CatalogSelection.check(selection)
    try Usage.check("--outlier-fraction", outlierFraction, in: TrainingChoices.outlierFractions)
    try Usage.check("--ensemble", ensemble, in: TrainingChoices.flowCounts)
    try Usage.check("--age-error-scale", ageErrorScale, in: CalibrationAgePolicy.errorScales)
    try Usage.check("--learn-ages", learnAges, in: CalibrationAgePolicy.errorScales)
    try Usage.check(
      "--color-zero-point", colorZeroPoint, in: TrainingChoices.colorZeroPointSigmas, "mag")
    try Usage.check(
      "--cluster-bootstrap", clusterBootstrap, in: TrainingChoices.clusterBootstrapShapes)
  }

  /// Declares the table, and what else decides about the training.
  func declare(in files: inout FileRoles) {
    files.reads(sources.folder)
    files.reads(config, "--config")
    if let catalog {
      files.reads(catalog, "--catalog")
    } else if let path = try? table(sources.folder.library()) {
      files.reads(path, "the ChronoFlow table")
    }
  }

  /// The table that is named, else the ChronoFlow table where it is found.
  private func table(_ library: CatalogLibrary) throws -> String {
    if let catalog { return catalog }
    let manifest = try library.compilation()
    return try sources.fetcher(library).locate(manifest.files[0], of: manifest).path
  }

  func request(_ library: CatalogLibrary) throws -> TrainingRequest {
    TrainingRequest(
      table: try table(library), allowsAltered: allowAltered, selection: selection,
      ageScale: ageScale,
      choices: TrainingChoices(
        trainer: try config.map(TrainingConfigurationFile.read) ?? .rotation,
        flowCount: ensemble,
        ages: CalibrationAgePolicy(
          drawnErrorScale: ageErrorScale, disputed: disputed, learnedErrorScale: learnAges),
        outlierFraction: outlierFraction, mixture: mixture.mixture,
        colorZeroPointSigma: colorZeroPoint, clusterBootstrapShape: clusterBootstrap,
        colorError: colorError), seed: seed)
  }
}

extension TrainingColorError: ExpressibleByArgument {
  var defaultValueDescription: String { rawValue }
}

extension CalibrationAgePolicy.Disputed: ExpressibleByArgument {
  init?(argument: String) { self.init(text: argument) }
  var defaultValueDescription: String { text }
}

extension MixtureChoice: ExpressibleByArgument {
  init?(argument: String) { self.init(text: argument) }
  var defaultValueDescription: String { mixture == nil ? "stated" : "calibrated" }
}

extension FoldChoice: ExpressibleByArgument {
  init?(argument: String) { self.init(text: argument) }
}
