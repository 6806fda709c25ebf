// SPDX-License-Identifier: GPL-3.0-or-later
// The assumptions under which a robustness variant dates a cluster.

internal import GyroModel

/// The assumptions of the ages, apart from the stars and the flow.
struct DatingAssumptions: Hashable, Sendable {
  /// A color excess that every star of the cluster has in addition.
  struct ZeroPoint: Hashable, Sendable {
    /// In E(BP-RP), mag.
    let colorExcessBpRp: Double
    /// Natural log of its weight in the average.
    let logWeight: Double
  }

  var prior = AgePrior.logUniform
  var outlierFraction: Double
  var aliases = AliasMixture.none
  /// What is averaged over.
  var zeroPoints = [ZeroPoint(colorExcessBpRp: 0, logWeight: 0)]

  /// The usual assumptions with an outlier fraction.
  init(outlierFraction: Double) { self.outlierFraction = outlierFraction }

  /// The nuisances of a cluster.
  var nuisances: [WeightedNuisances] {
    zeroPoints.map { zeroPoint in
      var parameters = ClusterParameters(log10AgeMyr: 0, outlierFraction: outlierFraction)
      parameters.zeroPoint = zeroPoint.colorExcessBpRp
      return WeightedNuisances(parameters, logWeight: zeroPoint.logWeight)
    }
  }

  /// The likelihood of stars under a flow.
  func likelihood(_ flow: RotationFlow) -> RotationLikelihood {
    RotationLikelihood(
      flow: flow, mixture: OutlierMixture(outlierFraction: outlierFraction), aliases: aliases)
  }
}
