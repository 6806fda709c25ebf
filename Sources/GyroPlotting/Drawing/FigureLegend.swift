// SPDX-License-Identifier: GPL-3.0-or-later
// The names of marks above a panel or a figure, side by side in as few rows as fit.

/// A legend: the marks that have a name, each name once.
package struct FigureLegend {
  /// A mark with its name.
  struct Entry {
    let mark: any Mark
    let label: FigureText
    /// How wide it is with its symbol, mm.
    var width: Double { textStart + FigureLegend.width(of: label) }
    /// How wide its symbol is, mm: a line or an area needs more than a point.
    var symbolWidth: Double { mark is Points ? 1.8 : 4.4 }
    /// From the left end of the symbol to the name, mm.
    var textStart: Double { symbolWidth + 1.1 }
  }

  /// From one entry to the next, mm.
  private static let spacing = 2.4
  /// Height of a row, and what is below the last, mm.
  static let rowHeight = 2.75, below = 0.8
  /// How wide a text in the font of a legend is, mm, in a common font without serifs.
  package static func width(of text: FigureText) -> Double {
    let size = 0.353 * FigureLayout.textSize * FigureLayout.legendPrint
    return text.unicode.reduce(0) { width, character in
      let part =
        switch character {
        case "i", "j", "l", "I", ".", ",", ":", "'", "|": 0.3
        case " ", "f", "r", "t", "(", ")", "-", "/": 0.4
        case "m", "w", "M", "W", "%", "@", "–", "−", "+", "=", "±", "&": 0.9
        case _ where character.isUppercase: 0.68
        default: 0.62
        }
      return width + part * size
    }
  }

  let entries: [Entry]

  /// The names of some marks, in their order.
  package init(_ layers: [any Mark]) {
    entries = layers.reduce(into: []) { entries, mark in
      guard let label = mark.label, !entries.contains(where: { $0.label == label }) else { return }
      entries.append(Entry(mark: mark, label: label))
    }
  }

  /// The legend above a panel; empty where the panel shows none.
  init(_ panel: Panel) { self.init(panel.legend == .above ? panel.layers : []) }

  /// The legend above all panels of a figure; empty where each has its own.
  init(_ figure: Figure) {
    self.init(
      figure.hasCommonLegend ? figure.rows.joined().compactMap { $0 }.flatMap(\.layers) : [])
  }

  /// The height that it takes, mm: nothing without names.
  package func height(width: Double) -> Double {
    let count = rows(width: width).count
    return count == 0 ? 0 : Double(count) * Self.rowHeight + Self.below
  }

  /// The entries row by row, each row as full as fits into a width in mm.
  func rows(width: Double) -> [[Entry]] {
    entries.reduce(into: []) { rows, entry in
      if let last = rows.last, Self.width(last + [entry]) <= width {
        rows[rows.count - 1].append(entry)
      } else {
        rows.append([entry])
      }
    }
  }

  /// How wide a row is, mm.
  private static func width(_ row: [Entry]) -> Double {
    row.reduce(-spacing) { $0 + $1.width + spacing }
  }

  /// Entries with the left end of each symbol and the middle of its row, mm from the lower left corner.
  ///
  /// - Parameters:
  ///   - center: Where rows are centered if they stay within the span, mm.
  ///   - span: What rows do not exceed if that is possible, mm.
  ///   - bottom: The lower end, mm.
  /// - Returns: One for each entry, row by row.
  func placed(
    center: Double, within span: ClosedRange<Double>, bottom: Double
  ) -> [(entry: Entry, x: Double, y: Double)] {
    let rows = rows(width: span.upperBound - span.lowerBound)
    return rows.enumerated().flatMap { index, row in
      let width = Self.width(row)
      var x = max(span.lowerBound, min(center - width / 2, span.upperBound - width))
      let y = bottom + Self.below + Self.rowHeight * (Double(rows.count - index) - 0.5)
      return row.map { entry in
        defer { x += entry.width + Self.spacing }
        return (entry, x, y)
      }
    }
  }
}
