// SPDX-License-Identifier: GPL-3.0-or-later
// The uncertainty of the age scale itself, which no number of stars of one cluster reduces.

/// What the calibrating clusters add to the error of any age, in dex.
///
/// Both parts are floors that were measured once on the calibrators as a whole; neither is the result of
/// training anew on ages drawn from their errors for the cluster at hand.
public struct CalibrationUncertainty: Hashable, Sendable {
  /// Standard deviation of an offset common to all calibrators, dex.
  ///
  /// The root of 0.012² + 0.024²: mean difference, and its error, of the log10 ages of the eight
  /// clusters that the two scales of `Catalogs/age-scales.json` have in common.
  public var scaleSigma = 0.027
  /// Standard deviation of what a cluster's age is off by on that scale, dex.
  ///
  /// The root mean square of how far held-out clusters come out from their fiducial ages: the 22 clusters
  /// of undisputed age between Sco-Cen and M67, three seeds of ten folds
  /// (`Validation/Results/heldout.json`). It holds the errors of the model, of its calibrators' ages
  /// and of the fiducial ages that it is compared with, and so errs on the large side.
  public var clusterSigma = 0.074

  /// The floors named above.
  public init() {}

  /// One number instead of both, dex.
  public init(sigma: Double) { (scaleSigma, clusterSigma) = (sigma, 0) }

  /// Both together, dex.
  public var sigma: Double {
    (scaleSigma * scaleSigma + clusterSigma * clusterSigma).squareRoot()
  }
}
