// SPDX-License-Identifier: GPL-3.0-or-later
// How the numbers of a request are typed, so that the limits stand in the requests alone.

internal import ArgumentParser
internal import Gyrochronology

/// The names of options in messages of requests.
enum OptionName {
  /// A number as it is typed: `--bp-rp0-sigma` for `bp_rp0_sigma`.
  static func spelled(_ field: some RawRepresentable<String>) -> String {
    "--" + field.rawValue.replacing("_", with: "-")
  }

  /// Checks a request while options are parsed: what is wrong with it is wrong usage.
  ///
  /// - Parameter check: Checks, with the names of options in its messages.
  /// - Throws: `ValidationError` with the message of the request.
  static func blame<Field: RawRepresentable<String>>(
    _ check: ((Field) -> String) throws(RequestError) -> Void
  ) throws {
    do throws(RequestError) {
      try check { spelled($0) }
    } catch {
      throw ValidationError(error.description)
    }
  }
}
