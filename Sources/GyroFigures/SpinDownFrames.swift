// SPDX-License-Identifier: GPL-3.0-or-later
// The density of periods through time, frame by frame.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
package import GyroPlotting
package import Gyrochronology

extension Figure {
  /// One figure per age: the density of periods by color, with its median.
  ///
  /// - Parameters:
  ///   - forward: The model.
  ///   - agesMyr: The ages of the frames, Myr.
  ///   - colors: The colors shown, mag.
  ///   - manifest: What they rest on.
  /// - Returns: Figures of one size with the same colors for the same densities.
  package static func frames(
    _ forward: ForwardModel, agesMyr: [Double], colors: ClosedRange<Double>,
    manifest: ForwardManifest
  ) -> [Figure] {
    var maps = agesMyr.map { density(at: $0, colors, forward) }
    // Each on its own would flicker.
    let range = 0...(Statistics.upperMedian(maps.map(\.colorRange.upperBound)) ?? 1)
    let colorNodes = (0...80).map {
      colors.lowerBound + (colors.upperBound - colors.lowerBound) * Double($0) / 80
    }
    return agesMyr.indices.map { index in
      maps[index].range = range
      let median = forward.gyrochrone(ageMyr: agesMyr[index], bpRp0: colorNodes, quantiles: [0.5])[
        0]
      return Figure(
        Panel(
          "Age " + ageLabel(round(agesMyr[index], digits: 2)),
          x: Axis(.bpRp0 + " (mag)", range: colors),
          y: .log(.periodDays, range: 0.1...100),
          layers: [
            maps[index],
            Line(
              x: colorNodes, y: median.points.map { pow(10, $0.log10PeriodDays) },
              color: .vermilion,
              width: 1.2),
          ]),
        height: 75, provenance: manifest.summary, command: manifest.commandLine)
    }
  }

  private static func round(_ value: Double, digits: Int) -> Double {
    Double(String(printf: "%.\(digits)g", value)) ?? value
  }
}
