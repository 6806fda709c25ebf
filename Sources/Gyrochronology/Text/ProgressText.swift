// SPDX-License-Identifier: GPL-3.0-or-later
// How far a long task is, how fast it goes and when it ends, in words.

internal import GyroEssentials
internal import GyroNumerics
internal import GyroPlatform

/// What is said of a task that is under way.
package struct ProgressText: Hashable, Sendable {
  /// The unit of progress in percent of a whole.
  package static let percent = "percent"

  /// Steps that are done.
  package var done: Int
  /// How many there are; nil if that is unknown.
  package var total: Int?
  /// Whether that number is an estimate.
  package var isEstimate = false
  /// What a step is called.
  package var unit: String

  /// States how far a task is.
  package init(done: Int, total: Int?, isEstimate: Bool = false, unit: String) {
    (self.done, self.total) = (done, total)
    (self.isEstimate, self.unit) = (isEstimate, unit)
  }

  /// The words, without what the step is about.
  ///
  /// - Parameter seconds: How long it took so far, s.
  /// - Returns: One line.
  package func line(after seconds: Double) -> String {
    let rate = Double(done) / max(1e-9, seconds)
    var line: String
    if unit == Self.percent {
      line = "\(done) %"
    } else {
      line =
        total.map { "\(done) of \(isEstimate ? "about " : "")\($0) \(unit)" } ?? "\(done) \(unit)"
      line += ", " + String(printf: rate < 10 ? "%.2f" : "%.0f", rate) + "/s"
    }
    if let total, done > 0, done < total {
      line += ", " + Self.duration(seconds: Double(total - done) / rate) + " left"
    }
    return line
  }

  private static func duration(seconds: Double) -> String {
    let whole = Int(clamping: seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
