// SPDX-License-Identifier: GPL-3.0-or-later
// Spin-down tracks of many colors, a panel for each.

internal import GyroEssentials
internal import GyroModel
internal import GyroPlatform
internal import GyroPlotting
internal import Gyrochronology

extension Figure {
  /// Tracks with a panel for each color, on the same axes; the medians of the others are gray in each.
  ///
  /// - Parameters:
  ///   - groups: Colors in mag with their tracks.
  ///   - relations: Published relations to draw in each panel whose color they know.
  ///   - dwarfs: What the colors were given by; nil for the colors themselves.
  ///   - calibrated: The ages of the calibrators, dex of Myr; nil where they are not known.
  ///   - manifest: What they rest on.
  /// - Returns: The figure, as wide as a page.
  static func trackPanels(
    _ groups: [(at: Double, lines: [SpinDownLine])], relations: [PublishedRelation],
    dwarfs: DwarfColors?, calibrated: ClosedRange<Double>?, manifest: ForwardManifest
  ) -> Figure {
    let agesMyr = groups.first?.lines.first?.points.map { pow(10, $0.log10AgeMyr) } ?? []
    let ages = AxisRange(agesMyr.first ?? 10, agesMyr.last ?? 5000).shown(on: .logarithmic)
    let marks = groups.map { group in
      trackMarks(group, relations: relations, agesMyr: agesMyr)
    }
    let periods = Axis.log(.periodDays).range(of: marks.joined().flatMap(\.extent.y))
    let medians = groups.map { group in
      layers(group.lines, color: FigureColor.gray.opacity(0.5), label: "") {
        pow(10, $0.log10AgeMyr)
      }.compactMap { $0 as? Line }.max { $0.width < $1.width }
    }
    let rows = PanelGrid(count: groups.count).rows { position in
      let others = medians.indices.filter { $0 != position.index }.compactMap { index in
        medians[index].map { line in
          var line = line
          (line.width, line.label) = (0.6, "medians of the others")
          return line as any Mark
        }
      }
      return Panel(
        colorLabel(groups[position.index].at, dwarfs, isShort: false),
        x: .log(
          position.isLowest ? .ageMyr : nil, range: ages, showsNumbers: position.isLowest),
        y: .log(
          position.isLeft ? .periodDays : nil, range: periods, showsNumbers: position.isLeft),
        layers: beyondCalibration(
          calibrated, agesMyr: ages, from: periods.lowerBound, to: periods.upperBound)
          + others + marks[position.index])
    }
    var figure = Figure(
      title: shares(groups.first?.lines ?? []), rows: rows, width: pageWidth,
      height: 22 + 42 * Double(rows.count), provenance: manifest.summary,
      command: manifest.commandLine)
    figure.hasCommonLegend = true
    return figure
  }

  /// What is drawn of one color: the band, the lines, what relations say, and the Sun where the color is its own.
  private static func trackMarks(
    _ group: (at: Double, lines: [SpinDownLine]), relations: [PublishedRelation],
    agesMyr: [Double]
  ) -> [any Mark] {
    func age(_ point: SpinDownPoint) -> Double { pow(10, point.log10AgeMyr) }
    var marks: [any Mark] = []
    if let band = band(group.lines, color: .blue, opacity: 0.18, isNamed: true, x: age) {
      marks.append(band)
    }
    marks += layers(group.lines, color: .blue, label: "median", x: age)
    for (index, relation) in relations.enumerated() {
      let periods = agesMyr.map { relation.periodDays(ageMyr: $0, bpRp0: group.at) ?? .nan }
      guard periods.contains(where: { !$0.isNaN }) else { continue }
      marks.append(Self.relation(index, x: agesMyr, y: periods, title: relation.title, at: nil))
    }
    let sun = PublishedRelation.sun
    if abs(group.at - sun.bpRp0) < 0.05, let first = agesMyr.first, let last = agesMyr.last,
      (first...last).contains(sun.ageMyr)
    {
      marks.append(
        Points(
          x: [sun.ageMyr], y: [sun.periodDays], color: .black, marker: .sun, size: 6, label: "Sun"))
    }
    return marks
  }
}
