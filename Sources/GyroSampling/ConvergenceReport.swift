// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a run may be called converged, and if not, why.

/// The limits that a converged run keeps.
///
/// > Source: Vehtari et al. (2021), section 4 (R-hat 1.01, effective size 100 for each of four
/// > chains); Betancourt (2016) and ArviZ (E-BFMI 0.3).
public struct Diagnostics: Hashable, Codable, Sendable {
  /// Largest R-hat of any component.
  public var maximumRHat = 1.01
  /// Smallest effective sample size of any component, in the bulk.
  public var minimumBulkESS = 400.0
  /// Smallest effective sample size of any component, in the tails.
  public var minimumTailESS = 400.0
  /// Largest number of divergent trajectories after the warm-up.
  public var maximumDivergences = 0
  /// Smallest E-BFMI of any chain.
  public var minimumEBFMI = 0.3

  /// The limits named above.
  public init() {}
}

/// The worst diagnostics over all components and chains, compared with the limits.
public struct ConvergenceReport: Hashable, Codable, Sendable {
  /// Largest R-hat of any component; nil if one has none, which is not convergence.
  public let maximumRHat: Double?
  /// Smallest effective sample size in the bulk; nil if a component has none.
  public let minimumBulkESS: Double?
  /// Smallest effective sample size in the tails; nil if a component has none.
  public let minimumTailESS: Double?
  /// How many trajectories diverged after the warm-up.
  public let divergenceCount: Int
  /// Smallest E-BFMI of any chain; nil if a chain has none.
  public let minimumEBFMI: Double?
  /// Whether all limits are kept.
  public let isConverged: Bool
  /// What is beyond its limit, a sentence each; empty if the run is converged.
  public let reasons: [String]

  enum CodingKeys: String, CodingKey {
    case maximumRHat = "rhat_max"
    case minimumBulkESS = "ess_bulk_min"
    case minimumTailESS = "ess_tail_min"
    case divergenceCount = "divergences"
    case minimumEBFMI = "ebfmi_min"
    case isConverged = "converged"
    case reasons
  }

  /// Looks at all components of the draws.
  public init(_ draws: Draws, limits: Diagnostics = Diagnostics()) {
    let components = (0..<draws.dimension).map(draws.component)
    let rHats = components.map { RHat($0)?.value }
    let bulkSizes = components.map(EffectiveSampleSize.bulk)
    let tailSizes = components.map(EffectiveSampleSize.tail)
    let fractions = EnergyDiagnostic.fractionsOfMissingInformation(draws.energies)
    divergenceCount = draws.divergenceCount

    var reasons: [String] = []
    func shown(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
    /// The worst of some values; nil if one is missing.
    func worst(
      _ values: [Double?], _ word: String, places: [String], most: Double? = nil,
      least: Double? = nil
    ) -> Double? {
      guard let missing = values.firstIndex(where: { $0 == nil }) else {
        let known = values.compactMap { $0 }
        let value = (most == nil ? known.min() : known.max()) ?? 0
        let place = known.firstIndex(of: value).map { places[$0] } ?? ""
        if let most, !(value <= most) {
          reasons.append("\(word) of \(place) is \(shown(value)), at most \(most) is converged")
        }
        if let least, !(value >= least) {
          reasons.append("\(word) of \(place) is \(shown(value)), at least \(least) is converged")
        }
        return value
      }
      reasons.append(
        "\(word) of \(places[missing]) is not defined: it does not move, or has too few draws")
      return nil
    }
    let chains = (0..<draws.chainCount).map { "chain \($0)" }
    maximumRHat = worst(rHats, "R-hat", places: draws.names, most: limits.maximumRHat)
    minimumBulkESS = worst(
      bulkSizes, "bulk ESS", places: draws.names, least: limits.minimumBulkESS)
    minimumTailESS = worst(
      tailSizes, "tail ESS", places: draws.names, least: limits.minimumTailESS)
    minimumEBFMI = worst(fractions, "E-BFMI", places: chains, least: limits.minimumEBFMI)
    if divergenceCount > limits.maximumDivergences {
      reasons.append(
        "\(divergenceCount) trajectories diverged, at most \(limits.maximumDivergences) is converged"
      )
    }
    self.reasons = reasons
    isConverged = reasons.isEmpty
  }
}
