// SPDX-License-Identifier: GPL-3.0-or-later
// Choices as a JSON object whose keys are the options of the command, with underscores.

internal import GyroEssentials
internal import GyroModel
internal import GyroPlatform
internal import Gyrochronology

/// The value of a choice.
enum OptionValue: Decodable, CustomStringConvertible {
  case number(Double)
  case text(String)

  var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): "\"\(text)\""
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }
}

/// Choices by their names, taken one by one; those that are left over are unknown.
struct Options {
  private var values: [String: OptionValue]
  private var known: [String] = []

  /// Reads a JSON object; NULL is an empty one.
  init(_ json: UnsafePointer<CChar>?) throws {
    guard let json else {
      values = [:]
      return
    }
    do {
      values = try JSONDecoder().decode(
        [String: OptionValue].self, from: Data(String(cString: json).utf8))
    } catch {
      throw ArgumentError("The options are not a JSON object of numbers and texts.")
    }
  }

  /// A number; nil if it is not given.
  mutating func number(_ name: String) throws -> Double? {
    known.append(name)
    guard let value = values.removeValue(forKey: name) else { return nil }
    guard case .number(let number) = value else {
      throw ArgumentError("\(name) is a text, expected a number.")
    }
    return number
  }

  /// A whole number; nil if it is not given.
  mutating func integer(_ name: String) throws -> Int? {
    guard let number = try number(name) else { return nil }
    guard let integer = Int(exactly: number) else {
      throw ArgumentError("\(name) is \(number), expected a whole number.")
    }
    return integer
  }

  /// A choice by its name; nil if it is not given.
  mutating func choice<Choice>(
    _ name: String, _ expected: String, _ read: (String) -> Choice?
  ) throws -> Choice? {
    known.append(name)
    guard let value = values.removeValue(forKey: name) else { return nil }
    guard case .text(let text) = value, let choice = read(text) else {
      throw ArgumentError("\(name) is \(value), expected \(expected).")
    }
    return choice
  }

  /// Checks that nothing is left.
  func checkAllTaken() throws {
    guard let unknown = values.keys.min() else { return }
    throw ArgumentError(
      "\(unknown) is not an option; expected \(known.joined(separator: ", ")).")
  }

  /// Takes the assumptions of ages.
  mutating func assumptions() throws -> AssumptionsRequest {
    var request = AssumptionsRequest()
    if let prior = try choice(
      "prior", "log-uniform, uniform, normal:MEAN,SIGMA or table:FILE", PriorRequest.init(text:))
    {
      request.prior = prior
    }
    request.maximumAgeGyr = try number("max_age") ?? request.maximumAgeGyr
    request.outlierFraction = try number("outlier_fraction") ?? request.outlierFraction
    request.gridCount = try integer("grid") ?? request.gridCount
    if let law = try choice("extinction_law", "the name of a law", { $0 }) {
      request.extinctionLaw = law
    }
    if let aliases = try choice(
      "aliases", "none or half-double[:wHalf,wDouble]", AliasMixture.init(text:))
    {
      (request.halfPeriodProbability, request.doublePeriodProbability) = (
        aliases.half, aliases.double
      )
    }
    if let use = try choice(
      "color_error", "auto, context or marginal", ColorErrorUse.init(rawValue:))
    {
      request.colorError = use
    }
    return request
  }

  /// Numbers as a list or a range, in the way in which the command takes them; nil if they are not given.
  private mutating func range(_ name: String) throws -> NumberRange? {
    known.append(name)
    guard let value = values.removeValue(forKey: name) else { return nil }
    switch value {
    case .number(let number): return try NumberRange("\(number)")
    case .text(let text):
      do { return try NumberRange(text) } catch {
        throw ArgumentError("\(name) is \(value): \(error)")
      }
    }
  }

  /// Published relations: 0 for none, 1 for all, or their names joined by commas.
  private mutating func relations() throws -> [String] {
    known.append("relations")
    switch values.removeValue(forKey: "relations") {
    case nil: return []
    case .number(let number)?: return number == 0 ? [] : TrackRequest.relations(text: "all")
    case .text(let text)?: return TrackRequest.relations(text: text)
    }
  }

