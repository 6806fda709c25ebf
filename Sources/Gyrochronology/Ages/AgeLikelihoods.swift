// SPDX-License-Identifier: GPL-3.0-or-later
// Likelihoods of the ages of stars from evidence other than rotation, from a table on disk.

public import GyroModel
public import GyroTables

/// Likelihoods of age by star, such as those of isochrones, lithium or asteroseismology.
///
/// The table has a row for each star and age; the rows of a star are consecutive, with increasing ages.
/// It is held in memory: 16 bytes per row, and the name of each star.
public struct AgeLikelihoods: Sendable {
  /// The columns of the table: the star as the table of stars names it, log10 age in dex of Myr, and the
  /// natural log of the likelihood up to a constant.
  public static let columnNames = ["id", "log10_age_myr", "log_likelihood"]

  /// The most rows of a table: a gigabyte of numbers.
  private static let rowLimit = 1 << 26

  /// Path and digest, as results name them.
  public let name: String
  private let tables: [String: TabulatedLogDensity]

  /// Reads a table of any format.
  ///
  /// - Throws: ``GyroTables/TableError`` if a column is missing, a cell is not a number, the ages of a star do not
  ///   increase or are fewer than two, or a star comes up again after another.
  public init(path: String) throws(TableError) {
    var table = try DigestedTable(path: path)
    tables = try Self.tables(&table.reader, file: path)
    name = try table.name()
  }

  /// Takes likelihoods that are in memory.
  ///
  /// - Parameters:
  ///   - stars: The number of the star of each row, by which ``subscript(_:)`` knows it.
  ///   - log10AgesMyr: Ages, dex of Myr.
  ///   - logLikelihoods: Natural logs of the likelihood up to a constant, nat.
  /// - Throws: ``GyroTables/TableError`` as for a table in a file.
  package init(stars: [Int64], log10AgesMyr: [Double], logLikelihoods: [Double]) throws(TableError)
  {
    name = "numbers in memory"
    let names = Self.columnNames
    var reader: any TableReader = MemoryTable([
      TableColumn(ColumnDescription(name: names[0], type: .int64), integers: stars),
      TableColumn(ColumnDescription(name: names[1], type: .float64), doubles: log10AgesMyr),
      TableColumn(ColumnDescription(name: names[2], type: .float64), doubles: logLikelihoods),
    ])
    tables = try Self.tables(&reader, file: "the age likelihoods")
  }

  /// Reads the rows of a table.
  private static func tables(
    _ reader: inout any TableReader, file path: String
  ) throws(TableError) -> [String: TabulatedLogDensity] {
    let places = try Self.columnNames.map { name throws(TableError) in
      try reader.schema.requiredIndex(of: name, in: path)
    }
    var tables: [String: TabulatedLogDensity] = [:]
    var rowCount = 0
    var (star, start, rows) = ("", TablePlace(file: path), LogDensityRows())
    func finish() throws(TableError) {
      let (ages, values) = (rows.log10AgesMyr, rows.logDensities)
      guard !ages.isEmpty else { return }
      do {
        tables[star] = try TabulatedLogDensity(log10AgesMyr: ages, logDensities: values)
      } catch {
        throw TableError(
          .malformedData, at: start,
          found: "for the star \(star) \(ages.count) ages with a likelihood above zero at "
            + "\(values.count { $0 > -.infinity })",
          expected: "two or more neighboring ages with a likelihood above zero")
      }
    }
    while let chunk = try reader.next(upTo: 4096) {
      rowCount += chunk.rowCount
      guard rowCount <= Self.rowLimit else {
        throw TableError(
          .malformedData, at: TablePlace(file: path), found: "more than \(Self.rowLimit) rows",
          expected: "a table that fits into memory", hint: "Split the stars over several tables")
      }
      for row in 0..<chunk.rowCount {
        guard let id = chunk.columns[places[0]].text(at: row) else {
          throw TableError(
            .unparsableValue, at: chunk.place(row: row, column: places[0]),
            found: "an empty cell", expected: "the name of a star")
        }
        if id != star {
          try finish()
          (star, start) = (id, chunk.place(row: row, column: places[0]))
          rows = LogDensityRows()
          guard tables[id] == nil else {
            throw TableError(
              .malformedData, at: start, found: "the star \(id) again after another",
              expected: "the rows of a star to stand together",
              hint: "Sort the table by star and age")
          }
        }
        try rows.append(chunk, row: row, columns: (age: places[1], logDensity: places[2]))
      }
    }
    try finish()
    guard !tables.isEmpty else {
      throw TableError(
        .malformedData, at: TablePlace(file: path), found: "no rows", expected: "two or more a star"
      )
    }
    return tables
  }

  /// How many stars there are.
  public var starCount: Int { tables.count }

  /// The likelihood of a star, nil if there is none.
  public subscript(star: String) -> TabulatedLogDensity? { tables[star] }

  /// The name of the only star; nil if there are several.
  package var onlyName: String? { tables.count == 1 ? tables.keys.first : nil }

  /// That of the only star, for one that bears no name; nil if there are several.
  public var only: TabulatedLogDensity? { tables.count == 1 ? tables.values.first : nil }
}
