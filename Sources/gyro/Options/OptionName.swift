// SPDX-License-Identifier: GPL-3.0-or-later
// How the numbers of a request are typed, so that the limits stand in the requests alone.

/// The names of options in messages of requests.
enum OptionName {
  /// A number as it is typed: `--bp-rp0-sigma` for `bp_rp0_sigma`.
  static func spelled(_ field: some RawRepresentable<String>) -> String {
    "--" + field.rawValue.replacing("_", with: "-")
  }
}
