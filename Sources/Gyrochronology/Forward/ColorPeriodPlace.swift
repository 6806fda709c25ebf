// SPDX-License-Identifier: GPL-3.0-or-later
// Stars of a table as places in the plane of color and period.

internal import GyroModel
internal import GyroQuantities
public import GyroTables

/// Where a star stands in the plane of color and period.
public struct ColorPeriodPlace: Hashable, Sendable {
  /// Dereddened color, mag.
  public let bpRp0: Double
  /// Rotation period, d.
  public let periodDays: Double
}

extension AgeEstimator {
  /// The places of the stars of a piece of a table; nil for a row that is no star.
  public func places(of chunk: TableChunk, columns: StarColumns) -> [ColorPeriodPlace?] {
    (0..<chunk.rowCount).map { row in
      guard
        let observation = try? StarRow(chunk, row: row, columns: columns).observation.get(),
        let star = try? rules.star(observation).star
      else { return nil }
      return ColorPeriodPlace(
        bpRp0: star.covariates.bpRp0.value, periodDays: star.periodDays.value)
    }
  }
}
