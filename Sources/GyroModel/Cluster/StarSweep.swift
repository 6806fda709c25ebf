// SPDX-License-Identifier: GPL-3.0-or-later
// Densities of many stars along evenly spaced ages, from the engine of the table that stars are dated with.

internal import GyroFlows
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// What a flow of true colors says of many stars' periods at evenly spaced ages and at some zero points.
///
/// A star's density is a weighted sum of densities at the nodes of its color, which are the same for all zero points:
/// these change the weights alone. As in a ``DensityTable``, spline knots are made once for each node in
/// color and cubic between the ages at which networks are evaluated; but each star's own periods are taken in place of nodes,
/// and the ages that are asked for, so that nothing else is interpolated.
///
/// > Accuracy: The log likelihood of a star is off by 0.0001 nat (root mean square over stars and ages), at most by 0.0024; where
/// > its color is known to better than 0.01 mag, so that densities are cubic between nodes, too, by 0.0008 and at most by
/// > 0.018 nat: `ClusterSweepLawTests`.
struct StarSweep {
  private let likelihood: RotationLikelihood
  private let ages: Grid
  private let spacing: LatticeSpacing
  private let threadCount: Int

  /// Nodes in true color, mag: those of ``LikelihoodNodes`` are multiples of it, or lie between them where errors are
  /// small, or a bound is not one.
  static let colorStep = TabulatedStars.colorStep
  /// Densities that are in memory together: some 32 MB.
  private static let densityLimit = 8 << 20

  /// Prepares a sweep; nil if the flow is given something else than true colors.
  ///
  /// - Parameters:
  ///   - likelihood: The flow and the aliases; what is mixed with them does not matter.
  ///   - ages: Where densities are wanted, dex of Myr.
  ///   - threadCount: Threads to use; does not change the result.
  init?(_ likelihood: RotationLikelihood, ages: Grid, threadCount: Int) {
    guard likelihood.flow.schema == .trueColor else { return nil }
    self.likelihood = likelihood.ofFlowAlone
    (self.ages, self.threadCount) = (ages, threadCount)
    spacing = LatticeSpacing(ages: ages, colorStep: Self.colorStep)
  }

  /// Makes something of each star's densities.
  ///
  /// - Parameters:
  ///   - stars: The stars.
  ///   - zeroPoints: By how much all of them are redder than they should be, mag.
  ///   - transform: Takes the index of a star and the natural logs of its densities, nat per dex of period, shape
  ///     `[zeroPoints][ages]`; −87 where they are too small for single precision. Called on any thread.
  /// - Returns: One result for each star.
  func map<Result: Sendable>(
    _ stars: [Star], zeroPoints: [Double],
    _ transform: @Sendable (_ star: Int, _ logDensities: [[Double]]) -> Result
  ) -> [Result] {
    let likelihood = likelihood
    let nodes = concurrentMap(count: stars.count, threadCount: threadCount) {
      SweptNodes(of: stars[$0], likelihood: likelihood, zeroPoints: zeroPoints)
    }
    var results: [Result] = []
    results.reserveCapacity(stars.count)
    likelihood.flow.lattices.withLattice(of: likelihood.flow.flow, spacing: spacing) { lattice in
      while results.count < stars.count {
        var (end, queryCount) = (results.count, 0)
        repeat {
          queryCount += nodes[end].queryCount
          end += 1
        } while end < stars.count
          && (queryCount + nodes[end].queryCount) * spacing.count <= Self.densityLimit
        results += map(nodes[results.count..<end], by: lattice, transform)
      }
    }
    return results
  }

  /// Makes something of the densities of stars that are in memory together.
  private func map<Result: Sendable>(
    _ nodes: ArraySlice<SweptNodes>, by lattice: SweptLattice,
    _ transform: @Sendable (_ star: Int, _ logDensities: [[Double]]) -> Result
  ) -> [Result] {
    var (queries, firstQueries): ([SweptQuery], [Int]) = ([], [])
    for star in nodes {
      firstQueries.append(queries.count)
      star.appendQueries(to: &queries)
    }
    let densities = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: queries.count * spacing.count)
    defer { densities.deallocate() }
    lattice.densities(of: queries, threadCount: threadCount, into: densities)
    nonisolated(unsafe) let rows = UnsafeBufferPointer(densities)
    let (starts, ageCount, rowLength) = (firstQueries, ages.count, spacing.count)
    return concurrentMap(count: nodes.count, threadCount: threadCount) { place in
      let star = nodes.startIndex + place
      return transform(
        star,
        nodes[star].logDensities(
          UnsafeBufferPointer(rebasing: rows[(starts[place] * rowLength)...]),
          rowLength: rowLength, ageCount: ageCount))
    }
  }
}

