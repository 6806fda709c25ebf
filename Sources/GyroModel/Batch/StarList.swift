// SPDX-License-Identifier: GPL-3.0-or-later
// Stars that an engine takes in an order of its own.

internal import GyroNumerics
internal import GyroQuantities

/// Stars by their index, for an engine that takes them in an order of its own, from many threads.
public protocol StarList: Sendable {
  /// How many there are.
  var count: Int { get }

  /// What is known of a star.
  func integral(of index: Int) -> LikelihoodIntegral

  /// Its color, mag, and its period, dex of days.
  func center(of index: Int) -> (bpRp0: Double, log10PeriodDays: Double)

  /// Called shortly before a star is asked for or its posterior handed out, so that memory can be brought into the cache.
  func fetch(_ index: Int)
}

extension StarList {
  /// The same, out of what is known of the star.
  public func center(of index: Int) -> (bpRp0: Double, log10PeriodDays: Double) {
    let star = integral(of: index)
    return (star.covariates.bpRp0.value, star.periods.first.log10PeriodDays)
  }

  /// Does nothing.
  public func fetch(_ index: Int) {}
}

extension [LikelihoodIntegral]: StarList {
  /// What is known of a star.
  public func integral(of index: Int) -> LikelihoodIntegral { self[index] }
}
