// SPDX-License-Identifier: GPL-3.0-or-later
// The measured quantities of a star, apart from its period, on which a flow may be conditioned.

public import GyroQuantities

/// A measured quantity of a star, other than its rotation period, that a flow is conditioned on.
///
/// A new one is a new constant, in any module; those that checkpoints may name are listed in ``known``.
public struct Covariate: Hashable, Sendable {
  /// What checkpoints and columns call it, with the unit where there is no other way to tell.
  public let name: String
  /// The unit of its values; empty for a number without one.
  public let unit: String
  /// Values that calibrators can have, in that unit: what lies beyond is a mistake.
  public let possibleValues: ClosedRange<Double>
  /// Base-ten logs of the errors that calibrators can have, dex of that unit.
  public let possibleLog10Sigmas: ClosedRange<Double>

  /// Names a covariate.
  public init(
    name: String, unit: String, possibleValues: ClosedRange<Double>,
    possibleLog10Sigmas: ClosedRange<Double> = -5...1
  ) {
    (self.name, self.unit) = (name, unit)
    (self.possibleValues, self.possibleLog10Sigmas) = (possibleValues, possibleLog10Sigmas)
  }

  /// Covariates are identified by their names.
  public static func == (left: Covariate, right: Covariate) -> Bool { left.name == right.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// Dereddened Gaia color BP-RP: from stars hotter than any to colors that no star has.
  public static let bpRp0 = Covariate(name: "bp_rp0", unit: "mag", possibleValues: -2...10)

  /// The covariates that the checkpoint of a flow may be conditioned on.
  public static let known: [Covariate] = [.bpRp0]
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

  /// A color and its error in mag.
  public init(bpRp0: Double, sigma: Double) { self.bpRp0 = Measured(bpRp0, sigma: sigma) }

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

  /// The covariates other than the color.
  public var besidesColor: [Covariate] { Array(others.keys) }
}
