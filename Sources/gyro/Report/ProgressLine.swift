// SPDX-License-Identifier: GPL-3.0-or-later
// One line on the terminal that says how far a long task is, how fast it goes and when it ends.

internal import GyroFiles
internal import GyroNumerics
internal import Gyrochronology

/// Progress on standard error; silent where that is not a terminal.
struct ProgressLine {
  private var total: Int?
  private var isEstimate = false
  private let unit: String
  private let isVisible: Bool
  private let start = ContinuousClock.now
  private var lastWritten: ContinuousClock.Instant?

  /// Takes the number of steps, if it is known, and what a step is called.
  init(total: Int?, unit: String, isQuiet: Bool) {
    (self.total, self.unit) = (total, unit)
    isVisible = !isQuiet && StandardError.isTerminal
  }

  /// Shows progress, after the first second and at most ten times a second.
  mutating func update(_ done: Int, _ remark: String = "") {
    guard isVisible else { return }
    let now = ContinuousClock.now
    guard now - start > .seconds(1) else { return }
    if let lastWritten, now - lastWritten < .milliseconds(100), done != total { return }
    lastWritten = now
    let text = ProgressText(done: done, total: total, isEstimate: isEstimate, unit: unit)
    var line = text.line(after: (now - start) / .seconds(1))
    if !remark.isEmpty { line += ", " + remark }
    // Back to the start of the line, and clear what the last report left beyond the new one.
    StandardError.show("\r\(PrintableText.line(line))\u{1B}[K")
  }

  /// Shows progress of a task whose length is estimated from the part that is done.
  mutating func update(_ done: Int, fraction: Double?) {
    isEstimate = true
    total = fraction.flatMap { $0 > 0 ? max(done, Int(clamping: Double(done) / $0)) : nil }
    update(done)
  }

  /// Clears the line.
  func finish() {
    if isVisible, lastWritten != nil { StandardError.show("\r\u{1B}[K") }
  }
}
