// SPDX-License-Identifier: GPL-3.0-or-later
// An axis of a panel: what it shows, its ends, and its ticks.

internal import GyroFiles
internal import GyroPlatform

/// An axis.
package struct Axis: Hashable, Sendable {
  /// How values become positions.
  package enum Scale: String, Hashable, Sendable {
    /// Equal differences are equal distances.
    case linear
    /// Equal ratios are equal distances.
    case logarithmic
  }

  /// What it shows, with the unit; nil for none.
  package var label: FigureText?
  /// How values become positions.
  package var scale: Scale
  /// The ends; nil is what the marks need.
  package var range: AxisRange?
  /// Whether the ticks have numbers; a panel inside a grid leaves them to its neighbor.
  package var showsNumbers: Bool
  /// Whether there are ticks; a density whose scale is of no interest has none.
  package var showsTicks: Bool
  /// Names instead of numbers at values, such as names of clusters; nil for numbers.
  package var names: [Double: String]?

  /// An axis whose ends are in order.
  package init(
    _ label: FigureText?, scale: Scale = .linear, range: ClosedRange<Double>? = nil,
    showsNumbers: Bool = true, showsTicks: Bool = true, names: [Double: String]? = nil
  ) {
    (self.label, self.scale, self.range) = (label, scale, range.map(AxisRange.init))
    (self.showsNumbers, self.showsTicks, self.names) = (showsNumbers, showsTicks, names)
  }

  /// An axis whose ends have not been checked.
  package init(
    _ label: FigureText?, scale: Scale = .linear, range: AxisRange, showsNumbers: Bool = true,
    names: [Double: String]? = nil
  ) {
    self.init(label, scale: scale, showsNumbers: showsNumbers, names: names)
    self.range = range
  }

  /// A logarithmic axis.
  package static func log(
    _ label: FigureText?, range: ClosedRange<Double>? = nil, showsNumbers: Bool = true
  ) -> Axis {
    Axis(label, scale: .logarithmic, range: range, showsNumbers: showsNumbers)
  }

  /// A logarithmic axis whose ends have not been checked.
  package static func log(_ label: FigureText?, range: AxisRange) -> Axis {
    Axis(label, scale: .logarithmic, range: range)
  }

  /// The names in the order of their values, cut to what a panel has room for.
  var shownNames: [(value: Double, name: FigureText)]? {
    names?.sorted { $0.key < $1.key }.map { value, name in
      let line = PrintableText.line(name).unicodeScalars
      let start = String(line.prefix(Self.maximumNameLength))
      return (value, FigureText(line.count > Self.maximumNameLength ? start + "…" : start))
    }
  }

  /// The largest number of characters of a name next to a panel; a column of a journal is four times as wide.
  private static let maximumNameLength = 40

  /// Where a value is on the axis: the value, or its decimal logarithm.
  func position(of value: Double) -> Double { scale == .linear ? value : log10(value) }

  /// Whether a value has a position on the axis.
  func shows(_ value: Double) -> Bool {
    value.isFinite && (scale == .linear || value > 0)
  }

  /// The given range, or that of values; it can be drawn whatever they are.
  package func range(of values: some Sequence<Double>) -> ClosedRange<Double> {
    wanted(by: values).shown(on: scale)
  }

  /// Why the axis cannot be drawn for values, as a sentence; nil if it can.
  func fault(of values: some Sequence<Double>) -> String? {
    wanted(by: values).fault(on: scale).map { fault in
      let name = label.map { "axis \"\($0.unicode)\"" } ?? "axis without a name"
      return "the \(name) \(fault)"
    }
  }

  /// The given range, or that of the values with a margin of a twentieth.
  private func wanted(by values: some Sequence<Double>) -> AxisRange {
    if let range { return range }
    let shown = values.filter(shows)
    guard var lower = shown.min(), var upper = shown.max() else {
      return scale == .linear ? AxisRange(0, 1) : AxisRange(1, 10)
    }
    switch scale {
    case .linear:
      if lower == upper { (lower, upper) = (lower - 0.5, upper + 0.5) }
      // A count or a density starts at zero and not below.
      let margin = 0.05 * (upper - lower)
      return AxisRange(lower == 0 ? 0 : lower - margin, upper + margin)
    case .logarithmic:
      if lower == upper { (lower, upper) = (lower / 2, upper * 2) }
      let factor = pow(upper / lower, 0.05)
      return AxisRange(lower / factor, upper * factor)
    }
  }
}
