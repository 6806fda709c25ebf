// SPDX-License-Identifier: GPL-3.0-or-later
// Stars by the logs that a flow takes, as goldens and mocks have them.

import Foundation
import GyroModel

extension Star {
  /// A star whose period and color error are given by their base-ten logs.
  init(
    log10PeriodDays: Double, log10PeriodDaysSigma: Double = 0, bpRp0: Double,
    log10BpRp0Sigma: Double, membershipProbability: Double = 1
  ) {
    self.init(
      log10PeriodDays: log10PeriodDays, log10PeriodDaysSigma: log10PeriodDaysSigma,
      covariates: Covariates(bpRp0: bpRp0, sigma: pow(10, log10BpRp0Sigma)),
      membershipProbability: membershipProbability)
  }
}
