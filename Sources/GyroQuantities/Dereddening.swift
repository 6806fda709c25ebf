// SPDX-License-Identifier: GPL-3.0-or-later
// From the observed to the dereddened color.

/// The dereddened color of a star and how its error comes about.
///
///     C + E(A, C) = c,   ∂C/∂c = 1 / (1 + ∂E/∂C),   ∂C/∂A = −(∂E/∂A) / (1 + ∂E/∂C)
public struct Dereddening: Hashable, Sendable {
  /// The uncertainty of each Gaia band that no formal error shows, mag; the training colors have it too.
  public static let bandFloor = 0.01

  /// Dereddened color, mag.
  public let bpRp0: Double
  /// The color excess that was taken off, mag.
  public let colorExcessBpRp: Double
  /// How far the dereddened color moves with the observed one.
  let slope: Double
  /// The part of the dereddened color's error that comes from the extinction, mag.
  public let extinctionSigma: Double

  /// Corrects a color for extinction; nil where the law has no value.
  ///
  /// - Parameters:
  ///   - bpRp: Observed color, mag.
  ///   - extinction: The extinction of the star; an error that is not given counts as none.
  ///   - law: The law that leads from A_V to the color excess; not needed for E(BP−RP).
  public init?(bpRp: Double, extinction: Measured<Extinction>, law: ExtinctionLaw) {
    let sigma = extinction.sigma ?? 0
    let (extinctionAV, extinctionAVSigma): (Double, Double)
    switch extinction.value {
    case .eBpRp(let excess):
      guard excess >= 0 else { return nil }
      (bpRp0, colorExcessBpRp, slope, extinctionSigma) = (bpRp - excess, excess, 1, sigma)
      return
    case .aV(let value): (extinctionAV, extinctionAVSigma) = (value, sigma)
    case .eBV(let value):
      (extinctionAV, extinctionAVSigma) = (
        value * Extinction.visualRatio, sigma * Extinction.visualRatio
      )
    }
    guard law.extinctionDomain.contains(extinctionAV) else { return nil }
    // Newton's method; the excess bends so little with the color that a few steps reach the last bit.
    var color = bpRp
    for _ in 0..<50 {
      let excess = law.excess(extinctionAV, color)
      let step = (color + excess.value - bpRp) / (1 + excess.perColor)
      color -= step
      if abs(step) < 1e-14 { break }
    }
    guard let excess = law.colorExcessBpRp(extinctionAV: extinctionAV, bpRp0: color),
      abs(color + excess - bpRp) < 1e-9
    else { return nil }
    let slopes = law.excess(extinctionAV, color)
    (bpRp0, colorExcessBpRp, slope) = (color, excess, 1 / (1 + slopes.perColor))
    extinctionSigma = abs(slopes.perExtinction * slope) * extinctionAVSigma
  }

  /// The error of the dereddened color in mag, from the formal error of the observed one.
  ///
  ///     σ² = (∂C/∂c)² (σ_c² + 2 (0.01 mag)²) + σ_E²
  public func bpRp0Sigma(bpRpSigma: Double) -> Double {
    let photometric = bpRpSigma * bpRpSigma + 2 * Self.bandFloor * Self.bandFloor
    let variance = slope * slope * photometric + extinctionSigma * extinctionSigma
    return min(variance.squareRoot(), .greatestFiniteMagnitude)
  }

  /// The dereddened color with its error, of which each side follows the same rule.
  ///
  /// - Parameter bpRp: The observed color, whose dereddening this is.
  /// - Returns: A color without an error where the observed one has none.
  public func bpRp0(of bpRp: Measured<Double>) -> Measured<Double> {
    guard let lower = bpRp.sigmaLower, let upper = bpRp.sigmaUpper else { return Measured(bpRp0) }
    guard bpRp.asymmetry != 0 else { return Measured(bpRp0, sigma: bpRp0Sigma(bpRpSigma: lower)) }
    return Measured(
      bpRp0, sigmaLower: bpRp0Sigma(bpRpSigma: lower), sigmaUpper: bpRp0Sigma(bpRpSigma: upper))
  }
}
