// SPDX-License-Identifier: GPL-3.0-or-later
// The ages of a table of any size as a picture, in constant memory.

internal import GyroModel
internal import GyroPlatform
package import GyroPlotting
internal import GyroQuantities
package import Gyrochronology

/// What a picture needs of the ages of a survey, collected star by star.
///
/// Few stars are drawn as points with their intervals star by star, many as the density of points and a histogram.
package struct AgeSurvey: Sendable {
  /// The half width of the 68 % interval up to which an age counts as well determined, dex.
  package static let smallHalfWidth = 0.2

  /// The largest number of stars whose intervals are drawn one by one.
  package static let maximumIntervalCount = 30

  private static let ageBinCount = 42

  private var intervals: [(name: String, summary: AgeSummary, isFlagged: Bool)] = []
  private var stars = ColorPeriodStars()
  private var starsByAge = StarsByAge()
  private var ages = [Double](repeating: 0, count: ageBinCount)
  private var goodAges = [Double](repeating: 0, count: ageBinCount)
  private var starCount = 0, ageCount = 0, flaggedCount = 0

  /// An empty survey.
  package init() {}

  /// Adds a star, with or without an age; without a name it is called by the number of its row.
  package mutating func add(_ estimate: AgeEstimate, name: String? = nil) {
    starCount += 1
    guard case .age(let age) = estimate else { return }
    ageCount += 1
    if !age.flags.isEmpty { flaggedCount += 1 }
    if intervals.count <= Self.maximumIntervalCount {
      intervals.append((name ?? "\(starCount)", age.summary, !age.flags.isEmpty))
    }
    stars.add(bpRp0: age.star.covariates.bpRp0.value, periodDays: age.star.periodDays.value)
    starsByAge.add(
      bpRp0: age.star.covariates.bpRp0.value, periodDays: age.star.periodDays.value,
      log10AgeMyr: age.summary.q50, isFlagged: !age.flags.isEmpty)
    if let bin = ColorPeriodStars.bin(age.summary.q50, 0...4.2, Self.ageBinCount) {
      ages[bin] += 1
      if age.summary.q84 - age.summary.q16 < 2 * Self.smallHalfWidth { goodAges[bin] += 1 }
    }
  }

  /// The survey as a picture.
  package func figure(_ manifest: RunManifest) -> Figure {
    let showsEach = ageCount > 0 && ageCount <= Self.maximumIntervalCount
    return Figure(
      title: FigureText(
        "\(starCount) star\(starCount == 1 ? "" : "s"), \(ageCount) with an age, \(flaggedCount) of them flagged"
      ),
      rows: [[diagram, showsEach ? eachStar : histogram]], width: Figure.pageWidth,
      height: showsEach ? max(82, 34 + 4 * Double(ageCount)) : 82,
      provenance: manifest.summary, command: manifest.commandLine)
  }

  /// The median and the intervals of each star, the first at the top.
  private var eachStar: Panel {
    let count = intervals.count
    func age(_ log10AgeMyr: Double) -> Double { pow(10, log10AgeMyr) }
    var names: [Double: String] = [:]
    var layers: [any Mark] = []
    for (index, star) in intervals.enumerated() {
      let height = Double(count - index)
      let (isFirst, summary) = (index == 0, star.summary)
      names[height] = star.name
      layers.append(
        Line(
          x: [age(summary.q025), age(summary.q975)], y: [height, height], color: .sky,
          label: isFirst ? "95 %" : nil))
      layers.append(
        Band(
          x: [age(summary.q16), age(summary.q84)],
          lower: [height - 0.12, height - 0.12], upper: [height + 0.12, height + 0.12],
          color: .sky, label: isFirst ? "68 %" : nil))
    }
    for (isFlagged, marker, label) in [
      (false, Marker.disk, "Median"), (true, .circle, "Median, with flags"),
    ] {
      let shown = intervals.indices.filter { intervals[$0].isFlagged == isFlagged }
      guard !shown.isEmpty else { continue }
      layers.append(
        Points(
          x: shown.map { age(intervals[$0].summary.q50) }, y: shown.map { Double(count - $0) },
          color: .blue, marker: marker, size: 4, label: FigureText(label)))
    }
    let lowest = intervals.map(\.summary.q025).min() ?? 0
    let highest = intervals.map(\.summary.q975).max() ?? 4
    return Panel(
      x: .log("Age (Myr)", range: age(lowest - 0.1)...age(highest + 0.1)),
      y: Axis(nil, range: 0.3...(Double(count) + 0.7), names: names), legend: .above,
      layers: layers)
  }

  /// How many stars have which median.
  private var histogram: Panel {
    let edges = (0...Self.ageBinCount).map { pow(10, 4.2 * Double($0) / Double(Self.ageBinCount)) }
    let filled = ages.indices.filter { ages[$0] > 0 }
    // A single bar without an axis to speak of would tell nothing.
    let shown =
      max(
        0, (filled.first ?? 5) - 5)...min(
        Self.ageBinCount - 1, (filled.last ?? Self.ageBinCount) + 5)
    return Panel(
      x: .log("Median age (Myr)", range: edges[shown.lowerBound]...edges[shown.upperBound + 1]),
      y: Axis("Stars", range: 0...(1.1 * max(1, ages.max() ?? 1))), legend: .above,
      layers: [
        Bars(
          edges: Array(edges[shown.lowerBound...(shown.upperBound + 1)]),
          heights: Array(ages[shown]), color: .sky, label: "all"),
        Bars(
          edges: Array(edges[shown.lowerBound...(shown.upperBound + 1)]),
          heights: Array(goodAges[shown]), color: .blue,
          label: FigureText("68 % interval within ±\(Self.smallHalfWidth) dex")),
      ])
  }

  private var diagram: Panel {
    Panel(
      x: Axis(.bpRp0 + " (mag)", range: stars.colorRange),
      y: .log(.periodDays, range: stars.periodRange),
      legend: .above,
      layers: stars.count > ColorPeriodStars.maximumPointCount
        ? [stars.layer(color: .blue, label: nil)] : starsByAge.layers)
  }
}
