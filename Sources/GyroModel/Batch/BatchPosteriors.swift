// SPDX-License-Identifier: GPL-3.0-or-later
// Posteriors of many stars at once, from tabulated spline knots.

package import GyroFlows
package import GyroNumerics

/// Summaries of age posteriors for lists of stars, a hundred times as fast as one after the other.
///
/// The flow's knots are tabulated over color and color error as stars need them, the splines evaluated
/// for each star, and the sum over a star's ``LikelihoodNodes`` formed as for one star. The result of
/// a star depends neither on the other stars nor on the number of threads; it differs from
/// ``AgePosterior`` by what interpolation and single precision cost, measured in
/// `Validation/Results/batch.md`. Used by one thread at a time.
public final class BatchPosteriors {
  /// Ages, dex of Myr, at which networks are evaluated, and nodes in color (mag) and its error (dex).
  package static let spacing = LatticeSpacing(
    start: AgeGrid.log10AgeMyrRange.lowerBound, step: AgeGrid.log10AgeMyrRange.upperBound / 47,
    stepCount: 48, partCount: 7, second: 0.03, third: 0.04)

  /// Densities that are in memory together: at 336 ages some 90 MB, and queries enough that many
  /// share a cell.
  public static let queryLimit = 65_536

  private let lattice: SweptLattice
  /// Of a flow of true colors, for stars without factors of their own.
  private let table: TabulatedStars?
  /// The same for stars with such factors; prepared when the first of these comes.
  private lazy var tableOfTerms = Self.table(
    likelihood, grid: grid, logPrior: logPrior, keepsDensities: keepsDensities, hasOwnTerms: true,
    byteLimit: tableByteLimit, isForOneStar: isForOneStar)
  private let likelihood: RotationLikelihood
  private let grid: Grid
  private let logPrior: [Double]
  private let keepsDensities: Bool
  private let queryLimit: Int
  private let tableByteLimit: Int
  private let isForOneStar: Bool
  private let moments: BatchMoments

  /// Prepares an empty table; nil if the flow cannot be tabulated: its context is not that of
  /// ``ContextSchema/rotation`` or ``ContextSchema/trueColor``, or its kernels have other sizes.
  ///
  /// - Parameters:
  ///   - likelihood: The likelihood of a star.
  ///   - grid: Ages of the summaries, dex of Myr.
  ///   - logPrior: Normalized log density of the prior at each age, nat per dex.
  ///   - keepsDensities: Whether to return the posteriors as well as their summaries.
  ///   - spacing: How finely the flow is tabulated.
  ///   - queryLimit: How many flow densities are in memory together, which changes no result by more than
  ///     rounding.
  ///   - tableByteLimit: About how many bytes the rows of a flow of true colors take, which changes no result.
  ///   - isForOneStar: Whether there will be one star, for which no row is made that only others need; changes no result.
  package init?(
    likelihood: RotationLikelihood, grid: Grid, logPrior: [Double], keepsDensities: Bool = false,
    spacing: LatticeSpacing = BatchPosteriors.spacing,
    queryLimit: Int = BatchPosteriors.queryLimit,
    tableByteLimit: Int = TabulatedStars.usualByteLimit, isForOneStar: Bool = false
  ) {
    precondition(queryLimit > 0, "\(queryLimit) densities together")
    guard [.rotation, .trueColor].contains(likelihood.flow.schema),
      let lattice = SweptLattice(likelihood.flow.flow, spacing: spacing)
    else { return nil }
    (self.lattice, self.likelihood, self.grid) = (lattice, likelihood, grid)
    (self.logPrior, self.keepsDensities) = (logPrior, keepsDensities)
    (self.queryLimit, self.tableByteLimit) = (queryLimit, tableByteLimit)
    self.isForOneStar = isForOneStar
    table = Self.table(
      likelihood, grid: grid, logPrior: logPrior, keepsDensities: keepsDensities,
      hasOwnTerms: false, byteLimit: tableByteLimit, isForOneStar: isForOneStar)
    moments = BatchMoments(
      spacing: spacing, grid: grid, logPrior: logPrior,
      flowCount: likelihood.flow.flow.flows.count)
  }

