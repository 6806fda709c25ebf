// SPDX-License-Identifier: GPL-3.0-or-later
// Shift and scale between the units of the data and the numbers that the network sees.

/// An affine map applied feature by feature: (x - mean) / scale.
package struct Standardizer: Hashable, Sendable {
  /// What is subtracted, one number per feature.
  package let mean: [Double]
  /// What is divided by, one positive number per feature.
  package let scale: [Double]

  /// A map with given numbers.
  ///
  /// - Precondition: As many means as scales, finite means, and finite positive scales.
  package init(mean: [Double], scale: [Double]) {
    precondition(mean.count == scale.count, "\(mean.count) means and \(scale.count) scales")
    precondition(
      mean.allSatisfy(\.isFinite) && scale.allSatisfy { $0.isFinite && $0 > 0 },
      "a standardizer needs finite means and positive scales")
    (self.mean, self.scale) = (mean, scale)
  }

  /// The map that changes nothing.
  package static func identity(featureCount: Int) -> Standardizer {
    Standardizer(
      mean: Array(repeating: 0, count: featureCount),
      scale: Array(repeating: 1, count: featureCount))
  }

  /// The smallest scale that a fit gives: values that lie closer are one value with errors of rounding.
  package static let minimumScale = 1e-9

  /// The map that gives each feature zero mean and unit variance; a constant feature keeps scale 1.
  ///
  /// Constant is what scatters by less than ``minimumScale``, or by less than rounding makes of a mean.
  ///
  /// - Parameters:
  ///   - rows: Features, row-major, shape `[rowCount, featureCount]`, at least one row.
  ///   - featureCount: Length of a row.
  package init(fitting rows: [Double], featureCount: Int) {
    precondition(
      !rows.isEmpty && rows.count.isMultiple(of: featureCount),
      "\(rows.count) values do not fill rows of \(featureCount)")
    let rowCount = Double(rows.count / featureCount)
    var mean = [Double](repeating: 0, count: featureCount)
    var square = [Double](repeating: 0, count: featureCount)
    for index in rows.indices { mean[index % featureCount] += rows[index] / rowCount }
    for index in rows.indices {
      let feature = index % featureCount
      square[feature] += (rows[index] - mean[feature]) * (rows[index] - mean[feature]) / rowCount
    }
    self.init(
      mean: mean,
      scale: zip(mean, square).map { mean, square in
        let deviation = square.squareRoot()
        return deviation > Swift.max(Self.minimumScale, 1e-12 * abs(mean)) ? deviation : 1
      })
  }

  /// Standardized rows, row-major like the input.
  func callAsFunction(_ rows: [Double]) -> [Double] {
    var result = rows
    for index in result.indices {
      let feature = index % mean.count
      result[index] = (result[index] - mean[feature]) / scale[feature]
    }
    return result
  }
}
