// SPDX-License-Identifier: GPL-3.0-or-later
// Tracks, gyrochrones and information as pictures.

internal import GyroEssentials
package import GyroModel
internal import GyroNumerics
internal import GyroPlatform
package import GyroPlotting
package import Gyrochronology

extension Figure {
  /// Spin-down tracks: a band from the first to the last quantile, and a line for the others.
  ///
  /// - Parameters:
  ///   - groups: Colors in mag with their tracks.
  ///   - relations: Published relations to draw beside, for the first color that each knows.
  ///   - dwarfs: What the colors were given by; nil for the colors themselves.
  ///   - calibrated: The ages of the calibrators, dex of Myr; nil where they are not known.
  ///   - manifest: What they rest on.
  /// - Returns: The figure, one column wide.
  package static func tracks(
    _ groups: [(at: Double, lines: [SpinDownLine])], relations: [PublishedRelation],
    dwarfs: DwarfColors? = nil, calibrated: ClosedRange<Double>?, manifest: ForwardManifest
  ) -> Figure {
    let isSummary = Self.isMedianWithInterval(groups.first?.lines ?? [])
    // Bands of many colors lie over each other: the fainter, and below all lines.
    let opacity = groups.count > 2 ? 0.09 : 0.18
    let bands = groups.enumerated().compactMap { index, group in
      Self.band(
        group.lines, color: .series(index), opacity: opacity, isNamed: groups.count == 1
      ) { pow(10, $0.log10AgeMyr) }
    }
    var layers: [any Mark] = bands
    for (index, group) in groups.enumerated() {
      layers += Self.layers(
        group.lines, color: .series(index),
        label: isSummary && groups.count == 1
          ? "median"
          : Self.colorLabel(group.at, dwarfs, isShort: groups.count > 2)
      ) { pow(10, $0.log10AgeMyr) }
    }
    let agesMyr = groups.first?.lines.first?.points.map { pow(10, $0.log10AgeMyr) } ?? []
    let published = relations.enumerated().compactMap { index, relation -> (any Mark)? in
      let known = groups.map(\.at).first { relation.periodDays(ageMyr: 1000, bpRp0: $0) != nil }
      return known.map { known in
        Self.relation(
          index, x: agesMyr,
          y: agesMyr.map { relation.periodDays(ageMyr: $0, bpRp0: known) ?? .nan },
          title: relation.title, at: groups.count > 1 ? String(printf: "%.4g mag", known) : nil)
      }
    }
    layers += published
    let sun = PublishedRelation.sun
    if groups.contains(where: { abs($0.at - sun.bpRp0) < 0.05 }),
      agesMyr.contains(where: { $0 <= sun.ageMyr }), agesMyr.contains(where: { $0 >= sun.ageMyr })
    {
      layers.append(
        Points(
          x: [sun.ageMyr], y: [sun.periodDays], color: .black, marker: .sun, size: 6,
          label: "Sun"))
    }
    let ages = AxisRange(agesMyr.first ?? 10, agesMyr.last ?? 5000).shown(on: .logarithmic)
    // Above the panel five more names would take three rows.
    let named = InnerLegend(
      layers, of: published, x: ages,
      y: Axis.log(.periodDays).range(of: layers.lazy.flatMap(\.extent.y)))
    let periods = named.y
    layers = named.layers
    layers.insert(
      contentsOf: Self.beyondCalibration(
        calibrated, agesMyr: ages, from: periods.lowerBound, to: periods.upperBound),
      at: 0)
    let color = groups.first.map { Self.colorLabel($0.at, dwarfs, isShort: false) } ?? ""
    let panel = Panel(
      isSummary && groups.count == 1
        ? "Stars of " + color
        : Self.shares(groups.first?.lines ?? [])
          + (groups.count > 2 ? ", by " + Self.quantity(dwarfs) : ""),
      x: .log(.ageMyr, range: ages), y: .log(.periodDays, range: periods), legend: .above,
      layers: layers)
    return Figure(
      panel, height: 72 + FigureLegend(panel.layers).height(width: columnWidth - 2),
      provenance: manifest.summary, command: manifest.commandLine)
  }

