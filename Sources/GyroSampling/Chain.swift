// SPDX-License-Identifier: GPL-3.0-or-later
// A Markov chain between two draws, with all that it needs to go on.

internal import GyroNumerics

/// The state of one chain.
///
/// It can be written down between any two draws and read back: each draw takes its randomness from
/// a child of the chain's stream that is named by the draw's number, so no state of a generator is
/// part of it.
public struct Chain: Hashable, Codable, Sendable {
  /// Its number, from 0.
  public let index: Int
  /// Draws made, those of the warm-up included.
  public private(set) var iteration = 0
  /// Where it is, shape `[dimension]`.
  public private(set) var position: [Double]
  /// Gradients computed, those of the warm-up included.
  public private(set) var gradientCount: Int
  /// Gradients computed until the end of the warm-up.
  public private(set) var warmupGradientCount: Int
  /// Step size and metric.
  public private(set) var warmup: Warmup
  /// Trajectories after the warm-up that diverged.
  public private(set) var divergences: [Divergence] = []
  private var gradient: [Double]
  private var logDensity: Double

  /// Finds a start with a finite density and gradient, and for a first step size.
  ///
  /// - Parameters:
  ///   - index: The chain's number.
  ///   - density: The target.
  ///   - settings: The choices of the run.
  ///   - random: The chain's stream.
  ///   - start: A candidate for the first position.
  /// - Throws: ``SamplingError`` if no candidate has a finite density and gradient.
  init(
    index: Int, density: any LogDensity, settings: SamplingSettings, random: RandomStream,
    start: (inout RandomStream) -> [Double]
  ) throws(SamplingError) {
    self.index = index
    var (starts, attempts) = (random.child("start"), 0)
    repeat {
      guard attempts < Self.maximumStarts else {
        throw SamplingError(
          place: "chain \(index)",
          problem: "none of \(attempts) starts has a finite log density and gradient",
          hint: "Check the model at one position, or give starts inside its support")
      }
      attempts += 1
      position = start(&starts)
      precondition(
        position.count == density.dimension,
        "a start of \(position.count) components in \(density.dimension) dimensions")
      gradient = Array(repeating: 0, count: position.count)
      logDensity = evaluate(density, at: position, gradient: &gradient)
    } while !(logDensity.isFinite && gradient.allSatisfy(\.isFinite))
    (gradientCount, warmupGradientCount) = (attempts, attempts)
    warmup = Warmup(stepSize: 1, dimension: position.count, settings: settings)
    searchStepSize(density, random)
    if settings.warmupCount == 0 { endWarmup() }
  }

  private static let maximumStarts = 100

  /// Whether a chain that was read back can go on: decoding alone checks no length and no number.
  func canGoOn(index: Int, dimension: Int, settings: SamplingSettings) -> Bool {
    let counts = 0...(1 << 52)
    return self.index == index
      && (0...(settings.warmupCount + settings.drawCount)).contains(iteration)
      && position.isFinite(count: dimension) && gradient.isFinite(count: dimension)
      && logDensity.isFinite && counts.contains(gradientCount)
      && (0...gradientCount).contains(warmupGradientCount)
      && warmup.canGoOn(dimension: dimension, settings: settings)
      && divergences.count <= settings.drawCount
      && divergences.allSatisfy {
        $0.chain == index && (0..<settings.drawCount).contains($0.draw)
          && $0.position.isFinite(count: dimension) && !$0.energyError.isNaN
      }
  }

  /// Goes on by one draw.
  mutating func next(
    from density: any LogDensity, settings: SamplingSettings, schedule: WarmupSchedule,
    random: RandomStream
  ) -> Draw {
    let sampler = NoUTurn(
      leapfrog: Leapfrog(density: density, metric: warmup.metric),
      maximumTreeDepth: settings.maximumTreeDepth, maximumEnergyError: settings.maximumEnergyError)
    var numbers = random.child("draw", iteration)
    let start = sampler.leapfrog.withNewMomentum(atRest, using: &numbers)
    let (point, statistics) = sampler.transition(
      from: start, stepSize: warmup.stepSize, using: &numbers)
    (position, gradient, logDensity) = (point.position, point.gradient, point.logDensity)
    gradientCount += statistics.gradientCount
    move(density, random)
    if iteration < settings.warmupCount {
      let isNewMetric = warmup.learn(
        position: position, acceptance: statistics.acceptance, iteration: iteration,
        schedule: schedule)
      if isNewMetric { searchStepSize(density, random) }
    } else if let divergence = statistics.divergence {
      divergences.append(
        Divergence(
          chain: index, draw: iteration - settings.warmupCount,
          energyError: divergence.energyError, position: divergence.position))
    }
    iteration += 1
    if iteration == settings.warmupCount { endWarmup() }
    return Draw(
      position: position, logDensity: logDensity, energy: start.energy,
      acceptance: statistics.acceptance, gradientCount: statistics.gradientCount,
      treeDepth: statistics.treeDepth, isDivergent: statistics.divergence != nil)
  }

  /// Makes the density's own move, if it has one.
  private mutating func move(_ density: any LogDensity, _ random: RandomStream) {
    var numbers = random.child("move", iteration)
    guard let moved = density.moved(position, using: &numbers) else { return }
    var gradient = gradient
    let logDensity = evaluate(density, at: moved, gradient: &gradient)
    gradientCount += 1
    // An exact move ends where the density is positive; rounding may not.
    guard logDensity.isFinite, gradient.allSatisfy(\.isFinite) else { return }
    (position, self.gradient, self.logDensity) = (moved, gradient, logDensity)
  }

  private var atRest: PhasePoint {
    let rest = [Double](repeating: 0, count: position.count)
    return PhasePoint(
      position: position, momentum: rest, velocity: rest, gradient: gradient,
      logDensity: logDensity)
  }

  private mutating func searchStepSize(_ density: any LogDensity, _ random: RandomStream) {
    var numbers = random.child("step size", iteration)
    let found = Leapfrog(density: density, metric: warmup.metric)
      .reasonableStepSize(at: atRest, guess: warmup.stepSize, using: &numbers)
    gradientCount += found.gradientCount
    warmup.restart(stepSize: found.stepSize)
  }

  private mutating func endWarmup() {
    warmup.finish()
    warmupGradientCount = gradientCount
  }
}

extension [Double] {
  /// Whether there are as many numbers as expected, all of them finite.
  func isFinite(count: Int) -> Bool { self.count == count && allSatisfy(\.isFinite) }
}
