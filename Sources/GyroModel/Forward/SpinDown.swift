// SPDX-License-Identifier: GPL-3.0-or-later
// The flow read forward: which periods stars of an age and a color have, and how fast they lengthen.

internal import GyroFlows
public import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// The rotation of stars as the model sees it, without outliers.
public struct SpinDown: Sendable {
  /// The flow.
  public let rotation: RotationFlow
  /// The error of the color that periods are asked for, mag: the context of the flow.
  public let bpRp0Sigma: Double

  /// Half the step over which the braking index is a difference quotient, dex of age.
  ///
  /// The flows are piecewise smooth in age; a step of some hundredths of a dex looks past their kinks.
  public static let halfStep = 0.05

  /// The spin-down of a flow, at one error of the color in mag.
  public init(_ rotation: RotationFlow, bpRp0Sigma: Double) {
    (self.rotation, self.bpRp0Sigma) = (rotation, bpRp0Sigma)
  }

  /// The densities of log10 period at some ages and colors.
  ///
  /// - Parameter positions: Log10 ages in dex of Myr with dereddened colors in mag.
  /// - Returns: One density per age and color, per dex of period.
  public func densities(
    at positions: [(log10AgeMyr: Double, bpRp0: Double)]
  ) -> [@Sendable (_ log10PeriodDays: Double) -> Double] {
    let conditioned = conditioned(positions)
    return positions.indices.map { member in
      { exp(conditioned.logDensity(at: $0, member: member)) }
    }
  }

  private func conditioned(
    _ positions: [(log10AgeMyr: Double, bpRp0: Double)]
  ) -> ConditionedEnsemble {
    rotation.flow.conditioned(
      on: rotation.schema.rows(
        positions.map { position in
          (position.log10AgeMyr, Covariates(bpRp0: Measured(position.bpRp0, sigma: bpRp0Sigma)))
        }))
  }

  /// Periods drawn from the density at one age and color, dex of days.
  public func draws(
    log10AgeMyr: Double, bpRp0: Double, count: Int, using random: inout RandomStream
  ) -> [Double] {
    let density = conditioned([(log10AgeMyr, bpRp0)])
    return (0..<count).map { _ in density.sample(member: 0, using: &random) }
  }

  /// The points at which a share of the stars rotates faster.
  ///
  /// - Parameters:
  ///   - positions: Log10 ages in dex of Myr with dereddened colors in mag.
  ///   - quantiles: Shares in (0, 1).
  /// - Returns: One point per age and color and quantile, quantiles fastest and increasing.
  public func points(
    at positions: [(log10AgeMyr: Double, bpRp0: Double)], quantiles: [Double]
  ) -> [[SpinDownPoint]] {
    // Before, at and after each age.
    let step = Self.halfStep
    let conditioned = conditioned(
      positions.flatMap { position in
        [-step, 0, step].map { (log10AgeMyr: position.log10AgeMyr + $0, bpRp0: position.bpRp0) }
      })
    let contradictions = contradictions(positions)
    return positions.indices.map { index in
      let members = [3 * index, 3 * index + 1, 3 * index + 2]
      return quantiles.map { quantile in
        let whole = members.map { conditioned.quantile(quantile, member: $0) }
        let parts = conditioned.flows.map { flow in
          members.map { flow.quantile(quantile, member: $0) }
        }
        return SpinDownPoint(
          log10AgeMyr: positions[index].log10AgeMyr, bpRp0: positions[index].bpRp0,
          quantile: quantile,
          log10PeriodDays: whole[1],
          log10PeriodDaysSigma: EpistemicSpread.sigma(parts.map { $0[1] }),
          brakingIndex: (whole[2] - whole[0]) / (2 * step),
          brakingIndexSigma: EpistemicSpread.sigma(parts.map { ($0[2] - $0[0]) / (2 * step) }),
          flags: flags(positions[index]), differsFromClusters: contradictions[index])
      }
    }
  }

