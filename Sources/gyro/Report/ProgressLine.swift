// SPDX-License-Identifier: GPL-3.0-or-later
// One line on the terminal that says how far a long task is, how fast it goes and when it ends.

internal import GyroFiles
internal import GyroNumerics
internal import GyroPlatform

/// Progress on standard error; silent where that is not a terminal.
struct ProgressLine {
  /// The unit of progress in percent of a whole.
  static let percent = "percent"

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
    let seconds = max(1e-9, (now - start) / .seconds(1))
    let rate = Double(done) / seconds
    var line =
      total.map { "\(done) of \(isEstimate ? "about " : "")\($0) \(unit)" } ?? "\(done) \(unit)"
    if unit == Self.percent {
      line = "\(done) %"
    } else {
      line += ", " + String(printf: rate < 10 ? "%.2f" : "%.0f", rate) + "/s"
    }
    if let total, done > 0, done < total {
      line += ", " + Self.duration(seconds: Double(total - done) / rate) + " left"
    }
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

  private static func duration(seconds: Double) -> String {
    let whole = Int(clamping: seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
