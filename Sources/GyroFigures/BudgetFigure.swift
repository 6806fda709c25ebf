// SPDX-License-Identifier: GPL-3.0-or-later
// The error budget of cluster ages as a picture: by age, and by cause.

internal import GyroPlatform
package import GyroPlotting
package import GyroStudies

extension Figure {
  /// Names of clusters whose total stands out: the largest, and those in dispute.
  private static let namedCount = 6

  private static func names(of clusters: [BudgetResult.Cluster]) -> [Annotation] {
    let totals = clusters.filter { $0.errors["total"] != nil }
      .sorted { ($0.errors["total"] ?? 0) > ($1.errors["total"] ?? 0) }
    let undisputed = totals.filter { !$0.isDisputed }.prefix(
      totals.count <= 12 ? totals.count : namedCount)
    let points = totals.map { (x: $0.q50, y: log10($0.errors["total"] ?? 1)) }
    var placed: [NameBox] = []
    return (undisputed + totals.filter(\.isDisputed)).map { cluster in
      let point = (x: cluster.q50, y: log10(cluster.errors["total"] ?? 1))
      // Centered, a name would reach beyond the frame at its left.
      let isFirst = cluster.q50 - 0.3 < clusters.map(\.q50).min() ?? 0
      let boxes = NameBox.around(point, length: cluster.cluster.count, isFirst: isFirst)
      // A name stays at its point: where no place is free it covers what is there.
      let box =
        boxes.first { box in
          !placed.contains(where: box.overlaps) && !points.contains { box.holds($0) }
        } ?? boxes.first { box in !placed.contains(where: box.overlaps) } ?? boxes[0]
      placed.append(box)
      return Annotation(
        FigureText(cluster.cluster), at: .axes(x: pow(10, box.x), y: pow(10, box.y)),
        color: cluster.isDisputed ? .vermilion : .black, anchor: box.anchor, scale: 0.7)
    }
  }

  /// Statistical, systematic and total errors against age, and every cause with its mean over clusters.
  ///
  /// - Parameters:
  ///   - result: A budget, as `gyro robustness` writes it.
  ///   - command: What draws it.
  /// - Returns: The figure, as wide as a page.
  package static func budget(_ result: BudgetResult, command: String) -> Figure {
    let clusters = result.clusters.sorted { $0.q50 < $1.q50 }
    func points(
      _ part: String, _ color: FigureColor, _ marker: Marker, isDisputed: Bool = false,
      label: FigureText
    ) -> Points? {
      let shown = clusters.filter { $0.isDisputed == isDisputed && $0.errors[part] != nil }
      return shown.isEmpty
        ? nil
        : Points(
          x: shown.map { pow(10, $0.q50) }, y: shown.map { $0.errors[part] ?? .nan },
          color: color, marker: marker, size: 3, label: label)
    }
    let byAge = Panel(
      x: .log(.ageMyr), y: .log("Error of the age (dex)"), legend: .above,
      layers: [
        points("statistical", .blue, .circle, label: "statistical"),
        points("systematic", .orange, .square, label: "systematic"),
        points("total", .black, .disk, label: "total"),
        points("total", .vermilion, .diamond, isDisputed: true, label: "total, age in dispute"),
      ].compactMap { $0 } + names(of: clusters))

    // Largest mean at the top; totals of the others below.
    let means = result.meanUndisputed ?? result.mean
    let isShown = { (cluster: BudgetResult.Cluster) in
      result.meanUndisputed == nil || !cluster.isDisputed
    }
    let causes = (result.suites.map(\.key) + ["statistical"]).filter { means[$0] != nil }
      .sorted { (means[$1] ?? 0, $0) < (means[$0] ?? 0, $1) }
    let parts = causes + ["total"]
    var (names, x, y): ([Double: String], [Double], [Double]) = ([:], [], [])
    for (index, part) in parts.enumerated() {
      let row = Double(parts.count - index)
      names[row] = "  " + part
      for cluster in clusters where isShown(cluster) {
        guard let error = cluster.errors[part] else { continue }
        x.append(error)
        y.append(row)
      }
    }
    let byCause = Panel(
      x: Axis("Error of the age (dex)", range: AxisRange(0, 1.05 * max(0.01, x.max() ?? 0))),
      y: Axis(nil, range: 0.3...(Double(parts.count) + 0.7), names: names), legend: .above,
      layers: [
        Points(
          x: x, y: y, color: FigureColor.blue.opacity(0.45), size: 2.5, label: "clusters"),
        Points(
          x: parts.map { means[$0] ?? .nan }, y: parts.indices.map { Double(parts.count - $0) },
          color: .vermilion, marker: .diamond, size: 5, label: "their mean"),
      ])
    return Figure(
      rows: [[byAge, byCause]], width: pageWidth, height: 88, provenance: result.summary,
      command: command)
  }
}

/// Where the name of a cluster can stand beside its point; about as wide and as high as the name, dex.
private struct NameBox {
  let x, y: Double
  let anchor: Annotation.Anchor
  let range: ClosedRange<Double>

  private static let height = 0.05

  /// Above, to the right, to the left and below.
  static func around(_ point: (x: Double, y: Double), length: Int, isFirst: Bool) -> [NameBox] {
    let width = 0.06 * Double(length)
    func box(_ anchor: Annotation.Anchor, _ x: Double, _ y: Double) -> NameBox {
      let left =
        switch anchor {
        case .left: x
        case .right: x - width
        default: x - width / 2
        }
      return NameBox(x: x, y: y, anchor: anchor, range: left...(left + width))
    }
    let sides = [
      box(isFirst ? .left : .center, point.x, point.y + 0.03),
      box(.left, point.x + 0.05, point.y), box(.right, point.x - 0.05, point.y),
      box(isFirst ? .left : .center, point.x, point.y - 0.03),
    ]
    return isFirst ? sides.filter { $0.anchor == .left } : sides
  }

  func overlaps(_ other: NameBox) -> Bool {
    range.overlaps(other.range) && abs(y - other.y) < Self.height
  }

  /// Whether a point lies under the name.
  func holds(_ point: (x: Double, y: Double)) -> Bool {
    range.contains(point.x) && abs(y - point.y) < Self.height / 2
  }
}
