// SPDX-License-Identifier: GPL-3.0-or-later
// An age as it is typed: a number with its unit.

internal import GyroPlatform
public import GyroQuantities

/// An age as a person writes it: `120Myr`, `0.8 Gyr`, `4.57e9yr`; a bare number is in Myr.
public struct WrittenAge: Hashable, Sendable {
  /// The age.
  public let age: Age
  /// The number as it was written.
  public let number: Double
  /// Whether no unit was written.
  public let isBare: Bool

  /// Reads an age.
  ///
  /// - Throws: ``RequestError`` if it is not a positive number, or its unit is not one of time.
  public init(_ text: String) throws(RequestError) {
    let text = text.filter { !$0.isWhitespace }
    // The exponent of 1e3 is no unit.
    let unit = String(text.reversed().prefix { $0.isLetter }.reversed())
    let number = text.dropLast(unit.count)
    let factors: [(String, Double)] = [
      ("", 1), ("myr", 1), ("ma", 1), ("gyr", 1000), ("ga", 1000), ("kyr", 1e-3), ("yr", 1e-6),
    ]
    guard let factor = factors.first(where: { $0.0 == unit.lowercased() })?.1,
      let value = Double(number), value.isFinite, value > 0, (value * factor).isFinite,
      value * factor > 0
    else {
      throw RequestError(
        "\"\(text)\" is not an age; expected a positive number with a unit, as in 120Myr or 0.8Gyr "
          + "(without one it is in Myr).")
    }
    (age, self.number, isBare) = (.megayears(value * factor), value, unit.isEmpty)
  }
}

extension WrittenAge: CustomStringConvertible {
  /// An age that was not typed.
  package init(_ age: Age) { (self.age, number, isBare) = (age, age.megayears, false) }

  /// The age in Myr, or from 1 Gyr on in Gyr.
  public var description: String {
    let gigayears = age.gigayears
    let (value, unit) = gigayears < 1 ? (age.megayears, "Myr") : (gigayears, "Gyr")
    return String(printf: "%.12g", value) + unit
  }

  /// The age as the oldest that is allowed: a bare number was in Gyr before ages had units, and still is below 100.
  package var asMaximum: Age { isBare && number < 100 ? .gigayears(number) : age }

  /// How a number without a unit was read.
  ///
  /// - Parameters:
  ///   - option: How the user gave it.
  ///   - read: The age that it was taken for.
  /// - Returns: A sentence; nil for a number with a unit.
  package func remark(_ option: String, readAs read: Age) -> String? {
    guard isBare else { return nil }
    return "\(option) \(number) is read as \(number) \(read == age ? "Myr" : "Gyr")"
  }
}

extension PriorRequest {
  /// An age with its error, as in `120Myr,20Myr`: normal in log10 age, with the relative error.
  ///
  /// - Throws: ``RequestError`` if it is not two ages.
  package init(ageAndSigma text: String) throws(RequestError) {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 2 else {
      throw RequestError(
        "\"\(text)\" is not an age with its error; expected two ages, as in 120Myr,20Myr.")
    }
    let (mean, sigma) = (try WrittenAge(fields[0]).age, try WrittenAge(fields[1]).age)
    // The relative error, which is that of the natural log.
    self = .normal(
      mean: mean.log10Megayears, sigma: sigma.megayears / mean.megayears / log(10))
  }
}
