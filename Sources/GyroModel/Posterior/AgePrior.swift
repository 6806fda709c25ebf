// SPDX-License-Identifier: GPL-3.0-or-later
// The prior on age.

public import GyroNumerics
internal import GyroPlatform

/// A prior density of log10 age.
public enum AgePrior: Hashable, Sendable {
  /// Uniform in log10 age.
  case logUniform
  /// Uniform in age, as for a constant rate of star formation.
  case uniform
  /// Normal in log10 age: mean and standard deviation in dex of Myr.
  case normal(mean: Double, sigma: Double)
  /// A density by its log at increasing log10 ages, linear between them and zero outside.
  case table(TabulatedLogDensity)

  /// The natural log of the density at an age, up to a constant; that of a table is 0 where it is highest.
  public func logDensity(log10AgeMyr: Double) -> Double {
    switch self {
    case .logUniform: 0
    // dt / da = t ln 10.
    case .uniform: log10AgeMyr * log(10)
    case .normal(let mean, let sigma): Normal.logDensity((log10AgeMyr - mean) / sigma)
    case .table(let table): table.logDensity(log10AgeMyr: log10AgeMyr)
    }
  }

  /// The log density at the nodes of a grid, normalized there by the trapezoid rule.
  ///
  /// - Throws: ``ModelError`` if the mean or width of a normal prior is out of bounds, or if the prior is
  ///   zero all over the grid, or narrower than its steps can show.
  public func logDensities(over grid: Grid) throws(ModelError) -> [Double] {
    try checkNumbers()
    var logValues = grid.map { logDensity(log10AgeMyr: $0) }
    // A table is given up to a constant, which may be so large that it swamps everything else.
    if let largest = logValues.max(), largest.isFinite {
      logValues = logValues.map { $0 - largest }
    }
    let refined = RefinedPrior(self, over: grid)
    guard refined.isPositiveSomewhere else {
      throw ModelError(
        "the prior \(shown) is zero at every log10 age from \(grid.range.lowerBound) to "
          + "\(grid.range.upperBound)",
        hint: "Choose a prior that allows an age in this range, or allow older ages")
    }
    guard let density = GriddedDensity(grid: grid, logValues: logValues),
      refined.distance(from: density) <= RefinedPrior.largestDistance
    else {
      throw ModelError(
        "the prior \(shown) is too narrow for an age grid of "
          + "\(grid.count) nodes, \(String(printf: "%.2g", grid.step)) dex apart",
        hint: "Take more nodes (--grid), or a wider prior")
    }
    return logValues.map { $0 - density.logIntegral }
  }
}

/// The log of a density of log10 age, or of a likelihood, at some ages and linear between them.
public struct TabulatedLogDensity: Hashable, Sendable {
  /// The log10 ages that a table may have, dex of Myr.
  public static let possibleLog10AgesMyr = -10.0...10.0

  /// Nodes, increasing, dex of Myr.
  public let log10AgesMyr: [Double]
  /// Natural log of the density at the nodes, up to a constant; minus infinity where it is zero.
  public let logDensities: [Double]
  /// The largest of them.
  public let largestLogDensity: Double
  /// Where it comes from, such as its file and digest.
  public var source: String?

  /// A log density from its values at nodes, linear in between.
  ///
  /// - Throws: ``ModelError`` unless there are two or more at increasing ages, with a density above zero
  ///   between some of them.
  public init(log10AgesMyr: [Double], logDensities: [Double]) throws(ModelError) {
    guard log10AgesMyr.count == logDensities.count, log10AgesMyr.count >= 2 else {
      throw ModelError(
        "the table has \(log10AgesMyr.count) ages and \(logDensities.count) "
          + "densities, expected two or more of each")
    }
    for row in log10AgesMyr.indices {
      guard Self.possibleLog10AgesMyr.contains(log10AgesMyr[row]), logDensities[row] < .infinity
      else {
        throw ModelError(
          "row \(row + 1) of the table has log10 age \(log10AgesMyr[row]) and log density "
            + "\(logDensities[row]), expected an age in dex of Myr from "
            + "\(Self.possibleLog10AgesMyr.lowerBound) to \(Self.possibleLog10AgesMyr.upperBound) and "
            + "a finite density, or minus infinity for none")
      }
      guard row == 0 || log10AgesMyr[row - 1] < log10AgesMyr[row] else {
        throw ModelError(
          "row \(row + 1) of the table has log10 age \(log10AgesMyr[row]) after "
            + "\(log10AgesMyr[row - 1]), expected increasing ages")
      }
    }
    guard zip(logDensities, logDensities.dropFirst()).contains(where: { min($0, $1) > -.infinity })
    else {
      throw ModelError(
        "the table is zero everywhere",
        hint: "Between a row with density and a row without, the density is zero")
    }
    (self.log10AgesMyr, self.logDensities) = (log10AgesMyr, logDensities)
    largestLogDensity = logDensities.max() ?? 0
  }

  /// The log density relative to the largest.
  ///
  /// The constant up to which a table is known may be so large that it swamps everything else.
  func logDensity(log10AgeMyr: Double) -> Double {
    guard let last = log10AgesMyr.last, log10AgeMyr <= last else { return -.infinity }
    // The first node that is not younger.
    var (below, upper) = (-1, log10AgesMyr.count - 1)
    while upper - below > 1 {
      let middle = (below + upper) / 2
      if log10AgesMyr[middle] >= log10AgeMyr { upper = middle } else { below = middle }
    }
    let after = logDensities[upper] - largestLogDensity
    if log10AgesMyr[upper] == log10AgeMyr { return after }
    guard upper > 0 else { return -.infinity }
    let before = logDensities[upper - 1] - largestLogDensity
    guard min(before, after) > -.infinity else { return -.infinity }
    let (left, right) = (log10AgesMyr[upper - 1], log10AgesMyr[upper])
    let part = (log10AgeMyr - left) / (right - left)
    return before + part * (after - before)
  }
}

extension AgePrior: CustomStringConvertible {
  /// The prior as it is chosen on a command line, with what identifies a table.
  public var description: String {
    switch self {
    case .logUniform: "log-uniform"
    case .uniform: "uniform"
    case .normal(let mean, let sigma): "normal:\(mean),\(sigma)"
    case .table(let table): "table:" + table.name
    }
  }
}

extension AgePrior {
  /// The mean and the 68 percent interval of a normal prior as ages, as in `120 Myr (102 Myr to 141 Myr)`; nil for others.
  package var plainWords: String? {
    guard case .normal(let mean, let sigma) = self else { return nil }
    return "\(Self.words(log10AgeMyr: mean)) (\(Self.words(log10AgeMyr: mean - sigma)) to "
      + "\(Self.words(log10AgeMyr: mean + sigma)))"
  }

  /// The prior in a message: ages in place of their logs.
  private var shown: String { plainWords.map { "normal, \($0)," } ?? description }

  /// An age with three digits and its unit.
  package static func words(log10AgeMyr: Double) -> String {
    log10AgeMyr < 3
      ? String(printf: "%.3g Myr", pow(10, log10AgeMyr))
      : String(printf: "%.3g Gyr", pow(10, log10AgeMyr - 3))
  }
}
