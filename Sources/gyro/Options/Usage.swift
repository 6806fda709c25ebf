// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with options, as an error of usage.

internal import ArgumentParser
internal import Gyrochronology

/// Checks of options, with the name of the option in the message.
enum Usage {
  /// The result of a check or a reading of the library, whose refusal is one of usage.
  static func of<T>(_ work: () throws(RequestError) -> T) throws(ValidationError) -> T {
    do throws(RequestError) { return try work() } catch {
      throw ValidationError(error.description)
    }
  }

  /// Checks a request, whose messages then name options.
  static func check<Field: RawRepresentable<String>>(
    _ work: ((Field) -> String) throws(RequestError) -> Void
  ) throws(ValidationError) {
    do throws(RequestError) { try work { OptionName.spelled($0) } } catch {
      throw ValidationError(error.description)
    }
  }

  /// Refuses a number that is out of its range; nil is one that was not given.
  static func check<Number: Comparable>(
    _ option: String, _ value: Number?, in range: ClosedRange<Number>, _ unit: String = ""
  ) throws(ValidationError) {
    guard let value, !range.contains(value) else { return }
    throw ValidationError(
      "\(option) is \(value), expected \(shown(range.lowerBound)) to \(shown(range.upperBound))"
        + (unit.isEmpty ? "." : " \(unit)."))
  }

  private static func shown(_ bound: some Comparable) -> String {
    "\(bound)".replacing(/\.0$/, with: "")
  }
}
