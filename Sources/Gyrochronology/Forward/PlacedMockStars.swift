// SPDX-License-Identifier: GPL-3.0-or-later
// Mock stars in the plane of color and period, as they will be read.

package import GyroModel
package import GyroTables

/// The positions of mock stars in the plane of color and period, as `gyro age` will read them.
package struct PlacedMockStars {
  /// A star with where its period comes from.
  package struct Star: Hashable, Sendable {
    /// Where it stands.
    package let position: ColorPeriodPosition
    /// Where its period comes from.
    package let origin: MockStar.Origin
  }

  private let estimator: AgeEstimator
  private let columns: StarColumns

  /// Prepares to read the stars of a run.
  ///
  /// - Throws: ``GyroTables/TableError`` if its columns are not those of stars.
  package init(_ run: SimulateRun) throws {
    estimator = try AgeEstimator(model: run.model)
    columns = try StarColumns(of: TableSchema(columns: run.columns), file: "mock stars")
  }

  /// The stars of rows that can be dated.
  package func stars(of rows: TableChunk) -> [Star] {
    let origins = rows.columns.first { $0.description.name == "true_origin" }
    return estimator.positions(of: rows, columns: columns).enumerated().compactMap {
      row, position in
      guard let position, let origin = origins?.text(at: row).flatMap(MockStar.Origin.init)
      else { return nil }
      return Star(position: position, origin: origin)
    }
  }
}