  private static func table(
    _ likelihood: RotationLikelihood, grid: Grid, logPrior: [Double], keepsDensities: Bool,
    hasOwnTerms: Bool, byteLimit: Int, isForOneStar: Bool
  ) -> TabulatedStars? {
    let flow = likelihood.flow
    guard flow.schema == .trueColor else { return nil }
    return TabulatedStars(
      flow.flow, grid: grid, logPrior: logPrior,
      limits: flow.limits, keepsDensities: keepsDensities,
      hasOwnTerms: hasOwnTerms, byteLimit: byteLimit,
      blockLength: isForOneStar ? 1 : DensityTable.usualBlockLength)
  }

  /// How finely errors are cut into nodes: steps of a standard deviation suffice for a Gaussian.
  public static let resolution = LikelihoodNodes.Resolution(
    periodStep: 0.02, colorStep: 0.03, sigmaStep: 1, reach: 3, wideReach: 4.5, pairLimit: 1024,
    sharesColors: false)

  /// The posterior of each star in numbers; nil where it must be computed on its own.
  ///
  /// - Parameters:
  ///   - stars: What is known of each star.
  ///   - terms: Natural log of the factors of each star, one for each age of the grid, nat; nil if there are none.
  ///   - threadCount: How many threads share the work.
  /// - Returns: One result per star.
  public func posteriors(
    of stars: [LikelihoodIntegral], times terms: [[Double]]? = nil, threadCount: Int
  ) -> [BatchPosterior?] {
    [BatchPosterior?](unsafeUninitializedCapacity: stars.count) { results, count in
      count = stars.count
      nonisolated(unsafe) let results = results
      forEach(
        stars, times: terms, threadCount: threadCount
      ) { results.initializeElement(at: $0, to: $1) }
    }
  }

  /// Hands out the posterior of each star in numbers as soon as it is known; nil where it must be computed on its own.
  ///
  /// - Parameters:
  ///   - stars: What is known of each star.
  ///   - terms: Natural log of the factors of each star, one for each age of the grid, nat: what else than rotation is
  ///     known of it; nil if nothing is.
  ///   - threadCount: How many threads share the work.
  ///   - body: Takes the posterior of a star, once, on any of these threads.
  public func forEach(
    _ stars: some StarList, times terms: [[Double]]? = nil, threadCount: Int,
    _ body: @Sendable (Int, BatchPosterior?) -> Void
  ) {
    if let table = terms == nil ? table : tableOfTerms {
      table.forEach(stars, times: terms, threadCount: threadCount, body)
    } else if let terms {
      for (index, terms) in terms.enumerated() {
        body(
          index, posterior(of: stars.integral(of: index), times: terms, threadCount: threadCount))
      }
    } else {
      let posteriors = latticePosteriors(
        of: (0..<stars.count).map(stars.integral), threadCount: threadCount)
      for (index, posterior) in posteriors.enumerated() { body(index, posterior) }
    }
  }

  /// The posterior of each star under a flow of measured colors.
  private func latticePosteriors(
    of stars: [LikelihoodIntegral], threadCount: Int
  ) -> [BatchPosterior?] {
    let counts = concurrentMap(count: stars.count, threadCount: threadCount) {
      BatchRows.queryCount(of: stars[$0])
    }
    var results: [BatchPosterior?] = []
    results.reserveCapacity(stars.count)
    while results.count < stars.count {
      let start = results.count
      var (end, queryCount) = (start, 0)
      while end < stars.count, queryCount + counts[end] <= queryLimit {
        queryCount += counts[end]
        end += 1
      }
      if end == start {
        results.append(
          singlePosterior(
            stars[start], logPrior: logPrior, moments: moments, threadCount: threadCount))
      } else {
        results += chunkPosteriors(
          stars[start..<end], counts[start..<end], threadCount: threadCount)
      }
    }
    return results
  }

  /// The posterior of a star with factors of its own under a flow of measured colors.
  private func posterior(
    of star: LikelihoodIntegral, times terms: [Double], threadCount: Int
  ) -> BatchPosterior? {
    let logPrior = zip(logPrior, terms).map(+)
    guard logPrior.contains(where: { $0 > -.infinity }) else { return nil }
    return singlePosterior(
      star, logPrior: logPrior,
      moments: BatchMoments(
        spacing: lattice.spacing, grid: grid, logPrior: logPrior,
        flowCount: likelihood.flow.flow.flows.count),
      threadCount: threadCount)
  }

