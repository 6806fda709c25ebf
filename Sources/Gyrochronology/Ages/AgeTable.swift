// SPDX-License-Identifier: GPL-3.0-or-later
// Ages for a table of any size: read a chunk, compute it on all threads, return it in order.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
public import GyroTables

/// A star of a table with its age, or with the reason why there is none.
public struct NamedEstimate: Hashable, Sendable {
  /// The star's name in the table, or the number of its row.
  public let id: String
  /// What came of it.
  public let estimate: AgeEstimate
  /// Draws of log10 age in Myr; nil if none were requested or the star cannot be dated.
  public let samples: [Double]?

  /// Pairs a name with an estimate, and draws from its posterior if there are any.
  public init(id: String, estimate: AgeEstimate, samples: [Double]? = nil) {
    (self.id, self.estimate, self.samples) = (id, estimate, samples)
  }
}

/// Consecutive rows of a table with their ages.
public struct AgeChunk: Sendable {
  /// The ages, one per row, in the order of the rows.
  public let ages: [AgeEstimate]
  /// The rows: the input's columns, then those of ``AgeColumns``.
  package let rows: TableChunk
  private let name: @Sendable (Int) -> String
  private let samples: [[Double]]?
  /// How many rows have an age.
  let datedCount: Int

  init(
    ages: [AgeEstimate], datedCount: Int, rows: TableChunk, samples: [[Double]]? = nil,
    name: @escaping @Sendable (Int) -> String
  ) {
    (self.ages, self.rows, self.name, self.samples) = (ages, rows, name, samples)
    self.datedCount = datedCount
  }

  /// The name of a star in the table, or the number of its row.
  package func name(ofRow row: Int) -> String { name(row) }

  /// The stars' names in the table, or the numbers of the rows.
  var names: [String] { ages.indices.map(name) }

  /// The ages with the names of their stars.
  public var estimates: [NamedEstimate] {
    ages.indices.map { row in
      let isDated = if case .age = ages[row] { true } else { false }
      return NamedEstimate(
        id: name(row), estimate: ages[row], samples: isDated ? samples?[row] : nil)
    }
  }
}

/// A table of stars that turns into a table of ages while it is read.
///
/// Memory is bounded by three pieces of the table: one that is read, one that is computed and one that
/// is handed out. The result does not depend on the thread count.
public struct AgeTable {
  /// Rows that are computed together: enough to share cells of the lattice, or to keep threads busy where
  /// each star is computed on its own; few enough to show progress.
  private let chunkRowCount: Int
  private let journal: AgeJournal?
  /// Where the ages of a run in parts are taken from, piece by piece in turn; empty for another run.
  private let parts: [AgeJournal]
  /// The pieces that are dated here; the others are passed over.
  private let shard: Shard
  private var pieceIndex = 0

  /// The columns of the result.
  package let schema: TableSchema
  /// The columns of the input that make way for those of the result, since they bear their names.
  public let replaced: [String]
  private let reader: ReadAhead
  private let batch: AgeBatch
  private let columns: StarColumns
  private let threadCount: Int
  private let ageLikelihoods: AgeLikelihoods?
  private let samples: AgeSamples?
  /// How many of the stars so far have an age likelihood.
  public private(set) var ageLikelihoodCount = 0
  private let kept: [Int]
  /// How long ages took, and the columns that tell them.
  public private(set) var computingTime = Duration.zero
  /// How long reading took, meanwhile.
  public var readingTime: Duration { reader.readingTime }

  /// Starts on a table.
  ///
  /// - Parameters:
  ///   - reader: The table, before its first row.
  ///   - columns: Which of its columns describe a star.
  ///   - estimator: What makes ages.
  ///   - manifest: What the result says about its making.
  ///   - ageLikelihoods: What else is known of the stars' ages, by their names in the table.
  ///   - engine: How ages are computed.
  ///   - journal: Where finished ages are kept and taken from; nil if the run is not to be resumed.
  ///   - threadCount: How many threads share the work.
  package init(
    _ reader: any TableReader, columns: StarColumns, estimator: AgeEstimator,
    manifest: RunManifest, ageLikelihoods: AgeLikelihoods? = nil, engine: AgeEngine = .fast,
    journal: AgeJournal? = nil, threadCount: Int
  ) {
    self.init(
      reader, columns: columns, batch: AgeBatch(estimator, engine: engine), manifest: manifest,
      ageLikelihoods: ageLikelihoods, journal: journal, parts: [], shard: .whole, samples: nil,
      threadCount: threadCount)
  }

