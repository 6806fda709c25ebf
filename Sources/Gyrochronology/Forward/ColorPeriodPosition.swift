// SPDX-License-Identifier: GPL-3.0-or-later
// Stars of a table as positions in the plane of color and period.

internal import GyroModel
internal import GyroQuantities
package import GyroTables

/// The position of a star in the plane of color and period.
public struct ColorPeriodPosition: Hashable, Sendable {
  /// Dereddened color, mag.
  public let bpRp0: Double
  /// Rotation period, d.
  public let periodDays: Double
}

extension AgeEstimator {
  /// The positions of the stars of a chunk of a table; nil for a row that is not a star.
  package func positions(of chunk: TableChunk, columns: StarColumns) -> [ColorPeriodPosition?] {
    (0..<chunk.rowCount).map { row in
      guard
        let observation = try? StarRow(chunk, row: row, columns: columns).observation.get(),
        let star = try? rules.star(observation).star
      else { return nil }
      return ColorPeriodPosition(
        bpRp0: star.covariates.bpRp0.value, periodDays: star.periodDays.value)
    }
  }
}
