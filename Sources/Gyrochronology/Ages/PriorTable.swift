// SPDX-License-Identifier: GPL-3.0-or-later
// A prior from a table on disk.

public import GyroModel
public import GyroTables

extension TabulatedLogDensity {
  /// The columns of the table: log10 age in dex of Myr, and the natural log of the density.
  public static let columnNames = ["log10_age_myr", "log_density"]

  /// The most rows of a table.
  private static let rowLimit = 1 << 22

  /// Reads a prior from a table of any format, and names it by its path and digest.
  ///
  /// - Throws: ``TableError`` if a column is missing, a cell is not a number, or the ages do not increase.
  public init(path: String) throws(TableError) {
    var table = try DigestedTable(path: path)
    let places = try Self.columnNames.map { name throws(TableError) in
      try table.reader.schema.requiredIndex(of: name, in: path)
    }
    var rows = LogDensityRows()
    while let chunk = try table.reader.next(upTo: 4096) {
      for row in 0..<chunk.rowCount {
        try rows.append(chunk, row: row, columns: (age: places[0], logDensity: places[1]))
      }
      guard rows.log10AgesMyr.count <= Self.rowLimit else {
        throw TableError(
          .malformedData, at: TablePlace(file: path), found: "more than \(Self.rowLimit) rows",
          expected: "a prior that fits into memory",
          hint: "Leave out rows; it is linear between them")
      }
    }
    let (ages, densities) = (rows.log10AgesMyr, rows.logDensities)
    guard ages.count > 1 else {
      throw TableError(
        .malformedData, at: TablePlace(file: path), found: "\(ages.count) rows",
        expected: "two or more rows")
    }
    do { try self.init(log10AgesMyr: ages, logDensities: densities) } catch {
      throw TableError(
        .malformedData, at: TablePlace(file: path), found: "no density above zero",
        expected: "some", hint: error.hint)
    }
    source = try table.name()
  }
}
