// SPDX-License-Identifier: GPL-3.0-or-later
// Whole posteriors on disk: as a table with a vector column, or in 130 bytes per star.

internal import GyroEssentials
internal import GyroPlatform
package import GyroTables

/// The forms in which posteriors of many stars are stored, each as the quantiles of a ``GyroNumerics/CompactDensity``.
///
/// **A table** (FITS, VOTable, ECSV, Parquet): a row for each row of the input with the columns `id` and
/// `log10_age_myr_quantiles`, a vector of dex of Myr that is missing where there is no age. The
/// probabilities are in the metadata `gyro_levels`, next to those of the run.
///
/// **Compact** (`.gyroposterior`): a line ``PosteriorFile/magic``; a line of JSON with `levels`, `start`,
/// `step` and the `provenance` of the run; then for each row of the input as many unsigned 16-bit
/// integers, the lowest byte first, as there are levels. A quantile is `start + step * integer`, in dex of
/// Myr; 65535 throughout means no age.
package enum PosteriorFile: Hashable, Sendable {
  /// Sixteen bits a quantile.
  case compact
  /// A table of a format that has vectors.
  case table(TableFormat)

  /// The first line of the compact form.
  package static let magic = "gyro posteriors 1"
  /// The ending of the names of compact files.
  package static let compactExtension = "gyroposterior"
  /// The column of the table.
  package static let columnName = "log10_age_myr_quantiles"
  static let levelsKey = "gyro_levels"
  /// The integer that means no age.
  static let missing = UInt16.max

  /// The form that a file name promises; nil if that format cannot hold vectors.
  package init?(path: String) {
    if URL(filePath: path).pathExtension.lowercased() == Self.compactExtension {
      self = .compact
      return
    }
    guard let format = TableFormat(named: path), TableFormat.withVectors.contains(format) else {
      return nil
    }
    self = .table(format)
  }
}
