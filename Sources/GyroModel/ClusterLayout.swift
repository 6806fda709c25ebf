// SPDX-License-Identifier: GPL-3.0-or-later
// Which component of a position is which parameter of the hierarchical model.

internal import Foundation

/// The places of the parameters in a position of the sampler.
///
/// | component | maps to |
/// |---|---|
/// | `age[k]` | a = lower + (upper − lower) / (1 + exp(−x)), the bounds being those of the table's window |
/// | `zero_point[k]` | δ = τ_E x, or δ = x times the prior's scale where the cluster has many stars |
/// | `membership_shift[k]` | κ = τ_m x |
/// | `outlier_fraction[k]` | f = 1 / (1 + exp(−x)) |
/// | `age_spread[k]` | σ = exp(x) |
/// | `zero_point_sigma`, `membership_shift_sigma` | τ = exp(x), where there are several clusters |
public struct ClusterLayout: Hashable, Sendable {
  /// The places of one cluster's parameters; nil for what is fixed.
  struct Places: Hashable, Sendable {
    let age: Int
    let zeroPoint, membershipShift, outlierFraction, ageSpread: Int?
  }

  let places: [Places]
  /// The places of what the clusters share; nil for what is fixed.
  let zeroPointSigma, membershipShiftSigma: Int?
  /// What the components are called.
  public let names: [String]

  init(clusters: [String], priors: ClusterPriors) {
    var names: [String] = []
    func add(_ name: String, _ isFree: Bool) -> Int? {
      guard isFree else { return nil }
      names.append(name)
      return names.count - 1
    }
    places = clusters.map { cluster in
      names.append("age[\(cluster)]")
      return Places(
        age: names.count - 1,
        zeroPoint: add("zero_point[\(cluster)]", priors.zeroPointSigma > 0),
        membershipShift: add("membership_shift[\(cluster)]", priors.membershipShiftSigma > 0),
        outlierFraction: add(
          "outlier_fraction[\(cluster)]", priors.outlierConcentration < .infinity),
        ageSpread: add("age_spread[\(cluster)]", priors.ageSpread > 0))
    }
    let isJoint = clusters.count > 1
    zeroPointSigma = add("zero_point_sigma", isJoint && priors.zeroPointSigma > 0)
    membershipShiftSigma = add(
      "membership_shift_sigma", isJoint && priors.membershipShiftSigma > 0)
    self.names = names
  }
}
