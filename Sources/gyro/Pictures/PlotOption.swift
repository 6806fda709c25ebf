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
      """, valueName: "file"))
  var path: String?

  func validate() throws {
    guard let path, FigureFile(path: path) == nil else { return }
    throw ValidationError(
      "--plot \(path) does not imply a format; expected a name that ends in \(FigureFile.endings).")
  }

  /// Writes a figure, if one is asked for.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it cannot be written, or gnuplot is needed and not installed; then
  ///   its script is written.
  func write(_ figure: @autoclosure () -> Figure) throws(FileError) {
    guard let path, let file = FigureFile(path: path) else { return }
    try file.write(figure())
  }
}
