// SPDX-License-Identifier: GPL-3.0-or-later
// Whether fresh momenta reach all the energies of the target.

internal import Algorithms
internal import GyroNumerics

/// The estimated Bayesian fraction of missing information.
public enum EnergyDiagnostic {
  /// Of each chain, from its energies; nil for a chain that has no variance of energy.
  ///
  ///     E-BFMI = Σ (E_n − E_n−1)² / (N − 1) / Var(E)
  ///
  /// Near 1 when the energy forgets itself with each momentum; below 0.3 the tails are not reached.
  ///
  /// - Parameter energies: Energies at the start of the trajectories, in nat.
  /// - Returns: One value for each chain.
  /// > Source: Betancourt (2016), arXiv:1604.00695, section 3; tested against ArviZ 0.23.
  public static func fractionsOfMissingInformation(_ energies: ScalarChains) -> [Double?] {
    energies.chains.map { energies in
      guard energies.count > 1, energies.allSatisfy(\.isFinite) else { return nil }
      let steps = energies.adjacentPairs().map { ($1 - $0) * ($1 - $0) }
      guard let spread = Statistics.variance(energies), spread > 0 else { return nil }
      return Statistics.mean(steps).map { $0 / spread }
    }
  }
}
