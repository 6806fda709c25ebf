// SPDX-License-Identifier: GPL-3.0-or-later
// Which ages and zero points a cluster's table covers, and how finely.

internal import GyroNumerics
internal import GyroPlatform

/// The ages and zero points that a cluster's posterior can reach, with the steps of its table.
public struct ClusterWindow: Hashable, Sendable {
  /// The ages that a position of the sampler can reach, dex of Myr.
  public var log10AgeMyr: ClosedRange<Double>
  /// The ages at which chains may start, dex of Myr.
  ///
  /// A chain does not leave a peak of the posterior that lies by itself, however improbable the peak is: starts over
  /// the whole window would give it the share of the chains that happened to start there.
  public var log10AgeMyrOfStarts: ClosedRange<Double>
  /// Largest zero point in the table, mag; beyond, its log density goes on in straight lines.
  public var zeroPointReach: Double
  /// Distance between ages, dex.
  public var ageStep = 0.02
  /// Distance between zero points, mag.
  public var zeroPointStep = 0.02

  /// A window with the default steps.
  ///
  /// - Parameters:
  ///   - log10AgeMyr: Its ages, dex of Myr.
  ///   - log10AgeMyrOfStarts: Where chains start among them; nil for the middle four fifths.
  ///   - zeroPointReach: Its zero points, mag.
  public init(
    log10AgeMyr: ClosedRange<Double>, log10AgeMyrOfStarts: ClosedRange<Double>? = nil,
    zeroPointReach: Double
  ) {
    let margin = 0.1 * (log10AgeMyr.upperBound - log10AgeMyr.lowerBound)
    self.log10AgeMyr = log10AgeMyr
    self.log10AgeMyrOfStarts =
      log10AgeMyrOfStarts
      ?? (log10AgeMyr.lowerBound + margin)...(log10AgeMyr.upperBound - margin)
    self.zeroPointReach = zeroPointReach
  }

  /// How far below the best one an age may lie and still be in the window, nat.
  ///
  /// What is left out has a chance below e^-30 even where the coarse pass straddles the peak.
  static let logLikelihoodDrop = 40.0
  /// How far below the best one an age may lie for chains to start there, nat: more than three standard deviations.
  static let startDrop = 6.0
  /// Distance between ages of the coarse pass, dex.
  static let coarseStep = 0.05
  /// How many standard deviations of the zero point's prior the table covers.
  static let zeroPointDeviations = 4.5
  /// How many scales of its prior the spread of ages may reach within the table.
  static let spreadDeviations = 2.5

  /// Finds the window of a cluster by a coarse pass over all ages allowed.
  ///
  /// The pass takes three zero points, two of them two deviations out, and two outlier fractions; an
  /// age is in the window if any of them makes it likely enough.
  ///
  /// - Parameters:
  ///   - cluster: The cluster.
  ///   - priors: What is allowed.
  public init(of cluster: SweptClusterLikelihood, priors: ClusterPriors) {
    let grid = Self.grid(over: priors.log10AgeMyrRange, step: Self.coarseStep)
    let deviations = priors.zeroPointSigma > 0 ? [-2.0, 0, 2] : [0]
    let fractions =
      priors.outlierConcentration < .infinity
      ? [priors.outlierFraction, min(0.5, 4 * priors.outlierFraction)] : [priors.outlierFraction]

    var best = [Double](repeating: -.infinity, count: grid.count)
    let byStar = cluster.map(
      at: grid, zeroPoints: deviations.map { $0 * priors.zeroPointSigma }
    ) { $1 }
    for (index, deviation) in deviations.enumerated() {
      var parameters = ClusterParameters(
        log10AgeMyr: 0, outlierFraction: priors.outlierFraction)
      let densities = byStar.map { $0[index] }
      for fraction in fractions {
        parameters.outlierFraction = fraction
        let sum = productOverStars(cluster.mixed(densities, parameters), count: grid.count)
        for node in best.indices {
          best[node] = max(
            best[node],
            sum[node] - 0.5 * deviation * deviation
              + priors.age.logDensity(log10AgeMyr: grid[node]))
        }
      }
    }
    /// The ages at most so far below the best one, with a node more on each side.
    func ages(within drop: Double) -> ClosedRange<Double> {
      let minimum = (best.max() ?? 0) - drop
      let likely = best.indices.filter { best[$0] >= minimum }
      let first = max(0, (likely.first ?? 0) - 1)
      return grid[first]...grid[min(grid.count - 1, (likely.last ?? grid.count - 1) + 1)]
    }
    let window = ages(within: Self.logLikelihoodDrop)
    let starts = ages(within: Self.startDrop)
    // Not at the bounds of the window, which are infinitely far in the sampler's position.
    let margin = 0.1 * (starts.upperBound - starts.lowerBound)
    self.init(
      log10AgeMyr: window,
      log10AgeMyrOfStarts: max(
        starts.lowerBound, window.lowerBound + margin)...min(
          starts.upperBound, window.upperBound - margin),
      zeroPointReach: Self.zeroPointDeviations * priors.zeroPointSigma)
  }

  /// The same with half as much again on each side, within what is allowed.
  public func widened(within range: ClosedRange<Double>) -> ClusterWindow {
    var wider = self
    let margin = 0.5 * (log10AgeMyr.upperBound - log10AgeMyr.lowerBound)
    wider.log10AgeMyr =
      max(
        range.lowerBound, log10AgeMyr.lowerBound - margin)...min(
        range.upperBound, log10AgeMyr.upperBound + margin)
    wider.zeroPointReach *= 1.5
    return wider
  }

  /// The same with steps half as long.
  public var refined: ClusterWindow {
    var finer = self
    (finer.ageStep, finer.zeroPointStep) = (0.5 * ageStep, 0.5 * zeroPointStep)
    return finer
  }

  /// Tabulates the flow over the window.
  ///
  /// Where members may differ in age the table reaches beyond the window by what they may differ.
  public func table(
    of cluster: SweptClusterLikelihood, priors: ClusterPriors
  ) -> TabulatedClusterLikelihood {
    let margin = Self.spreadDeviations * AgeSpreadNodes.reach * priors.ageSpread
    let reach = max(zeroPointReach, 1e-3)
    return TabulatedClusterLikelihood(
      cluster,
      ages: Self.grid(
        over: (log10AgeMyr.lowerBound - margin)...(log10AgeMyr.upperBound + margin), step: ageStep),
      zeroPoints: Self.grid(over: -reach...reach, step: zeroPointStep))
  }

  /// How many nodes an axis of a table has at most; longer steps are taken where more are asked for.
  private static let nodeLimit = 10_000

  /// Nodes over a range at no more than a step from each other; three at least, as a spline needs.
  private static func grid(over range: ClosedRange<Double>, step: Double) -> Grid {
    let count = Int(clamping: ((range.upperBound - range.lowerBound) / step).rounded(.up))
    return Grid(range, count: min(max(count, 2), nodeLimit) + 1)
  }
}
