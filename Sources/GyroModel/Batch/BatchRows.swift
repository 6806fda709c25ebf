// SPDX-License-Identifier: GPL-3.0-or-later
// The flow densities that a star's posterior is made of, among those of other stars.

internal import GyroFlows
internal import GyroNumerics
internal import GyroPlatform

extension SweptQuery {
  /// A query of a lattice over ``ContextSchema/rotation`` or ``ContextSchema/trueColor``.
  fileprivate init(context: Covariates, hasSigma: Bool, value: Double) {
    self.init(
      second: ContextSchema.value(of: .value(.bpRp0), in: context) ?? .nan,
      third: hasSigma ? ContextSchema.value(of: .log10Sigma(.bpRp0), in: context) ?? .nan : 0,
      value: value)
  }
}

/// A star's queries of the lattice, period by period, and their weights.
struct BatchRows: Sendable {
  let queries: [SweptQuery]
  private let weights: [Float]
  /// Queries of each possible period.
  private let queriesPerPeriod: Int
  private let star: LikelihoodIntegral

  /// Lays out the queries.
  init(_ star: LikelihoodIntegral) {
    self.star = star
    if star.isDiscrete, star.periods.count == 1 {
      queries = [
        SweptQuery(
          context: star.context(), hasSigma: star.limits.isOfMeasuredColors,
          value: star.periods[0].log10PeriodDays)
      ]
      (weights, queriesPerPeriod) = ([1], 1)
      return
    }
    let nodes = LikelihoodNodes(star, resolution: BatchPosteriors.resolution)
    let nodesPerPeriod = nodes.periods.count / star.periods.count
    queriesPerPeriod = nodesPerPeriod * nodes.contexts.count
    var (queries, weights): ([SweptQuery], [Float]) = ([], [])
    for period in star.periods.indices {
      for context in nodes.contexts {
        for node in nodes.periods[(period * nodesPerPeriod)..<((period + 1) * nodesPerPeriod)] {
          queries.append(
            SweptQuery(
              context: context.covariates, hasSigma: star.limits.isOfMeasuredColors,
              value: node.log10PeriodDays))
          weights.append(Float(context.weight * node.weight))
        }
      }
    }
    (self.queries, self.weights) = (queries, weights)
  }

  /// How many queries a star has, before they are laid out.
  static func queryCount(of star: LikelihoodIntegral) -> Int {
    if star.isDiscrete { return star.periods.count }
    let nodes = LikelihoodNodes(star, resolution: BatchPosteriors.resolution)
    return nodes.periods.count * nodes.contexts.count
  }

  /// How many possible periods there are.
  var periodCount: Int { star.periods.count }

  /// The posterior from the densities of all queries.
  ///
  /// - Parameters:
  ///   - rows: The densities, shape `[queries.count, ageCount]`; overwritten.
  ///   - ageCount: The length of a row.
  ///   - moments: Of the same prior as the density's factors.
  ///   - density: Scratch memory.
  ///   - keepsDensity: Whether the posterior itself is wanted.
  ///   - epistemicSigma: The scatter over the flows, which is passed on.
  /// - Returns: The posterior; nil where the star must be computed on its own.
  func posterior(
    _ rows: UnsafeMutableBufferPointer<Float>, ageCount: Int, moments: BatchMoments,
    density: BatchDensity, keepsDensity: Bool, epistemicSigma: Double?
  ) -> BatchPosterior? {
    guard queries.count > 1 else {
      return BatchPosterior(
        of: MixedPeriods(star), sums: rows, ageCount: ageCount, moments: moments, density: density,
        keepsDensity: keepsDensity,
        epistemicSigma: epistemicSigma)
    }
    let sums = UnsafeMutableBufferPointer<Float>.allocate(capacity: periodCount * ageCount)
    sums.initialize(repeating: 0)
    defer { sums.deallocate() }
    add(UnsafeBufferPointer(rows), of: queries.indices, to: sums, ageCount: ageCount)
    return BatchPosterior(
      of: MixedPeriods(star), sums: sums, ageCount: ageCount, moments: moments, density: density,
      keepsDensity: keepsDensity,
      epistemicSigma: epistemicSigma)
  }

  /// The scatter of the mean age over the flows.
  ///
  /// - Parameters:
  ///   - flowSums: Of many queries, as `moments` asks for them.
  ///   - firstQuery: The first of this star.
  ///   - moments: What the sums mean.
  /// - Returns: A standard deviation, dex; nil for a single flow.
  func epistemicSigma(
    _ flowSums: UnsafeBufferPointer<Float>, firstQuery: Int, moments: BatchMoments
  ) -> Double? {
    var totals = [Double](repeating: 0, count: moments.countPerQuery)
    for (index, weight) in weights.enumerated() {
      let start = (firstQuery + index) * totals.count
      for sum in totals.indices { totals[sum] += Double(weight) * Double(flowSums[start + sum]) }
    }
    return moments.epistemicSigma(
      flowWeight: star.flowWeight, background: star.background
    ) { totals[$0] }
  }

  /// Adds densities of consecutive queries, with their weights, to the sums of their periods.
  ///
  /// - Parameters:
  ///   - rows: The densities, shape `[range.count, ageCount]`.
  ///   - range: Which queries they are of.
  ///   - sums: One row for each possible period, shape `[periodCount, ageCount]`.
  ///   - ageCount: The length of a row.
  func add(
    _ rows: UnsafeBufferPointer<Float>, of range: Range<Int>,
    to sums: UnsafeMutableBufferPointer<Float>, ageCount: Int
  ) {
    for query in range {
      let (sum, weight) = (row(query / queriesPerPeriod, sums, ageCount), weights[query])
      let start = (query - range.lowerBound) * ageCount
      let added = UnsafeBufferPointer(rebasing: rows[start..<(start + ageCount)])
      for age in 0..<ageCount { sum[age] += weight * added[age] }
    }
  }

  private func row(
    _ index: Int, _ rows: UnsafeMutableBufferPointer<Float>, _ ageCount: Int
  ) -> UnsafeMutableBufferPointer<Float> {
    let start = index * ageCount
    return UnsafeMutableBufferPointer(rebasing: rows[start..<(start + ageCount)])
  }
}
