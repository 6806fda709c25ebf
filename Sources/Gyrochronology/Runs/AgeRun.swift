// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of single stars from a request to sinks of rows, for a star and for a table of any size.

package import GyroCatalogs
internal import GyroFiles
public import GyroModel
internal import GyroPlatform
package import GyroTables

/// What is asked of a run that dates stars one by one, as a value that can be kept and sent.
public struct AgeRequest: Hashable, Sendable, Codable {
  /// The stars.
  public enum Stars: Hashable, Sendable, Codable {
    /// One star by its numbers.
    case star(StarRequest)
    /// A star of a standard catalog by its name; the catalog by its path, or nil for that of the library.
    case named(String, catalog: String? = nil)
    /// The rows of a table: its path or `-` for standard input, and the names of columns that are not to be
    /// recognized but are asked for.
    case table(path: String, columns: [StarColumn: String] = [:])
  }

  /// How ages are computed.
  public enum Engine: String, Hashable, Sendable, Codable, CaseIterable {
    /// Fast for a model that may be tabulated, else exact.
    case auto
    /// Each age on its own, in double precision.
    case exact
    /// Together from tabulated knots; exactly, with a warning, where the model has none.
    case fast
  }

  /// The stars.
  public var stars: Stars
  /// What is known of the form of the table.
  public var tableForm = TableForm()
  /// The extinction of all rows of a table that has no column of it, mag, by its key and that of its error.
  public var extinction: [StarColumn: Double] = [:]
  /// What the ages rest on.
  public var assumptions = AssumptionsRequest()
  /// How they are computed.
  public var engine = Engine.auto
  /// Whether ages keep their posteriors besides the summaries.
  public var keepsPosteriors = false
  /// Draws from each posterior, as a column and in JSON; nil for none.
  public var samples: AgeSamples?
  /// Whether the columns of a text table get types, as FITS, VOTable and ECSV need them.
  public var infersTypes = true
  /// The output beside which finished rows are kept, for a table that is a file; nil keeps none.
  public var journaledOutput: String?
  /// The part of the table that is dated and kept beside ``journaledOutput``, for a later run that has
  /// ``mergedShardCount``; nil for all of it.
  public var shard: Shard?
  /// How many parts were dated before, whose ages are taken from beside ``journaledOutput``; nil for none.
  public var mergedShardCount: Int?
  /// The command that asks, to be recorded.
  public var command: [String]

  /// Asks for ages under the usual assumptions.
  public init(_ stars: Stars, command: [String]) { (self.stars, self.command) = (stars, command) }
}

extension AgeRequest {
  /// Checks the extinction of all rows.
  ///
  /// - Parameter spelled: How the user gave a number, for messages.
  /// - Throws: ``RequestError`` if there are several, for what is no extinction, or for a number that none has.
  package func checkExtinction(
    spelled: (StarColumn) -> String = { $0.rawValue }
  ) throws(RequestError) {
    var columns: [StarColumn: String]?
    if case .table(_, let named) = stars { columns = named }
    try SharedExtinction.check(extinction, columns: columns, spelled: spelled)
  }
}

/// Takes the ages of a run, piece by piece and in order.
public protocol AgeSink {
  /// Takes consecutive rows with their ages.
  func append(_ chunk: AgeChunk) throws
  /// Is told that the last rows were taken, so that an output may get its name; not called by a run that fails
  /// or is ended.
  func finish() throws
}

extension PosteriorWriter: AgeSink {}

/// Dates the stars of a request.
public struct AgeRun {
  /// How far a run has come.
  public struct Progress: Sendable {
    /// Stars that are done.
    public let starCount: Int
    /// About which part of the table has been read, 0…1; nil where nobody can know.
    public let fractionRead: Double?
  }

  /// What came of a run, besides the ages themselves.
  public struct Outcome: Sendable {
    /// Stars that were given, and those of them that have an age.
    public let starCount, datedCount: Int
    /// What became known on the way.
    public let warnings: [RunWarning]
    /// How long it took to read and to compute, each in parallel with the other.
    public let readingTime, computingTime: Duration
  }

  /// What makes the ages.
  public let estimator: AgeEstimator
  /// What the ages rest on, to be recorded with them.
  public let manifest: RunManifest
  /// The columns of the rows that sinks get.
  package let schema: TableSchema
  /// What is known before the first row.
  public let warnings: [RunWarning]
  private let request: AgeRequest
  private let ageLikelihoods: AgeLikelihoods?
  private let journals: [AgeJournal]
  private let batch: AgeBatch
  private let reader: any TableReader
  private let columns: StarColumns

