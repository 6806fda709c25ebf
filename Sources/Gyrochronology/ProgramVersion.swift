// SPDX-License-Identifier: GPL-3.0-or-later
// The version that every result carries; defined here only.

/// The version of this package.
public enum ProgramVersion {
  /// Semantic version, as in the changelog.
  public static let current = "0.1.0"
}
