// SPDX-License-Identifier: GPL-3.0-or-later
// A prior from a table on disk.

internal import GyroFiles
public import GyroModel
public import GyroTables

extension AgePriorTable {
  /// The columns of the table: log10 age in dex of Myr, and the natural log of the density.
  public static let columnNames = ["log10_age_myr", "log_density"]

  /// Reads a prior from a table of any format, and names it by its path and digest.
  ///
  /// - Throws: ``TableError`` if a column is missing, a cell is no number, or the ages do not increase.
  public init(path: String) throws(TableError) {
    var reader = try openTable(path: path)
    let places = try Self.columnNames.map { name throws(TableError) in
      try reader.schema.requiredIndex(of: name, in: path)
    }
    var (ages, densities): ([Double], [Double]) = ([], [])
    while let chunk = try reader.next(upTo: 4096) {
      for row in 0..<chunk.rowCount {
        let age = try Self.number(chunk, row: row, column: places[0])
        guard age.isFinite, age > ages.last ?? -.infinity else {
          throw TableError(
            .malformedData, at: chunk.place(row: row, column: places[0]),
            found: "\(age)" + (ages.last.map { " after \($0)" } ?? ""),
            expected: "finite and increasing ages")
        }
        let density = try Self.number(chunk, row: row, column: places[1])
        guard density < .infinity else {
          throw TableError(
            .malformedData, at: chunk.place(row: row, column: places[1]), found: "\(density)",
            expected: "a finite number, or -inf for no density")
        }
        ages.append(age)
        densities.append(density)
      }
    }
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
    name = path
    if path != "-" {
      do { name = "\(path), sha256 \(try SHA256Digest(ofFileAt: path))" } catch {
        throw TableError(
          .unreadable, at: TablePlace(file: path), found: error.problem, expected: "",
          hint: error.hint)
      }
    }
  }

  private static func number(
    _ chunk: TableChunk, row: Int, column: Int
  ) throws(TableError) -> Double {
    guard let value = try chunk.columns[column].double(at: row) else {
      throw TableError(
        .unparsableValue, at: chunk.place(row: row, column: column), found: "an empty cell",
        expected: "a number", hint: "Leave the row out; the prior is linear between rows")
    }
    return value
  }
}
