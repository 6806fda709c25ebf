// SPDX-License-Identifier: GPL-3.0-or-later
// Tracks, gyrochrones and what a period tells, from a request to a table.

internal import GyroFiles
public import GyroModel
internal import GyroPlatform
internal import GyroQuantities
public import GyroTables

/// What is asked of the way from age to period, as a value that can be kept and sent.
public struct TrackRequest: Hashable, Sendable, Codable {
  /// What to compute.
  public enum Question: Hashable, Sendable, Codable {
    /// The period against the age at each of these dereddened colors BP-RP, mag.
    case tracks(bpRp0: [Double])
    /// The period against the color at each of these ages, Myr.
    case gyrochrones(agesMyr: [Double])
    /// What a period tells of the age by color and age, in bits.
    case information
  }

  /// What to compute.
  public var question: Question
  /// Shares of the stars that rotate faster, between 0 and 1.
  public var quantiles = [0.05, 0.5, 0.95]
  /// The ages, Myr; nil is 10 to 5000 for tracks and 10 to 4000 for the information.
  public var agesMyr: NumberRange?
  /// The colors, mag; nil is what the model is usually asked for.
  public var bpRp0: NumberRange?
  /// The colors of tracks or gyrochrones by another quantity of dwarfs; then those of ``question`` and ``bpRp0`` are
  /// not used.
  public var dwarfs: DwarfColors?
  /// The error of the color that periods are seen with, mag; nil is the training stars' median.
  public var bpRp0Sigma: Double?
  /// The published relations whose periods are given too, by their keys, such as `angus_2019`.
  public var relations: [String] = []
  /// A checkpoint file, or the name of the embedded model.
  public var model = EmbeddedModel.name
  /// The command that asks, to be recorded.
  public var command: [String]

  /// Asks a question of the embedded model.
  public init(_ question: Question, command: [String]) {
    (self.question, self.command) = (question, command)
  }

  /// The same request with the colors that its dwarfs stand for.
  fileprivate var resolved: TrackRequest {
    guard let colors = dwarfs?.pairs.map(\.bpRp0) else { return self }
    var request = self
    switch question {
    case .tracks: request.question = .tracks(bpRp0: colors)
    case .gyrochrones: request.bpRp0 = NumberRange(list: colors.sorted())
    case .information: break
    }
    return request
  }
}

/// Answers a request about the way from age to period.
public struct TrackRun: Sendable {
  /// The answer.
  public enum Answer: Sendable {
    /// Lines of constant rank for each color, mag, or each age, Myr, that was asked for.
    case lines([(at: Double, lines: [SpinDownLine])])
    /// The map of the information.
    case information(InformationMap)
  }

  /// The model with the error of the color.
  public let forward: ForwardModel
  /// What the answer rests on, to be recorded with it.
  public let manifest: ForwardManifest
  /// The published relations that were asked for.
  public let relations: [PublishedRelation]
  private let request: TrackRequest

  /// Reads the model.
  ///
  /// - Throws: ``GyroFlows/FlowError`` if it cannot be read; ``RequestError`` if a number is out of its range.
  public init(_ request: TrackRequest) throws {
    try request.check()
    let model = try LoadedModel(request.model)
    let isMap = request.question == .information
    self.request = request.resolved
    forward = ForwardModel(model, bpRp0Sigma: isMap ? nil : request.bpRp0Sigma)
    manifest = ForwardManifest(
      model, bpRp0Sigma: isMap ? InformationMap.minimumBpRp0Sigma : forward.bpRp0Sigma,
      command: request.command)
    relations = isMap ? [] : request.relations.compactMap(PublishedRelation.init(named:))
  }

  /// Computes the answer.
  ///
  /// - Parameters:
  ///   - threadCount: Threads to use; does not change the result.
  ///   - progress: Called after each color or age with how many are done; false ends the run.
  /// - Returns: The answer; nil if the run was ended.
  /// - Throws: ``RequestError`` if the ages of an information map are no range.
  public func run(
    threadCount: Int, progress: (Int) -> Bool = { _ in true }
  ) throws(RequestError) -> Answer? {
    let usual = NumberRange(ForwardModel.usualColors(of: forward.model))
    let shares = request.quantiles.sorted()
    var groups: [(at: Double, lines: [SpinDownLine])] = []
    switch request.question {
    case .tracks(let bpRp0):
      let agesMyr = (request.agesMyr ?? NumberRange(10...5000))
        .values(count: 61, isLogarithmic: true)
      for color in bpRp0 {
        groups.append(
          (color, forward.tracks(bpRp0: color, agesMyr: agesMyr, quantiles: shares)))
        guard progress(groups.count) else { return nil }
      }
    case .gyrochrones(let agesMyr):
      let colors = (request.bpRp0 ?? usual).values(count: 101)
      for age in agesMyr {
        groups.append((age, forward.gyrochrone(ageMyr: age, bpRp0: colors, quantiles: shares)))
        guard progress(groups.count) else { return nil }
      }
    case .information:
      let ends = request.agesMyr?.values(count: 2) ?? [10, 4000]
      guard let youngest = ends.first, let oldest = ends.last, youngest < oldest else {
        throw RequestError("The ages of a map of the information are a range, such as 10:4000.")
      }
      return .information(
        InformationMap(
          forward.model, bpRp0: (request.bpRp0 ?? usual).values(count: 26),
          agesMyr: youngest...oldest, ageCount: request.agesMyr?.count ?? 64,
          threadCount: threadCount))
    }
    return .lines(groups)
  }

  /// The answer as rows.
  package func table(_ answer: Answer) -> TableChunk {
    switch answer {
    case .lines(let groups):
      ForwardModel.table(groups.flatMap(\.lines), relations: relations, dwarfs: request.dwarfs)
    case .information(let map): map.table
    }
  }

