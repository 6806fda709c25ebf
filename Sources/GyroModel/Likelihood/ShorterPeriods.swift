// SPDX-License-Identifier: GPL-3.0-or-later
// How probable shorter periods than a star's are at some ages: whether it is slower than what the model expects.

internal import GyroFlows
public import GyroNumerics
internal import GyroQuantities
internal import Synchronization

/// The probability of a shorter period than a star's, under the flow alone, at each age of a grid.
///
///     F(P | a) = Σ_j w_j F(P | a, c_j)
///
/// over the nodes c_j of the star's color; its period counts as exactly known. That F grows with the period bounds it by its values
/// at tabulated periods around P, which answer most questions whether a limit is reached; where they do not, F is computed.
public final class ShorterPeriods {
  private typealias Node = (weight: Double, table: ShorterPeriodTable)
  private typealias Rows = (
    weight: Double, below: ShorterPeriodTable.Row, above: ShorterPeriodTable.Row
  )

  private let likelihood: RotationLikelihood
  private let star: Star
  private let integral: LikelihoodIntegral
  private let ages: Grid
  /// The nodes of the color with their weights, the same at all ages.
  private lazy var contexts = LikelihoodNodes.contexts(of: integral, resolution: .summary)
  /// The nodes of the color; empty where nothing is remembered of them.
  private lazy var nodes = makeNodes()
  /// The tabulated period that is not longer than the star's; nil if F is computed in any case.
  ///
  /// With a single node of color, other stars hardly ever need the same one: a table saves nothing.
  private lazy var place =
    nodes.count > 1 ? ShorterPeriodTable.node(below: star.log10PeriodDays) : nil
  /// The probabilities of periods shorter than the tabulated ones around the star's, for each node of the color; nil if F
  /// is computed in any case.
  private lazy var rows = place.map { place in
    nodes.map { node -> Rows in
      let (below, above) = node.table.rows(around: place)
      return (node.weight, below, above)
    }
  }

  /// By more than the sums are rounded.
  static let tolerance = 1e-9

