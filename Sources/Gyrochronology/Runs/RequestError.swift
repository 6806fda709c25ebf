// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a request before any of its work.

/// A request that contradicts itself, or asks for something that is not there.
public struct RequestError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what was expected, in sentences.
  public let description: String

  /// Describes a problem in sentences.
  public init(_ description: String) { self.description = description }

  /// Checks a number of a request against its range.
  ///
  /// - Parameters:
  ///   - value: The number; nil if it was not given.
  ///   - name: How the user gave it.
  ///   - range: The values that it may have.
  ///   - unit: For the message.
  /// - Throws: ``RequestError`` if it is out of its range, or NaN.
  static func check(
    _ value: Double?, _ name: String, in range: ClosedRange<Double>, unit: String = ""
  ) throws(RequestError) {
    guard let value, !range.contains(value) else { return }
    throw RequestError(
      "\(name) is \(shown(value)), expected \(shown(range.lowerBound)) to \(shown(range.upperBound))"
        + (unit.isEmpty ? "." : " \(unit)."))
  }

  /// Checks an age of a request against its range, in a message with units.
  ///
  /// - Parameters:
  ///   - megayears: The age, Myr.
  ///   - name: How the user gave it.
  ///   - range: The ages that it may be, Myr.
  /// - Throws: ``RequestError`` if it is out of its range, or NaN.
  static func check(
    age megayears: Double, _ name: String, in range: ClosedRange<Double>
  ) throws(RequestError) {
    guard !range.contains(megayears) else { return }
    throw RequestError(
      "\(name) is \(age(megayears)), expected \(age(range.lowerBound)) to \(age(range.upperBound))."
    )
  }

  /// An age as a person writes it: `20 Gyr`, and as many digits as it has.
  static func age(_ megayears: Double) -> String {
    abs(megayears) < 1000 ? "\(shown(megayears)) Myr" : "\(shown(megayears / 1000)) Gyr"
  }

  /// A number as a person writes it: 1 and not 1.0.
  static func shown(_ bound: Double) -> String {
    let text = "\(bound)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
