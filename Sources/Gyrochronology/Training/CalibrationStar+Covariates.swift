// SPDX-License-Identifier: GPL-3.0-or-later
// What a flow is conditioned on, of a star of known age.

internal import GyroCatalogs
internal import GyroModel
internal import GyroQuantities

extension CalibrationStar {
  /// Its color with the error; a calibration star has both.
  var covariates: Covariates { Covariates(bpRp0: Measured(bpRp0, sigma: bpRp0Sigma)) }
}
