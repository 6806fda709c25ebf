// SPDX-License-Identifier: GPL-3.0-or-later
// Relations between color, age and period from the literature, as data with domain and source.

internal import GyroPlatform
internal import GyroQuantities

/// A published relation that gives a rotation period for an age and a color.
///
/// Outside its domain it has no value. A color B−V is found from BP−RP through ``GyroQuantities/DwarfSequence``.
public struct PublishedRelation: Hashable, Sendable {
  /// The formula.
  package enum Form: Hashable, Sendable {
    /// P = scale (color − zero)^power (t / Myr)^index.
    case power(scale: Double, zero: Double, power: Double, index: Double)
    /// log10 P = Σ coefficients[k] x^k + index log10(t / yr), x = log10 BP−RP; ascending powers.
    case polynomial([Double], index: Double)
  }

  /// The color of its formula.
  public enum Color: String, Hashable, Sendable {
    /// Johnson B−V.
    case bV = "B-V"
    /// Gaia BP−RP.
    case bpRp = "BP-RP"
  }

  /// What columns call it.
  public let key: String
  /// What options call it: the key with hyphens.
  public var name: String { key.replacing("_", with: "-") }
  /// What figures call it.
  public let title: String
  /// Where it was published, and for which stars.
  public let source: String
  /// The color of its formula.
  public let color: Color
  /// Where its formula was fitted, mag of that color.
  public let domain: ClosedRange<Double>
  /// The formula.
  package let form: Form

  /// The period of a star, d; nil outside the domain.
  ///
  /// - Parameters:
  ///   - ageMyr: The age, Myr.
  ///   - bpRp0: The dereddened color, mag.
  /// - Returns: The period of its slow, converged rotators.
  public func periodDays(ageMyr: Double, bpRp0: Double) -> Double? {
    let color: Double?
    switch self.color {
    case .bpRp: color = bpRp0
    case .bV: color = DwarfSequence.value(.bV, at: bpRp0, of: .bpRp0)
    }
    guard ageMyr > 0, let color, domain.contains(color) else { return nil }
    switch form {
    case .power(let scale, let zero, let power, let index):
      return scale * pow(color - zero, power) * pow(ageMyr, index)
    case .polynomial(let coefficients, let index):
      let x = log10(color)
      let sum = coefficients.reversed().reduce(0) { $0 * x + $1 }
      return pow(10, sum + index * log10(1e6 * ageMyr))
    }
  }

  /// The Sun: rotation period in d, age in Myr, BP−RP in mag.
  public static let sun = (periodDays: 25.4, ageMyr: 4570.0, bpRp0: 0.82)

  /// All of them, from old to new.
  public static let all: [PublishedRelation] = [
    PublishedRelation(
      key: "skumanich_1972", title: "Skumanich 1972",
      source: "Skumanich (1972), ApJ 171, 565: P ∝ √t for stars like the Sun, set by the Sun",
      color: .bpRp, domain: 0.75...0.9,
      form: .power(
        scale: sun.periodDays / sun.ageMyr.squareRoot(), zero: 0, power: 0, index: 0.5)),
    PublishedRelation(
      key: "barnes_2007", title: "Barnes 2007",
      source: "Barnes (2007), ApJ 669, 1167, eq. 3: late F to early M dwarfs",
      color: .bV, domain: 0.5...1.5,
      form: .power(scale: 0.7725, zero: 0.4, power: 0.601, index: 0.5189)),
    PublishedRelation(
      key: "mamajek_hillenbrand_2008", title: "Mamajek & H. 2008",
      source:
        "Mamajek & Hillenbrand (2008), ApJ 687, 1264, eqs. 12–14 and table 10: F7 to K2 dwarfs",
      color: .bV, domain: 0.5...0.9,
      form: .power(scale: 0.407, zero: 0.495, power: 0.325, index: 0.566)),
    PublishedRelation(
      key: "angus_2015", title: "Angus+ 2015",
      source:
        "Angus et al. (2015), MNRAS 450, 1787, eq. 15: dwarfs of Kepler, Hyades, Coma Berenices",
      color: .bV, domain: 0.45...1.5,
      form: .power(scale: 0.40, zero: 0.45, power: 0.31, index: 0.55)),
    PublishedRelation(
      key: "angus_2019", title: "Angus+ 2019",
      source: "Angus et al. (2019), AJ 158, 173, table 1: Praesepe and the Sun",
      color: .bpRp, domain: pow(10, -0.25)...pow(10, 0.43).nextDown,
      form: .polynomial(
        [
          -4.716819674578521, 0.7161114835620975, -4.919056437046026, 28.709418579540294,
          -38.957586198640314,
        ], index: 0.6470950862322454)),
  ]
}

extension PublishedRelation {
  /// Finds a relation by its name or its key, whatever the case; nil if there is none.
  public init?(named name: String) {
    let wanted = name.lowercased().replacing("_", with: "-")
    guard let found = Self.all.first(where: { $0.name == wanted }) else { return nil }
    self = found
  }
}
