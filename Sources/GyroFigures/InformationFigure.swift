// SPDX-License-Identifier: GPL-3.0-or-later
// How much a period says about an age, as a picture.

internal import GyroEssentials
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
package import GyroPlotting
package import Gyrochronology

extension Figure {
  /// How many times finer than the map the picture is, between whose values it interpolates.
  private static let refinement = 4

  /// The information of a period about an age: a map by age and color, and beside it, against the same colors, the mean
  /// over all ages and what errors leave of it.
  package static func information(_ map: InformationMap, manifest: ForwardManifest) -> Figure {
    let (ages, colors) = (map.agesMyr, map.bpRp0)
    let edges = (
      x: AxisRange(ages.first ?? 1, ages.last ?? 10).shown(on: .logarithmic),
      y: AxisRange(colors.first ?? 0, colors.last ?? 1).shown(on: .linear)
    )
    // Rows of the picture are colors.
    let columns = middles(ages.count * refinement), rows = middles(colors.count * refinement)
    let values = rows.flatMap { row in
      columns.map { column in
        bilinear(
          map.bits, rowCount: colors.count, columnCount: ages.count, row: row, column: column)
      }
    }
    let left = Panel(
      "Information of a period about the age",
      x: .log(.ageMyr, range: edges.x), y: Axis(.bpRp0 + " (mag)", range: edges.y),
      layers: [
        DensityMap(
          x: edges.x, y: edges.y, columnCount: columns.count, values: values, scale: .cividis,
          range: 0...max(0.1, map.bits.max() ?? 1), barTitle: "Information (bit)")
      ])
    let right = Panel(
      x: Axis("Mean over all ages (bit)", range: 0...(1.1 * max(0.1, map.meanBits.max() ?? 1))),
      y: Axis(.bpRp0 + " (mag)", range: edges.y), legend: .above, layers: curves(map))
    return Figure(
      rows: [[left, right]], width: pageWidth, height: 85, provenance: manifest.summary,
      command: manifest.commandLine)
  }

  /// The mean information against color, without errors and with each of them.
  private static func curves(_ map: InformationMap) -> [any Mark] {
    func line(
      _ bits: [Double], _ label: FigureText, _ color: FigureColor, _ dash: LineDash
    ) -> Line {
      let curve = smooth(map.bpRp0, bits)
      return Line(x: curve.y, y: curve.x, color: color, width: 1.4, dash: dash, label: label)
    }
    return [line(map.meanBits, "smallest errors", .black, .solid)]
      + InformationMap.Cost.allCases.enumerated().map { index, cost in
        line(
          zip(map.meanBits, map.meanLostBits[index]).map { $0 - $1 }, costLabel(cost),
          .series(index), [.dashed, .dashDotted, .dotted][index % 3])
      }
  }

  /// Positions of the middles of cells, as shares of a range.
  private static func middles(_ count: Int) -> [Double] {
    (0..<count).map { (Double($0) + 0.5) / Double(count) }
  }

  /// A value between those of a map, whose first and last rows and columns are at its edges.
  private static func bilinear(
    _ values: [Double], rowCount: Int, columnCount: Int, row: Double, column: Double
  ) -> Double {
    func place(_ share: Double, _ count: Int) -> (index: Int, part: Double) {
      let position = share * Double(count - 1)
      let index = min(Int(clamping: position), max(0, count - 2))
      return (index, count > 1 ? position - Double(index) : 0)
    }
    let (y, x) = (place(row, rowCount), place(column, columnCount))
    func value(_ row: Int, _ column: Int) -> Double {
      values[min(row, rowCount - 1) * columnCount + min(column, columnCount - 1)]
    }
    let low = value(y.index, x.index) * (1 - x.part) + value(y.index, x.index + 1) * x.part
    let high = value(y.index + 1, x.index) * (1 - x.part) + value(y.index + 1, x.index + 1) * x.part
    return low * (1 - y.part) + high * y.part
  }

  /// A smooth curve through values at equal steps; the values themselves where the steps are not equal.
  private static func smooth(_ x: [Double], _ y: [Double]) -> (x: [Double], y: [Double]) {
    guard let first = x.first, let last = x.last, x.count >= 4, first < last else { return (x, y) }
    let grid = Grid(first...last, count: x.count)
    guard zip(grid, x).allSatisfy({ abs($0 - $1) < 1e-6 * (last - first) }) else { return (x, y) }
    let axis = CubicSplineAxis(grid)
    var coefficients = [0] + y + [0]
    axis.makeCoefficients(&coefficients)
    let fine = Array(Grid(first...last, count: 8 * (x.count - 1) + 1))
    return (
      fine,
      fine.map { place in
        let weights = axis.weights(at: place)
        return (0..<4).reduce(0) { $0 + coefficients[weights.first + $1] * weights.value[$1] }
      }
    )
  }

  private static func costLabel(_ cost: InformationMap.Cost) -> FigureText {
    // As short as a legend wants it: without the article.
    let words = cost.meaning.split(separator: " ").dropFirst().joined(separator: " ")
    let parts = words.components(separatedBy: "A_V")
    return parts.dropFirst().reduce(FigureText(parts[0])) {
      $0 + FigureText.symbol("A").sub("V") + FigureText($1)
    }
  }
}
