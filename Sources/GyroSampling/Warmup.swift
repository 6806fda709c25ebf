// SPDX-License-Identifier: GPL-3.0-or-later
// Warm-up: when the step size is learned, and when the metric.

/// The schedule of a warm-up: a fast start, windows of doubling length, a fast end.
///
/// The step size is learned throughout. The metric is estimated afresh in each window and replaced
/// at its end, so that the draws of the way in are forgotten.
///
/// > Source: Stan reference manual, *Automatic parameter tuning*: 75, then windows from 25 on, then
/// > 50 draws; 15 %, 75 % and 10 % where that does not fit; no metric below 20 draws.
struct WarmupSchedule: Hashable, Sendable {
  /// The draws of the windows together, by their number from 0.
  let slow: Range<Int>
  /// How many draws have been made when each window ends.
  let windowEnds: [Int]

  init(warmupCount: Int) {
    var (start, window, end) = (75, 25, 50)
    if warmupCount < 20 {
      (start, window, end) = (warmupCount, 0, 0)
    } else if warmupCount < start + window + end {
      start = warmupCount * 15 / 100
      end = warmupCount / 10
      window = warmupCount - start - end
    }
    slow = start..<(warmupCount - end)
    var ends: [Int] = []
    var reached = start
    while reached < slow.upperBound {
      // A window after which the next one would not fit takes all that is left.
      let isLast = reached + window + 2 * window > slow.upperBound
      reached = isLast ? slow.upperBound : reached + window
      ends.append(reached)
      window *= 2
    }
    windowEnds = ends
  }
}

/// What a chain learns while it warms up, and keeps afterwards.
public struct Warmup: Hashable, Codable, Sendable {
  /// The metric in use.
  public private(set) var metric: Metric
  /// The step size in use.
  public private(set) var stepSize: Double
  private var averaging: DualAveraging
  private var covariance: RunningCovariance
  private let targetAcceptance: Double

  init(stepSize: Double, dimension: Int, settings: SamplingSettings) {
    metric = .identity(dimension: dimension)
    targetAcceptance = settings.targetAcceptance
    averaging = DualAveraging(stepSize: stepSize, targetAcceptance: targetAcceptance)
    covariance = RunningCovariance(kind: settings.metric, dimension: dimension)
    self.stepSize = stepSize
  }

  /// Whether what was read back is the warm-up of a chain with these settings.
  func canGoOn(dimension: Int, settings: SamplingSettings) -> Bool {
    stepSize > 0 && stepSize.isFinite && targetAcceptance == settings.targetAcceptance
      && metric.canGoOn(dimension: dimension) && averaging.canGoOn
      && covariance.canGoOn(kind: settings.metric, dimension: dimension)
  }

  /// Learns from a draw of the warm-up.
  ///
  /// - Parameters:
  ///   - position: Where the draw is.
  ///   - acceptance: Its mean acceptance.
  ///   - iteration: Its number, from 0.
  ///   - schedule: When to do what.
  /// - Returns: Whether the metric has changed, so that the step size must be searched again.
  mutating func learn(
    position: [Double], acceptance: Double, iteration: Int, schedule: WarmupSchedule
  ) -> Bool {
    averaging.learn(acceptance: acceptance)
    stepSize = averaging.stepSize
    if schedule.slow.contains(iteration) { covariance.add(position) }
    guard schedule.windowEnds.contains(iteration + 1) else { return false }
    let learned = covariance.metric
    covariance = covariance.emptied
    guard let learned else { return false }
    metric = learned
    return true
  }

  /// Starts to learn the step size anew from a first guess.
  mutating func restart(stepSize: Double) {
    averaging = DualAveraging(stepSize: stepSize, targetAcceptance: targetAcceptance)
    self.stepSize = stepSize
  }

  /// Keeps the averaged step size for the draws that count.
  mutating func finish() {
    stepSize = averaging.averagedStepSize
    covariance = covariance.emptied
  }
}
