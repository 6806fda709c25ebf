// SPDX-License-Identifier: GPL-3.0-or-later
// The assumptions of an age, as options.

public import ArgumentParser
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
    help: "Fraction of outliers, stars whose rotation does not follow the model; 0 to 1."
  )
  var outlierFraction = AgeAssumptions().outlierFraction
  @Option(
    help: ArgumentHelp(
      "none, or half-double[:wHalf,wDouble]: the chances that the true period is half or twice the "
        + "one given, \(AliasMixture.usual.half) each unless given (default: none).",
      valueName: "aliases"),
    transform: AliasChoice.init(text:))
  var aliases = AliasChoice(mixture: .none)
  @Option(
    help: ArgumentHelp(
      "For a model that is given measured colors, where the error of the color goes: context of the flow "
        + "(up to twice the largest trained error), or marginal (integrated over beyond the smallest "
        + "trained error), or auto (context, and integrated over beyond the largest). A model of true "
        + "colors, such as the embedded one, integrates over it.",
      valueName: "use"))
  var colorError = ColorErrorUse.auto
  @Option(
    help: ArgumentHelp(
      "log-uniform (the default), uniform (in age), normal:MEAN,SIGMA (log10 age/Myr), or table:FILE "
        + "with the columns \(TabulatedLogDensity.columnNames.joined(separator: ", ")).",
      valueName: "prior"),
    transform: { text in
      do throws(RequestError) { return try PriorRequest(reading: text) } catch {
        throw ValidationError(error.description)
      }
    })
  var prior: PriorRequest?
  @Option(
    help: ArgumentHelp(
      "An age from elsewhere with its standard deviation, as in 120Myr,20Myr, in place of --prior.",
      valueName: "age,sigma"),
    transform: { text in
      do { return try PriorRequest(ageAndSigma: text) } catch {
        throw ValidationError("\(error)")
      }
    })
  var priorAge: PriorRequest?
  @Option(
    help: ArgumentHelp(
      "What else is known of the ages, multiplied in: a table with the columns "
        + "\(AgeLikelihoods.columnNames.joined(separator: ", ")).",
      valueName: "file"), completion: .file())
  var ageLikelihood: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Youngest age allowed, as in 30Myr; a bare number is in Myr (default: 1Myr).",
      valueName: "age"),
    transform: AgeChoice.init(text:))
  var minAge = AgeChoice(AgeGrid.minimumAge)
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Oldest age allowed, as in 8Gyr; a bare number below 100 is still read as Gyr, others as Myr "
        + "(default: 13.8Gyr).",
      valueName: "age"),
    transform: AgeChoice.init(text:))
  var maxAge = AgeChoice(AgeGrid.maximumAge)
  @Option(
    parsing: .unconditional,
    help: "Nodes of the grid of log10 age, at least \(AssumptionsRequest.gridCounts.lowerBound).")
  var grid = AgeGrid.nodeCount
  @Option(help: "A checkpoint file, or the name of the embedded model.", completion: .file())
  var model = EmbeddedModel.name

  func validate() throws {
    if prior != nil, priorAge != nil {
      throw ValidationError("--prior and --prior-age are both given; expected one of them.")
    }
    try OptionName.blame { spelled throws(RequestError) in
      // The prior by the option that gave it.
      try request.check { $0 == .prior && priorAge != nil ? "--prior-age" : spelled($0) }
    }
  }

  /// Declares the files that the assumptions lie in.
  func declare(in files: inout FileRoles) {
    if case .table(let path)? = prior { files.reads(path, "--prior") }
    files.reads(ageLikelihood, "--age-likelihood")
    files.readsModel(model)
  }

  /// What is assumed.
  var request: AssumptionsRequest {
    var request = AssumptionsRequest()
    (request.model, request.prior) = (model, prior ?? priorAge ?? .logUniform)
    request.minimumAgeMyr = minAge.age.megayears
    request.maximumAgeGyr = oldestAge.gigayears
    (request.outlierFraction, request.extinctionLaw) = (outlierFraction, extinctionLaw.law.name)
    request.halfPeriodProbability = aliases.mixture.half
    request.doublePeriodProbability = aliases.mixture.double
    (request.colorError, request.gridCount) = (colorError, grid)
    request.ageLikelihood = ageLikelihood
    return request
  }
}

extension AssumptionOptions {
  /// The oldest age: a bare number was in Gyr before ages had units; one of 100 or more is in Myr.
  private var oldestAge: Age { isInGigayears ? .gigayears(maxAge.number) : maxAge.age }

  private var isInGigayears: Bool {
    maxAge.isBare && maxAge.number < 100
  }

  /// How ages without a unit were read.
  var remarks: [String] {
    (minAge.isBare ? ["--min-age \(minAge.number) is read as \(minAge.number) Myr"] : [])
      + (maxAge.isBare
        ? [
          "--max-age \(maxAge.number) is read as \(maxAge.number) \(isInGigayears ? "Gyr" : "Myr")"
        ] : [])
  }
}

/// An age as it is typed.
struct AgeChoice: CustomStringConvertible {
  let age: Age
  /// The number without its unit, and whether it had none.
  let number: Double
  let isBare: Bool

  init(_ age: Age) { (self.age, number, isBare) = (age, age.megayears, false) }

  init(text: String) throws {
    do throws(RequestError) {
      let written = try WrittenAge(text)
      (age, number, isBare) = (written.age, written.number, written.isBare)
    } catch {
      throw ValidationError(error.description)
    }
  }

  var description: String {
    let gigayears = age.gigayears
    let (value, unit) = gigayears < 1 ? (age.megayears, "Myr") : (gigayears, "Gyr")
    return "\(value)".replacing(".0", with: "") + unit
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

extension ColorErrorUse: ExpressibleByArgument {}

/// A mixture of aliases as it is typed.
struct AliasChoice: CustomStringConvertible {
  let mixture: AliasMixture

  init(mixture: AliasMixture) { self.mixture = mixture }

  init(text: String) throws {
    do throws(RequestError) { mixture = try AliasMixture(reading: text) } catch {
      throw ValidationError(error.description)
    }
  }

  var description: String { mixture.description }
}
