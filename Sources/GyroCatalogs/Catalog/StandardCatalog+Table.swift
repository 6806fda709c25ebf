// SPDX-License-Identifier: GPL-3.0-or-later
// The standard catalog as a table with units and meanings, out and in again without loss.

package import GyroTables

extension StandardCatalog {
  /// The columns of the table, in order.
  package static var columns: [ColumnDescription] { StandardStarField.all.map(\.description) }

  /// The names of the columns of the table that a source too can have, by role.
  ///
  /// Of two columns of one role, such as the color excess and the color, the first counts.
  package static var columnNames: [ColumnRole: String] {
    Dictionary(
      StandardStarField.all.compactMap { field in field.role.map { ($0, field.description.name) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Writes the stars as a table.
  ///
  /// - Parameters:
  ///   - path: Where it shall stand, or `-` for standard output.
  ///   - format: The format; nil takes it from the name.
  ///   - metadata: Remarks about the whole table.
  /// - Throws: ``GyroTables/TableError`` if the path cannot be written.
  package func write(
    to path: String, format: TableFormat? = nil, metadata: [TableMetadata] = []
  ) throws(TableError) {
    let table = table(metadata: metadata)
    var writer = try createTable(path: path, format: format, schema: table.schema)
    try writer.append(table.rows)
    try writer.finish()
  }

  /// The stars as rows.
  package func table(
    metadata: [TableMetadata] = []
  ) -> (schema: TableSchema, rows: TableChunk) {
    let fields = StandardStarField.all.filter { $0.isIn(tableOf: stars) }
    return (
      TableSchema(columns: fields.map(\.description), metadata: metadata),
      TableChunk(columns: fields.map { $0.column(of: stars) })
    )
  }

  /// Reads stars that were written by this package; their account is not in the table.
  ///
  /// - Parameters:
  ///   - path: The table.
  ///   - format: The format; nil recognizes it.
  /// - Throws: ``CatalogError`` if a column is missing or a row is no star.
  package init(path: String, format: TableFormat? = nil) throws(CatalogError) {
    var stars: [StandardStar] = []
    do {
      var reader = try openTable(path: path, format: format)
      var columns: [(field: StandardStarField, index: Int)] = []
      for field in StandardStarField.all {
        let name = field.description.name
        guard let index = reader.schema.index(of: name) else {
          if field.isOptional { continue }
          throw CatalogError(
            .unexpectedContent, at: path, "has no column \"\(name)\" of a standard catalog",
            hint: "Make one with `gyro catalog build`")
        }
        columns.append((field, index))
      }
      while let chunk = try reader.next(upTo: 4096) {
        for row in 0..<chunk.rowCount {
          // The fields fill in all of it.
          var star = StandardStar(
            cluster: "", periodDays: 0, periodSources: [], periodCandidates: [], flags: [])
          for (field, column) in columns {
            try field.read(StandardStarCell(chunk: chunk, column: column, row: row), &star)
          }
          stars.append(star)
        }
      }
    } catch let error as CatalogError {
      throw error
    } catch {
      throw CatalogError(.unexpectedContent, at: path, "\(error)")
    }
    self.init(stars: stars, report: IngestReport())
  }
}
