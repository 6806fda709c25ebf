// SPDX-License-Identifier: GPL-3.0-or-later
// Finished rows of a table, kept next to the output until it is complete.

internal import GyroEssentials
public import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroTables

/// Ages that were computed by a run before it was interrupted, and those of this one.
///
/// The ages are kept, not the output: a resumed run reads the table again, takes the ages that are
/// here, computes the rest and writes the output from its first byte, so that it is the same as if
/// nothing had happened.
public final class AgeJournal {
  private let log: RecordLog
  private let input: DigestedFile

  /// Opens the journal of an output, or begins it.
  ///
  /// - Parameters:
  ///   - output: The output's path; the journal is next to it.
  ///   - shard: The part of the run that is kept here; nil for all of it.
  ///   - input: The table with its digest, taken before it was opened.
  ///   - columns: How its columns are read.
  ///   - manifest: What the ages rest on.
  ///   - keepsDensities: Whether posteriors are kept as well as the summaries.
  /// - Throws: ``GyroFiles/FileError`` if it belongs to another table or to other assumptions, or cannot be written.
  package init(
    output: String, shard: Shard? = nil, input: DigestedFile, columns: StarColumns,
    manifest: RunManifest, keepsDensities: Bool = false
  ) throws(FileError) {
    self.input = input
    var lines = [
      "table_sha256: \(input.digest)", "columns: \(columns.description)",
      "posteriors: \(keepsDensities ? "kept" : "not kept")",
    ]
    // The command line may differ, for example in the number of threads; only its meaning counts.
    for entry in manifest.tableMetadata where entry.key != "gyro_command" {
      lines.append("\(entry.key): \(entry.value)")
    }
    log = try RecordLog(
      path: Self.path(output, shard: shard), header: lines.joined(separator: "\n"))
  }

  /// Where the journal of an output lies, or that of a part of its run.
  public static func path(_ output: String, shard: Shard? = nil) -> String {
    guard let shard else { return output + ".journal" }
    return "\(output).shard-\(shard.index)-of-\(shard.count)"
  }

  /// The journals of all parts of a run, for its end.
  ///
  /// - Throws: ``GyroFiles/FileError`` if one is not there, or belongs to something else.
  static func parts(
    of output: String, count: Int, input: DigestedFile, columns: StarColumns,
    manifest: RunManifest, keepsDensities: Bool
  ) throws(FileError) -> [AgeJournal] {
    var journals: [AgeJournal] = []
    for shard in Shard.all(of: count) {
      let path = path(output, shard: shard)
      guard FileManager.default.fileExists(atPath: path) else {
        throw FileError(
          path: path, problem: "is not there", hint: "Run the part first, with --shard \(shard)")
      }
      journals.append(
        try AgeJournal(
          output: output, shard: shard, input: input, columns: columns, manifest: manifest,
          keepsDensities: keepsDensities))
    }
    return journals
  }

  /// How many pieces of the table were finished when the journal was opened.
  public var storedCount: Int { log.storedCount }

  /// Checks that the ages are those of the table that was digested, before the output is put in place.
  ///
  /// - Throws: ``GyroFiles/FileError`` if the table was changed while it was read.
  public func checkInput() throws(FileError) { try input.checkUnchanged() }

  /// Removes the journal, once the output is whole.
  public func remove() { log.remove() }

  /// The stored ages of the next piece; nil if it was not finished.
  ///
  /// - Throws: ``GyroTables/TableError`` if what is stored is another piece, as no run of this program leaves it.
  func next(
    firstRow: Int, rowCount: Int, terms: (Int) -> AgeTerms
  ) throws(TableError) -> [AgeEstimate]? {
    guard let bytes = log.next() else { return nil }
    var record = AgeRecordReader(bytes)
    let storedRow = record.firstRow()
    var ages: [AgeEstimate] = []
    ages.reserveCapacity(rowCount)
    while let age = record.next(terms: terms(ages.count)) { ages.append(age) }
    guard storedRow == firstRow, ages.count == rowCount else {
      throw TableError(
        .malformedData, at: TablePlace(file: log.path),
        found: "\(ages.count) rows from row \(storedRow ?? 0) on",
        expected: "\(rowCount) rows from row \(firstRow) on", hint: "Delete it to begin again")
    }
    return ages
  }

  /// What is wrong with a part that lacks a piece of the table.
  func lacks(firstRow: Int) -> TableError {
    TableError(
      .malformedData, at: TablePlace(file: log.path),
      found: "nothing for the rows from \(firstRow) on",
      expected: "the ages of a part that is finished", hint: "Run the part again, and then --merge")
  }

  /// Stores the ages of a piece.
  func append(_ ages: [AgeEstimate], firstRow: Int) throws(TableError) {
    do { try log.append(AgeRecord.bytes(ages, firstRow: firstRow)) } catch {
      throw TableError(
        .unwritable, at: TablePlace(file: log.path), found: error.problem,
        expected: "room for finished rows", hint: error.hint)
    }
  }
}
