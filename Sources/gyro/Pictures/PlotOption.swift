// SPDX-License-Identifier: GPL-3.0-or-later
// `--plot FILE`: a figure as a picture, as a script, or for a browser.

internal import ArgumentParser
internal import GyroFiles
internal import GyroPlotting

struct PlotOption: ParsableArguments {
  @Option(
    name: .customLong("plot"),
    help: ArgumentHelp(
      """
      A picture, in the format of its name: .png, .svg or .pdf, drawn by gnuplot; .gp, the script \
      for gnuplot with the data inside; .vl.json, Vega-Lite for a browser.
      """, valueName: "file"), completion: .file())
  var path: String?

  @Option(
    help: ArgumentHelp(
      "How many columns of a journal the picture is wide, one (85 mm) or two (180 mm), with text of one size. "
        + "Default: what its panels need.",
      valueName: "columns"))
  var width: FigureWidth?
  @Option(
    help: ArgumentHelp("What the picture is drawn on: light, dark or transparent."))
  var style = FigureStyle.light

  func validate() throws {
    if path == nil, width != nil || style != .light {
      throw ValidationError(
        "\(width != nil ? "--width" : "--style") has no effect without --plot.")
    }
    guard let path, FigureFile(path: path) == nil else { return }
    throw ValidationError(
      "--plot \(path) does not imply a format; expected a name that ends in \(FigureFile.endings).")
  }

  /// Writes a figure, if one is asked for.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it does not fit the width or cannot be written, or gnuplot is needed
  ///   and not installed; then its script is written.
  func write(_ figure: @autoclosure () -> Figure) throws(FileError) {
    guard let path, let file = FigureFile(path: path) else { return }
    try file.write(figure(), width: width, style: style)
  }
}

extension FigureWidth: ExpressibleByArgument {}
extension FigureStyle: ExpressibleByArgument {}
