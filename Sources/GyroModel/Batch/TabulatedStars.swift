// SPDX-License-Identifier: GPL-3.0-or-later
// Posteriors of many stars at once as weighted sums of rows of a table.

internal import GyroFlows
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// Dates stars under a flow that is given true colors.
///
/// Whatever is uncertain about a star, its color, its extinction, its period or which alias that is, is a
/// set of weights on the same rows. Used by one thread at a time.
final class TabulatedStars {
  private let tables: [DensityTable]
  private let rowLength: Int
  private let moments: BatchMoments?
  private let spacing: LatticeSpacing
  private let grid: Grid
  private let logPrior: [Double]
  private let keepsDensities: Bool
  private let color: TableNodes.Axis
  private let period: TableNodes.Axis

  /// Nodes in true color, mag, and in log10 period, dex.
  static let (colorStep, periodStep) = (0.01, 0.005)
  /// The longest steps of an integral over the color, mag: among F stars the density changes fastest with it.
  private static let longestColorSteps = [
    (upTo: 0.65, step: 0.01), (upTo: 0.85, step: 0.02), (upTo: .infinity, step: 0.03),
  ]
  /// Periods for which there are nodes, dex of days: farther than those that have a background, so that their
  /// errors do not end there.
  static let log10PeriodDaysRange = -2.5...3.25
  /// Stars that a thread takes at a time.
  private static let blockSize = 256

  /// Prepares an empty table.
  ///
  /// - Parameters:
  ///   - flow: The flow, which is given true colors.
  ///   - grid: Ages of the summaries, dex of Myr.
  ///   - logPrior: Normalized log density of the prior at each age, nat per dex.
  ///   - limits: Colors at which the flow is evaluated.
  ///   - keepsDensities: Whether to return the posteriors as well as their summaries.
  ///   - hasOwnTerms: Whether each star comes with factors of its own, for which each flow has a
  ///     table by itself.
  ///   - byteLimit: About how many bytes of rows there are together.
  ///   - blockLength: Rows that are made together, which changes no result; see ``GyroFlows/DensityTable``.
  init?(
    _ flow: FlowEnsemble, grid: Grid, logPrior: [Double], limits: ContextLimits,
    keepsDensities: Bool, hasOwnTerms: Bool, byteLimit: Int, blockLength: Int
  ) {
    var spacing = BatchPosteriors.spacing
    spacing.second = Self.colorStep
    let moments =
      hasOwnTerms
      ? nil
      : BatchMoments(
        spacing: spacing, grid: grid, logPrior: logPrior, flowCount: flow.flows.count)
    tables = (hasOwnTerms ? flow.flows.map { FlowEnsemble([$0]) } : [flow]).compactMap {
      DensityTable(
        $0, spacing: spacing, valueStep: Self.periodStep, second: limits.bpRp0,
        value: Self.log10PeriodDaysRange, weights: moments?.weights,
        byteLimit: byteLimit / (hasOwnTerms ? flow.flows.count : 1), blockLength: blockLength)
    }
    guard let table = tables.first else { return nil }
    rowLength = table.rowLength
    (self.spacing, self.grid, self.logPrior, self.moments) = (spacing, grid, logPrior, moments)
    self.keepsDensities = keepsDensities
    color = TableNodes.Axis(
      step: Self.colorStep, longestSteps: Self.longestColorSteps, numbers: table.seconds,
      bounds: limits.bpRp0)
    period = TableNodes.Axis(
      step: Self.periodStep, longestSteps: [(.infinity, 0.02)], numbers: table.values, bounds: nil)
  }

  /// About how many bytes of rows there are together, unless another number is asked for.
  static let usualByteLimit = 400 << 20

  /// Hands out the posterior of each star in numbers as soon as it is known; nil where it must be computed on its own.
  ///
  /// - Parameters:
  ///   - stars: What is known of each star.
  ///   - terms: Natural log of the factors of each star, one for each age of the grid; nil if there are none.
  ///   - threadCount: How many threads share the work.
  ///   - body: Takes the posterior of a star, once, on any of these threads.
  func forEach(
    _ stars: some StarList, times terms: [[Double]]? = nil, threadCount: Int,
    _ body: @Sendable (Int, BatchPosterior?) -> Void
  ) {
    let nodes = StarNodes(
      stars, color: color, period: period, layout: tables[0].layout, threadCount: threadCount)
    if holdAll(nodes, threadCount: threadCount) {
      fill(0..<stars.count, nodes, terms, stars.fetch, threadCount: threadCount, body)
      return
    }
    var start = 0
    while start < stars.count {
      let end = hold(nodes, from: start, threadCount: threadCount)
      fill(start..<end, nodes, terms, stars.fetch, threadCount: threadCount, body)
      start = end
    }
  }

  /// The natural log of a star's likelihood at each age of the grid, nat per dex of period; nil where the star must
  /// be computed on its own.
  func logLikelihoods(of star: LikelihoodIntegral) -> [Double]? {
    let nodes = StarNodes(
      [star], color: color, period: period, layout: tables[0].layout, threadCount: 1)
    _ = hold(nodes, from: 0, threadCount: 1)
    let sums = RowSums(
      tables.map(\.rows), rowLength: rowLength, periodCount: nodes.largestPeriodCount)
    sums.add(nodes, at: 0..<1)
    let logPrior = grid.map { _ in 0.0 }
    let flat = Self.density(spacing, grid, logPrior)
    guard
      BatchPosterior(
        of: MixedPeriods(star), sums: sums.rows(of: 0), ageCount: spacing.count,
        rowLength: sums.rowLength,
        moments: BatchMoments(spacing: spacing, grid: grid, logPrior: logPrior, flowCount: 1),
        density: flat, keepsDensity: false, epistemicSigma: nil) != nil
    else { return nil }
    return flat.logValues
  }

