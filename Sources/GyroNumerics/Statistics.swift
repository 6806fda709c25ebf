// SPDX-License-Identifier: GPL-3.0-or-later
// Summaries of a sample: mean, spread, median and quantiles, each by one convention (GSL).

internal import CGSL

/// Summaries of a sample of numbers.
///
/// Each is nil where it is not defined, as the mean of no numbers is. The numbers are finite: a summary
/// of NaN is NaN, and an order of NaN is none. Moments are GSL's, whose recurrences keep the digits of
/// numbers far from zero. Spreads have n − 1 in their denominator unless the name says otherwise, and
/// quantiles are linear between the order statistics.
public enum Statistics {
  /// The arithmetic mean; nil for no values.
  public static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : gsl_stats_mean(values, 1, values.count)
  }

  /// The variance about the mean, with n − 1 in its denominator; nil for fewer than two values.
  public static func variance(_ values: [Double]) -> Double? {
    values.count < 2 ? nil : gsl_stats_variance(values, 1, values.count)
  }

  /// The root of the ``variance(_:)``; nil for fewer than two values.
  public static func standardDeviation(_ values: [Double]) -> Double? {
    variance(values)?.squareRoot()
  }

  /// The same of numbers that lie anywhere in memory.
  public static func standardDeviation(of values: UnsafeBufferPointer<Double>) -> Double? {
    values.count < 2 ? nil : gsl_stats_variance(values.baseAddress, 1, values.count).squareRoot()
  }

  /// The root of the mean square, with n in its denominator; nil for no values.
  ///
  /// Of deviations from a known value this is their scatter about it.
  public static func rootMeanSquare(_ values: [Double]) -> Double? {
    mean(values.map { $0 * $0 })?.squareRoot()
  }

  /// The median, the mean of the two values in the middle for an even number; nil for no values.
  public static func median(_ values: [Double]) -> Double? { quantile(0.5, values) }

  /// The upper of the two values in the middle for an even number, the median of an odd number; nil for no values.
  ///
  /// It is one of the values. Results that are recorded with it, such as those of held-out clusters, keep it.
  public static func upperMedian(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
  }

  /// The standard deviation of a normal distribution with the median absolute deviation of the values.
  ///
  /// Up to half of the values may be outliers. Nil for no values.
  public static func robustStandardDeviation(_ values: [Double]) -> Double? {
    guard let center = median(values), let deviation = median(values.map { abs($0 - center) })
    else { return nil }
    return deviationToSigma * deviation
  }

  /// 1 / Φ⁻¹(3/4), the standard deviation of a normal distribution over its median absolute deviation.
  private static let deviationToSigma = 1.4826022185056018605070565

  /// The value below which a fraction of the values lies; nil for no values.
  ///
  /// - Precondition: `0 <= probability <= 1`.
  public static func quantile(_ probability: Double, _ values: [Double]) -> Double? {
    values.isEmpty ? nil : quantile(probability, ofSorted: values.sorted())
  }

  /// The value below which a fraction of values in ascending order lies, for several quantiles of one sample.
  ///
  ///     Q(p) = (1 − f) x[k] + f x[k + 1],   k + f = p (n − 1)
  ///
  /// with x[0] the smallest value.
  ///
  /// - Precondition: `0 <= probability <= 1`, and at least one value.
  /// > Source: Hyndman & Fan (1996), The American Statistician 50, 361, definition 7.
  public static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
    precondition((0...1).contains(probability), "probability \(probability) is not in 0...1")
    precondition(!values.isEmpty, "a quantile of no values")
    return gsl_stats_quantile_from_sorted_data(values, 1, values.count, probability)
  }
}
