// SPDX-License-Identifier: GPL-3.0-or-later
// What is believed about an age before the star's rotation is seen.

internal import Foundation
public import GyroNumerics

/// A prior density of log10 age.
public enum AgePrior: Hashable, Sendable {
  /// Uniform in log10 age.
  case logUniform
  /// Uniform in age, as for a constant rate of star formation.
  case uniform
  /// Normal in log10 age: mean and standard deviation in dex of Myr.
  case normal(mean: Double, sigma: Double)
  /// A density by its log at increasing log10 ages, linear between them and zero outside.
  case table(AgePriorTable)

  /// The natural log of the density at an age, up to a constant.
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
  /// - Throws: ``ModelError`` if the prior is zero at every node.
  public func logDensities(over grid: Grid) throws(ModelError) -> [Double] {
    let logValues = grid.map { logDensity(log10AgeMyr: $0) }
    guard let density = GriddedDensity(grid: grid, logValues: logValues) else {
      throw ModelError(
        "the prior \(self) is zero at every log10 age from \(grid.range.lowerBound) to "
          + "\(grid.range.upperBound)")
    }
    return logValues.map { $0 - density.logIntegral }
  }
}

/// A tabulated prior.
public struct AgePriorTable: Hashable, Sendable {
  /// Nodes, increasing, dex of Myr.
  public let log10AgesMyr: [Double]
  /// Natural log of the density at the nodes, up to a constant.
  public let logDensities: [Double]

  /// Takes the nodes.
  ///
  /// - Throws: ``ModelError`` unless there are two or more, increasing and finite.
  public init(log10AgesMyr: [Double], logDensities: [Double]) throws(ModelError) {
    guard log10AgesMyr.count == logDensities.count, log10AgesMyr.count >= 2,
      (log10AgesMyr + logDensities).allSatisfy(\.isFinite)
    else {
      throw ModelError("the table of the prior needs two or more rows of finite numbers")
    }
    for (row, (left, right)) in zip(log10AgesMyr, log10AgesMyr.dropFirst()).enumerated() {
      guard left < right else {
        throw ModelError(
          "row \(row + 2) of the prior: log10 age \(right) after \(left), expected increasing ages")
      }
    }
    (self.log10AgesMyr, self.logDensities) = (log10AgesMyr, logDensities)
  }

  func logDensity(log10AgeMyr: Double) -> Double {
    guard let upper = log10AgesMyr.firstIndex(where: { $0 >= log10AgeMyr }) else {
      return -.infinity
    }
    if log10AgesMyr[upper] == log10AgeMyr { return logDensities[upper] }
    guard upper > 0 else { return -.infinity }
    let (left, right) = (log10AgesMyr[upper - 1], log10AgesMyr[upper])
    let part = (log10AgeMyr - left) / (right - left)
    return logDensities[upper - 1] + part * (logDensities[upper] - logDensities[upper - 1])
  }
}

extension AgePrior: CustomStringConvertible {
  /// The prior as it is chosen on a command line.
  public var description: String {
    switch self {
    case .logUniform: "log-uniform"
    case .uniform: "uniform"
    case .normal(let mean, let sigma): "normal:\(mean),\(sigma)"
    case .table(let table): "table of \(table.log10AgesMyr.count) ages"
    }
  }
}
