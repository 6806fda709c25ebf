// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of exponentials without overflow.

internal import GyroPlatform

/// The natural log of a sum of exponentials, exact where the plain sum would overflow.
///
///     logSumExp(x) = m + log Σ exp(x − m),   m = max x
///
/// - Parameter values: Natural logs of the terms, any shape.
/// - Returns: The natural log of their sum; minus infinity for no terms.
public func logSumExp(_ values: some Collection<Double>) -> Double {
  // Other rooms call the general form, which would go through each element without being compiled for its type.
  values.withContiguousStorageIfAvailable(logSumExp(contiguous:))
    ?? Array(values).withUnsafeBufferPointer(logSumExp(contiguous:))
}

private func logSumExp(contiguous values: UnsafeBufferPointer<Double>) -> Double {
  guard let largest = values.max(), largest > -.infinity else { return -.infinity }
  guard largest < .infinity else { return .infinity }
  return largest + log(values.reduce(0) { $0 + exp($1 - largest) })
}

/// The natural log of the sum of two exponentials.
public func logAddExp(_ first: Double, _ second: Double) -> Double {
  let larger = max(first, second)
  guard larger > -.infinity, larger < .infinity else { return larger }
  return larger + log1p(exp(min(first, second) - larger))
}
