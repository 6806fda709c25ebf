// SPDX-License-Identifier: GPL-3.0-or-later
// The flow densities that a star's posterior is made of, among those of other stars.

internal import Foundation
internal import GyroFlows
internal import GyroNumerics

/// A star's queries of the lattice, period by period, and their weights.
struct SurveyRows: Sendable {
  let queries: [SweptQuery]
  private let weights: [Float]
  /// Queries of each possible period.
  private let queriesPerPeriod: Int
  private let star: LikelihoodIntegral

  /// Lays out the queries; none where the star must be computed on its own.
  init(_ star: LikelihoodIntegral) {
    self.star = star
    guard SurveyPosteriors.canSummarize(star) else {
      (queries, weights, queriesPerPeriod) = ([], [], 0)
      return
    }
    if star.isDiscrete, star.periods.count == 1 {
      queries = [
        SweptQuery(
          second: star.bpRp0, third: star.log10BpRp0Sigma, value: star.periods[0].log10PeriodDays)
      ]
      (weights, queriesPerPeriod) = ([1], 1)
      return
    }
    let nodes = LikelihoodNodes(star, resolution: SurveyPosteriors.resolution)
    let nodesPerPeriod = nodes.periods.count / star.periods.count
    queriesPerPeriod = nodesPerPeriod * nodes.contexts.count
    var (queries, weights): ([SweptQuery], [Float]) = ([], [])
    for period in star.periods.indices {
      for context in nodes.contexts {
        for node in nodes.periods[(period * nodesPerPeriod)..<((period + 1) * nodesPerPeriod)] {
          queries.append(
            SweptQuery(
              second: context.bpRp0, third: context.log10BpRp0Sigma, value: node.log10PeriodDays))
          weights.append(Float(context.weight * node.weight))
        }
      }
    }
    (self.queries, self.weights) = (queries, weights)
  }

  /// Sums up the star's rows of densities, which are overwritten.
  ///
  /// - Parameters:
  ///   - all: The densities of many stars.
  ///   - flowSums: Their sums flow by flow, as `moments` asks for them.
  ///   - firstQuery: The first row of this one.
  ///   - ageCount: The length of a row.
  ///   - density: Scratch memory.
  ///   - moments: What the sums mean.
  /// - Returns: The posterior; nil where the star must be computed on its own.
  func posterior(
    _ all: UnsafeMutableBufferPointer<Float>, _ flowSums: UnsafeBufferPointer<Float>,
    firstQuery: Int, ageCount: Int, density: SurveyDensity, moments: SurveyMoments
  ) -> SurveyPosterior? {
    guard !queries.isEmpty else { return nil }
    let start = firstQuery * ageCount
    let rows = UnsafeMutableBufferPointer(
      rebasing: all[start..<(start + queries.count * ageCount)])
    let whole = row(0, rows, ageCount)
    if queries.count > 1 { addUp(rows, ageCount) }
    var logEvidences: [Double] = []
    if star.periods.count > 1 {
      for period in star.periods.indices {
        let part = row(period * queriesPerPeriod, rows, ageCount)
        let isPossible = density.update(
          densities: UnsafeBufferPointer(part), weight: star.flowWeight,
          background: max(star.backgrounds[period], Double(Float.leastNormalMagnitude) * 10))
        logEvidences.append(isPossible ? density.logIntegral : -.infinity)
        if period > 0 { for age in 0..<ageCount { whole[age] += part[age] } }
      }
    }
    guard
      density.update(
        densities: UnsafeBufferPointer(whole), weight: star.flowWeight,
        background: star.background)
    else { return nil }
    let logEvidence = density.logIntegral
    return SurveyPosterior(
      summary: AgeSummary(of: density),
      periodShares: logEvidences.isEmpty ? [1] : logEvidences.map { exp($0 - logEvidence) },
      backgroundShare: star.flowWeight > 0
        ? star.background * exp(density.logFactorIntegral - logEvidence) : 0,
      epistemicSigma: moments.epistemicSigma(
        flowSums, firstQuery: firstQuery, weights: weights, flowWeight: star.flowWeight,
        background: star.background))
  }

  private func row(
    _ query: Int, _ rows: UnsafeMutableBufferPointer<Float>, _ ageCount: Int
  ) -> UnsafeMutableBufferPointer<Float> {
    let start = query * ageCount
    return UnsafeMutableBufferPointer(rebasing: rows[start..<(start + ageCount)])
  }

  /// Adds up the densities of each period, with their weights, in its first row.
  private func addUp(_ rows: UnsafeMutableBufferPointer<Float>, _ ageCount: Int) {
    for query in queries.indices {
      let first = row(query / queriesPerPeriod * queriesPerPeriod, rows, ageCount)
      let (added, weight) = (row(query, rows, ageCount), weights[query])
      if query.isMultiple(of: queriesPerPeriod) {
        for age in 0..<ageCount { first[age] *= weight }
      } else {
        for age in 0..<ageCount { first[age] += weight * added[age] }
      }
    }
  }
}