  /// Gyrochrones over the density of periods at the first of their ages, with stars if there are any.
  ///
  /// - Parameters:
  ///   - groups: Ages in Myr with their gyrochrones.
  ///   - forward: What made them; it is asked for the density.
  ///   - relations: Published relations to draw for the first age.
  ///   - stars: Stars to draw beside; nil for none.
  ///   - manifest: What they rest on.
  /// - Returns: The figure, one column wide.
  package static func gyrochrones(
    _ groups: [(at: Double, lines: [SpinDownLine])], forward: ForwardModel,
    relations: [PublishedRelation], stars: ColorPeriodStars?, manifest: ForwardManifest
  ) -> Figure {
    let colors = groups.first?.lines.first?.points.map(\.bpRp0) ?? []
    let range = AxisRange(colors.first ?? 0.5, colors.last ?? 3).shown(on: .linear)
    let periods = 0.1...100.0
    let isDense = (stars?.count ?? 0) > ColorPeriodStars.maximumPointCount
    var layers: [any Mark] = []
    // There are colors for one map: many stars replace the model's density.
    if let stars, isDense {
      layers.append(stars.layer(color: .black, label: nil))
    } else if let first = groups.first, groups.count == 1 || stars == nil {
      var map = Self.density(at: first.at, range, forward)
      map.barTitle = "Density per dex of period at " + Self.ageLabel(first.at)
      layers.append(map)
    } else {
      layers += groups.enumerated().compactMap { index, group in
        Self.band(group.lines, color: .series(index + 1), opacity: 0.12, isNamed: false) {
          $0.bpRp0
        }
      }
    }
    for (index, group) in groups.enumerated() {
      layers += Self.layers(
        group.lines, color: groups.count == 1 ? .vermilion : .series(index + 1),
        label: Self.ageLabel(group.at)
      ) { $0.bpRp0 }
    }
    for (index, relation) in relations.enumerated() {
      let age = groups.first?.at ?? 1000
      let periods = colors.map { relation.periodDays(ageMyr: age, bpRp0: $0) ?? .nan }
      guard periods.contains(where: { !$0.isNaN }) else { continue }
      // Black on the blue of the density, and not the color of a gyrochrone.
      layers.append(
        Self.relation(
          index, x: colors, y: periods, title: relation.title,
          at: groups.count > 1 ? Self.ageLabel(age).unicode : nil, color: .black))
    }
    if let stars, !isDense {
      // Keeps what is below hundreds of points visible.
      layers.append(
        stars.layer(
          color: FigureColor.black.opacity(stars.count < 200 ? 1 : 0.55),
          label: FigureText(stars.label(x: range, y: periods))))
    }
    let panel = Panel(
      Self.shares(groups.first?.lines ?? []),
      x: Axis(.bpRp0 + " (mag)", range: range), y: .log(.periodDays, range: periods),
      legend: .above, layers: layers)
    return Figure(
      panel, height: 72 + FigureLegend(panel.layers).height(width: columnWidth - 2),
      provenance: manifest.summary, command: manifest.commandLine)
  }