  init(
    _ reader: any TableReader, columns: StarColumns, batch: AgeBatch, manifest: RunManifest,
    ageLikelihoods: AgeLikelihoods?, journal: AgeJournal?, parts: [AgeJournal], shard: Shard,
    samples: AgeSamples?, threadCount: Int
  ) {
    (self.journal, self.samples, self.parts, self.shard) = (journal, samples, parts, shard)
    chunkRowCount = min(batch.engine == .fast ? 65_536 : 128, samples?.rowLimit ?? .max)
    (schema, kept, replaced) = Self.layout(
      reader.schema, manifest: manifest, samples: samples)
    // What is in memory needs no thread to read it.
    self.reader = ReadAhead(reader, rowCount: chunkRowCount, isAhead: !(reader is MemoryTable))
    self.columns = columns
    (self.batch, self.threadCount) = (batch, threadCount)
    self.ageLikelihoods = ageLikelihoods
  }

  /// The columns of the result, and those of the input that are kept and that make way.
  static func layout(
    _ input: TableSchema, manifest: RunManifest, samples: AgeSamples? = nil
  ) -> (schema: TableSchema, kept: [Int], replaced: [String]) {
    // FITS takes names that differ in case only for the same.
    let added = AgeColumns.descriptions + (samples.map { [$0.column] } ?? [])
    let results = Set(added.map(\.name))
    func makesWay(_ name: String) -> Bool { results.contains(name.lowercased()) }
    let kept = input.columns.indices.filter { !makesWay(input.columns[$0].name) }
    let replaced = input.columns.map(\.name).filter(makesWay)
    // Remarks of an earlier run about itself would contradict this one's.
    let remarks = manifest.tableMetadata
    let made = Set(remarks.map(\.key))
    // FITS writes keys in upper case.
    let old = input.metadata.filter { !made.contains($0.key.lowercased()) }
    let schema = TableSchema(
      columns: kept.map { input.columns[$0] } + added, metadata: old + remarks)
    return (schema, kept, replaced)
  }

  /// About which part of the table has been read, 0 to 1; nil where that cannot be known.
  public var fractionRead: Double? { reader.fractionRead }

  /// What the user should know about the rows read so far; complete after the last.
  public var warnings: [TableWarning] { reader.warnings }

  /// The next rows with their ages; nil after the last.
  ///
  /// - Throws: ``GyroTables/TableError`` if the table is damaged; a row that merely cannot be used is returned
  ///   with the reason.
  public mutating func next() throws(TableError) -> AgeChunk? {
    guard let (chunk, journal) = try nextPiece() else { return nil }
    let start = ContinuousClock.now
    defer { computingTime += ContinuousClock.now - start }
    let (columns, known) = (columns, ageLikelihoods)
    // A star by options bears no name, and is the only one.
    let isNameless = columns.id == nil
    @Sendable func terms(_ id: @autoclosure () -> String) -> AgeTerms {
      guard let known, let term = isNameless ? known.only : known[id()] else { return .none }
      return AgeTerms([term])
    }
    let name: @Sendable (Int) -> String = { StarRow.id(chunk, row: $0, columns: columns) }
    let ages: [AgeEstimate]
    if let stored = try journal?.next(
      firstRow: chunk.firstRow, rowCount: chunk.rowCount,
      terms: { terms(name($0)) })
    {
      ages = stored
    } else if let journal, !parts.isEmpty {
      throw journal.lacks(firstRow: chunk.firstRow)
    } else {
      let stars = StarReader(chunk, columns: columns)
      ages = batch.estimates(count: chunk.rowCount, threadCount: threadCount) { row in
        (stars.observation(row), terms(name(row)))
      }
      try journal?.append(ages, firstRow: chunk.firstRow)
    }
    if known != nil {
      ageLikelihoodCount += ages.indices.count { !terms(name($0)).isEmpty }
    }
    var (added, datedCount) = AgeColumns.columns(for: ages, threadCount: threadCount)
    let draws = samples.map { samples in
      concurrentMap(count: ages.count, threadCount: threadCount) { row in
        samples.draws(of: ages[row].density, row: chunk.firstRow - 1 + row)
      }
    }
    if let samples, let draws {
      added.append(
        TableColumn(samples.column, vectors: draws.flatMap { $0 }, width: samples.count))
    }
    return AgeChunk(
      ages: ages, datedCount: datedCount, rows: chunk.selecting(kept).appending(added),
      samples: draws, name: name)
  }

  /// The next rows that are to be dated here, with where their ages are kept.
  private mutating func nextPiece() throws(TableError) -> (TableChunk, AgeJournal?)? {
    while let chunk = try reader.next(upTo: chunkRowCount) {
      let index = pieceIndex
      pieceIndex += 1
      guard shard.contains(index) else { continue }
      return (chunk, parts.isEmpty ? journal : parts[index % parts.count])
    }
    return nil
  }
}