  /// Whether clusters just younger and older show a slope of the median other than the model's, per position.
  private func contradictions(_ positions: [(log10AgeMyr: Double, bpRp0: Double)]) -> [Bool] {
    // Positions on one track share a color, which is looked up once.
    var known: [Double: [Bool]] = [:]
    return positions.map { position in
      let around = ObservedSlope.all.indices.filter {
        ObservedSlope.all[$0].log10AgeMyr.contains(position.log10AgeMyr)
      }
      guard !around.isEmpty else { return false }
      let answers =
        known[position.bpRp0]
        ?? ObservedSlope.all.map { contradicts($0, bpRp0: [position.bpRp0])[0] }
      known[position.bpRp0] = answers
      return around.contains { answers[$0] }
    }
  }

  /// Whether two clusters show another slope of the median between their ages than the model does.
  ///
  /// - Parameters:
  ///   - observed: The slope of the clusters.
  ///   - bpRp0: Dereddened colors, mag.
  /// - Returns: One answer per color; false where the clusters have no slope.
  func contradicts(_ observed: ObservedSlope, bpRp0: [Double]) -> [Bool] {
    let known = bpRp0.filter { observed.slope(bpRp0: $0) != nil }
    guard !known.isEmpty else { return bpRp0.map { _ in false } }
    let (lower, upper) = (observed.log10AgeMyr.lowerBound, observed.log10AgeMyr.upperBound)
    let ends = conditioned(known.flatMap { [(lower, $0), (upper, $0)] })
    let answers = known.indices.map { index in
      let rise = ends.quantile(0.5, member: 2 * index + 1) - ends.quantile(0.5, member: 2 * index)
      return observed.contradicts(rise / (upper - lower), bpRp0: known[index])
    }
    var next = answers.makeIterator()
    return bpRp0.map { observed.slope(bpRp0: $0) != nil ? next.next() ?? false : false }
  }

  private func flags(_ position: (log10AgeMyr: Double, bpRp0: Double)) -> AgeFlags {
    guard let domain = rotation.domain else { return [.calibrationUnknown] }
    var flags = AgeFlags()
    if !domain.bpRp0.contains(position.bpRp0) || position.bpRp0 < AgeFlag.minimumBpRp0 {
      flags.insert(.colorOutOfRange)
    }
    if !domain.log10AgeMyr(bpRp0: position.bpRp0).contains(position.log10AgeMyr) {
      flags.insert(.ageBeyondCalibration)
    }
    return flags
  }
}

/// A point of a spin-down track or of a gyrochrone.
public struct SpinDownPoint: Hashable, Sendable {
  /// Log10 of the age, dex of Myr.
  public let log10AgeMyr: Double
  /// Dereddened color, mag.
  public let bpRp0: Double
  /// The share of stars of this age and color that rotate faster.
  public let quantile: Double
  /// Log10 of the period, dex of days.
  public let log10PeriodDays: Double
  /// Standard deviation of the same over the flows of the ensemble, dex; nil for a single flow.
  public let log10PeriodDaysSigma: Double?
  /// d log P / d log t at constant quantile: 0.5 in Skumanich's law, 0 while spin-down stalls.
  public let brakingIndex: Double
  /// Standard deviation of the same over the flows of the ensemble; nil for a single flow.
  public let brakingIndexSigma: Double?
  /// Where the point lies beyond the calibrators.
  public let flags: AgeFlags

  /// Whether clusters just younger and older show another slope than the median track, see ``ObservedSlope``.
  public let differsFromClusters: Bool

  /// Whether the period shortens with age, as it does while stars contract.
  public var isSpinningUp: Bool { brakingIndex < 0 }

  /// The flag of a point at which the period shortens.
  public static let spinningUpFlag = "period_decreasing"

  /// The flag of a point where clusters show another slope.
  public static let differsFromClustersFlag = AgeFlag.slopeOtherThanClusters.rawValue

  /// The flags as results name them.
  public var flagNames: [String] {
    flags.map(\.rawValue) + (isSpinningUp ? [Self.spinningUpFlag] : [])
      + (differsFromClusters ? [Self.differsFromClustersFlag] : [])
  }
}
