// SPDX-License-Identifier: GPL-3.0-or-later
// A prior from a table on disk.

public import GyroModel
public import GyroTables

extension AgePriorTable {
  /// The columns of the table: log10 age in dex of Myr, and the natural log of the density.
  public static let columnNames = ["log10_age_myr", "log_density"]

  /// Reads a prior from a table of any format.
  ///
  /// - Throws: ``TableError`` if a column is missing, a cell is no number, or the ages do not increase.
  public init(path: String) throws(TableError) {
    var reader = try openTable(path: path)
    var values: [[Double]] = [[], []]
    let places = try Self.columnNames.map { name throws(TableError) in
      try reader.schema.requiredIndex(of: name, in: path)
    }
    while let chunk = try reader.next(upTo: 4096) {
      for (index, place) in places.enumerated() {
        for row in 0..<chunk.rowCount {
          guard let value = try chunk.columns[place].double(at: row) else {
            throw TableError(
              .unparsableValue, at: chunk.place(row: row, column: place), found: "an empty cell",
              expected: "a number", hint: "Leave the row out; the prior is linear between rows")
          }
          values[index].append(value)
        }
      }
    }
    do { try self.init(log10AgesMyr: values[0], logDensities: values[1]) } catch {
      throw TableError(
        .malformedData, at: TablePlace(file: path), found: error.problem,
        expected: "a density at increasing ages")
    }
  }
}
