// SPDX-License-Identifier: GPL-3.0-or-later
// Reports as figures, and names as text of figures: no byte of them may be read as gnuplot's syntax.

import GyroFigures
import GyroFiles
import GyroPlotting
import GyroStudies
import Gyrochronology

/// Reads a report as `gyro plot` does and writes its figure in both languages.
func drawReport(_ bytes: [UInt8]) {
  var figure: Figure?
  if let result = try? HeldOutResult(bytes: bytes, path: "fuzz") {
    figure = Figure.heldOut(result, command: "fuzz")
  } else if let result = try? BudgetResult(bytes: bytes, path: "fuzz") {
    figure = Figure.budget(result, command: "fuzz")
  }
  guard let figure else { return }
  let script = GnuplotScript(figure).text(.png, output: "fuzz.png")
  expectOnlyText(script)
  _ = VegaLite(figure).text
}

/// Writes any bytes as a label, as a file's name and as a comment.
func writeFigureText(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  expectOnlyText("set label " + GnuplotText.enhanced(FigureText(text)))
  expectOnlyText("set label " + GnuplotText.enhanced(FigureText(text), isNumberFormat: true))
  expectOnlyText("set output " + GnuplotText.file(text))
  expectOnlyText("set output " + GnuplotText.literal(text))
  let comment = GnuplotText.comment(text)
  precondition(comment.hasPrefix("#"), "a comment that begins otherwise: \(comment)")
  expectOnlyText(comment)
}

/// Scans a script byte by byte, as gnuplot does, for what could begin a command of the shell.
///
/// Backquotes are run wherever they stand, also within double quotes and comments that are moved; a text in
/// double quotes ends at the first quote without a backslash, and a line ends at its line feed.
private func expectOnlyText(_ script: String) {
  var isQuoted = false
  var isEscaped = false
  var isSingle = false
  var isComment = false
  for byte in script.utf8 {
    precondition(byte != UInt8(ascii: "`"), "a backquote in \(script.prefix(2000))")
    precondition(byte >= 0x20 || byte == 0x0A || byte == 0x09, "a control character")
    if byte == 0x0A {
      precondition(!isQuoted && !isSingle, "a text that goes over a line end")
      (isComment, isEscaped) = (false, false)
    } else if isComment {
      continue
    } else if isQuoted {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = false
      }
    } else if isSingle {
      if byte == UInt8(ascii: "'") { isSingle = false }
    } else if byte == UInt8(ascii: "\"") {
      isQuoted = true
    } else if byte == UInt8(ascii: "'") {
      isSingle = true
    } else if byte == UInt8(ascii: "#") {
      isComment = true
    } else {
      precondition(byte != UInt8(ascii: "!"), "an exclamation mark outside of a text")
    }
  }
  precondition(!isQuoted && !isSingle, "a text without an end")
}