  /// What is to be said besides the answer.
  package func remarks(on answer: Answer) -> [String] {
    (request.dwarfs.map { [$0.remark] } ?? []) + missingRelations(in: answer)
  }

  /// Which relations have no period along a whole track or gyrochrone, and for which colors they were fitted.
  private func missingRelations(in answer: Answer) -> [String] {
    guard case .lines(let groups) = answer else { return [] }
    return relations.compactMap { relation in
      let without = groups.count { group in
        group.lines.flatMap(\.points).allSatisfy {
          relation.periodDays(ageMyr: pow(10, $0.log10AgeMyr), bpRp0: $0.bpRp0) == nil
        }
      }
      guard without > 0 else { return nil }
      let range = [relation.domain.lowerBound, relation.domain.upperBound].map {
        String(printf: "%.2f", $0)
      }
      return
        "\(relation.name) has no periods for \(without) of \(groups.count) lines: it was fitted for "
        + "\(relation.color.rawValue) from \(range[0]) to \(range[1]) mag"
    }
  }
}

extension TrackRequest {
  /// The relations that a text asks for: their names joined by commas, or `all`; each once, from old to new.
  ///
  /// Names that are not known are kept, so that ``check(spelled:)`` can refuse them.
  package static func relations(text: String) -> [String] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmed
    }
    if names == ["all"] { return PublishedRelation.all.map(\.key) }
    let found = names.map { (name: $0, relation: PublishedRelation(named: $0)) }
    return PublishedRelation.all.filter { known in found.contains { $0.relation == known } }
      .map(\.key) + found.filter { $0.relation == nil }.map(\.name)
  }

  /// The numbers that have limits, by the names that messages have for them unless told otherwise.
  package enum Field: String, Sendable {
    case bpRp0 = "bp_rp0"
    case gyrochrone, ages, colors, quantiles
    case bpRp0Sigma = "bp_rp0_sigma"
    case relations, teff, mass
    case bV = "b_v"
  }

  /// Checks the numbers against their limits.
  ///
  /// - Parameter spelled: How the user gave a number, for messages.
  /// - Throws: ``RequestError`` if a number is out of its range.
  package func check(spelled: (Field) -> String = \.rawValue) throws(RequestError) {
    func check(
      _ field: Field, _ values: [Double]?, _ range: ClosedRange<Double>, _ unit: String
    ) throws(RequestError) {
      for value in values ?? [] {
        try RequestError.check(value, spelled(field), in: range, unit: unit)
      }
    }
    let (colors, ages) = (-1.0...10, 1...13_800.0)
    switch question {
    case .tracks(let bpRp0): try check(.bpRp0, bpRp0, colors, "mag")
    case .gyrochrones(let agesMyr): try check(.gyrochrone, agesMyr, ages, "Myr")
    case .information: break
    }
    try check(.ages, agesMyr?.values(count: 2), ages, "Myr")
    try check(.colors, bpRp0?.values(count: 2), colors, "mag")
    if let dwarfs { try checkDwarfs(dwarfs, spelled) }
    for quantile in quantiles where !(quantile > 0 && quantile < 1) {
      throw RequestError(
        "\(spelled(.quantiles)) has \(quantile), expected numbers between 0 and 1.")
    }
    if let bpRp0Sigma, !(bpRp0Sigma > 0 && bpRp0Sigma <= 1) {
      throw RequestError(
        "\(spelled(.bpRp0Sigma)) is \(bpRp0Sigma), expected above 0 and at most 1 mag.")
    }
    for name in relations where PublishedRelation(named: name) == nil {
      let known = PublishedRelation.all.map(\.name)
      throw RequestError(
        "\(spelled(.relations)) names \"\(name)\", which is not a published relation known here."
          + SimilarName.hint(for: name, among: known)
          + " Expected \(known.joined(separator: ", ")), or all.")
    }
  }

  /// Checks what stands for colors against the table of dwarfs.
  private func checkDwarfs(_ dwarfs: DwarfColors, _ spelled: (Field) -> String) throws(RequestError)
  {
    let name = Field(rawValue: dwarfs.key.rawValue).map(spelled) ?? dwarfs.key.rawValue
    if case .tracks = question, dwarfs.values.count == nil {
      throw RequestError(
        "\(name) is a range; for tracks expected a list, or a range with how many, as in 4000:6000:5."
      )
    }
    for value in dwarfs.values.values(count: 2) {
      try RequestError.check(
        value, name, in: DwarfSequence.domain(of: dwarfs.axis), unit: dwarfs.axis.unit)
    }
  }
}

extension AgeEstimator {
  /// Where the stars of a table stand in the plane of color and period.
  ///
  /// - Parameter path: A table of any format.
  /// - Returns: The stars that can be used, in order, and what the user should know.
  /// - Throws: ``GyroTables/TableError`` if the table cannot be read or has no period or no color.
  public func positions(
    inTable path: String
  ) throws(TableError) -> (positions: [ColorPeriodPosition], warnings: [RunWarning]) {
    var reader = try openTable(
      path: path, options: TableReadingOptions(nullWords: TableReadingOptions.commonNullWords))
    let columns = try StarColumns(of: reader.schema, file: path)
    var warnings = [RunWarning(.columns, "\(path): \(columns.description)")]
    var (count, usable) = (0, [ColorPeriodPosition]())
    while let chunk = try reader.next(upTo: 4096) {
      count += chunk.rowCount
      usable += positions(of: chunk, columns: columns).compactMap(\.self)
    }
    if usable.count < count {
      warnings.append(
        RunWarning(
          .unusableRows, "\(path): \(count - usable.count) of \(count) rows cannot be drawn"))
    }
    return (usable, warnings)
  }
}
