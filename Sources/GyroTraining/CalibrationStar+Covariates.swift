// SPDX-License-Identifier: GPL-3.0-or-later
// The context of a flow for a star of known age.

package import GyroCatalogs
package import GyroModel
internal import GyroQuantities

extension CalibrationStar {
  /// Its color with the error; a calibration star has both.
  package var covariates: Covariates { Covariates(bpRp0: Measured(bpRp0, sigma: bpRp0Sigma)) }

  /// The star as a likelihood takes it, with a period that counts as exactly known.
  package var star: Star {
    Star(
      log10PeriodDays: log10PeriodDays, covariates: covariates,
      membershipProbability: membershipProbability)
  }
}
