// SPDX-License-Identifier: GPL-3.0-or-later
// Mock clusters and populations, from a request to rows.

internal import GyroModel
internal import GyroPlatform
package import GyroTables

/// What mock stars are asked for, as a value that can be kept and sent.
public struct SimulateRequest: Hashable, Sendable, Codable {
  /// The age of all stars, Myr, or a range with a uniform density of its logarithm.
  public var agesMyr: NumberRange
  /// How many stars.
  public var starCount = 500
  /// The seed of all random numbers.
  public var seed: UInt64 = 1
  /// A range of dereddened colors BP-RP, mag, drawn uniformly; nil is what the model is usually asked for.
  public var bpRp0: NumberRange?
  /// The error of the dereddened color, mag; nil is the training stars' median.
  public var bpRp0Sigma: Double?
  /// The error of a period, relative to it.
  public var relativePeriodSigma = 0.0
  /// The extinction A_V before all stars, mag, with its error and what the measured one has too much; nil gives
  /// dereddened colors.
  public var av: Double?, avSigma = 0.0, avOffset = 0.0
  /// The fraction of members whose period is not what their age made it, 0…1.
  public var outlierFraction = OutlierMixture.usualOutlierFraction
  /// The mean fraction of field stars, 0…0.95.
  public var fieldFraction = 0.0
  /// The shortest and longest periods that the survey finds, d; nil is what the model knows.
  public var minimumPeriodDays: Double?, maximumPeriodDays: Double?
  /// A checkpoint file, or the name of the embedded model.
  public var model = EmbeddedModel.name
  /// The command that asks, to be recorded.
  public var command: [String]

  /// Asks for mock stars of the embedded model.
  public init(agesMyr: NumberRange, command: [String]) {
    (self.agesMyr, self.command) = (agesMyr, command)
  }

  /// The numbers that have limits, by the names that messages have for them unless told otherwise.
  package enum Field: String, Sendable {
    case age, colors, stars, av
    case bpRp0Sigma = "bp_rp0_sigma"
    case relativePeriodSigma = "relative_period_sigma"
    case avSigma = "av_sigma"
    case avOffset = "av_offset"
    case outlierFraction = "outlier_fraction"
    case fieldFraction = "field_fraction"
    case minimumPeriod = "min_period"
    case maximumPeriod = "max_period"
  }

  /// Checks the numbers against their limits.
  ///
  /// - Parameter spelled: How the user gave a number, for messages.
  /// - Throws: ``RequestError`` if a number is out of its range, or a range is none.
  package func check(
    spelled: (Field) -> String = \.rawValue
  ) throws(RequestError) {
    func check(
      _ field: Field, _ value: Double?, _ range: ClosedRange<Double>, _ unit: String = ""
    ) throws(RequestError) {
      try RequestError.check(value, spelled(field), in: range, unit: unit)
    }
    for age in agesMyr.values(count: 2) {
      try RequestError.check(age: age, spelled(.age), in: 1...13_800)
    }
    guard agesMyr.count ?? 1 == 1 else {
      throw RequestError(
        "\(spelled(.age)) is a list, expected one age or a range such as 10Myr:4Gyr.")
    }
    for color in bpRp0?.values(count: 2) ?? [] { try check(.colors, color, -1...10, "mag") }
    guard bpRp0?.count == nil else {
      throw RequestError("\(spelled(.colors)) is not a range; expected one such as 0.5:3.")
    }
    guard (1...100_000_000).contains(starCount) else {
      throw RequestError("\(spelled(.stars)) is \(starCount), expected 1 to 100000000.")
    }
    try check(.bpRp0Sigma, bpRp0Sigma, 0.001...1, "mag")
    try check(.relativePeriodSigma, relativePeriodSigma, 0...1)
    try check(.av, av, 0...20, "mag")
    try check(.avSigma, avSigma, 0...20, "mag")
    try check(.avOffset, avOffset, -5...5, "mag")
    try check(.outlierFraction, outlierFraction, 0...1)
    try check(.fieldFraction, fieldFraction, 0...0.95)
    try check(.minimumPeriod, minimumPeriodDays, 0...1000, "d")
    try check(.maximumPeriod, maximumPeriodDays, 0...1000, "d")
    if let minimumPeriodDays, let maximumPeriodDays, minimumPeriodDays >= maximumPeriodDays {
      throw RequestError(
        "\(spelled(.minimumPeriod)) is \(minimumPeriodDays) and \(spelled(.maximumPeriod)) "
          + "\(maximumPeriodDays), expected a range.")
    }
  }
}