  /// The natural log of a star's likelihood at each age of the grid, nat per dex of period, from the rows that its
  /// summary is made of; nil where there are none and it must be computed on its own.
  public func logLikelihoods(of star: LikelihoodIntegral) -> [Double]? {
    table?.logLikelihoods(of: star)
  }

  /// Stars whose queries are in memory together.
  private func chunkPosteriors(
    _ stars: ArraySlice<LikelihoodIntegral>, _ counts: ArraySlice<Int>, threadCount: Int
  ) -> [BatchPosterior?] {
    let rows = concurrentMap(count: stars.count, threadCount: threadCount) {
      BatchRows(stars[stars.startIndex + $0])
    }
    var (firstQueries, queryCount) = ([Int](), 0)
    for count in counts {
      firstQueries.append(queryCount)
      queryCount += count
    }
    let ageCount = lattice.spacing.count
    let densities = UnsafeMutableBufferPointer<Float>.allocate(capacity: queryCount * ageCount)
    let flowSums = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: queryCount * moments.countPerQuery)
    defer {
      densities.deallocate()
      flowSums.deallocate()
    }
    lattice.densities(
      of: rows.flatMap(\.queries), threadCount: threadCount, into: densities,
      weights: moments.weights, sums: flowSums)
    nonisolated(unsafe) let (all, allSums) = (densities, UnsafeBufferPointer(flowSums))
    let starts = firstQueries
    let blocks = (rows.count + Self.blockSize - 1) / Self.blockSize
    let (memory, keepsDensities, moments) = (memory(logPrior), keepsDensities, moments)
    return concurrentMap(count: blocks, threadCount: threadCount) { block in
      let density = memory()
      let range = (block * Self.blockSize)..<min((block + 1) * Self.blockSize, rows.count)
      return range.map { star in
        let (start, count) = (starts[star] * ageCount, rows[star].queries.count * ageCount)
        return rows[star].posterior(
          UnsafeMutableBufferPointer(rebasing: all[start..<(start + count)]), ageCount: ageCount,
          moments: moments, density: density, keepsDensity: keepsDensities,
          epistemicSigma: rows[star].epistemicSigma(
            allSums, firstQuery: starts[star], moments: moments))
      }
    }.flatMap { $0 }
  }

  /// A star with more queries than are in memory together, or with factors of its own.
  private func singlePosterior(
    _ star: LikelihoodIntegral, logPrior: [Double], moments: BatchMoments, threadCount: Int
  ) -> BatchPosterior? {
    let (rows, ageCount) = (BatchRows(star), lattice.spacing.count)
    let densities = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: min(queryLimit, rows.queries.count) * ageCount)
    defer { densities.deallocate() }
    let sums = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows.periodCount * ageCount)
    sums.initialize(repeating: 0)
    let flowSums = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: rows.queries.count * moments.countPerQuery)
    defer {
      sums.deallocate()
      flowSums.deallocate()
    }
    for start in stride(from: 0, to: rows.queries.count, by: queryLimit) {
      let range = start..<min(start + queryLimit, rows.queries.count)
      let part = UnsafeMutableBufferPointer(rebasing: densities[..<(range.count * ageCount)])
      let places = (start * moments.countPerQuery)..<(range.upperBound * moments.countPerQuery)
      lattice.densities(
        of: Array(rows.queries[range]), threadCount: threadCount, into: part,
        weights: moments.weights, sums: UnsafeMutableBufferPointer(rebasing: flowSums[places]))
      rows.add(UnsafeBufferPointer(part), of: range, to: sums, ageCount: ageCount)
    }
    return BatchPosterior(
      of: MixedPeriods(star), sums: sums, ageCount: ageCount, moments: moments,
      density: memory(logPrior)(), keepsDensity: keepsDensities,
      epistemicSigma: rows.epistemicSigma(
        UnsafeBufferPointer(flowSums), firstQuery: 0, moments: moments))
  }

  /// Makes the memory in which one posterior after the other is put on the grid.
  private func memory(_ logPrior: [Double]) -> @Sendable () -> BatchDensity {
    let (spacing, grid) = (lattice.spacing, grid)
    return {
      let last = spacing.start + spacing.resultStep * Double(spacing.count - 1)
      return BatchDensity(
        coarse: Grid(spacing.start...last, count: spacing.count), grid: grid, logFactors: logPrior)
    }
  }

  /// Stars that share the memory of one ``BatchDensity``.
  private static let blockSize = 512
}
