// SPDX-License-Identifier: GPL-3.0-or-later
// What ages rest on besides the stars, as it is asked for.

public import GyroModel
internal import GyroPlatform
internal import GyroQuantities

extension ColorErrorUse: Codable {}

/// A prior on age as it is asked for; a table is named by its path and read later.
public enum PriorRequest: Hashable, Sendable, Codable {
  /// Uniform in log10 age.
  case logUniform
  /// Uniform in age.
  case uniform
  /// Normal in log10 age: mean and standard deviation in dex of Myr.
  case normal(mean: Double, sigma: Double)
  /// A table with the columns of `TabulatedLogDensity.columnNames`.
  case table(path: String)

  /// A prior as it is typed; nil if it is none.
  package init?(text: String) {
    guard let prior = try? Self(reading: text) else { return nil }
    self = prior
  }

  /// A prior as it is typed.
  ///
  /// - Throws: ``RequestError`` with the reason if it is none.
  package init(reading text: String) throws(RequestError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    switch (parts.first, parts.dropFirst().first) {
    case ("log-uniform", nil): self = .logUniform
    case ("uniform", nil): self = .uniform
    case ("table", let path?) where !path.isEmpty: self = .table(path: path)
    case ("normal", let numbers?):
      let fields = numbers.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 2, let mean = Double(fields[0]), let sigma = Double(fields[1]),
        mean.isFinite, sigma.isFinite, sigma > 0
      else {
        throw RequestError(
          "\"\(numbers)\" is not a mean and a positive standard deviation of log10 age in Myr; expected two "
            + "numbers, as in normal:2.08,0.07 (an age of 120 Myr known to 0.07 dex).")
      }
      self = .normal(mean: mean, sigma: sigma)
    default:
      throw RequestError(
        "\"\(text)\" is not a prior; expected log-uniform, uniform, normal:MEAN,SIGMA or table:FILE."
      )
    }
  }

  fileprivate func prior() throws -> AgePrior {
    switch self {
    case .logUniform: .logUniform
    case .uniform: .uniform
    case .normal(let mean, let sigma): .normal(mean: mean, sigma: sigma)
    case .table(let path): .table(try TabulatedLogDensity(path: path))
    }
  }
}

extension AliasMixture {
  /// A mixture as it is typed; nil if it is none.
  package init?(text: String) {
    guard let mixture = try? Self(reading: text) else { return nil }
    self = mixture
  }

  /// A mixture as it is typed.
  ///
  /// - Throws: ``RequestError`` with the reason if it is none.
  package init(reading text: String) throws(RequestError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts.first, parts.dropFirst().first) {
    case ("none", nil): self = .none
    case ("half-double", nil): self = .usual
    case ("half-double", let numbers?):
      let weights = numbers.split(separator: ",", omittingEmptySubsequences: false)
        .compactMap { Double($0) }
      guard weights.count == 2, numbers.count(where: { $0 == "," }) == 1 else {
        throw RequestError(
          "\"\(numbers)\" is not two probabilities; expected two numbers, as in half-double:0.05,0.05."
        )
      }
      guard AliasMixture.isPossible(half: weights[0], double: weights[1]) else {
        throw RequestError(
          "The chances of half and twice the period are \(weights[0]) and \(weights[1]), expected two numbers "
            + "that are not negative and together at most 1.")
      }
      self = AliasMixture(half: weights[0], double: weights[1])
    default:
      throw RequestError(
        "\"\(text)\" is not a mixture of aliases; expected none, half-double or half-double:HALF,DOUBLE."
      )
    }
  }

  fileprivate static func isPossible(half: Double, double: Double) -> Bool {
    half >= 0 && double >= 0 && half + double <= 1
  }
}

/// What ages rest on besides the stars, as a value that can be kept and sent.
public struct AssumptionsRequest: Hashable, Sendable, Codable {
  /// The minimum and maximum number of nodes of an age grid that may be asked for.
  package static let gridCounts = 200...100_000

  /// A checkpoint file, or the name of the embedded model.
  public var model = EmbeddedModel.name
  /// The prior on age.
  public var prior = PriorRequest.logUniform
  /// The youngest age allowed, Myr.
  public var minimumAgeMyr = AgeGrid.minimumAge.megayears
  /// The oldest age allowed, Gyr.
  public var maximumAgeGyr = AgeGrid.maximumAge.gigayears
  /// The fraction of stars whose period is not what their age made it, 0…1.
  public var outlierFraction = OutlierMixture.usualOutlierFraction
  /// The name of the extinction law.
  public var extinctionLaw = ExtinctionLaw.constant.name
  /// The chances that the true period is half or twice the one given, together at most 1.
  public var halfPeriodProbability = 0.0, doublePeriodProbability = 0.0
  /// Where the error of the color goes.
  public var colorError = ColorErrorUse.auto
  /// Nodes of the age grid, 200…100000.
  public var gridCount = AgeGrid.nodeCount
  /// The path of a table of what else is known of the ages, with the columns of
  /// ``AgeLikelihoods/columnNames``; nil if there is none.
  public var ageLikelihood: String?

