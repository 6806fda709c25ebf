// SPDX-License-Identifier: GPL-3.0-or-later
// A file with a figure, in the form that its name says.

internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform

/// A file that a figure is written to.
package struct FigureFile: Sendable {
  private enum Form {
    case picture(GnuplotScript.Terminal)
    case script, vegaLite
  }

  /// The endings of names that say a form, as the end of a sentence.
  package static let endings = ".png, .svg, .pdf, .gp or .vl.json"

  private let path: String
  private let form: Form

  /// The file at a path; nil if its name does not say a form.
  package init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".vl.json") {
      form = .vegaLite
    } else if name.hasSuffix(".gp") {
      form = .script
    } else if let terminal = GnuplotScript.Terminal(
      rawValue: URL(filePath: name).pathExtension)
    {
      form = .picture(terminal)
    } else {
      return nil
    }
    self.path = path
  }

  /// Writes a figure at a width and on a background.
  ///
  /// - Parameters:
  ///   - figure: The figure.
  ///   - width: How many columns of a journal it is wide; nil for what its panels need.
  ///   - style: What it is drawn on.
  /// - Throws: As ``write(_:)``, and if it does not fit the width.
  package func write(
    _ figure: Figure, width: FigureWidth?, style: FigureStyle
  ) throws(FileError) {
    guard let shown = width.map({ figure.fitted(to: $0) }) ?? figure else {
      throw FileError(
        path: path, problem: "cannot be drawn in one column: it has rows of panels side by side",
        hint: "Leave out --width one")
    }
    try write(shown.styled(style))
  }

  /// Writes a figure; the file appears whole or not at all.
  ///
  /// - Throws: ``GyroFiles/FileError`` if its numbers cannot be drawn, the file cannot be written, or gnuplot
  ///   is needed and not installed; then the script is written next to it.
  package func write(_ figure: Figure) throws(FileError) {
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
  ///
  /// - Throws: ``GyroFiles/FileError`` for the file that it was to be written to.
  package func check(for path: String) throws(FileError) {
    guard let fault else { return }
    throw FileError(
      path: path, problem: "cannot be drawn: \(fault)",
      hint: "Look at the numbers that were to be drawn")
  }
}