  /// What stands for colors: temperatures, B-V or masses; nil if none is given.
  private mutating func dwarfs() throws -> DwarfColors? {
    var found: [DwarfColors] = []
    for key in DwarfColors.keys {
      if let values = try range(key.rawValue) { found.append(DwarfColors(key, values)) }
    }
    guard found.count < 2 else {
      let names = found.map(\.key.rawValue).joined(separator: " and ")
      throw ArgumentError("\(names) are given; expected one of them.")
    }
    return found.first
  }

  /// Takes a question about tracks (`bp_rp0`, or what stands for it) or gyrochrones (`gyrochrone`), with its choices.
  mutating func track() throws -> TrackRequest {
    let (tracks, gyrochrones) = (try range("bp_rp0"), try range("gyrochrone"))
    let dwarfs = try dwarfs()
    let question: TrackRequest.Question
    switch (tracks, gyrochrones) {
    case (nil, nil) where dwarfs != nil: question = .tracks(bpRp0: [])
    case (let colors?, nil) where dwarfs == nil: question = .tracks(bpRp0: colors.values(count: 2))
    case (nil, let ages?): question = .gyrochrones(agesMyr: ages.values(count: 2))
    default:
      throw ArgumentError(
        "Give one of bp_rp0, teff, b_v and mass for tracks, or gyrochrone for gyrochrones.")
    }
    var request = TrackRequest(question, command: [])
    request.dwarfs = dwarfs
    if let quantiles = try range("quantiles") { request.quantiles = quantiles.values(count: 2) }
    request.agesMyr = try range("ages")
    request.bpRp0 = try range("colors")
    guard request.bpRp0 == nil || dwarfs == nil else {
      throw ArgumentError(
        "colors and \(dwarfs?.key.rawValue ?? "") are both given; expected one of them.")
    }
    request.bpRp0Sigma = try number("bp_rp0_sigma")
    request.relations = try relations()
    try checkAllTaken()
    do { try request.check() } catch { throw ArgumentError("\(error)") }
    return request
  }

  /// Takes the choices of a mock population.
  mutating func simulation() throws -> SimulateRequest {
    guard let ages = try range("age") else { throw ArgumentError("age is missing.") }
    var request = SimulateRequest(agesMyr: ages, command: [])
    request.starCount = try integer("stars") ?? request.starCount
    request.seed = try seed() ?? request.seed
    request.bpRp0 = try range("colors")
    request.bpRp0Sigma = try number("bp_rp0_sigma")
    request.relativePeriodSigma =
      try number("relative_period_sigma") ?? request.relativePeriodSigma
    request.av = try number("av")
    request.avSigma = try number("av_sigma") ?? request.avSigma
    request.avOffset = try number("av_offset") ?? request.avOffset
    request.outlierFraction = try number("outlier_fraction") ?? request.outlierFraction
    request.fieldFraction = try number("field_fraction") ?? request.fieldFraction
    request.minimumPeriodDays = try number("min_period")
    request.maximumPeriodDays = try number("max_period")
    try checkAllTaken()
    do { try request.check() } catch { throw ArgumentError("\(error)") }
    return request
  }

  private mutating func seed() throws -> UInt64? {
    guard let seed = try integer("seed") else { return nil }
    guard let found = UInt64(exactly: seed) else {
      throw ArgumentError("seed is \(seed), expected 0 or more.")
    }
    return found
  }

  /// Takes the choices of a run that dates a cluster.
  mutating func cluster(_ assumptions: AssumptionsRequest) throws -> ClusterRequest {
    var request = ClusterRequest(.table(path: "-"), command: [])
    request.assumptions = assumptions
    if let method = try choice("method", "nuts or grid", ClusterMethod.init(rawValue:)) {
      request.method = method
    }
    request.chainCount = try integer("chains") ?? request.chainCount
    request.drawCount = try integer("draws") ?? request.drawCount
    request.seed = try seed() ?? request.seed
    try checkAllTaken()
    return request
  }
}