  /// The usual assumptions.
  public init() {}

  /// The numbers that have limits, by the names that messages have for them unless told otherwise.
  package enum Field: String, Sendable {
    case outlierFraction = "outlier_fraction"
    case minimumAge = "min_age"
    case maximumAge = "max_age"
    case prior
    case gridCount = "grid"
  }

  /// Checks the numbers against their limits.
  ///
  /// - Parameter spelled: How the user gave a number, for messages.
  /// - Throws: ``RequestError`` if a number is out of its range.
  package func check(spelled: (Field) -> String = \.rawValue) throws(RequestError) {
    try RequestError.check(outlierFraction, spelled(.outlierFraction), in: 0...1)
    let oldest = AgeGrid.maximumAge.gigayears
    guard maximumAgeGyr > 0.001, maximumAgeGyr <= oldest else {
      throw RequestError(
        "\(spelled(.maximumAge)) is \(RequestError.age(1000 * maximumAgeGyr)), expected above 1 Myr and up to "
          + "\(RequestError.age(1000 * oldest)).")
    }
    let youngest = AgeGrid.minimumAge.megayears
    guard minimumAgeMyr >= youngest, minimumAgeMyr < 1000 * maximumAgeGyr else {
      throw RequestError(
        "\(spelled(.minimumAge)) is \(RequestError.age(minimumAgeMyr)), expected "
          + "\(RequestError.age(youngest)) or more and below the oldest age allowed, "
          + "\(RequestError.age(1000 * maximumAgeGyr)).")
    }
    if case .normal(let mean, _) = prior {
      let range = log10(minimumAgeMyr)...log10(1000 * maximumAgeGyr)
      guard range.contains(mean) else {
        throw RequestError(
          "The mean of \(spelled(.prior)) is an age of \(AgePrior.words(log10AgeMyr: mean)) "
            + "(\(String(printf: "%.4g", mean)) in log10 of Myr); expected one that is allowed, from "
            + "\(AgePrior.words(log10AgeMyr: range.lowerBound)) to "
            + "\(AgePrior.words(log10AgeMyr: range.upperBound)).")
      }
    }
    guard Self.gridCounts.contains(gridCount) else {
      throw RequestError(
        "\(spelled(.gridCount)) is \(gridCount), expected \(Self.gridCounts.lowerBound) to "
          + "\(Self.gridCounts.upperBound).")
    }
    let (half, double) = (halfPeriodProbability, doublePeriodProbability)
    guard AliasMixture.isPossible(half: half, double: double) else {
      throw RequestError(
        "The chances of half and twice the period are \(half) and \(double), expected two numbers "
          + "that are not negative and together at most 1.")
    }
  }

  /// What is asked for and has no effect on a model.
  func warnings(for model: LoadedModel) -> [RunWarning] {
    guard colorError != .auto, model.rotation.schema == .trueColor else { return [] }
    return [
      RunWarning(
        .unusedOption,
        "--color-error \(colorError) has no effect: \(model.name) is a model of true colors, which always integrates "
          + "over the error of the color")
    ]
  }

  /// Checks the numbers and reads the table of the prior.
  ///
  /// - Throws: ``RequestError`` if a number is out of its range or the law is unknown;
  ///   ``GyroTables/TableError`` if the table of the prior cannot be read.
  public func assumptions() throws -> AgeAssumptions {
    guard let law = ExtinctionLaw.named(extinctionLaw) else {
      throw RequestError("There is no extinction law \"\(extinctionLaw)\".")
    }
    try check()
    var values = AgeAssumptions()
    values.prior = try prior.prior()
    values.minimumAge = .megayears(minimumAgeMyr)
    values.maximumAge = .gigayears(maximumAgeGyr)
    values.outlierFraction = outlierFraction
    values.extinctionLaw = law
    values.gridCount = gridCount
    values.aliases = AliasMixture(
      half: halfPeriodProbability, double: doublePeriodProbability)
    values.colorError = colorError
    return values
  }
}
