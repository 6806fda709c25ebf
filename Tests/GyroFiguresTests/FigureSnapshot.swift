// SPDX-License-Identifier: GPL-3.0-or-later
// Figures as text that is short enough to be read in review.

import Foundation
import GyroPlotting
import Gyrochronology
import _TestSupport

/// A figure in both languages, with long data thinned out.
///
/// Of a block of many rows, or a row of many numbers, some at equal steps are kept, and the sum stands for
/// the others: a change of any of them changes it.
enum FigureSnapshot {
  /// How many rows or numbers are kept, about.
  private static let kept = 8

  /// The script of gnuplot.
  static func script(_ figure: Figure) -> String {
    let text = GnuplotScript(figure).text(.png, output: "figure.png")
    var (lines, block): ([String], [Substring]?) = ([], nil)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "EOD" {
        lines += thinned(block ?? [])
        block = nil
      }
      if block != nil { block?.append(line) } else { lines.append(String(line)) }
      if line.hasSuffix("<< EOD") { block = [] }
    }
    return withoutVersion(lines.joined(separator: "\n"))
  }

  private static func thinned(_ rows: [Substring]) -> [String] {
    let columns = rows.map { $0.split(separator: " ") }
    let width = columns.first?.count ?? 0
    guard rows.count > 2 * kept || width > 2 * kept else { return rows.map(String.init) }
    let numbers = columns.map { $0.map { Double($0) ?? .nan } }
    func sum(_ values: [Double]) -> String {
      String(format: "%.7g", values.filter(\.isFinite).reduce(0, +))
    }
    let sums =
      width > 2 * kept
      ? [sum(numbers.flatMap { $0 })]
      : (0..<width).map { column in sum(numbers.map { $0[column] }) }
    return ["# \(rows.count) rows of \(width), of which some; sum \(sums.joined(separator: " "))"]
      + some(columns).map { some($0).joined(separator: " ") }
  }

  private static func some<Item>(_ items: [Item]) -> [Item] {
    guard items.count > 2 * kept else { return items }
    return stride(from: 0, to: items.count, by: items.count / kept).map { items[$0] }
  }

  /// The specification of Vega-Lite.
  static func vegaLite(_ figure: Figure) throws -> String {
    let text = try JSONText.lines(Data(VegaLite(figure).text.utf8)) { key, array in
      guard key == "values", let rows = array as? [[String: Any]], rows.count > 2 * kept else {
        return nil
      }
      var sums: [String: Double] = [:]
      for row in rows {
        for (field, value) in row { sums[field, default: 0] += value as? Double ?? 0 }
      }
      return [["rows": rows.count, "sums": sums] as [String: Any]] + some(rows)
    }
    return withoutVersion(text)
  }

  /// A new version alone changes no figure.
  private static func withoutVersion(_ text: String) -> String {
    text.replacing("gyro \(ProgramVersion.current)", with: "gyro VERSION")
  }
}