  /// Has the rows made that all stars need; false if memory does not allow it.
  private func holdAll(_ nodes: StarNodes, threadCount: Int) -> Bool {
    for table in tables {
      table.begin()
      var fits = true
      nodes.forEachNeeded { fits = fits && table.ask(for: $0) }
      guard fits else { return false }
    }
    for table in tables { table.hold(threadCount: threadCount) }
    return true
  }

  /// Has the rows made that as many stars from a position on need as memory allows; returns where to go on.
  private func hold(_ nodes: StarNodes, from start: Int, threadCount: Int) -> Int {
    for table in tables { table.begin() }
    var (end, isFull) = (start, false)
    while end < nodes.order.count, !isFull {
      nodes.withNodes(at: end) { color, period in
        for table in tables {
          isFull = table.ask(seconds: color.numbers, values: period.numbers) || isFull
        }
      }
      end += 1
    }
    for table in tables { table.hold(threadCount: threadCount) }
    return end
  }

  /// Computes the posteriors of the stars at positions whose rows are held.
  private func fill(
    _ group: Range<Int>, _ nodes: StarNodes, _ terms: [[Double]]?, _ soon: @Sendable (Int) -> Void,
    threadCount: Int,
    _ body: @Sendable (Int, BatchPosterior?) -> Void
  ) {
    let (spacing, grid, logPrior) = (spacing, grid, logPrior)
    let (rowLength, keepsDensities) = (rowLength, keepsDensities)
    if let terms {
      forEachSum(of: group, nodes, soon, threadCount: threadCount, scratch: {}) { star, sums, _ in
        body(
          star.index,
          Self.posterior(
            star.mixture, sums, star.number, logPrior: zip(logPrior, terms[star.index]).map(+),
            spacing, grid, keepsDensity: keepsDensities))
      }
    } else if let moments {
      // Unwrapped out here: threads that count references to one object wait for each other.
      forEachSum(
        of: group, nodes, soon, threadCount: threadCount,
        scratch: { Self.density(spacing, grid, logPrior) }
      ) { star, sums, density in
        let mixture = star.mixture
        body(
          star.index,
          BatchPosterior(
            of: mixture, sums: sums.rows(of: star.number), ageCount: spacing.count,
            rowLength: rowLength, moments: moments, density: density, keepsDensity: keepsDensities,
            epistemicSigma: moments.epistemicSigma(
              flowWeight: mixture.flowWeight, background: mixture.background
            ) { sums.total(of: star.number, column: spacing.count + $0) }))
      }
    }
  }

  /// A star whose sums have been formed.
  private struct SummedStar {
    /// Its index in the list of all stars, and its number among those of the sums.
    let index, number: Int
    let mixture: MixedPeriods
  }

  /// Where a thread works.
  private final class Memory<Own> {
    let sums: RowSums
    let own: Own

    init(_ sums: RowSums, _ own: Own) { (self.sums, self.own) = (sums, own) }
  }

  /// Forms the sums of the stars at positions whose rows are held, and hands out one after the other.
  private func forEachSum<Scratch: SendableMetatype>(
    of group: Range<Int>, _ nodes: StarNodes, _ soon: @Sendable (Int) -> Void, threadCount: Int,
    scratch: @Sendable () -> Scratch, _ body: @Sendable (SummedStar, RowSums, Scratch) -> Void
  ) {
    let tables = tables.map(\.rows)
    let rowLength = rowLength
    concurrentForEach(
      count: (group.count + Self.blockSize - 1) / Self.blockSize, threadCount: threadCount,
      scratch: {
        Memory(
          RowSums(tables, rowLength: rowLength, periodCount: nodes.largestPeriodCount), scratch())
      },
      { block, memory in
        let first = group.lowerBound + block * Self.blockSize
        let block = first..<min(first + Self.blockSize, group.upperBound)
        for start in stride(from: first, to: block.upperBound, by: RowSums.groupSize) {
          let together = start..<min(start + RowSums.groupSize, block.upperBound)
          memory.sums.add(nodes, at: together)
          for (number, mixture) in memory.sums.stars.enumerated() {
            let position = start + number
            if position + 1 < group.upperBound { soon(nodes.order[position + 1]) }
            body(
              SummedStar(index: nodes.order[position], number: number, mixture: mixture),
              memory.sums, memory.own)
          }
        }
      })
  }

  /// The posterior of a star with factors of its own, from the sums of each flow.
  private static func posterior(
    _ star: MixedPeriods, _ sums: RowSums, _ number: Int, logPrior: [Double],
    _ spacing: LatticeSpacing, _ grid: Grid, keepsDensity: Bool
  ) -> BatchPosterior? {
    guard logPrior.contains(where: { $0 > -.infinity }) else { return nil }
    let moments = BatchMoments(
      spacing: spacing, grid: grid, logPrior: logPrior, flowCount: sums.flowCount)
    let totals = sums.averageFlows(of: number, weights: moments.weights)
    return BatchPosterior(
      of: star, sums: sums.rows(of: number), ageCount: spacing.count, rowLength: sums.rowLength,
      moments: moments,
      density: density(spacing, grid, logPrior), keepsDensity: keepsDensity,
      epistemicSigma: moments.epistemicSigma(
        flowWeight: star.flowWeight, background: star.background
      ) { totals[$0] })
  }

  private static func density(
    _ spacing: LatticeSpacing, _ grid: Grid, _ logPrior: [Double]
  ) -> BatchDensity {
    let last = spacing.start + spacing.resultStep * Double(spacing.count - 1)
    return BatchDensity(
      coarse: Grid(spacing.start...last, count: spacing.count), grid: grid, logFactors: logPrior)
  }
}
