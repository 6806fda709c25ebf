// SPDX-License-Identifier: GPL-3.0-or-later
// How probable shorter periods than a star's are at some ages: whether it is slower than what the model expects.

internal import GyroFlows
public import GyroNumerics
internal import Synchronization

/// The probability of a shorter period than a star's, under the flow alone, at each age of a grid.
///
///     F(P | a) = Σ_j w_j F(P | a, c_j)
///
/// over the nodes c_j of the star's color; its period counts as exactly known. That F grows with the period bounds it by its values
/// at tabulated periods around P, which answer most questions whether a limit is reached; where they do not, F is computed.
public final class ShorterPeriods {
  private let likelihood: RotationLikelihood
  private let star: Star
  private let ages: Grid
  private let nodes: [(weight: Double, table: ShorterPeriodTable)]
  /// The tabulated period that is not longer than the star's; nil if F is computed in any case.
  private let place: Int?
  /// Between which numbers F lies, at each age.
  private lazy var bounds = place.map { (lower: sums($0), upper: sums($0 + 1)) }

  /// By more than the sums are rounded.
  private static let tolerance = 1e-9

  /// Prepares the tables.
  ///
  /// - Parameters:
  ///   - star: The star.
  ///   - integral: The same star, as its likelihood integrates over it.
  ///   - likelihood: The likelihood.
  ///   - ages: Ages, dex of Myr.
  public init(
    of star: Star, _ integral: LikelihoodIntegral, under likelihood: RotationLikelihood,
    at ages: Grid
  ) {
    (self.star, self.likelihood, self.ages) = (star, likelihood, ages)
    let flow = likelihood.flow
    guard flow.remembers, integral.covariates.besidesColor.isEmpty else {
      (nodes, place) = ([], nil)
      return
    }
    nodes = LikelihoodNodes(integral, resolution: .summary).contexts.map {
      ($0.weight, flow.shorterPeriods(of: $0.covariates, at: ages))
    }
    // With a single node of color, other stars hardly ever need the same one: a table saves nothing.
    place =
      nodes.count > 1 ? ShorterPeriodTable.node(below: star.log10PeriodDays) : nil
  }

  /// Whether the probability of a shorter period reaches a limit at every age.
  public func reachEverywhere(_ limit: Double) -> Bool {
    if let place {
      let (lowest, last) = nodes.reduce((0.0, 0.0)) { sums, node in
        (
          sums.0 + node.weight * node.table.row(place).lowest,
          sums.1 + node.weight * node.table.row(place + 1).last
        )
      }
      if lowest > limit + Self.tolerance { return true }
      if last < limit - Self.tolerance { return false }
    }
    // The oldest age refuses most stars.
    return ages.indices.reversed().allSatisfy { reach(limit, at: $0) }
  }

  /// Whether the probability of a shorter period reaches a limit at an age, by its index.
  public func reach(_ limit: Double, at age: Int) -> Bool {
    if let bounds {
      if bounds.lower[age] > limit + Self.tolerance { return true }
      if bounds.upper[age] < limit - Self.tolerance { return false }
    }
    return probability(at: age) >= limit
  }

  /// The probability of a shorter period at an age, by its index.
  func probability(at age: Int) -> Double {
    guard !nodes.isEmpty else {
      return likelihood.prediction(of: star, log10AgeMyr: ages[age]).probabilityBelow
    }
    return nodes.reduce(0) { sum, node in
      sum + node.weight * node.table.densities.cdf(at: star.log10PeriodDays, member: age)
    }
  }

  /// The probability of a period shorter than a tabulated one, at each age.
  private func sums(_ place: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: ages.count)
    for (weight, table) in nodes {
      let row = table.row(place).probabilities
      for age in sums.indices { sums[age] += weight * row[age] }
    }
    return sums
  }
}

/// The probabilities of periods shorter than those of equally spaced nodes, for one color at some ages; computed when
/// they are needed first.
final class ShorterPeriodTable: Sendable {
  /// Nodes of log10 period, dex, and from where on, dex of days.
  private static let (step, first, count) = (0.01, -3.0, 701)

  /// The probabilities of periods shorter than one node's.
  final class Row: Sendable {
    /// One for each age.
    let probabilities: [Double]
    /// The smallest of them, and that at the oldest age.
    let lowest, last: Double

    fileprivate init(_ probabilities: [Double]) {
      self.probabilities = probabilities
      lowest = probabilities.min() ?? 0
      last = probabilities.last ?? 0
    }
  }

  /// The densities of periods, one for each age.
  let densities: ConditionedEnsemble
  private let rows = Mutex([Row?](repeating: nil, count: count))

  init(_ densities: ConditionedEnsemble) { self.densities = densities }

  /// The last node that is not longer than a period, dex of days; nil where there is none on either side.
  static func node(below log10PeriodDays: Double) -> Int? {
    let node = Int(clamping: ((log10PeriodDays - first) / step).rounded(.down))
    return node >= 0 && node < count - 1 ? node : nil
  }

  /// The probabilities of periods shorter than a node's.
  func row(_ node: Int) -> Row {
    if let known = rows.withLock({ $0[node] }) { return known }
    let period = Self.first + Double(node) * Self.step
    let row = Row((0..<densities.count).map { densities.cdf(at: period, member: $0) })
    rows.withLock { $0[node] = row }
    return row
  }
}

/// The tables of many colors, all of which are forgotten when there are too many.
final class ShorterPeriodTables: Sendable {
  private struct Key: Hashable {
    let bpRp0: Double
    let ages: Grid
  }

  /// Some 50 kB each.
  private static let countLimit = 2000

  private let tables = Mutex<[Key: ShorterPeriodTable]>([:])

  /// The table of a color at some ages, made if there is none.
  func table(bpRp0: Double, ages: Grid, _ densities: () -> ConditionedEnsemble)
    -> ShorterPeriodTable
  {
    let key = Key(bpRp0: bpRp0, ages: ages)
    if let known = tables.withLock({ $0[key] }) { return known }
    let table = ShorterPeriodTable(densities())
    return tables.withLock { tables in
      if let known = tables[key] { return known }
      if tables.count >= Self.countLimit { tables = [:] }
      tables[key] = table
      return table
    }
  }
}
