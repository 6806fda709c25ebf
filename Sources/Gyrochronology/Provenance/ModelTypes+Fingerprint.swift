// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of stars, priors and windows that tell one run from another.

internal import GyroFiles
internal import GyroModel
internal import GyroQuantities

extension Fingerprint {
  /// Adds the numbers of a star.
  mutating func add(_ star: Star) {
    add(star.periodDays.value)
    add(star.periodDays.sigma)
    add(star.membershipProbability)
    // What symmetric errors have always told.
    if star.periodDays.asymmetry != 0 { add(star.periodDays.asymmetry) }
    for covariate in [.bpRp0] + star.covariates.besidesColor.sorted(by: { $0.name < $1.name }) {
      add(covariate.name)
      add(star.covariates[covariate]?.value)
      add(star.covariates[covariate]?.sigma)
      if let asymmetry = star.covariates[covariate]?.asymmetry, asymmetry != 0 { add(asymmetry) }
    }
  }

  /// Adds a prior of an age.
  mutating func add(_ prior: AgePrior) {
    switch prior {
    case .logUniform: add("log-uniform")
    case .uniform: add("uniform")
    case .normal(let mean, let sigma):
      add("normal")
      add([mean, sigma])
    case .table(let table):
      add("table")
      add(table.log10AgesMyr)
      add(table.logDensities)
    }
  }

  /// Adds the priors of a cluster.
  mutating func add(_ priors: ClusterPriors) {
    add(priors.age)
    add(priors.log10AgeMyrRange)
    add([
      priors.zeroPointSigma, priors.membershipShiftSigma, priors.outlierFraction,
      priors.outlierConcentration, priors.ageSpread,
    ])
  }

  /// Adds the range and steps of a table of a cluster.
  mutating func add(_ window: ClusterWindow) {
    add(window.log10AgeMyr)
    add([window.zeroPointReach, window.ageStep, window.zeroPointStep])
  }
}
