// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the model expects such periods at any age: posterior predictive checks.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform

/// Posterior predictive probabilities of a cluster's periods (Gelman, Meng & Stern 1996).
///
/// For draws of the parameters, periods are simulated for the very stars of the cluster, and two numbers
/// are compared between simulated and observed ones: the log likelihood, which is too low for periods that the
/// model does not expect at any age; and the Cramér-von Mises distance of the stars' predictive
/// probabilities from uniform ones, which is too large for periods that are too long, too short, too much alike or
/// too different. The parameters were fitted to the periods, so both probabilities err towards
/// the middle: a small one is strong evidence, an intermediate one weak evidence.
///
/// A probability falls with the number of stars for the same flaw, so each comes with the size of the effect, which
/// does not.
public struct PredictiveCheck: Hashable, Sendable {
  /// The chance of simulated periods to be less likely than the observed ones.
  public let logLikelihoodProbability: Double
  /// The chance of simulated periods to be distributed farther from the expected way.
  public let distributionProbability: Double
  /// What the observed periods lack in log likelihood of the simulated ones, in the mean over stars: nat per star.
  public let logLikelihoodDeficit: Double
  /// The share of stars that would have to rotate otherwise: the largest difference between the cumulative
  /// distributions of their predictive probabilities and of uniform ones, in the mean over the draws.
  public let distributionDistance: Double
  /// The same for as many uniform numbers: what chance alone gives, about 0.87 over the root of the number of stars.
  public let distributionDistanceByChance: Double
  /// By star the predictive probability of a shorter period, mean over the draws.
  public let probabilitiesBelow: [Double]

  /// Periods that are simulated for each draw of the parameters.
  static let simulationsPerDraw = 4
  /// Stars whose densities are in memory together.
  private static let blockSize = 1024

  /// Simulates.
  ///
  /// - Parameters:
  ///   - stars: The stars that were used.
  ///   - draws: Draws of the parameters, at least one.
  ///   - likelihood: The model.
  ///   - random: The stream.
  ///   - threadCount: Threads to use; does not change the result.
  init(
    of stars: [Star], draws: [ClusterParameters], likelihood: RotationLikelihood,
    random: RandomStream, threadCount: Int
  ) {
    precondition(!draws.isEmpty, "no draws to simulate from")
    let backgrounds = likelihood.backgroundPeriods(of: stars, threadCount: threadCount)
    let outcomes = concurrentMap(count: draws.count, threadCount: threadCount) { index in
      Simulation(
        of: stars, backgrounds: backgrounds, parameters: draws[index], likelihood: likelihood,
        random: random.child("draw", index))
    }
    let count = Double(draws.count * Self.simulationsPerDraw)
    func share(_ number: (Simulation) -> Int) -> Double {
      Double(outcomes.reduce(0) { $0 + number($1) }) / count
    }
    logLikelihoodProbability = share(\.lessLikelyCount)
    distributionProbability = share(\.fartherCount)
    func mean(_ number: (Simulation) -> Double) -> Double {
      outcomes.reduce(0) { $0 + number($1) } / Double(outcomes.count)
    }
    logLikelihoodDeficit = mean(\.deficit) / Double(max(1, stars.count))
    distributionDistance = mean(\.distance)
    distributionDistanceByChance = mean(\.distanceByChance)
    probabilitiesBelow = stars.indices.map { star in
      outcomes.reduce(0) { $0 + $1.probabilitiesBelow[star] } / Double(outcomes.count)
    }
  }

  /// One draw of the parameters, with a few simulations of all stars.
  private struct Simulation: Sendable {
    var lessLikelyCount = 0
    var fartherCount = 0
    /// The mean log likelihood of the simulations minus that of the observed periods, nat.
    var deficit = 0.0
    /// Kolmogorov's distance from uniform numbers of the observed periods, and of uniform numbers in the mean.
    var distance = 0.0
    var distanceByChance = 0.0
    var probabilitiesBelow: [Double] = []

    init(
      of stars: [Star], backgrounds: [GriddedDensity], parameters: ClusterParameters,
      likelihood: RotationLikelihood,
      random: RandomStream
    ) {
      let range = OutlierMixture.log10PeriodDaysRange
      var (observed, simulated) = (
        0.0, [Double](repeating: 0, count: PredictiveCheck.simulationsPerDraw)
      )
      for first in stride(from: 0, to: stars.count, by: PredictiveCheck.blockSize) {
        let block = first..<min(first + PredictiveCheck.blockSize, stars.count)
        var streams = block.map { random.child("star", $0) }
        let members = MemberDensity.members(
          stars[block], backgrounds: backgrounds[block], parameters: parameters,
          likelihood: likelihood, random: &streams)
        for (place, member) in members.enumerated() {
          let period = stars[first + place].log10PeriodDays
          observed += member.logLikelihood(at: period)
          probabilitiesBelow.append(member.probability(below: period))
          for simulation in simulated.indices {
            var period = member.sample(using: &streams[place])
            while !range.contains(period) { period = member.sample(using: &streams[place]) }
            simulated[simulation] += member.logLikelihood(at: period)
          }
        }
      }
      lessLikelyCount = simulated.count { $0 <= observed }
      deficit = simulated.reduce(0, +) / Double(simulated.count) - observed
      let squares = Self.squareDistance(probabilitiesBelow)
      distance = Self.largestDistance(probabilitiesBelow)
      var uniform = random.child("uniform")
      for _ in simulated.indices {
        let numbers = stars.map { _ in uniform.nextUniform() }
        if Self.squareDistance(numbers) >= squares { fartherCount += 1 }
        distanceByChance += Self.largestDistance(numbers) / Double(simulated.count)
      }
    }

    /// Cramér-von Mises: 1 / 12n + Σ ((2i − 1) / 2n − u_i)².
    private static func squareDistance(_ probabilities: [Double]) -> Double {
      let count = Double(probabilities.count)
      return probabilities.sorted().enumerated().reduce(1 / (12 * count)) { sum, pair in
        let expected = (2 * Double(pair.offset) + 1) / (2 * count)
        return sum + (expected - pair.element) * (expected - pair.element)
      }
    }

    /// Kolmogorov: the largest of |i / n − u_i| and |(i − 1) / n − u_i|.
    private static func largestDistance(_ probabilities: [Double]) -> Double {
      let count = Double(probabilities.count)
      return probabilities.sorted().enumerated().reduce(0) { largest, pair in
        let below = Double(pair.offset) / count
        return max(largest, pair.element - below, below + 1 / count - pair.element)
      }
    }
  }
}
