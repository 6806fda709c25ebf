// SPDX-License-Identifier: GPL-3.0-or-later
// Stars in the plane of color and period, drawn in a color that says how old they are.

internal import GyroEssentials
internal import GyroPlatform
internal import GyroPlotting

/// Stars by the ranges of their median ages, from blue for the young to red for the old.
struct StarsByAge: Sendable {
  /// Upper ends of the ranges, dex of Myr: 30, 100 and 300 Myr, 1 and 3 Gyr.
  private static let ends = [1.4771, 2, 2.4771, 3, 3.4771]
  private static let names = [
    "< 30 Myr", "30–100", "100–300", "0.3–1 Gyr", "1–3 Gyr", "> 3 Gyr",
  ]
  private static let colors: [FigureColor] = [
    .purple, .blue, .sky, .green, .orange, .vermilion,
  ]

  private struct Star {
    let bpRp0, periodDays, log10AgeMyr: Double
    let isFlagged: Bool
  }

  private var stars: [Star] = []

  /// Adds a star, up to the number that are drawn as points.
  mutating func add(bpRp0: Double, periodDays: Double, log10AgeMyr: Double, isFlagged: Bool) {
    guard stars.count < ColorPeriodStars.maximumPointCount else { return }
    stars.append(
      Star(
        bpRp0: bpRp0, periodDays: periodDays, log10AgeMyr: log10AgeMyr, isFlagged: isFlagged))
  }

  /// Points, a color for each range of ages; those of flagged stars are open.
  var layers: [any Mark] {
    let size = stars.count < 20 ? 5.0 : stars.count < 400 ? 3.5 : 2.2
    let ranges = Dictionary(grouping: stars) { star in
      Self.ends.firstIndex { star.log10AgeMyr < $0 } ?? Self.ends.count
    }
    var layers: [any Mark] = []
    for index in Self.names.indices {
      let color = Self.colors[index]
      // A range without stars has its name all the same, so that the scale is whole.
      for isFlagged in [false, true] {
        let shown = (ranges[index] ?? []).filter { $0.isFlagged == isFlagged }
        guard !isFlagged || !shown.isEmpty else { continue }
        layers.append(
          Points(
            x: shown.map(\.bpRp0), y: shown.map(\.periodDays), color: color,
            marker: isFlagged ? .circle : .disk, size: size,
            label: isFlagged ? nil : FigureText(Self.names[index])))
      }
    }
    if stars.contains(where: \.isFlagged) {
      // Whatever their color, one name stands for all.
      layers.append(
        Points(x: [], y: [], color: .gray, marker: .circle, size: size, label: "flagged"))
    }
    return layers
  }
}
