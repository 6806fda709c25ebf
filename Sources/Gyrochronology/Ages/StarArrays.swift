// SPDX-License-Identifier: GPL-3.0-or-later
// Stars as arrays in memory, read by the rules by which the rows of a table are.

internal import GyroModel
internal import GyroTables

/// The numbers of stars, one array per column.
package struct StarArrays: Sendable {
  private let chunk: TableChunk
  private let columns: StarColumns

  private static let pieceCount = 65_536

  /// How many stars there are.
  package var count: Int { chunk.rowCount }

  /// Takes arrays, in the units of ``StarColumn``.
  ///
  /// - Parameter arrays: Columns with their numbers, all equally many; NaN is a missing one.
  /// - Throws: ``RequestError`` if a column is there twice or is no column of numbers, or arrays differ in length;
  ///   ``GyroTables/TableError`` if there is no period or no color.
  package init(_ arrays: [(column: StarColumn, values: [Double])]) throws {
    var found: Set<StarColumn> = []
    for (column, values) in arrays {
      guard column != .id, found.insert(column).inserted else {
        throw RequestError(
          column == .id ? "id is not a column of numbers." : "\(column.rawValue) is given twice.")
      }
      guard values.count == arrays[0].values.count else {
        throw RequestError(
          "\(column.rawValue) has \(values.count) values, \(arrays[0].column.rawValue) "
            + "\(arrays[0].values.count); expected equally many.")
      }
    }
    chunk = TableChunk(
      columns: arrays.map { column, values in
        TableColumn(ColumnDescription(name: column.rawValue, type: .float64), doubles: values)
      })
    columns = try StarColumns(
      of: TableSchema(columns: chunk.columns.map(\.description)), file: "the arguments")
  }

  /// The columns of a table that describe stars, recognized by their names.
  ///
  /// - Parameters:
  ///   - names: The names of all columns.
  ///   - requested: Names by the key of ``StarColumn``, which go before known names.
  /// - Returns: Names by key, and by the key with `_unit` the unit that a name states and that is not the one of
  ///   ``StarColumn``.
  /// - Throws: ``RequestError`` for a key that is none; ``GyroTables/TableError`` if there is no period or no
  ///   color, or no column of a requested name.
  package static func columns(
    named names: [String], requested: [String: String]
  ) throws -> [String: String] {
    var wanted: [StarColumn: String] = [:]
    for (key, name) in requested {
      guard let column = StarColumn(rawValue: key) else {
        throw RequestError("There is no column \(key).")
      }
      wanted[column] = name
    }
    let schema = TableSchema(columns: names.map { ColumnDescription(name: $0, type: .float64) })
    let columns = try StarColumns(of: schema, file: "the table", requested: wanted)
    // What is made of several columns, as the two sides of an error, is for tables in files.
    let single = columns.matched.filter { $0.indices.count == 1 }
    var found: [String: String] = [:]
    for match in single where found[match.key.rawValue] == nil {
      found[match.key.rawValue] = names[match.indices[0]]
      // The numbers are not converted here, since arrays may have units of their own.
      found[match.key.rawValue + "_unit"] = match.convertedUnit
    }
    return found
  }

  /// The age of each star, or why there is none.
  ///
  /// - Parameters:
  ///   - batch: What makes the ages.
  ///   - ageLikelihoods: What else is known of the stars' ages, by their numbers from 0.
  ///   - threadCount: How many threads share the work.
  /// - Returns: One estimate per star.
  package func estimates(
    _ batch: AgeBatch, ageLikelihoods: AgeLikelihoods? = nil, threadCount: Int
  ) -> [AgeEstimate] {
    // In pieces, as a table is dated: memory stays bounded, and no age depends on the others.
    stride(from: 0, to: count, by: Self.pieceCount).flatMap { first in
      batch.estimates(count: min(Self.pieceCount, count - first), threadCount: threadCount) {
        let row = first + $0
        let known = ageLikelihoods?[String(row)].map { AgeTerms([$0]) }
        return (StarRow(chunk, row: row, columns: columns).observation, known ?? .none)
      }
    }
  }

  /// The stars as a group of one age; each is called by its number, from 1.
  package func group(named name: String) -> ClusterInput {
    ClusterInput(
      name: name,
      candidates: (0..<count).map { row in
        let star = StarRow(chunk, row: row, columns: columns)
        return ClusterCandidate(id: star.id, star.observation)
      })
  }
}