  /// The information of a period about an age: a map by age and color, and what errors cost by color.
  package static func information(_ map: InformationMap, manifest: ForwardManifest) -> Figure {
    let ages = map.agesMyr, colors = map.bpRp0
    let (ageStep, colorStep) = (
      log10((ages.last ?? 10) / (ages.first ?? 1)) / Double(max(1, ages.count - 1)),
      ((colors.last ?? 1) - (colors.first ?? 0)) / Double(max(1, colors.count - 1))
    )
    // Positions are the middles of cells.
    let (ageHalf, colorHalf) = (pow(10, ageStep / 2), colorStep / 2)
    let edges = (
      x: AxisRange((ages.first ?? 1) / ageHalf, (ages.last ?? 10) * ageHalf)
        .shown(on: .logarithmic),
      y: AxisRange((colors.first ?? 0) - colorHalf, (colors.last ?? 1) + colorHalf)
        .shown(on: .linear)
    )
    let left = Panel(
      "Information of a period about the age",
      x: .log(.ageMyr, range: edges.x), y: Axis(.bpRp0 + " (mag)", range: edges.y),
      layers: [
        DensityMap(
          x: edges.x, y: edges.y, columnCount: ages.count, values: map.bits, scale: .cividis,
          range: 0...max(0.1, map.bits.max() ?? 1), barTitle: "Information (bit)")
      ])
    var layers: [any Mark] = [
      Line(
        x: colors, y: map.meanBits, color: .black, width: 1.5, label: "smallest errors")
    ]
    for (index, cost) in InformationMap.Cost.allCases.enumerated() {
      layers.append(
        Line(
          x: colors, y: zip(map.meanBits, map.meanLostBits[index]).map { $0 - $1 },
          color: .series(index), width: 1.2, dash: index == 0 ? .solid : .dashed,
          label: Self.costLabel(cost)))
    }
    let right = Panel(
      x: Axis(.bpRp0 + " (mag)", range: edges.y),
      y: Axis("Mutual information (bit)", range: 0...(1.15 * max(0.1, map.meanBits.max() ?? 1))),
      legend: .above, layers: layers)
    return Figure(
      rows: [[left, right]], width: pageWidth, height: 85, provenance: manifest.summary,
      command: manifest.commandLine)
  }

  // MARK: Parts

  /// The band between the outermost lines of one color; nil for a single line.
  private static func band(
    _ lines: [SpinDownLine], color: FigureColor, opacity: Double, isNamed: Bool,
    x: (SpinDownPoint) -> Double
  ) -> Band? {
    guard lines.count > 1, let first = lines.first, let last = lines.last else { return nil }
    return Band(
      x: first.points.map(x), lower: periods(first), upper: periods(last),
      color: color.opacity(opacity),
      label: isNamed ? FigureText("\(percent(first))–\(percent(last)) %") : nil)
  }

  private static func percent(_ line: SpinDownLine) -> String {
    String(printf: "%.4g", 100 * line.quantile)
  }

  /// Lines of one color, of which the one nearest to the median bears the name.
  private static func layers(
    _ lines: [SpinDownLine], color: FigureColor, label: FigureText, x: (SpinDownPoint) -> Double
  ) -> [any Mark] {
    let positions = lines.first?.points.map(x) ?? []
    let middle = lines.indices.min { abs(lines[$0].quantile - 0.5) < abs(lines[$1].quantile - 0.5) }
    return lines.indices.map { index in
      let isMain = index == middle
      return curve(
        x: positions, y: periods(lines[index]), color: isMain ? color : color.opacity(0.6),
        width: isMain ? 1.4 : 0.6, label: isMain ? label : nil)
    }
  }

  private static func periods(_ line: SpinDownLine) -> [Double] {
    line.points.map { pow(10, $0.log10PeriodDays) }
  }

  /// A published relation: every one has dashes of its own, and a color where the model has but one.
  private static func relation(
    _ index: Int, x: [Double], y: [Double], title: String, at condition: String?,
    color: FigureColor? = nil
  ) -> any Mark {
    let dashes: [LineDash] = [.dotted, .dashed, .dashDotted, .shortDashed, .longDashed]
    let colors: [FigureColor] = [.black, .vermilion, .green, .purple, .orange]
    let markers: [Marker] = [.square, .triangle, .diamond, .cross, .circle]
    return curve(
      x: x, y: y, color: color ?? (condition == nil ? colors[index % colors.count] : .black),
      width: 1,
      dash: dashes[index % dashes.count], marker: markers[index % markers.count],
      label: FigureText(title + (condition.map { " (\($0))" } ?? "")))
  }

