// SPDX-License-Identifier: GPL-3.0-or-later
// A panel as a layered view of Vega-Lite.

internal import GyroNumerics
internal import GyroPlatform

struct VegaPanel {
  private let panel: Panel
  private let frame: FigureLayout.Frame

  init(_ panel: Panel, frame: FigureLayout.Frame) { (self.panel, self.frame) = (panel, frame) }

  /// Pixels of a browser to the millimeter: a figure of a column's width fills half a page.
  static let pixels = 5.0

  var json: JSONValue {
    let (xRange, yRange) = (panel.xRange, panel.yRange)
    let writer = VegaMarkWriter(
      panel: panel, frame: frame, xRange: xRange, yRange: yRange,
      x: channel(panel.x, xRange, maximumCount: Int(clamping: frame.width / 9)),
      y: channel(panel.y, yRange, maximumCount: Int(clamping: frame.height / 6)))
    var view: [String: JSONValue] = [
      "width": .number((frame.width * Self.pixels).rounded()),
      "height": .number((frame.height * Self.pixels).rounded()),
      "layer": .array(panel.layers.flatMap { $0.written(by: writer) }),
    ]
    if let title = panel.title {
      view["title"] = .object(["text": .text(title.unicode), "anchor": .text("start")])
    }
    if panel.map != nil {
      view["resolve"] = .object(["scale": .object(["color": .text("independent")])])
    }
    return .object(view)
  }

  /// What an axis says of each field that is drawn along it.
  private func channel(
    _ axis: Axis, _ range: ClosedRange<Double>, maximumCount: Int
  ) -> [String: JSONValue] {
    var marks: [String: JSONValue] = [
      "title": axis.label.map { .text($0.unicode) } ?? .null,
      "labels": .flag(axis.showsNumbers && axis.showsTicks), "ticks": .flag(axis.showsTicks),
    ]
    if axis.showsNumbers {
      let labels =
        axis.shownNames?.map { ($0.value, $0.name.unicode) }
        ?? AxisTicks(range, scale: axis.scale, maximumCount: maximumCount).major
        .map { ($0.value, $0.label.unicode) }
      marks["values"] = .array(labels.map { .number($0.0) })
      let table = labels.map(\.1).map(Self.quoted).joined(separator: ", ")
      // Ticks come in the order of their values, each with its share of the way from first to last.
      marks["labelExpr"] = .text("[\(table)][round(datum.index * \(labels.count - 1))]")
    }
    return [
      "type": .text("quantitative"), "axis": .object(marks),
      "scale": .object([
        "type": .text(axis.scale == .linear ? "linear" : "log"), "nice": .flag(false),
        "zero": .flag(false),
        "domain": .array([.number(range.lowerBound), .number(range.upperBound)]),
      ]),
    ]
  }

  /// A text within an expression: every character but letters, digits and spaces is written as its number.
  static func quoted(_ text: String) -> String {
    let units = text.utf16.map { unit -> String in
      switch unit {
      case 0x20, 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
        return String(decoding: [unit], as: UTF16.self)
      default:
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return "\"" + units.joined() + "\""
  }
}
