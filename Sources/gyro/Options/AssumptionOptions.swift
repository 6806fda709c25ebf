// SPDX-License-Identifier: GPL-3.0-or-later
// The assumptions of an age, as options.

internal import ArgumentParser
internal import GyroFiles
internal import GyroModel
internal import GyroQuantities
internal import GyroTables
internal import Gyrochronology

struct AssumptionOptions: ParsableArguments {
  @Option(help: "The law from A_V to E(BP-RP).")
  var extinctionLaw = LawChoice(.constant)
  // Unconditional, so that a negative number is a value, which is then checked against its range.
  @Option(
    parsing: .unconditional,
    help: "Outlier fraction: stars whose rotation does not follow the model."
  )
  var outlierFraction = AgeAssumptions().outlierFraction
  @Option(
    help: ArgumentHelp(
      "none, or half-double[:wHalf,wDouble]: the chances that the true period is half or twice the "
        + "one given (\(AliasMixture.usual.half) each unless given).",
      valueName: "aliases"))
  var aliases = AliasChoice(mixture: .none)
  @Option(
    help: ArgumentHelp(
      "The error of the color: context of the flow (up to twice the largest trained error), or "
        + "marginal (integrated over beyond the smallest trained error), or auto (context, and "
        + "integrated over beyond the largest).",
      valueName: "use"))
  var colorError = ColorErrorChoice(use: .auto)
  @Option(
    help: ArgumentHelp(
      "log-uniform, uniform (in age), normal:MEAN,SIGMA (log10 age/Myr), or table:FILE with the "
        + "columns \(TabulatedLogDensity.columnNames.joined(separator: ", ")).",
      valueName: "prior"))
  var prior = PriorChoice.prior(.logUniform)
  @Option(
    help: ArgumentHelp(
      "What else is known of the ages, multiplied in: a table with the columns "
        + "\(AgeLikelihoods.columnNames.joined(separator: ", ")).",
      valueName: "file"))
  var ageLikelihood: String?
  @Option(parsing: .unconditional, help: "Oldest age allowed, Gyr.")
  var maxAge = AgeGrid.maximumAge.gigayears
  @Option(
    parsing: .unconditional, help: "Nodes of the age grid, at least \(Self.minimumGrid).")
  var grid = AgeGrid.nodeCount
  @Option(help: "A checkpoint file, or the name of the embedded model.")
  var model = EmbeddedModel.name

  private static let minimumGrid = 200

  func validate() throws {
    guard (0...1).contains(outlierFraction) else {
      throw ValidationError("--outlier-fraction is \(outlierFraction), expected 0 to 1.")
    }
    guard maxAge > 0.001, maxAge <= AgeGrid.maximumAge.gigayears else {
      throw ValidationError(
        "--max-age is \(maxAge), expected above 0.001 and up to "
          + "\(AgeGrid.maximumAge.gigayears) Gyr.")
    }
    guard (Self.minimumGrid...100_000).contains(grid) else {
      throw ValidationError("--grid is \(grid), expected \(Self.minimumGrid) to 100000.")
    }
  }

  /// Declares the files that the assumptions lie in.
  func declare(in files: inout FileRoles) {
    if case .table(let path) = prior { files.reads(path, "--prior") }
    files.reads(ageLikelihood, "--age-likelihood")
    files.readsModel(model)
  }

  /// The assumptions, with the table of the prior read.
  func values() throws -> AgeAssumptions {
    var values = AgeAssumptions()
    values.prior =
      switch prior {
      case .prior(let prior): prior
      case .table(let path): .table(try TabulatedLogDensity(path: path))
      }
    values.maximumAge = .gigayears(maxAge)
    values.outlierFraction = outlierFraction
    values.extinctionLaw = extinctionLaw.law
    values.gridCount = grid
    values.aliases = aliases.mixture
    values.colorError = colorError.use
    return values
  }
}

/// An extinction law by its name.
struct LawChoice: ExpressibleByArgument {
  let law: ExtinctionLaw

  init(_ law: ExtinctionLaw) { self.law = law }
  init?(argument: String) {
    guard let law = ExtinctionLaw.named(argument) else { return nil }
    self.law = law
  }
  var defaultValueDescription: String { law.name }
  static let allValueStrings = ExtinctionLaw.all.map(\.name)
}

/// The use of a color's error by its name.
struct ColorErrorChoice: ExpressibleByArgument {
  let use: ColorErrorUse

  init(use: ColorErrorUse) { self.use = use }
  init?(argument: String) {
    guard let use = ColorErrorUse(rawValue: argument) else { return nil }
    self.use = use
  }
  var defaultValueDescription: String { use.rawValue }
  static let allValueStrings = ColorErrorUse.allCases.map(\.rawValue)
}

/// A mixture of aliases as it is typed.
struct AliasChoice: ExpressibleByArgument {
  let mixture: AliasMixture

  init(mixture: AliasMixture) { self.mixture = mixture }

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts.first, parts.dropFirst().first) {
    case ("none", nil): mixture = .none
    case ("half-double", nil): mixture = .usual
    case ("half-double", let numbers?):
      let weights = numbers.split(separator: ",", omittingEmptySubsequences: false)
        .compactMap { Double($0) }
      guard weights.count == 2, numbers.count(where: { $0 == "," }) == 1,
        weights.allSatisfy({ $0 >= 0 }), weights[0] + weights[1] <= 1
      else { return nil }
      mixture = AliasMixture(half: weights[0], double: weights[1])
    default: return nil
    }
  }

  var defaultValueDescription: String { mixture.description }
  static let allValueStrings = ["none", "half-double", "half-double:wHalf,wDouble"]
}

/// A prior as it is typed; a table is read only once everything else is known to be right.
enum PriorChoice: ExpressibleByArgument {
  case prior(AgePrior)
  case table(path: String)

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    switch (parts.first, parts.dropFirst().first) {
    case ("log-uniform", nil): self = .prior(.logUniform)
    case ("uniform", nil): self = .prior(.uniform)
    case ("table", let path?) where !path.isEmpty: self = .table(path: path)
    case ("normal", let numbers?):
      let fields = numbers.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 2, let mean = Double(fields[0]), let sigma = Double(fields[1]),
        mean.isFinite, sigma.isFinite, sigma > 0
      else { return nil }
      self = .prior(.normal(mean: mean, sigma: sigma))
    default: return nil
    }
  }

  var defaultValueDescription: String { "log-uniform" }
  static let allValueStrings = ["log-uniform", "uniform", "normal:MEAN,SIGMA", "table:FILE"]
}
