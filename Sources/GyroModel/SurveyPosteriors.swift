// SPDX-License-Identifier: GPL-3.0-or-later
// Posteriors of many stars at once, from tabulated spline knots.

public import GyroFlows
public import GyroNumerics

/// Summaries of age posteriors for lists of stars, a hundred times as fast as one after the other.
///
/// The flow's knots are tabulated over color and color error as stars need them, the splines evaluated
/// for each star, and the sum over a star's ``LikelihoodNodes`` formed as for one star. The result of
/// a star depends neither on the other stars nor on the number of threads; it differs from
/// ``AgePosterior`` by what interpolation and single precision cost, measured in
/// `Validation/Results/batch.md`. Used by one thread at a time.
public final class SurveyPosteriors {
  /// Ages, dex of Myr, at which networks are evaluated, and nodes in color (mag) and its error (dex).
  public static let spacing = LatticeSpacing(
    start: AgeGrid.log10AgeMyrRange.lowerBound, step: AgeGrid.log10AgeMyrRange.upperBound / 47,
    stepCount: 48, partCount: 7, second: 0.03, third: 0.04)

  /// The least part of the background in a likelihood: below it the far tails of the flow decide,
  /// which single precision does not hold.
  public static let leastBackgroundWeight = 1e-3

  private let lattice: SweptLattice
  private let likelihood: RotationLikelihood
  private let grid: Grid
  private let logPrior: [Double]
  private let moments: SurveyMoments

  /// Prepares an empty table; nil if the flow is none that can be tabulated.
  ///
  /// - Parameters:
  ///   - likelihood: The likelihood of a star.
  ///   - grid: Ages of the summaries, dex of Myr.
  ///   - logPrior: Normalized log density of the prior at each age, nat per dex.
  ///   - spacing: How finely the flow is tabulated.
  public init?(
    likelihood: RotationLikelihood, grid: Grid, logPrior: [Double],
    spacing: LatticeSpacing = SurveyPosteriors.spacing
  ) {
    guard let lattice = SweptLattice(likelihood.flow.flow, spacing: spacing) else { return nil }
    (self.lattice, self.likelihood, self.grid) = (lattice, likelihood, grid)
    self.logPrior = logPrior
    moments = SurveyMoments(
      spacing: spacing, grid: grid, logPrior: logPrior,
      flowCount: likelihood.flow.flow.flows.count)
  }

  /// How finely errors are cut into nodes: steps of a standard deviation suffice for a Gaussian.
  public static let resolution = LikelihoodNodes.Resolution(
    periodStep: 0.02, colorStep: 0.03, sigmaStep: 1, reach: 3)

  /// Whether a star's posterior may be computed here.
  public static func canSummarize(_ star: LikelihoodIntegral) -> Bool {
    let range = OutlierMixture.log10PeriodDaysRange
    return star.background * (range.upperBound - range.lowerBound) >= leastBackgroundWeight
  }

  /// The posterior of each star in numbers; nil where it must be computed on its own.
  ///
  /// - Parameters:
  ///   - stars: What is known of each star.
  ///   - threadCount: How many threads share the work.
  /// - Returns: One result a star.
  public func posteriors(
    of stars: [LikelihoodIntegral], threadCount: Int
  ) -> [SurveyPosterior?] {
    let rows = concurrentMap(count: stars.count, threadCount: threadCount) { SurveyRows(stars[$0]) }
    var results: [SurveyPosterior?] = []
    results.reserveCapacity(stars.count)
    var start = 0
    while start < rows.count {
      var (end, queryCount) = (start, 0)
      var firstQueries: [Int] = []
      while end < rows.count, queryCount < Self.queryLimit {
        firstQueries.append(queryCount)
        queryCount += rows[end].queries.count
        end += 1
      }
      results += portion(rows[start..<end], firstQueries, queryCount, threadCount: threadCount)
      start = end
    }
    return results
  }

  /// Densities that are in memory together: at 336 ages some 90 MB, and queries enough that many
  /// share a cell.
  private static let queryLimit = 65_536

  private func portion(
    _ stars: ArraySlice<SurveyRows>, _ firstQueries: [Int], _ queryCount: Int, threadCount: Int
  ) -> [SurveyPosterior?] {
    let ageCount = lattice.spacing.count
    let coarse = Grid(
      lattice.spacing
        .start...(lattice.spacing.start
        + lattice.spacing.resultStep * Double(ageCount - 1)), count: ageCount)
    let (grid, logPrior, moments) = (grid, logPrior, moments)
    let densities = UnsafeMutableBufferPointer<Float>.allocate(capacity: queryCount * ageCount)
    let sums = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: queryCount * moments.countPerQuery)
    defer {
      densities.deallocate()
      sums.deallocate()
    }
    lattice.densities(
      of: stars.flatMap(\.queries), threadCount: threadCount, into: densities,
      weights: moments.weights, sums: sums)
    nonisolated(unsafe) let (rows, flowSums) = (densities, UnsafeBufferPointer(sums))
    let blocks = (stars.count + Self.blockSize - 1) / Self.blockSize
    return concurrentMap(count: blocks, threadCount: threadCount) { block in
      let density = SurveyDensity(coarse: coarse, grid: grid, logFactors: logPrior)
      let range = (block * Self.blockSize)..<min((block + 1) * Self.blockSize, stars.count)
      return range.map { star in
        stars[stars.startIndex + star].posterior(
          rows, flowSums, firstQuery: firstQueries[star], ageCount: ageCount, density: density,
          moments: moments)
      }
    }.flatMap { $0 }
  }

  /// Stars that share the memory of one ``SurveyDensity``.
  private static let blockSize = 512
}

/// What is told of a posterior that was computed with others.
public struct SurveyPosterior: Hashable, Sendable {
  /// The posterior in numbers.
  public let summary: AgeSummary
  /// How much of it is due to each of the star's possible periods, in the order of
  /// ``LikelihoodIntegral/periods``.
  public let periodShares: [Double]
  /// How much of it is due to the background, 0…1.
  public let backgroundShare: Double
  /// The scatter of the mean of log10 age over the flows, dex; nil for a single flow.
  public let epistemicSigma: Double?
}
