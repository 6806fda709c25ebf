// SPDX-License-Identifier: GPL-3.0-or-later
// The periods of stars among a group that its age does not explain: of the field, and of outliers.

internal import GyroFlows
package import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// The density of the periods of a group's stars that do not follow its age.
///
/// Most non-members are stars of the field: of all ages, and slow where they are red. Others, and members with an
/// alias, a close companion or another history, can have any period:
///
///     b(y | c) = s Σ_j v_j p_flow(y | t_j, c) + (1 − s) / 4.25
///
/// with ages t_j of a uniform density of age (not of its logarithm) up to 10 Gyr. So the field is what the flow
/// itself says of other ages, at each star's own covariates; no table of field stars is needed. The error of the
/// color, which blurs it little, is left out.
///
/// The background of a single star, which has no group, is uniform: ``OutlierMixture``.
public struct GroupBackground: Hashable, Sendable {
  /// The share s of the field, 0…1; the rest is uniform.
  public let fieldShare: Double

  /// A background of which a share is the field's population, 0…1.
  public init(fieldShare: Double) {
    precondition((0...1).contains(fieldShare), "a share of \(fieldShare) is not in 0...1")
    self.fieldShare = fieldShare
  }

  /// Nothing but the uniform density of ``OutlierMixture``.
  public static let uniform = GroupBackground(fieldShare: 0)
  /// Half field, half uniform: a star of the one costs at most log 2 for the other.
  public static let usual = GroupBackground(fieldShare: 0.5)

  /// The ages of the field between which its time is divided, dex of Myr: from where few stars are younger
  /// to the age of the Galaxy's thin disk.
  public static let fieldLog10AgeMyr = 1.0...4.0
  /// The number of its ages: the sequences of neighbors overlap.
  package static let ageCount = 24

  /// The ages t_j, dex of Myr, with their probabilities v_j: each stands for the time of its cell.
  private static let ages: (log10AgesMyr: Grid, weights: [Double]) = {
    let range = fieldLog10AgeMyr
    let step = (range.upperBound - range.lowerBound) / Double(ageCount)
    let middles = Grid(
      (range.lowerBound + 0.5 * step)...(range.upperBound - 0.5 * step), count: ageCount)
    let durations = middles.map { pow(10, $0 + 0.5 * step) - pow(10, $0 - 0.5 * step) }
    let sum = durations.reduce(0, +)
    return (middles, durations.map { $0 / sum })
  }()

  /// The density of the field's periods at given covariates, as a function of log10 period/day, per dex.
  private static func field(_ flow: RotationFlow, at covariates: Covariates) -> (Double) -> Double {
    let (ages, weights) = Self.ages
    let densities = flow.conditioned(on: covariates, at: ages)
    let terms = weights.enumerated().map { DensityTerm(member: $0, weight: $1) }
    return { densities.density(at: $0, of: terms) }
  }

  /// The density of a measured period, its error and aliases integrated over, per dex.
  ///
  /// - Parameters:
  ///   - star: As a likelihood takes it, with all weight on the background.
  ///   - flow: Of whose ages the field is made.
  /// - Returns: Zero where no period that the aliases allow lies in the background's range.
  func density(of star: LikelihoodIntegral, flow: RotationFlow) -> Double {
    let uniform = star.background
    guard fieldShare > 0, uniform > 0 else { return uniform }
    let field = Self.field(flow, at: star.context())
    let periods = LikelihoodNodes(star, resolution: .summary).periods
    return (1 - fieldShare) * uniform
      + fieldShare * periods.reduce(0) { $0 + $1.weight * field($1.log10PeriodDays) }
  }

  /// The density of a true period of each star within the background's range, from which periods are drawn.
  ///
  /// - Parameters:
  ///   - stars: As a likelihood takes them; their periods do not matter.
  ///   - flow: Of whose ages the field is made.
  ///   - threadCount: Threads to use; does not change the result.
  /// - Returns: Over log10 period, dex of days.
  func periods(
    of stars: [LikelihoodIntegral], flow: RotationFlow, threadCount: Int
  ) -> [GriddedDensity] {
    let uniform = GriddedDensity(uniformOver: Self.periodGrid)
    guard fieldShare > 0 else { return stars.map { _ in uniform } }
    let contexts = stars.map { $0.context() }
    let table =
      flow.schema == .trueColor
      ? FieldPeriods(
        flow, ages: Self.ages.log10AgesMyr, weights: Self.ages.weights, periods: Self.periodGrid,
        around: contexts.map(\.bpRp0.value), threadCount: threadCount) : nil
    return concurrentMap(count: stars.count, threadCount: threadCount) { star in
      let field =
        table?.densities(bpRp0: contexts[star].bpRp0.value)
        ?? Self.periodGrid.map(Self.field(flow, at: contexts[star]))
      let mixed = zip(uniform.values, field).map { uniform, field in
        log((1 - fieldShare) * uniform + fieldShare * field)
      }
      return GriddedDensity(grid: Self.periodGrid, logValues: mixed) ?? uniform
    }
  }

  /// Periods of all ages together have no structure finer than its steps, dex of days.
  package static let periodGrid = Grid(OutlierMixture.log10PeriodDaysRange, count: 86)
}