/// Draws mock stars.
public struct SimulateRun: Sendable {
  /// What came of a run, besides the rows.
  public struct Outcome: Sendable {
    /// The stars whose period the survey finds.
    public let starCount: Int
    /// What the user should know.
    public let warnings: [RunWarning]
  }

  /// The model.
  public let model: LoadedModel
  /// What the stars rest on, to be recorded with them.
  public let manifest: ForwardManifest
  /// The columns of the rows.
  package let columns: [ColumnDescription]
  private let table: MockTable
  private let starCount: Int
  private static let chunkRowCount = 4096

  /// Reads the model and prepares the population.
  ///
  /// - Throws: ``GyroFlows/FlowError`` if the model cannot be read; ``RequestError`` if a number is out of its
  ///   range or the survey finds no period that the model knows; ``GyroModel/ModelError`` if the population is
  ///   impossible.
  public init(_ request: SimulateRequest) throws {
    try request.check()
    model = try LoadedModel(request.model)
    let usual = ForwardModel.usualColors(of: model)
    let ages = request.agesMyr.values(count: 2)
    let range = request.bpRp0?.values(count: 2) ?? [usual.lowerBound, usual.upperBound]
    var population = MockPopulation(
      log10AgeMyr: log10(ages[0])...log10(ages[ages.count - 1]),
      bpRp0: range[0]...range[range.count - 1],
      bpRp0Sigma: request.bpRp0Sigma ?? model.rotation.medianBpRp0Sigma ?? 0.03)
    population.relativePeriodSigma = request.relativePeriodSigma
    population.outlierFraction = request.outlierFraction
    population.fieldFraction = request.fieldFraction
    let found = population.periodDays
    let lower = max(request.minimumPeriodDays ?? 0, found.lowerBound)
    let upper = min(request.maximumPeriodDays ?? .infinity, found.upperBound)
    guard lower < upper else {
      throw RequestError(
        "No period lies between the shortest and the longest that are asked for; the model knows "
          + String(printf: "%.3g to %.3g d.", found.lowerBound, found.upperBound))
    }
    population.periodDays = lower...upper
    table = try MockTable(
      model, population: population,
      foreground: request.av.map {
        .init(aV: $0, sigma: request.avSigma, zeroPoint: -request.avOffset)
      },
      seed: request.seed)
    columns = table.columns
    manifest = ForwardManifest(
      model, bpRp0Sigma: population.bpRp0Sigma, seed: request.seed, command: request.command)
    starCount = request.starCount
  }

  /// Draws the stars.
  ///
  /// - Parameters:
  ///   - threadCount: Threads to use; does not change the result.
  ///   - progress: Called after each piece with how many stars were drawn; false ends the run.
  ///   - sink: Takes the rows, piece by piece and in order.
  /// - Returns: What came of it; nil if the run was ended.
  /// - Throws: What the sink throws.
  package func run(
    threadCount: Int, progress: (Int) -> Bool = { _ in true },
    into sink: (TableChunk) throws -> Void
  ) rethrows -> Outcome? {
    var count = 0
    for first in stride(from: 0, to: starCount, by: Self.chunkRowCount) {
      let rows = table.rows(
        first..<min(starCount, first + Self.chunkRowCount), threadCount: threadCount)
      try sink(rows)
      count += rows.rowCount
      guard progress(min(starCount, first + Self.chunkRowCount)) else { return nil }
    }
    return Outcome(
      starCount: count,
      warnings: count < starCount
        ? [
          RunWarning(
            .undetectedStars,
            "\(starCount - count) of \(starCount) stars have no period that the survey finds, and "
              + "are left out")
        ] : [])
  }
}
