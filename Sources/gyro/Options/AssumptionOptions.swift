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
  var extinctionLaw = ExtinctionLaw.constant
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
    transform: { text in try Usage.of { () throws(RequestError) in try AliasMixture(reading: text) }
    })
  var aliases = AliasMixture.none
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
    transform: { text in try Usage.of { () throws(RequestError) in try PriorRequest(reading: text) }
    })
  var prior: PriorRequest?
  @Option(
    help: ArgumentHelp(
      "An age from elsewhere with its standard deviation, as in 120Myr,20Myr, in place of --prior.",
      valueName: "age,sigma"),
    transform: { text in
      try Usage.of { () throws(RequestError) in try PriorRequest(ageAndSigma: text) }
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
    transform: { text in try Usage.of { () throws(RequestError) in try WrittenAge(text) } })
  var minAge = WrittenAge(AgeGrid.minimumAge)
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Oldest age allowed, as in 8Gyr; a bare number below 100 is still read as Gyr, others as Myr "
        + "(default: 13.8Gyr).",
      valueName: "age"),
    transform: { text in try Usage.of { () throws(RequestError) in try WrittenAge(text) } })
  var maxAge = WrittenAge(AgeGrid.maximumAge)
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
    try Usage.check { spelled throws(RequestError) in
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
    request.maximumAgeGyr = maxAge.asMaximum.gigayears
    (request.outlierFraction, request.extinctionLaw) = (outlierFraction, extinctionLaw.name)
    request.halfPeriodProbability = aliases.half
    request.doublePeriodProbability = aliases.double
    (request.colorError, request.gridCount) = (colorError, grid)
    request.ageLikelihood = ageLikelihood
    return request
  }
}

extension AssumptionOptions {
  /// How ages without a unit were read.
  var remarks: [String] {
    [
      minAge.remark("--min-age", readAs: minAge.age),
      maxAge.remark("--max-age", readAs: maxAge.asMaximum),
    ].compactMap(\.self)
  }
}

extension ExtinctionLaw: ExpressibleByArgument {
  init?(argument: String) {
    guard let law = Self.named(argument) else { return nil }
    self = law
  }
  var defaultValueDescription: String { name }
  static var allValueStrings: [String] { all.map(\.name) }
}

extension ColorErrorUse: ExpressibleByArgument {}
