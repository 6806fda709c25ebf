// SPDX-License-Identifier: GPL-3.0-or-later
// The ages that calibrating clusters have, on an axis of ages.

internal import GyroPlatform
internal import GyroPlotting

extension Figure {
  /// Gray at ages that no calibrating cluster has.
  ///
  /// - Parameters:
  ///   - calibrated: The ages of the calibrators, dex of Myr; nil where they are not known.
  ///   - ages: What the axis shows, Myr.
  ///   - lower: The lower end of the other axis.
  ///   - upper: Its upper end.
  /// - Returns: A band on either side, where the axis goes beyond the calibrators; the first is named.
  static func beyondCalibration(
    _ calibrated: ClosedRange<Double>?, agesMyr ages: ClosedRange<Double>, from lower: Double,
    to upper: Double
  ) -> [Band] {
    guard let calibrated else { return [] }
    let known = pow(10, calibrated.lowerBound)...pow(10, calibrated.upperBound)
    let outside = [
      (ages.lowerBound, min(known.lowerBound, ages.upperBound)),
      (max(known.upperBound, ages.lowerBound), ages.upperBound),
    ]
    return outside.filter { $0.0 < $0.1 }.enumerated().map { index, part in
      Band(
        x: [part.0, part.1], lower: [lower, lower], upper: [upper, upper],
        color: FigureColor.gray.opacity(0.18), label: index == 0 ? "no calibrators" : nil)
    }
  }
}
