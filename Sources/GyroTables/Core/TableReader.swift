// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as streams of chunks, in and out.

/// A table that is read chunk by chunk.
package protocol TableReader {
  /// The columns and the metadata of the table.
  var schema: TableSchema { get }
  /// The next rows, at least one and at most `rowCount`; nil after the last row.
  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk?
  /// About which part of the table has been read, 0 to 1; nil where that cannot be known.
  var fractionRead: Double? { get }
  /// What the user should know about what has been read so far; complete after the last row.
  var warnings: [TableWarning] { get }
}

extension TableReader {
  /// Most streams do not know how long they are.
  package var fractionRead: Double? { nil }

  /// Most tables give no warnings.
  package var warnings: [TableWarning] { [] }
}

/// A table that is written chunk by chunk, and stands under its name only once it is finished.
package protocol TableWriter {
  /// Adds rows.
  ///
  /// - Precondition: The chunk has the columns of the schema the writer was made with.
  mutating func append(_ chunk: TableChunk) throws(TableError)
  /// Ends the table and gives the file its name.
  mutating func finish() throws(TableError)
}

/// How a table is read.
package struct TableReadingOptions: Sendable {
  /// Words that stand for a missing value in text cells, such as `NULL`; compared without blanks around.
  package var nullWords: Set<String>
  /// Whether the smallest integer of a FITS column stands for a missing one where no null is declared.
  package var minimumIntegerIsMissing: Bool
  /// The CDS ReadMe file that describes a fixed-width table without a header of its own.
  package var readMe: String?
  /// Which of several tables of a file is read: in FITS by its name or the number of its unit, in fixed width by the
  /// name of the file that a description is of; nil is the first.
  package var part: String?
  /// Whether the types of columns are found out where the format does not say, by reading twice.
  ///
  /// Ask for it when a table is to be written in a format that knows types. The metadata of a VOTable then
  /// also hold what stands behind its rows.
  package var infersTypes: Bool

  /// Words that commonly stand for a missing value.
  package static let commonNullWords: Set<String> = [
    "NULL", "null", "N/A", "n/a", "NA", "None", "NaN", "nan", "--", "---", "...", "....", ".....",
  ]

  /// Options; empty and blank cells are missing with all of them.
  package init(
    nullWords: Set<String> = [], minimumIntegerIsMissing: Bool = true, readMe: String? = nil,
    part: String? = nil, infersTypes: Bool = false
  ) {
    (self.nullWords, self.minimumIntegerIsMissing) = (nullWords, minimumIntegerIsMissing)
    (self.readMe, self.part, self.infersTypes) = (readMe, part, infersTypes)
  }
}
