// SPDX-License-Identifier: GPL-3.0-or-later
// `--plot FILE`: a figure as a picture, as a script, or for a browser.

internal import ArgumentParser
internal import Foundation
internal import GyroFigures
internal import GyroFiles
internal import GyroPlotting

struct PlotOption: ParsableArguments {
  @Option(
    name: .customLong("plot"),
    help: ArgumentHelp(
      """
      A picture, in the form its name tells: .png, .svg or .pdf, drawn by gnuplot; .gp, the script \
      for gnuplot with the data inside; .vl.json, Vega-Lite for a browser.
      """, valueName: "file"))
  var path: String?

  private enum Form {
    case picture(GnuplotScript.Terminal)
    case script, vegaLite
  }

  private static func form(_ path: String) -> Form? {
    let name = path.lowercased()
    if name.hasSuffix(".vl.json") { return .vegaLite }
    if name.hasSuffix(".gp") { return .script }
    return GnuplotScript.Terminal(rawValue: URL(filePath: name).pathExtension).map(Form.picture)
  }

  func validate() throws {
    guard let path, Self.form(path) == nil else { return }
    throw ValidationError(
      "--plot \(path) does not tell the form; expected a name that ends in .png, .svg, .pdf, .gp "
        + "or .vl.json.")
  }

  /// Writes a figure, if one is asked for.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it cannot be written, or gnuplot is not there; then the script is.
  func write(_ figure: @autoclosure () -> Figure) throws {
    guard let path, let form = Self.form(path) else { return }
    let figure = figure()
    try figure.check(for: path)
    switch form {
    case .vegaLite: try AtomicFile.write(Data(VegaLite(figure).text.utf8), to: path)
    case .script:
      let picture = URL(filePath: path).deletingPathExtension().lastPathComponent + ".png"
      try AtomicFile.write(
        Data(GnuplotScript(figure).text(.png, output: picture).utf8), to: path)
    case .picture(let terminal):
      try Gnuplot.draw(GnuplotScript(figure), as: terminal, to: path)
    }
  }
}

extension Figure {
  /// Refuses a figure whose numbers are beyond what can be drawn.
  func check(for path: String) throws(FileError) {
    guard let fault else { return }
    throw FileError(
      path: path, problem: "cannot be drawn: \(fault)",
      hint: "Look at the numbers that were to be drawn")
  }
}
