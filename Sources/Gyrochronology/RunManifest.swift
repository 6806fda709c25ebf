// SPDX-License-Identifier: GPL-3.0-or-later
// The provenance of a result, from which it can be reproduced.

internal import GyroFiles
internal import GyroModel
internal import GyroQuantities
package import GyroTables

/// The provenance of a result.
public struct RunManifest: Hashable, Sendable, Encodable {
  /// Version of this package.
  public let programVersion: String
  /// Name or path of the model.
  public let model: String
  /// Digest of the model's checkpoint.
  public let modelSHA256: String
  /// The catalog that the model was trained on, and its digest; "unknown" if the model does not say.
  public let trainingCatalog, trainingCatalogSHA256: String
  /// The prior as it is chosen on the command line.
  public let prior: String
  /// The youngest age allowed, Myr; nil where it is that of the grid.
  public let minimumAgeMyr: Double?
  /// The oldest age allowed, Gyr.
  public let maximumAgeGyr: Double
  /// Fraction of outliers in the mixture.
  public let outlierFraction: Double
  /// Nodes of the age grid.
  public let grid: Int
  /// How the ages were computed.
  public let engine: String
  /// Name of the extinction law.
  public let extinctionLaw: String
  /// The chances of other periods, as they are chosen on the command line.
  public let aliases: String
  /// Where the error of the color goes.
  public let colorError: String
  /// Path and digest of the age likelihoods that were multiplied in, or "none".
  public let ageLikelihood: String
  /// How many draws of its age each star has, and their seed; nil if there are none.
  public let samplesPerStar: Int?, seed: UInt64?
  /// The command line.
  public let command: [String]
  /// The mean and the 68 percent interval of a normal prior as ages.
  private let priorInPlainUnits: String?

  private enum CodingKeys: String, CodingKey {
    case programVersion = "program_version"
    case model
    case modelSHA256 = "model_sha256"
    case trainingCatalog = "training_catalog"
    case trainingCatalogSHA256 = "training_catalog_sha256"
    case prior
    case minimumAgeMyr = "min_age_myr"
    case maximumAgeGyr = "max_age_gyr"
    case outlierFraction = "outlier_fraction"
    case grid, engine
    case extinctionLaw = "extinction_law"
    case aliases
    case colorError = "color_error"
    case ageLikelihood = "age_likelihood"
    case samplesPerStar = "samples_per_star"
    case seed, command
  }

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - estimator: What made the ages.
  ///   - ageLikelihoods: What else the ages rest on, if anything.
  ///   - engine: How it made them.
  ///   - samples: The draws that each star gets.
  ///   - command: The command line, or a description that replaces it.
  public init(
    _ estimator: AgeEstimator, ageLikelihoods: AgeLikelihoods? = nil, engine: AgeEngine = .exact,
    samples: AgeSamples? = nil, command: [String]
  ) {
    let assumptions = estimator.assumptions
    programVersion = ProgramVersion.current
    model = estimator.model.name
    modelSHA256 = estimator.model.digest.hexadecimal
    (trainingCatalog, trainingCatalogSHA256) =
      estimator.model.trainingCatalog ?? ("unknown", "unknown")
    prior = assumptions.prior.description
    minimumAgeMyr =
      assumptions.minimumAge > AgeGrid.minimumAge ? assumptions.minimumAge.megayears : nil
    maximumAgeGyr = assumptions.maximumAge.gigayears
    priorInPlainUnits = assumptions.prior.plainWords
    outlierFraction = assumptions.outlierFraction
    grid = assumptions.gridCount
    self.engine = engine.rawValue
    extinctionLaw = assumptions.extinctionLaw.name
    aliases = assumptions.aliases.description
    colorError = assumptions.colorError.rawValue
    ageLikelihood = ageLikelihoods?.name ?? "none"
    (samplesPerStar, seed) = (samples?.count, samples?.seed)
    self.command = command
  }

  /// What a result rests on, in a line of small print.
  public var summary: String {
    "gyro \(programVersion), model \(model) \(modelSHA256.prefix(12)), \(priorWords), outlier fraction \(outlierFraction)"
      + (aliases == AliasMixture.none.description ? "" : ", aliases \(aliases)")
      + (ageLikelihood == "none"
        ? "" : ", age likelihood \(ageLikelihood.split(separator: ", sha256")[0])")
  }

  /// The prior and the ages allowed, as text.
  var priorWords: String {
    "prior " + (priorInPlainUnits.map { "normal in log10 age, \($0)," } ?? prior)
      + (minimumAgeMyr.map { " from \($0) Myr" } ?? "") + " up to \(maximumAgeGyr) Gyr"
  }

  /// The command line as a shell takes it.
  public var commandLine: String { ShellWords.line(command) }

  /// The provenance as metadata of a table, for the formats that have them.
  package var tableMetadata: [TableMetadata] {
    var entries = [
      ("program_version", programVersion), ("model", model), ("model_sha256", modelSHA256),
      ("training_catalog", trainingCatalog), ("training_catalog_sha256", trainingCatalogSHA256),
      ("prior", prior), ("max_age_gyr", "\(maximumAgeGyr)"),
    ]
    if let minimumAgeMyr { entries.append(("min_age_myr", "\(minimumAgeMyr)")) }
    entries += [
      ("outlier_fraction", "\(outlierFraction)"), ("grid", "\(grid)"), ("engine", engine),
      ("extinction_law", extinctionLaw), ("aliases", aliases), ("color_error", colorError),
      ("age_likelihood", ageLikelihood),
    ]
    if let samplesPerStar { entries.append(("samples_per_star", "\(samplesPerStar)")) }
    if let seed { entries.append(("seed", "\(seed)")) }
    entries.append(("command", commandLine))
    return entries.map { TableMetadata(key: "gyro_" + $0.0, value: $0.1) }
  }
}
