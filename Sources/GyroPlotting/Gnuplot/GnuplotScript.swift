// SPDX-License-Identifier: GPL-3.0-or-later
// A figure as a script of gnuplot, with its data inside: a file that can be run and edited.

internal import GyroNumerics
internal import GyroPlatform

/// A figure in the language of gnuplot 5.
package struct GnuplotScript: Sendable {
  /// What kind of file gnuplot writes.
  package enum Terminal: String, CaseIterable, Sendable {
    /// Pixels, 300 per inch.
    case png
    /// Vectors for a browser.
    case svg
    /// Vectors for paper.
    case pdf
  }

  /// The figures, frame by frame; one unless it is an animation.
  let figures: [Figure]
  private let bodies: [String]

  /// The script of a figure.
  package init(_ figure: Figure) { self.init(frames: [figure]) }

  /// The script of the frames of an animation.
  ///
  /// - Precondition: There is a frame, and all are of one size.
  package init(frames: [Figure]) {
    precondition(!frames.isEmpty, "an animation without frames")
    figures = frames
    bodies = frames.map(Self.body)
  }

  /// How many frames there are.
  package var frameCount: Int { figures.count }

  /// The script.
  ///
  /// - Parameters:
  ///   - terminal: What gnuplot writes.
  ///   - output: The name of the file, in the folder where gnuplot runs.
  /// - Returns: Text to be run by gnuplot.
  package func text(_ terminal: Terminal, output: String) -> String {
    head(
      Self.set(terminal, figures[0], resolution: figures[0].resolution), dot: Self.dot(terminal))
      + "set output \(GnuplotText.file(output))\n\n" + bodies[0] + "unset output\n"
  }

  /// The script of an animation in a GIF file.
  ///
  /// - Parameters:
  ///   - output: The file.
  ///   - milliseconds: How long a frame is shown.
  /// - Returns: Text to be run by gnuplot.
  package func animation(output: String, milliseconds: Int) -> String {
    let figure = figures[0]
    let pixels = [figure.width, figure.height].map {
      Int(clamping: ($0 / 25.4 * Self.frameResolution).rounded())
    }
    return head(
      "set terminal gif animate delay \(max(1, milliseconds / 10)) loop 0 "
        + "size \(pixels[0]),\(pixels[1]) font 'sans,\(Self.number(FigureLayout.textSize))' "
        + "fontscale \(Self.number(Self.frameResolution / 96)) "
        + "linewidth \(Self.number(Self.frameResolution / 72))", dot: 1)
      + "set output \(GnuplotText.file(output))\n\n" + bodies.joined(separator: "\n")
      + "unset output\n"
  }

  /// The script that draws every frame into a PNG file of its own.
  ///
  /// - Parameter output: The file of a frame by its number, from 0.
  /// - Returns: Text to be run by gnuplot.
  package func frames(output: (Int) -> String) -> String {
    head(Self.set(.png, figures[0], resolution: Self.frameResolution), dot: 1)
      + bodies.enumerated().map {
        "set output \(GnuplotText.file(output($0)))\n\n\($1)unset output\n"
      }.joined(separator: "\n")
  }

  private func head(_ terminal: String, dot: Double) -> String {
    let figure = figures[0]
    var lines = ["# Run with: gnuplot THIS_FILE"]
    lines += [figure.provenance, figure.command].filter { !$0.isEmpty }.map(GnuplotText.comment)
    lines += ["set encoding utf8", terminal, "dot = \(Self.number(dot))"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The factor that makes a point as large as in a picture of pixels.
  private static func dot(_ terminal: Terminal) -> Double {
    switch terminal {
    case .png: 1
    case .svg: 1.15
    case .pdf: 0.85
    }
  }

  /// Resolution of the frames of an animation, which is for screens.
  static let frameResolution = 192.0

  private static func set(
    _ terminal: Terminal, _ figure: Figure, resolution: Double
  ) -> String {
    let size = FigureLayout.textSize
    switch terminal {
    case .png:
      // A point is 1/72 inch on paper; pngcairo takes the inch for 96 pixels.
      let pixels = [figure.width, figure.height].map {
        Int(clamping: ($0 / 25.4 * resolution).rounded())
      }
      let scale = number(resolution / 96)
      return "set terminal pngcairo size \(pixels[0]),\(pixels[1]) font 'sans,\(number(size))' "
        + "fontscale \(scale) linewidth \(number(resolution / 72)) pointscale \(scale)"
        + paper(figure.style) + (figure.style == .transparent ? " transparent" : "")
    case .svg:
      let pixels = [figure.width, figure.height].map { Int(clamping: ($0 / 25.4 * 96).rounded()) }
      return
        "set terminal svg size \(pixels[0]),\(pixels[1]) font 'Arial,\(number(size))' "
        + "fontscale 1.333 linewidth 1.333"
        + (figure.style.background.map { " background '#\($0)'" } ?? "")
    case .pdf:
      return
        "set terminal pdfcairo size \(number(figure.width / 10))cm,\(number(figure.height / 10))cm "
        + "font 'sans,\(number(size))' fontscale 0.72 linewidth 2 pointscale 0.72"
        + paper(figure.style)
    }
  }

  /// The background where it is not the white that paper has anyway.
  private static func paper(_ style: FigureStyle) -> String {
    style == .dark ? style.background.map { " background rgb '#\($0)'" } ?? "" : ""
  }

  private static func body(of figure: Figure) -> String {
    let layout = FigureLayout(figure)
    var (data, drawing) = ("", "")
    for (row, panels) in figure.rows.enumerated() {
      for (column, panel) in panels.enumerated() {
        guard let panel else { continue }
        let writer = PanelScript(
          panel, frame: layout.frames[row][column], figure: figure,
          legend: layout.legend(of: panel, row: row, column: column),
          name: "r\(row + 1)c\(column + 1)")
        data += writer.data
        drawing += writer.drawing
      }
    }
    var lines = [data + "set multiplot"]
    var labels: [String] = []
    if let title = figure.title {
      labels.append(
        "\(title.gnuplot) at screen 0.5,\(number(1 - 3.2 / figure.height)) center"
          + figure.style.textColor)
    }
    for (index, line) in layout.smallPrint.enumerated() {
      let height = 1.6 + 2.3 * Double(layout.smallPrint.count - 1 - index)
      labels.append(
        "\(FigureText(line).gnuplot) at screen \(number(2 / figure.width)),"
          + "\(number(height / figure.height)) left font "
          + "',\(number(FigureLayout.textSize * FigureLayout.smallPrint))' "
          + "textcolor \(figure.style.color(.gray).gnuplot)")
    }
    // Labels belong to the first panel that is drawn, and are taken away with it.
    lines += labels.enumerated().map { "set label \(1000 + $0) \($1)" }
    lines += GnuplotLegend.commands(layout.commonLegend, in: figure)
    lines.append(drawing + "unset multiplot")
    return lines.joined(separator: "\n") + "\n"
  }

  /// A number in seven digits, without trailing zeros.
  static func number(_ value: Double) -> String {
    value.isFinite ? String(printf: "%.7g", value) : "NaN"
  }
}

extension FigureStyle {
  /// The color of text as an option of gnuplot's commands; nothing where it is black.
  var textColor: String { ink == .black ? "" : " textcolor \(ink.gnuplot)" }
  /// The color of lines in the same way.
  var lineColor: String { ink == .black ? "" : " linecolor \(ink.gnuplot)" }
}
