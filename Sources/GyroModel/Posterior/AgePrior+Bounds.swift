// SPDX-License-Identifier: GPL-3.0-or-later
// The bounds of the mean and the standard deviation of a normal prior.

extension AgePrior {
  /// Means of a normal prior, dex of Myr: far beyond any age, so that a prior may lean on an end of the range.
  public static let meanRange = -100.0...100.0
  /// Standard deviations of a normal prior, dex: from what no grid resolves to what is flat on every grid.
  public static let sigmaRange = 1e-6...100.0

  /// Refuses a normal prior whose square, slope or curvature a floating-point number might not hold.
  func checkNumbers() throws(ModelError) {
    guard case .normal(let mean, let sigma) = self else { return }
    guard Self.meanRange.contains(mean) else {
      throw ModelError(
        "the prior \(self) has a mean of \(mean) dex of Myr, expected "
          + "\(Self.meanRange.lowerBound) to \(Self.meanRange.upperBound)",
        hint: "Give log10 of the age in Myr: 3 is 1 Gyr")
    }
    guard Self.sigmaRange.contains(sigma) else {
      throw ModelError(
        "the prior \(self) has a standard deviation of \(sigma) dex, expected "
          + "\(Self.sigmaRange.lowerBound) to \(Self.sigmaRange.upperBound)",
        hint: sigma > 1
          ? "Take log-uniform, which a wide normal prior comes to" : "Take a wider prior")
    }
  }
}