  /// Reads all that a run rests on, and opens its table.
  ///
  /// - Throws: ``RequestError`` if the request makes no sense; ``GyroFlows/FlowError``,
  ///   ``GyroTables/TableError`` or ``GyroFiles/FileError`` if a file cannot be read or the journal is of another
  ///   run; ``GyroModel/ModelError`` if the prior is zero at every age allowed.
  public init(_ request: AgeRequest) throws { try self.init(request, library: nil) }

  /// Reads all that a run rests on, and opens its table.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - library: The descriptions of catalogs, for a star by its name.
  /// - Throws: As the other initializer; ``RequestError`` for a star that the catalog does not have;
  ///   ``GyroCatalogs/CatalogError`` if the catalog cannot be read.
  package init(_ request: AgeRequest, library: CatalogLibrary?) throws {
    self.request = request
    let table: (path: String, columns: [StarColumn: String])? =
      switch request.stars {
      case .star, .named: nil
      case .table(let path, let columns): (path, columns)
      }
    if case .star(let star) = request.stars { try star.check() }
    try request.checkExtinction()
    if let samples = request.samples, !(1...AgeSamples.maximumCount).contains(samples.count) {
      throw RequestError(
        "The number of draws per star is \(samples.count), expected 1 to \(AgeSamples.maximumCount)."
      )
    }
    if request.journaledOutput == "-"
      || (request.journaledOutput != nil && table?.path ?? "-" == "-")
    {
      throw RequestError("A journal needs a table and an output that are files, to come back to.")
    }
    if request.shard != nil || request.mergedShardCount != nil {
      guard request.journaledOutput != nil else {
        throw RequestError("A run in parts needs a table and an output that are files.")
      }
      guard request.shard == nil || request.mergedShardCount == nil,
        request.mergedShardCount ?? 1 >= 1
      else { throw RequestError("A run does one part, or merges one or more.") }
    }
    var estimator = try AgeEstimator(
      model: LoadedModel(request.assumptions.model), assumptions: request.assumptions.assumptions())
    estimator.keepsDensities = request.keepsPosteriors || request.samples != nil
    let known = try request.assumptions.ageLikelihood.map { try AgeLikelihoods(path: $0) }
    if table == nil, let known, known.only == nil {
      throw RequestError(
        "--age-likelihood names a table with \(known.starCount) stars; expected one for a "
          + "star by options.")
    }
    let wanted: AgeEngine =
      switch request.engine {
      case .auto: estimator.model.isSmooth ? .fast : .exact
      case .exact: .exact
      case .fast: .fast
      }
    let batch = AgeBatch(estimator, engine: wanted, isForOneStar: table == nil)
    let manifest = RunManifest(
      estimator, ageLikelihoods: known, engine: batch.engine, samples: request.samples,
      command: request.command)
    var warnings = request.assumptions.warnings(for: estimator.model)
    if request.engine == .fast, batch.engine == .exact {
      warnings.append(
        RunWarning(
          .exactEngine,
          "\(estimator.model.name) cannot be tabulated, so that every age is computed exactly"))
    }

    // Digested before it is opened, so that a change in between is noticed.
    let input = try request.journaledOutput.flatMap { _ in
      try table.map { try DigestedFile(path: TablePath($0.path).file) }
    }
    let name = table.map { $0.path == "-" ? "<standard input>" : $0.path } ?? "options"
    let reader: any TableReader
    let columns: StarColumns
    switch request.stars {
    case .star(let star):
      reader = star.table
      columns = try StarColumns(of: reader.schema, file: name, requested: star.columnNames)
    case .named(let name, let path):
      guard let library else { throw RequestError("A star of a catalog needs its library.") }
      let star = try CatalogStar(named: name, path: path, library: library)
      reader = star.table
      columns = try StarColumns(of: reader.schema, file: path ?? "the catalog")
      warnings += [star.warning] + columns.warnings(file: path ?? "the catalog")
    case .table(let path, let requested):
      let stars = try StarTable(
        path: path, form: request.tableForm, requested: requested, shared: request.extinction,
        infersTypes: request.infersTypes, isDigested: false)
      (reader, columns) = (stars.reader, stars.columns)
      warnings += stars.warnings
    }
    var journals: [AgeJournal] = []
    if let input, let output = request.journaledOutput {
      if let count = request.mergedShardCount {
        journals = try AgeJournal.parts(
          of: output, count: count, input: input, columns: columns, manifest: manifest,
          keepsDensities: estimator.keepsDensities)
      } else {
        let journal = try AgeJournal(
          output: output, shard: request.shard, input: input, columns: columns,
          manifest: manifest, keepsDensities: estimator.keepsDensities)
        journals = [journal]
        if journal.storedCount > 0 {
          warnings.append(
            RunWarning(
              .resumed,
              "\(AgeJournal.path(output, shard: request.shard)): going on where the last run ended")
          )
        }
      }
    }
    let layout = AgeTable.layout(reader.schema, manifest: manifest, samples: request.samples)
    if !layout.replaced.isEmpty {
      warnings.append(
        RunWarning(
          .replacedColumns,
          "\(name): \(layout.replaced.joined(separator: ", ")) of the input are replaced"))
    }
    (self.estimator, self.manifest, schema) = (estimator, manifest, layout.schema)
    (self.warnings, ageLikelihoods, self.journals) = (warnings, known, journals)
    (self.batch, self.reader, self.columns) = (batch, reader, columns)
  }

