// SPDX-License-Identifier: GPL-3.0-or-later
// How much information a rotation period gives about an age, in bits.

public import GyroNumerics
internal import GyroPlatform

/// What is not known exactly when a period is measured.
public struct PeriodScenario: Hashable, Sendable {
  /// The error of the dereddened color, mag.
  public var bpRp0Sigma: Double
  /// The relative error of the period.
  public var relativePeriodSigma: Double

  /// The standard deviation of the color in mag, and of the period relative to it.
  public init(bpRp0Sigma: Double, relativePeriodSigma: Double = 0) {
    (self.bpRp0Sigma, self.relativePeriodSigma) = (bpRp0Sigma, relativePeriodSigma)
  }
}

/// The information in a period about an age, for stars of one color.
///
/// For an age a with prior p(a), and a period y seen with density p(y | a),
///
///     D(a) = ∫ p(y | a) log₂ [p(y | a) / p(y)] dy,     I = ∫ p(a) D(a) da,   p(y) = ∫ p(a) p(y | a) da
///
/// I is the mutual information of age and period: by how many bits a period narrows the age down on
/// average. One bit halves the range of ages, log₂ 4.14 / 0.1 dex = 5.4 bits leave a tenth of a dex.
/// D(a) is the share that stars of age a get. The background of outliers is in p(y | a). For a flow that is given true
/// colors the error of the color is integrated over, see ``TrueColorPeriods``; another is given the error.
///
/// > Source: Cover & Thomas (2006), *Elements of Information Theory*, eqs. 2.26 and 2.28.
public struct PeriodInformation: Sendable {
  /// Ages, dex of Myr, over which the prior is uniform.
  public let grid: Grid
  /// D at each age, bits.
  public let bitsByAge: [Double]
  /// I, bits.
  public let bits: Double

  static let periodGrid = Grid(OutlierMixture.log10PeriodDaysRange, count: 512)

  /// Computes both for stars of one color.
  ///
  /// - Parameters:
  ///   - rotation: The flow.
  ///   - bpRp0: Dereddened color, mag.
  ///   - scenario: What is not known exactly.
  ///   - grid: Ages, dex of Myr, over which the prior is uniform.
  ///   - mixture: The background and its weight.
  ///   - table: The densities of a flow of true colors around this color; nil makes one.
  public init(
    _ rotation: RotationFlow, bpRp0: Double, scenario: PeriodScenario, grid: Grid,
    mixture: OutlierMixture = OutlierMixture(), table: TrueColorPeriods? = nil
  ) {
    self.grid = grid
    let periods = Self.periodGrid
    let flows: [[Double]]
    if rotation.schema.hasError(of: .bpRp0) {
      flows = SpinDown(rotation, bpRp0Sigma: scenario.bpRp0Sigma)
        .densities(at: grid.map { (log10AgeMyr: $0, bpRp0: bpRp0) }).map { periods.map($0) }
    } else {
      let table =
        table
        ?? TrueColorPeriods(
          rotation, bpRp0: bpRp0...bpRp0, maximumSigma: scenario.bpRp0Sigma, grid: grid,
          threadCount: 1)
      flows = table.densities(bpRp0: bpRp0, sigma: scenario.bpRp0Sigma)
    }
    let mixed = Mixture(
      weight: mixture.weight(membershipProbability: 1),
      logBackground: OutlierMixture.backgroundLogDensity)
    let blur = Self.kernel(log10Sigma: scenario.relativePeriodSigma / log(10), step: periods.step)
    let densities = flows.map { flow in
      // What the cells hold is what was seen in them, so that each row sums to one.
      let cells = Self.normalized(Self.blurred(flow, by: blur), step: periods.step)
      return cells.map { exp(mixed.logLikelihood(log($0))) }
    }
    let weights = Self.trapezoid(count: grid.count)
    var mean = [Double](repeating: 0, count: periods.count)
    for (row, weight) in zip(densities, weights) {
      for cell in mean.indices { mean[cell] += weight * row[cell] }
    }
    let ends = Self.trapezoid(count: periods.count).map {
      $0 * periods.step * Double(periods.count - 1)
    }
    bitsByAge = densities.map { row in
      var sum = 0.0
      for cell in row.indices where row[cell] > 0 {
        sum += ends[cell] * row[cell] * log2(row[cell] / mean[cell])
      }
      return sum
    }
    bits = zip(bitsByAge, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Weights of the trapezoid rule for a mean.
  private static func trapezoid(count: Int) -> [Double] {
    (0..<count).map { ($0 == 0 || $0 == count - 1 ? 0.5 : 1) / Double(count - 1) }
  }

  private static func normalized(_ values: [Double], step: Double) -> [Double] {
    let ends = 0.5 * ((values.first ?? 0) + (values.last ?? 0))
    let sum = step * (values.reduce(0, +) - ends)
    return sum > 0 ? values.map { $0 / sum } : values
  }

  /// A normal density on the steps of the grid, summing to one; empty where it is too narrow to matter.
  private static func kernel(log10Sigma sigma: Double, step: Double) -> [Double] {
    guard sigma > 0.25 * step else { return [] }
    // What is farther away than the whole grid is wide blurs it no further.
    let reach = min(Int(clamping: (4 * sigma / step).rounded(.up)), periodGrid.count)
    let values = (-reach...reach).map { exp(-0.5 * pow(Double($0) * step / sigma, 2)) }
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }

  private static func blurred(_ values: [Double], by kernel: [Double]) -> [Double] {
    guard !kernel.isEmpty else { return values }
    let reach = kernel.count / 2
    return values.indices.map { index in
      var sum = 0.0
      for (offset, weight) in kernel.enumerated() {
        let neighbor = index + offset - reach
        if values.indices.contains(neighbor) { sum += weight * values[neighbor] }
      }
      return sum
    }
  }
}
