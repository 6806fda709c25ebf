// SPDX-License-Identifier: GPL-3.0-or-later
// One assumption about the stars that are dated, changed: what a robustness variant does to a cluster's data.

internal import GyroCatalogs
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities
internal import Gyrochronology

/// A change of the data, or of how they are read, after which the inference is done again.
package enum DataPerturbation: Hashable, Sendable, Codable {
  /// Nothing is changed.
  case none
  /// Every star has this much more E(BP-RP), mag.
  case zeroPoint(colorExcessBpRp: Double)
  /// An offset of E(BP-RP) common to the cluster, normal with this width in mag, is summed over.
  case zeroPointMarginalized(sigma: Double)
  /// A published A_V of the cluster is turned into a color excess by another law.
  case extinctionLaw(name: String)
  /// Every star has the median color excess of the cluster.
  case clusterExtinction
  /// Stars that the other catalog knows have its dereddened colors.
  case otherColors
  /// Members are the stars of at least this membership probability, all alike.
  case membershipThreshold(Double)
  /// Every star is a member.
  case membershipUniform
  /// The log-odds of membership are shifted, nat.
  case membershipLogOdds(Double)
  /// Stars that the other catalog knows have its membership probabilities.
  case otherMembership
  /// The membership probabilities are dealt out anew within the cluster.
  case membershipShuffled
  /// Stars of this RUWE or more are left out; without a limit none is for its RUWE.
  case ruwe(limit: Double?)
  /// Only dereddened BP-RP in this range, mag.
  case colors(least: Double, most: Double)
  /// Only periods in this range, days.
  case periods(least: Double, most: Double)
  /// Stars are left out whose period is of the source that has the most stars (rank 0), and so on.
  case sourceLeftOut(rank: Int)
  /// Stars that the other catalog knows have its periods.
  case otherPeriods
  /// The true period is half or twice the one given with these chances.
  case aliases(half: Double, double: Double)
  /// A random share of the periods is doubled.
  case periodsDoubled(share: Double)
  /// Ages are uniform in age rather than in log age.
  case priorUniformInAge
  /// Share of members whose period is no function of age.
  case outlierFraction(Double)

  /// Whether two draws differ.
  var isRandom: Bool {
    switch self {
    case .membershipShuffled, .periodsDoubled: true
    default: false
    }
  }

  /// Whether it needs the other catalog.
  var needsOtherCatalog: Bool {
    switch self {
    case .otherColors, .otherMembership, .otherPeriods: true
    default: false
    }
  }

  /// The assumptions of the ages under this change.
  func assumptions(_ usual: DatingAssumptions) -> DatingAssumptions {
    var changed = usual
    switch self {
    case .zeroPoint(let excess):
      changed.zeroPoints = [.init(colorExcessBpRp: excess, logWeight: 0)]
    case .zeroPointMarginalized(let sigma):
      // Nodes half a sigma apart out to 2.5 sigma resolve the product of two normals to 1e-5.
      let nodes = (-5...5).map { Double($0) / 2 }
      let total = nodes.reduce(0) { $0 + Normal.density($1) }
      changed.zeroPoints = nodes.map {
        .init(colorExcessBpRp: $0 * sigma, logWeight: log(Normal.density($0) / total))
      }
    case .aliases(let half, let double):
      changed.aliases = AliasMixture(half: half, double: double)
    case .priorUniformInAge: changed.prior = .uniform
    case .outlierFraction(let fraction): changed.outlierFraction = fraction
    default: break
    }
    return changed
  }
}