  /// A curve known at some positions: a line, or a point where it is known at one position only, since a
  /// line through a single point would be invisible.
  private static func curve(
    x: [Double], y: [Double], color: FigureColor, width: Double, dash: LineDash = .solid,
    marker: Marker = .disk, label: FigureText?
  ) -> any Mark {
    if x.count == 1 {
      return Points(x: x, y: y, color: color, marker: marker, size: 3 + 2 * width, label: label)
    }
    return Line(x: x, y: y, color: color, width: width, dash: dash, label: label)
  }

  /// A color, or what was given in place of it with the color that it stands for.
  private static func colorLabel(
    _ bpRp0: Double, _ dwarfs: DwarfColors?, isShort: Bool
  ) -> FigureText {
    let color = FigureText(String(printf: "%.4g mag", bpRp0))
    guard let dwarfs, let value = dwarfs.value(ofBpRp0: bpRp0) else {
      return (isShort ? "" : .bpRp0 + " = ") + color
    }
    let number = FigureText(String(printf: "%.5g ", value) + dwarfs.figureUnit)
    return isShort
      ? number
      : quantity(dwarfs) + " = " + number + ", " + .bpRp0 + " = "
        + FigureText(String(printf: "%.3g mag", bpRp0))
  }

  /// The symbol of the color, or of what was given in place of it.
  private static func quantity(_ dwarfs: DwarfColors?) -> FigureText {
    switch dwarfs?.key {
    case .teff?: .symbol("T").sub("eff")
    case .mass?: .symbol("M")
    case .bV?: FigureText("(") + .symbol("B") + "−" + .symbol("V") + FigureText(")").sub("0")
    default: .bpRp0
    }
  }

  private static func costLabel(_ cost: InformationMap.Cost) -> FigureText {
    // As short as a legend wants it: without the article.
    let words = cost.meaning.split(separator: " ").dropFirst().joined(separator: " ")
    let parts = words.components(separatedBy: "A_V")
    return parts.dropFirst().reduce(FigureText(parts[0])) {
      $0 + FigureText.symbol("A").sub("V") + FigureText($1)
    }
  }

  /// Whether lines are the median between two others.
  private static func isMedianWithInterval(_ lines: [SpinDownLine]) -> Bool {
    lines.count == 3 && lines[1].quantile == 0.5 && (lines.first?.points.count ?? 0) > 1
  }

  private static func shares(_ lines: [SpinDownLine]) -> FigureText {
    if isMedianWithInterval(lines) {
      return FigureText("Median and \(percent(lines[0]))–\(percent(lines[2])) % of stars")
    }
    let shares = lines.map(percent).joined(separator: ", ")
    let drawn = lines.first?.points.count == 1 ? "point" : "line"
    return FigureText(
      "\(shares) % of stars rotate faster than the \(drawn)\(lines.count == 1 ? "" : "s")")
  }

  static func ageLabel(_ ageMyr: Double) -> FigureText {
    FigureText(
      ageMyr < 1000
        ? String(printf: "%.4g Myr", ageMyr) : String(printf: "%.4g Gyr", ageMyr / 1000))
  }

  /// The density of periods at an age, per dex, on a grid of the plane.
  static func density(
    at ageMyr: Double, _ colors: ClosedRange<Double>, _ forward: ForwardModel
  ) -> DensityMap {
    let (columns, rows) = (90, 120)
    let width = colors.upperBound - colors.lowerBound
    let centers = (0..<columns).map {
      colors.lowerBound + width * (Double($0) + 0.5) / Double(columns)
    }
    let periods = (0..<rows).map { -1 + 3 * (Double($0) + 0.5) / Double(rows) }
    let densities = forward.densities(
      at: centers.map { (ageMyr: ageMyr, bpRp0: $0) }, log10PeriodsDays: periods)
    let values = (0..<rows * columns).map { densities[$0 % columns * rows + $0 / columns] }
    // The peaks of narrow sequences would leave everything else white.
    let shown = values.sorted()
    let darkest = max(0.1, shown[Int(clamping: 0.985 * Double(shown.count - 1))])
    return DensityMap(
      x: colors, y: 0.1...100, columnCount: columns, values: values, range: 0...darkest,
      barTitle: "Density per dex of period")
  }
}
