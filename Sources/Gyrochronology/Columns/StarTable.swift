// SPDX-License-Identifier: GPL-3.0-or-later
// A table of stars on disk, opened with what the user says of its form, and its columns.

internal import GyroTables

/// What a user says of the form of a table where its content does not tell.
public struct TableForm: Hashable, Sendable, Codable {
  /// The name of the format; nil recognizes it.
  public var format: String?
  /// The path of the ReadMe of CDS that describes the columns; nil looks for one beside the table.
  public var readMe: String?

  /// Says nothing, or which format the table has and where it is described.
  public init(format: String? = nil, readMe: String? = nil) {
    (self.format, self.readMe) = (format, readMe)
  }

  /// The names of the formats that can be read.
  package static var formatNames: [String] {
    // Parquet is only written.
    TableFormat.allCases.filter { $0 != .parquet }.map(\.rawValue)
  }

  /// The format.
  ///
  /// - Throws: ``RequestError`` if there is none of that name.
  func tableFormat() throws(RequestError) -> TableFormat? {
    guard let format else { return nil }
    guard let found = TableFormat(rawValue: format) else {
      throw RequestError(
        "There is no format \"\(format)\"; expected one of \(Self.formatNames.joined(separator: ", "))."
      )
    }
    return found
  }
}

/// An open table of stars with the columns that were recognized.
struct StarTable {
  var reader: any TableReader
  /// The table with the digest of its bytes, if that was asked for.
  let digested: DigestedTable?
  let columns: StarColumns
  /// How the table and its columns were chosen.
  let warnings: [RunWarning]

  /// Names that several columns bear and a message names.
  private static let namedDuplicateCount = 5

  /// Opens a table; of a file with several tables, the first that has the columns of stars.
  ///
  /// - Parameters:
  ///   - path: The file, with the name of a table in brackets if it is not to be found, or `-`.
  ///   - form: What the user says of it.
  ///   - requested: Columns that are asked for.
  ///   - shared: The extinction that all rows share.
  ///   - infersTypes: Whether the columns of a text table get types.
  ///   - isDigested: Whether the bytes are digested before they are read.
  /// - Throws: ``GyroTables/TableError`` if it cannot be read or has no columns of stars; ``RequestError`` if the
  ///   format does not exist.
  init(
    path: String, form: TableForm, requested: [StarColumn: String],
    shared: [StarColumn: Double] = [:], infersTypes: Bool, isDigested: Bool
  ) throws {
    let file = path == "-" ? "<standard input>" : path
    let format = try form.tableFormat()
    var options = TableReadingOptions(
      nullWords: TableReadingOptions.commonNullWords, readMe: form.readMe, infersTypes: infersTypes)
    func opened() throws(TableError) -> (reader: any TableReader, digested: DigestedTable?) {
      guard isDigested else {
        return (try openTable(path: path, format: format, options: options), nil)
      }
      let table = try DigestedTable(path: path, format: format, options: options)
      return (table.reader, table)
    }
    var table = try opened()
    var columns: StarColumns
    var warnings: [RunWarning] = []
    do throws(TableError) {
      columns = try StarColumns(
        of: table.reader.schema, file: file, requested: requested, shared: shared)
    } catch {
      guard error.code == .missingColumn, TablePath(path).part == nil, path != "-" else {
        throw error
      }
      var found: (table: (any TableReader, DigestedTable?), columns: StarColumns)?
      for part in table.reader.schema.otherTables where found == nil {
        options.part = part
        let other = try opened()
        if let columns = try? StarColumns(
          of: other.reader.schema, file: file, requested: requested, shared: shared)
        {
          found = (other, columns)
        }
      }
      guard let found else { throw error }
      (table, columns) = found
      let title = table.reader.schema.title ?? "another table"
      warnings.append(
        RunWarning(
          .table,
          "\(file): the stars are in \(title), the first table of the file with their columns; "
            + "another one is named as \(path)[NAME]"))
    }
    let schema = table.reader.schema
    let duplicates = schema.duplicates.sorted { $0.value[0] < $1.value[0] }
    for (name, indices) in duplicates.prefix(Self.namedDuplicateCount) {
      let numbers = TableSchema.numbers(indices)
      let names = [indices[0], indices[indices.count - 1]].map { schema.columns[$0].name }
        .joined(separator: indices.count > 2 ? " to " : " and ")
      warnings.append(
        RunWarning(
          .table, "\(file): columns \(numbers) have one name, \(name); they are read as \(names)"))
    }
    if duplicates.count > Self.namedDuplicateCount {
      warnings.append(
        RunWarning(
          .table,
          "\(file): \(duplicates.count - Self.namedDuplicateCount) more names stand above several columns each"
        ))
    }
    (reader, digested, self.columns) = (table.reader, table.digested, columns)
    self.warnings = warnings + columns.warnings(file: file)
  }
}
