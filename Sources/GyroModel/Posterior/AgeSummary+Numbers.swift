// SPDX-License-Identifier: GPL-3.0-or-later
// A summary as a list of numbers and back, for files that keep it to the last bit.

internal import GyroNumerics

extension AgeSummary {
  /// All numbers of the summary; the intervals of highest density are the last ones.
  public var numbers: [Double] {
    [
      q025, q16, q50, q84, q975, mode, mean, sigma, densityAtYoungest, densityAtOldest, logEvidence,
      isMultimodal ? 1 : 0,
    ] + hpd68.flatMap { [$0.lowerBound, $0.upperBound] }
  }

  /// Restores a summary from ``numbers``; nil unless there are twelve and one or more pairs of increasing bounds.
  public init?(numbers: [Double]) {
    guard numbers.count >= 12, numbers.count.isMultiple(of: 2) else { return nil }
    let intervals = stride(from: 12, to: numbers.count, by: 2).map {
      (numbers[$0], numbers[$0 + 1])
    }
    guard intervals.allSatisfy({ $0 <= $1 }),
      let hpd68 = OneOrMore(elements: intervals.map { $0...$1 })
    else { return nil }
    (q025, q16, q50) = (numbers[0], numbers[1], numbers[2])
    (q84, q975, mode) = (numbers[3], numbers[4], numbers[5])
    (mean, sigma) = (numbers[6], numbers[7])
    (densityAtYoungest, densityAtOldest) = (numbers[8], numbers[9])
    (logEvidence, isMultimodal) = (numbers[10], numbers[11] != 0)
    self.hpd68 = hpd68
  }
}
