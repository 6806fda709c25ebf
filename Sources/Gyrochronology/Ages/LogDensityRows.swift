// SPDX-License-Identifier: GPL-3.0-or-later
// Log densities over log10 age, row by row as tables on disk have them.

internal import GyroModel
internal import GyroTables

/// Ages with log densities up to a constant, in the order of a table.
struct LogDensityRows {
  /// Dex of Myr.
  private(set) var log10AgesMyr: [Double] = []
  /// Nat.
  private(set) var logDensities: [Double] = []

  /// Appends a row.
  ///
  /// - Throws: `TableError` if a cell does not hold a number, the age is impossible or not above the last, or the
  ///   density is infinite.
  mutating func append(
    _ chunk: TableChunk, row: Int, columns: (age: Int, logDensity: Int)
  ) throws(TableError) {
    func number(_ column: Int) throws(TableError) -> Double {
      guard let value = try chunk.columns[column].double(at: row) else {
        throw TableError(
          .unparsableValue, at: chunk.place(row: row, column: column), found: "an empty cell",
          expected: "a number", hint: "Leave the row out; it is linear between rows")
      }
      return value
    }
    let (age, logDensity) = (try number(columns.age), try number(columns.logDensity))
    let possible = TabulatedLogDensity.possibleLog10AgesMyr
    guard possible.contains(age) else {
      throw TableError(
        .malformedData, at: chunk.place(row: row, column: columns.age), found: "\(age)",
        expected: "a log10 age in dex of Myr from \(possible.lowerBound) to \(possible.upperBound)")
    }
    guard age > log10AgesMyr.last ?? -.infinity else {
      throw TableError(
        .malformedData, at: chunk.place(row: row, column: columns.age),
        found: "\(age)" + (log10AgesMyr.last.map { " after \($0)" } ?? ""),
        expected: "increasing ages")
    }
    guard logDensity < .infinity else {
      throw TableError(
        .malformedData, at: chunk.place(row: row, column: columns.logDensity),
        found: "\(logDensity)", expected: "a finite number, or -inf for an impossible age")
    }
    log10AgesMyr.append(age)
    logDensities.append(logDensity)
  }
}