  /// Prepares a star.
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
    (self.star, self.integral, self.likelihood, self.ages) = (star, integral, likelihood, ages)
  }

  /// The same star at other ages, dex of Myr.
  public func atAges(_ ages: Grid) -> ShorterPeriods {
    let other = ShorterPeriods(of: star, integral, under: likelihood, at: ages)
    other.contexts = contexts
    return other
  }

  private func makeNodes() -> [Node] {
    let flow = likelihood.flow
    guard flow.remembers, integral.covariates.besidesColor.isEmpty else { return [] }
    let tables = flow.shorterPeriods(of: contexts.map(\.covariates.bpRp0.value), at: ages)
    return zip(contexts, tables).map { ($0.weight, $1) }
  }

  /// Whether the probability of a shorter period reaches a limit at every age.
  public func reachEverywhere(_ limit: Double) -> Bool {
    if let answer = answerOfAllColors(limit) { return answer }
    if let rows {
      let (lowest, last) = rows.reduce((0.0, 0.0)) { sums, row in
        (sums.0 + row.weight * row.below.lowest, sums.1 + row.weight * row.above.last)
      }
      if lowest > limit + Self.tolerance { return true }
      if last < limit - Self.tolerance { return false }
    }
    // The oldest age refuses most stars.
    return ages.indices.reversed().allSatisfy { reach(limit, at: $0) }
  }

  /// Whether the limit is reached at every age, where the answer is the same for all colors that the star may have; nil
  /// where it is not.
  private func answerOfAllColors(_ limit: Double) -> Bool? {
    let flow = likelihood.flow
    guard flow.remembers, integral.covariates.besidesColor.isEmpty,
      let colors = LikelihoodNodes.sharedColors(of: integral, resolution: .summary),
      let place = ShorterPeriodTable.node(below: star.log10PeriodDays)
    else { return nil }
    let reaches = flow.periodsReaching(limit, bpRp0: colors, at: ages)
    if reaches.longest <= place { return true }
    return reaches.shortest > place ? false : nil
  }

  /// Whether the probability of a shorter period reaches a limit at an age, by its index.
  public func reach(_ limit: Double, at age: Int) -> Bool {
    if let rows {
      // Between which numbers F lies.
      let (lower, upper) = rows.reduce((0.0, 0.0)) { sums, row in
        (
          sums.0 + row.weight * row.below.probabilities[age],
          sums.1 + row.weight * row.above.probabilities[age]
        )
      }
      if lower > limit + Self.tolerance { return true }
      if upper < limit - Self.tolerance { return false }
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

  /// Between which nodes the probability of a shorter period comes to reach a limit.
  struct Reach {
    /// Up to this node it is not reached at the oldest age; from the other one on it is reached at every age.
    var shortest, longest: Int16
  }

  /// The color, mag.
  let bpRp0: Double
  /// The densities of periods, one for each age.
  let densities: ConditionedEnsemble
  private let rows = Mutex([Row?](repeating: nil, count: count))

  init(bpRp0: Double, _ densities: ConditionedEnsemble) {
    (self.bpRp0, self.densities) = (bpRp0, densities)
  }

  /// The last node that is not longer than a period, dex of days; nil where there is none on either side.
  static func node(below log10PeriodDays: Double) -> Int? {
    let node = Int(clamping: ((log10PeriodDays - first) / step).rounded(.down))
    return node >= 0 && node < count - 1 ? node : nil
  }

  /// The probabilities of periods shorter than a node's and shorter than the next one's.
  func rows(around node: Int) -> (below: Row, above: Row) {
    let known = rows.withLock { (below: $0[node], above: $0[node + 1]) }
    if let below = known.below, let above = known.above { return (below, above) }
    let (below, above) = (known.below ?? row(node), known.above ?? row(node + 1))
    rows.withLock { ($0[node], $0[node + 1]) = (below, above) }
    return (below, above)
  }

  /// Where the probability comes to reach a limit.
  func reach(_ limit: Double) -> Reach {
    let (low, high) = (limit - ShorterPeriods.tolerance, limit + ShorterPeriods.tolerance)
    func period(_ node: Int) -> Double { Self.first + Double(node) * Self.step }
    let last = densities.count - 1
    // It grows with the period: the last node at which it is below the limit at the oldest age.
    var (below, above) = (-1, Self.count)
    while above - below > 1 {
      let middle = (below + above) / 2
      if densities.cdf(at: period(middle), member: last) < low {
        below = middle
      } else {
        above = middle
      }
    }
    var longest = above
    for age in (0...last).reversed() {
      while longest < Self.count, densities.cdf(at: period(longest), member: age) <= high {
        longest += 1
      }
    }
    return Reach(shortest: Int16(below), longest: Int16(longest))
  }

  private func row(_ node: Int) -> Row {
    let period = Self.first + Double(node) * Self.step
    return Row((0..<densities.count).map { densities.cdf(at: period, member: $0) })
  }
}

/// The tables of many colors at many grids of ages, all of which are forgotten when there are too many.
final class ShorterPeriodTables: Sendable {
  /// What is known at some ages.
  ///
  /// Colors of nodes are multiples of 0.01 mag, each of which has a place of its own; of others
  /// that share a place the last one stays.
  private struct Colors {
    private var tables = [ShorterPeriodTable?](repeating: nil, count: placeCount)
    /// Of multiples of 0.01 mag, for one limit.
    private var reaches: [Int: ShorterPeriodTable.Reach] = [:]
    private var limit = Double.nan
    private static let placeCount = 1024

    private static func place(_ bpRp0: Double) -> Int {
      Int(clamping: (100 * bpRp0).rounded()) & (placeCount - 1)
    }

    subscript(bpRp0: Double) -> ShorterPeriodTable? {
      get {
        guard let table = tables[Self.place(bpRp0)], table.bpRp0 == bpRp0 else { return nil }
        return table
      }
      set { tables[Self.place(bpRp0)] = newValue }
    }

    /// Of a color by its number, a multiple of 0.01 mag.
    subscript(number: Int, limit: Double) -> ShorterPeriodTable.Reach? {
      get { limit == self.limit ? reaches[number] : nil }
      set {
        if limit != self.limit { (reaches, self.limit) = ([:], limit) }
        reaches[number] = newValue
      }
    }
  }

  private struct Known {
    var colors: [Grid: Colors] = [:]
    var count = 0
  }

  /// Some 50 kB each.
  private static let countLimit = 2000

  private let known = Mutex(Known())

  /// The tables of colors at some ages, made if there are none.
  func tables(
    bpRp0 colors: [Double], ages: Grid, _ densities: (Double) -> ConditionedEnsemble
  ) -> [ShorterPeriodTable] {
    let found = known.withLock { known -> [ShorterPeriodTable?] in
      guard let tables = known.colors[ages] else { return colors.map { _ in nil } }
      return colors.map { tables[$0] }
    }
    return zip(colors, found).map { color, found in
      if let found { return found }
      let made = ShorterPeriodTable(bpRp0: color, densities(color))
      return known.withLock { known in
        if let other = known.colors[ages]?[color] { return other }
        if known.count >= Self.countLimit { known = Known() }
        known.colors[ages, default: Colors()][color] = made
        known.count += 1
        return made
      }
    }
  }

  /// Where the probability comes to reach a limit for any of some colors.
  ///
  /// - Parameters:
  ///   - limit: The limit.
  ///   - colors: Numbers of colors, multiples of 0.01 mag.
  ///   - ages: Ages, dex of Myr.
  ///   - densities: Those of a color, mag, at these ages.
  /// - Returns: The nodes for all of them together.
  func reach(
    _ limit: Double, colors: some Sequence<Int>, ages: Grid,
    _ densities: (Double) -> ConditionedEnsemble
  ) -> ShorterPeriodTable.Reach {
    var whole = ShorterPeriodTable.Reach(shortest: .max, longest: .min)
    func add(_ reach: ShorterPeriodTable.Reach) {
      whole.shortest = min(whole.shortest, reach.shortest)
      whole.longest = max(whole.longest, reach.longest)
    }
    let missing = known.withLock { known in
      colors.filter { number in
        guard let reach = known.colors[ages]?[number, limit] else { return true }
        add(reach)
        return false
      }
    }
    for number in missing {
      let color = 0.01 * Double(number)
      let reach = ShorterPeriodTable(bpRp0: color, densities(color)).reach(limit)
      known.withLock { $0.colors[ages, default: Colors()][number, limit] = reach }
      add(reach)
    }
    return whole
  }
}
