// SPDX-License-Identifier: GPL-3.0-or-later
// Mock stars in the plane of color and period, by where their periods come from.

internal import GyroEssentials
package import GyroModel
internal import GyroPlatform
package import GyroPlotting
package import Gyrochronology

/// What a picture needs of mock stars, collected star by star in constant memory.
package struct MockStars: Sendable {
  /// How stars of each origin look, the most frequent at the back.
  private static let looks: [(origin: MockStar.Origin, label: String, color: FigureColor)] = [
    (.member, "members", .blue), (.field, "field stars", .orange),
    (.outlier, "outliers", .vermilion),
  ]

  private var all = ColorPeriodStars()
  private var byOrigin: [MockStar.Origin: ColorPeriodStars] = [:]

  /// How many stars there are.
  package var count: Int { all.count }

  /// No stars.
  package init() {}

  /// Adds stars of a run.
  package mutating func add(_ stars: [PlacedMockStars.Star]) {
    for star in stars {
      add(
        bpRp0: star.position.bpRp0, periodDays: star.position.periodDays, origin: star.origin)
    }
  }

  /// Adds a star: dereddened color in mag, period in d, and where the period comes from.
  package mutating func add(bpRp0: Double, periodDays: Double, origin: MockStar.Origin) {
    all.add(bpRp0: bpRp0, periodDays: periodDays)
    byOrigin[origin, default: ColorPeriodStars()].add(bpRp0: bpRp0, periodDays: periodDays)
  }

  /// The picture of the stars of a request.
  ///
  /// - Parameters:
  ///   - agesMyr: The ages that were asked for, Myr.
  ///   - manifest: What the stars rest on.
  /// - Returns: The figure, one column wide.
  package func figure(agesMyr: NumberRange, _ manifest: ForwardManifest) -> Figure {
    let ages = agesMyr.values(count: 2).map { String(printf: "%g", $0) }
    return figure(
      title: "\(count) mock star\(count == 1 ? "" : "s") of "
        + ages.joined(separator: " to ") + " Myr",
      provenance: manifest.summary, command: manifest.commandLine)
  }

  /// The stars as points in the colors of their origins, or as a density where there are too many for points.
  ///
  /// - Parameters:
  ///   - title: What is shown.
  ///   - provenance: What it rests on.
  ///   - command: What draws it.
  /// - Returns: The figure, one column wide.
  package func figure(title: String, provenance: String, command: String) -> Figure {
    let layers: [any Mark] =
      count > ColorPeriodStars.maximumPointCount
      ? [all.layer(color: .blue, label: nil)]
      : Self.looks.compactMap { look in
        byOrigin[look.origin].map { stars in
          stars.layer(
            color: look.color, label: FigureText("\(stars.count) \(look.label)"), of: count)
        }
      }
    return Figure(
      Panel(
        FigureText(title), x: Axis(.bpRp0 + " (mag)", range: all.colorRange),
        y: .log(.periodDays, range: all.periodRange), legend: .above, layers: layers),
      height: 78, provenance: provenance, command: command)
  }
}