  /// Whether the request is about one star.
  public var isSingle: Bool { if case .table = request.stars { false } else { true } }

  /// Where the dereddened color of one star by its numbers comes from, if it was not given.
  package var colorOrigin: [String] {
    guard case .star(let star) = request.stars else { return [] }
    return star.colorOrigin(estimator.assumptions.extinctionLaw)
  }

  /// The whole posterior of a star that the run dated; nil if it is zero at every age.
  public func posterior(of age: StarAge) -> AgePosterior? { batch.posterior(of: age) }

  /// Dates the stars; a run is done once.
  ///
  /// - Parameters:
  ///   - sinks: What takes the ages, in this order.
  ///   - threadCount: Threads to use; does not change the result.
  ///   - progress: Called after each piece of the table; false ends the run, and no sink is told to finish.
  /// - Returns: What came of it; nil if the run was ended.
  /// - Throws: ``GyroTables/TableError`` if the table is damaged, ``GyroFiles/FileError`` if it was changed while
  ///   it was read, or what a sink throws.
  public func run(
    into sinks: [any AgeSink], threadCount: Int, progress: (Progress) -> Bool = { _ in true }
  ) throws -> Outcome? {
    var ages = AgeTable(
      reader, columns: columns, batch: batch, manifest: manifest, ageLikelihoods: ageLikelihoods,
      journal: journals.first, parts: request.mergedShardCount == nil ? [] : journals,
      shard: request.shard ?? .whole, samples: request.samples, threadCount: threadCount)
    var (starCount, datedCount) = (0, 0)
    while let chunk = try ages.next() {
      for sink in sinks { try sink.append(chunk) }
      starCount += chunk.ages.count
      datedCount += chunk.datedCount
      guard progress(Progress(starCount: starCount, fractionRead: ages.fractionRead)) else {
        return nil
      }
    }
    try journals.first?.checkInput()
    for sink in sinks { try sink.finish() }
    // A part is kept for the run that merges all of them.
    if request.shard == nil { for journal in journals { journal.remove() } }
    var warnings = ages.warnings.map { RunWarning($0) }
    if !isSingle, datedCount < starCount {
      warnings.append(
        RunWarning(
          .unusableRows,
          "\(starCount - datedCount) of \(starCount) rows cannot be used; each says why"))
    }
    if let ageLikelihoods, !isSingle || ages.ageLikelihoodCount == 0 {
      warnings.append(
        RunWarning(
          .ageLikelihoods,
          "\(ages.ageLikelihoodCount) of \(starCount) rows have an age likelihood; the table of them "
            + "names \(ageLikelihoods.starCount) stars"))
    }
    return Outcome(
      starCount: starCount, datedCount: datedCount, warnings: warnings,
      readingTime: ages.readingTime, computingTime: ages.computingTime)
  }
}

extension StarColumns {
  /// How the columns of a table were recognized, and what may be missing.
  package func warnings(file: String) -> [RunWarning] {
    [RunWarning(.columns, "\(file): \(description)")]
      + (alternatives.isEmpty
        ? [] : [RunWarning(.otherColumns, "\(file): \(alternatives.joined(separator: "; "))")])
      + unusedMemberships.map { unused in
        RunWarning(
          .unusedColumn,
          "\(file): \(unused) is not used; if it holds memberships from 0 to 1, name it with "
            + "--column membership=\(unused), in percent with --column \"membership=\(unused) [%]\""
        )
      }
  }
}