extension LatticeSpacing {
  /// Networks at most a tenth of a dex apart, about as for single stars, and densities at the nodes of a grid.
  ///
  /// - Parameters:
  ///   - ages: Where densities are wanted, dex of Myr.
  ///   - colorStep: The distance between nodes in true color, mag.
  init(ages: Grid, colorStep: Double) {
    let longestStep = 0.1
    var (stepCount, partCount) = (0, 0)
    repeat {
      stepCount += SweptLattice.laneCount
      partCount = (ages.count + stepCount - 1) / stepCount
    } while partCount > 1 && Double(partCount) * ages.step > longestStep
    self.init(
      start: ages.range.lowerBound, step: Double(partCount) * ages.step, stepCount: stepCount,
      partCount: partCount, second: colorStep, third: BatchPosteriors.spacing.third)
  }
}

/// The densities that a star's own ones are made of, and their weights.
private struct SweptNodes: Sendable {
  /// Nodes in color, by their numbers.
  private let colors: [Int]
  private let periods: [LikelihoodNodes.Period]
  /// By zero point the nodes that it needs: their index among the colors, with their weights.
  private let weights: [[(index: Int, weight: Float)]]

  /// What single precision can hold, per dex; cubic interpolation may leave less than nothing, too.
  private static let smallestDensity = Float.leastNormalMagnitude

  var queryCount: Int { colors.count * periods.count }

  init(of star: Star, likelihood: RotationLikelihood, zeroPoints: [Double]) {
    var member = star
    member.membershipProbability = 1
    var periods: [LikelihoodNodes.Period] = []
    let sums = zeroPoints.map { zeroPoint in
      let nodes = LikelihoodNodes(
        likelihood.integral(of: member.bluer(by: zeroPoint)), resolution: .summary)
      periods = nodes.periods
      return Self.sums(nodes.contexts)
    }
    let colors = Set(sums.flatMap(\.keys)).sorted()
    let indices = Dictionary(uniqueKeysWithValues: colors.enumerated().map { ($1, $0) })
    weights = sums.map { sums in
      sums.compactMap { number, weight in indices[number].map { ($0, Float(weight)) } }
        .sorted { $0.index < $1.index }
    }
    (self.colors, self.periods) = (colors, periods)
  }

  /// The weights of contexts on nodes: on the four around a color that is not one.
  private static func sums(_ contexts: [LikelihoodNodes.Context]) -> [Int: Double] {
    var sums: [Int: Double] = [:]
    for context in contexts {
      let steps = context.covariates.bpRp0.value / StarSweep.colorStep
      let nearest = steps.rounded()
      if abs(steps - nearest) < 1e-6 {
        sums[Int(clamping: nearest), default: 0] += context.weight
      } else {
        for (number, weight) in CubicWeights.nodes(around: steps) {
          sums[number, default: 0] += context.weight * weight
        }
      }
    }
    return sums
  }

  /// Appends the densities that are needed, those of one color together.
  func appendQueries(to queries: inout [SweptQuery]) {
    for color in colors {
      for period in periods {
        queries.append(
          SweptQuery(
            second: Double(color) * StarSweep.colorStep, third: 0, value: period.log10PeriodDays))
      }
    }
  }

  /// Natural logs of the star's densities.
  ///
  /// - Parameters:
  ///   - rows: The densities of its queries, which follow one another.
  ///   - rowLength: The distance between them.
  ///   - ageCount: How many densities of a row are wanted.
  /// - Returns: Nat per dex of period, shape `[zeroPoints][ageCount]`.
  func logDensities(
    _ rows: UnsafeBufferPointer<Float>, rowLength: Int, ageCount: Int
  ) -> [[Double]] {
    let ofColors = [Float](unsafeUninitializedCapacity: colors.count * ageCount) { sums, count in
      count = colors.count * ageCount
      sums.initialize(repeating: 0)
      for color in colors.indices {
        for (place, period) in periods.enumerated() {
          let (row, weight) = ((color * periods.count + place) * rowLength, Float(period.weight))
          for age in 0..<ageCount { sums[color * ageCount + age] += weight * rows[row + age] }
        }
      }
    }
    var sum = [Float](repeating: 0, count: ageCount)
    return weights.map { weights in
      for age in 0..<ageCount { sum[age] = 0 }
      ofColors.withUnsafeBufferPointer { ofColors in
        for (color, weight) in weights {
          for age in 0..<ageCount { sum[age] += weight * ofColors[color * ageCount + age] }
        }
      }
      return sum.map { log(Double(max(Self.smallestDensity, $0))) }
    }
  }
}
