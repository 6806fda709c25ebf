// SPDX-License-Identifier: GPL-3.0-or-later
// What is measured of a star besides its period, and what a flow may be conditioned on.

public import GyroQuantities

/// A measured quantity of a star, other than its rotation period, that a flow is conditioned on.
///
/// A new one is a new constant, in any module: nothing else in the package lists them.
public struct Covariate: Hashable, Sendable {
  /// What checkpoints and columns call it, with the unit where there is no other way to tell.
  public let name: String
  /// The unit of its values; empty for a number without one.
  public let unit: String

  /// Names a covariate.
  public init(name: String, unit: String) { (self.name, self.unit) = (name, unit) }

  /// Dereddened Gaia color BP-RP.
  public static let bpRp0 = Covariate(name: "bp_rp0", unit: "mag")
}

/// The covariates of one star, in their natural units.
///
/// The color, which every star has, lies inline, so that lists of millions of stars need no memory of their own.
public struct Covariates: Hashable, Sendable {
  /// Dereddened BP-RP, mag.
  public var bpRp0: Measured<Double>
  private var others: [Covariate: Measured<Double>] = [:]

  /// A star of which nothing but its color is known.
  public init(bpRp0: Measured<Double>) { self.bpRp0 = bpRp0 }

  /// The value of a covariate; nil where it was not measured.
  ///
  /// The color cannot be taken away: setting it to nil has no effect.
  public subscript(_ covariate: Covariate) -> Measured<Double>? {
    get { covariate == .bpRp0 ? bpRp0 : others[covariate] }
    set {
      if covariate != .bpRp0 {
        others[covariate] = newValue
      } else if let newValue {
        bpRp0 = newValue
      }
    }
  }
}
