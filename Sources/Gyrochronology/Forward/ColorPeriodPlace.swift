// SPDX-License-Identifier: GPL-3.0-or-later
// Stars of a table as places in the plane of color and period.

internal import Foundation
internal import GyroModel
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
      guard case .success(let star) = StarRow(chunk, row: row, columns: columns).observation,
        case .success(let usable) = datum(star)
      else { return nil }
      return ColorPeriodPlace(
        bpRp0: usable.star.bpRp0, periodDays: pow(10, usable.star.log10PeriodDays))
    }
  }
}
