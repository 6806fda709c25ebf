// SPDX-License-Identifier: GPL-3.0-or-later
// Colors of dwarfs that are given by their temperature, mass or another color.

internal import GyroPlatform
internal import GyroQuantities

/// Dereddened colors BP−RP given by another quantity, with the table of dwarfs between the two.
public struct DwarfColors: Hashable, Sendable, Codable {
  /// The quantities that can be given in place of BP−RP for tracks, the best first.
  public static let keys: [StarColumn] = [.teff, .bV, .mass]

  /// The quantity; one of ``keys``.
  public let key: StarColumn
  /// Its values: K for temperatures, solar masses for masses, mag for colors.
  public let values: NumberRange
  /// How many values a range without a count stands for.
  private let usualCount: Int

  /// Names a quantity and its values; a range without a count stands for 101 of them.
  ///
  /// - Precondition: The quantity is one of ``keys``.
  public init(_ key: StarColumn, _ values: NumberRange) {
    precondition(Self.keys.contains(key), "\(key.rawValue) is not given in place of a color")
    (self.key, self.values, usualCount) = (key, values, 101)
  }

  /// The column of the table of dwarfs.
  var axis: DwarfSequence.Axis {
    switch key {
    case .teff: .teffKelvin
    case .bV: .bV
    default: .massSolar
    }
  }

  /// The values with the dereddened BP−RP of each, mag; those beyond the table are left out.
  package var pairs: [(value: Double, bpRp0: Double)] {
    values.values(count: usualCount).compactMap { value in
      DwarfSequence.value(.bpRp0, at: value, of: axis).map { (value, $0) }
    }
  }

  /// The value that stands for a color; nil for a color that none of them stands for.
  package func value(ofBpRp0 bpRp0: Double) -> Double? {
    pairs.first { $0.bpRp0 == bpRp0 }?.value
  }

  /// The unit as tables spell it.
  var tableUnit: String { axis == .massSolar ? "solMass" : axis.unit }

  /// The unit as figures print it.
  package var figureUnit: String { axis == .massSolar ? "M☉" : axis.unit }

  /// What the column of the values means.
  var columnMeaning: String {
    switch axis {
    case .teffKelvin: "effective temperature, which stands for the color of a dwarf"
    case .massSolar: "mass, which stands for the color of a dwarf"
    default: "dereddened \(axis.name), which stands for the BP-RP of a dwarf"
    }
  }

  /// What is said of them besides the answer: which colors they stand for.
  package var remark: String {
    let few = pairs.prefix(5).map { pair in
      String(printf: "%.5g ", pair.value) + (axis == .massSolar ? "Msun" : axis.unit)
        + String(printf: " is BP-RP %.3f mag", pair.bpRp0)
    }
    return "by the table of dwarfs (Pecaut & Mamajek 2013) " + few.joined(separator: ", ")
      + (pairs.count > few.count ? ", …" : "")
  }
}
