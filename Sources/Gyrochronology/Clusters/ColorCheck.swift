// SPDX-License-Identifier: GPL-3.0-or-later
// Whether stars of different colors agree on the age of their group.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// The age from the bluer half of a group's stars beside that from the redder half, and the same of each quarter by
/// color beside the other three.
///
/// Intruders, a wrong extinction or a flaw of the model seldom move the ages of all colors alike. Each part is dated on a
/// grid, with the zero point and the shift of the memberships held fixed and its own outlier fraction averaged over. With
/// the posteriors p and q of both ages, each blurred by the error of the age scale,
///
///     disagreement = Φ⁻¹(P(a_part < a_rest)),
///
/// which for normal posteriors is their difference over its error, and is small where one of them says little.
public struct ColorCheck: Hashable, Sendable {
  /// The age of a part of a group.
  public struct DatedPart: Hashable, Sendable {
    /// How many stars it has.
    public let starCount: Int
    /// Quantiles of its log10 age, dex of Myr, on the calibrators' scale.
    public let q16, q50, q84: Double
  }

  /// A range of colors beside the others.
  public struct Comparison: Hashable, Sendable {
    /// The dereddened colors of the part, mag.
    public let bpRp0: ClosedRange<Double>
    /// The stars of these colors.
    public let part: DatedPart
    /// The other stars: the group with this range of colors left out.
    public let rest: DatedPart
    /// By how much the part is older, in standard deviations of the difference; negative where it is younger.
    public let disagreement: Double

    /// Median of the part minus that of the rest, dex.
    public var difference: Double { part.q50 - rest.q50 }
  }

  /// The bluer half beside the redder one.
  public let halves: Comparison
  /// Each quarter beside the others, from blue to red; none where quarters have too few stars.
  public let quarters: [Comparison]

  /// The comparison that disagrees most.
  public var worst: Comparison {
    quarters.reduce(halves) { abs($1.disagreement) > abs($0.disagreement) ? $1 : $0 }
  }
  /// Whether parts disagree beyond the error.
  public var isDisagreement: Bool { abs(worst.disagreement) > Self.largestDisagreement }

  /// From how many standard deviations on the colors disagree.
  public static let largestDisagreement = 3.0
  /// The smallest number of stars that are dated as a part.
  public static let minimumPartCount = 10
  /// The nodes of the ages: parts have wide posteriors.
  static let nodeCount = 250

  /// Dates the parts; nil where halves have too few stars, or one of them no age.
  ///
  /// - Parameters:
  ///   - cluster: The stars that were used.
  ///   - nuisances: Zero point and shift of the memberships.
  ///   - estimator: Of the group as a whole.
  ///   - threadCount: Threads to use; does not change the result.
  init?(
    of cluster: SweptClusterLikelihood, nuisances: ClusterParameters,
    estimator: ClusterAgeEstimator, threadCount: Int
  ) {
    let stars = cluster.stars
    guard stars.count >= 2 * Self.minimumPartCount else { return nil }
    let grid = Grid(estimator.priors.log10AgeMyrRange, count: Self.nodeCount)
    // What is known of the age from elsewhere would make parts agree.
    let dater = ClusterDater(grid: grid, logPrior: Array(repeating: 0, count: grid.count))
    let whole = dater.posterior(
      of: cluster, nuisances: nuisances, outlierPrior: estimator.priors.outlierFractionPrior)
    guard let whole else { return nil }
    let order = stars.indices.sorted {
      (stars[$0].covariates.bpRp0.value, $0) < (stars[$1].covariates.bpRp0.value, $1)
    }
    @Sendable func comparison(_ part: Range<Int>) -> Comparison? {
      let rest = Array(order[..<part.lowerBound] + order[part.upperBound...])
      guard let first = whole.posterior(ofStars: Array(order[part]))?.age,
        let second = whole.posterior(ofStars: rest)?.age
      else { return nil }
      let sigmas = [first, second].map {
        estimator.calibration.sigma(log10AgeMyr: $0.density.quantile(0.5))
      }
      let colors = order[part].map { stars[$0].covariates.bpRp0.value }
      return Comparison(
        bpRp0: (colors.first ?? 0)...(colors.last ?? 0),
        part: DatedPart(starCount: part.count, first),
        rest: DatedPart(starCount: rest.count, second),
        disagreement: Self.disagreement(
          first.density, second.density, sigma: hypot(sigmas[0], sigmas[1])))
    }
    let count = stars.count
    let quarterCount = count < 4 * Self.minimumPartCount ? 0 : 4
    let parts =
      [0..<(count / 2)]
      + (0..<quarterCount).map { ($0 * count / 4)..<(($0 + 1) * count / 4) }
    let found = concurrentMap(count: parts.count, threadCount: threadCount) {
      comparison(parts[$0])
    }
    guard let halves = found[0] else { return nil }
    self.halves = halves
    quarters = found.dropFirst().compactMap { $0 }
  }

  /// The deviate of the probability that the first age is the younger one, with a sign that is positive where it is not.
  ///
  /// - Parameters:
  ///   - first: Of an age.
  ///   - second: Of another age, on the same grid.
  ///   - sigma: The error of the difference that neither density holds, dex.
  /// - Returns: In standard deviations, at most eight.
  static func disagreement(
    _ first: GriddedDensity, _ second: GriddedDensity, sigma: Double
  ) -> Double {
    let grid = first.grid
    let (p, q) = (weights(first), weights(second))
    let last = grid.count - 1
    // The chance that the first is older, by how many nodes it lies above the second.
    let chances = (-last...last).map { nodes in
      sigma > 0
        ? Normal.cdf(Double(nodes) * grid.step / sigma) : nodes > 0 ? 1 : nodes < 0 ? 0 : 0.5
    }
    var (younger, older) = (0.0, 0.0)
    for (i, own) in p.enumerated() where own > 0 {
      for (j, other) in q.enumerated() where other > 0 {
        older += own * other * chances[last + i - j]
        younger += own * other * chances[last + j - i]
      }
    }
    // Beyond eight deviations a probability is one to the last digit.
    return older > younger
      ? min(8, -Normal.quantile(max(younger, .leastNonzeroMagnitude)))
      : max(-8, Normal.quantile(max(older, .leastNonzeroMagnitude)))
  }

  /// The probability of each node by the trapezoid rule.
  private static func weights(_ density: GriddedDensity) -> [Double] {
    let last = density.values.count - 1
    return density.values.enumerated().map {
      ($0.offset == 0 || $0.offset == last ? 0.5 : 1) * density.grid.step * $0.element
    }
  }
}

extension ColorCheck.DatedPart {
  fileprivate init(starCount: Int, _ age: AgePosterior) {
    let density = age.density
    self.init(
      starCount: starCount, q16: density.quantile(0.16), q50: density.quantile(0.5),
      q84: density.quantile(0.84))
  }
}
