// SPDX-License-Identifier: GPL-3.0-or-later
// The disagreement of the flows of an ensemble: a measure of what another training could have given.

internal import GyroNumerics

/// The epistemic part of an error: the scatter of answers over the flows of an ensemble.
///
/// By the law of total variance the variance of an age over the ensemble is the mean over its flows of
/// each one's variance, which the period leaves open, plus the variance over flows of each one's
/// mean, which more training stars would take away.
///
/// > Source: Lakshminarayanan et al. (2017), arXiv:1612.01474; Depeweg et al. (2018), arXiv:1710.07283,
/// > section 2.
public enum EpistemicSpread {
  /// The standard deviation of the flows' answers; nil for a single flow, which cannot tell.
  ///
  /// - Parameter answers: One per flow.
  /// - Returns: In the unit of the answers, with K - 1 in the denominator.
  public static func sigma(_ answers: [Double]) -> Double? {
    Statistics.standardDeviation(answers)
  }

  /// The same of answers by their index, without memory for their list.
  static func sigma(count: Int, _ answer: (Int) -> Double) -> Double? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { answers in
      for index in 0..<count { answers.initializeElement(at: index, to: answer(index)) }
      return Statistics.standardDeviation(of: UnsafeBufferPointer(answers))
    }
  }
}
