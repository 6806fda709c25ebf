// SPDX-License-Identifier: GPL-3.0-or-later
// What the user of a run should know besides its result.

public import GyroTables

/// A warning of a run: the result stands, and this belongs beside it.
public struct RunWarning: Hashable, Sendable, Codable {
  /// What a warning is about, for programs.
  public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
    /// Which columns of a table were recognized.
    case columns
    /// Which star of a catalog is dated, and what the catalog doubts of it.
    case catalogStar = "catalog_star"
    /// Which columns could have been taken in place of those that were.
    case otherColumns = "other_columns"
    /// A column that may hold memberships is not used.
    case unusedColumn = "unused_column"
    /// Columns of the input are replaced by those of the result.
    case replacedColumns = "replaced_columns"
    /// The run goes on from an earlier one.
    case resumed
    /// Something was asked for that has no effect.
    case unusedOption = "unused_option"
    /// The fast engine was asked for, and the model cannot be tabulated.
    case exactEngine = "exact_engine"
    /// The reader of a table has something against it.
    case table
    /// Rows that cannot be used.
    case unusableRows = "unusable_rows"
    /// How many rows have an age likelihood.
    case ageLikelihoods = "age_likelihoods"
    /// The age likelihood of a group bears another name than the group.
    case otherAgeLikelihood = "other_age_likelihood"
    /// The table has several groups, or stars without one.
    case severalGroups = "several_groups"
    /// Stars without a membership count as certain members.
    case assumedMemberships = "assumed_memberships"
    /// The error of an extinction that all stars share is that of the group's zero point.
    case sharedExtinction = "shared_extinction"
    /// Stars whose membership is not a probability are left out.
    case refusedMemberships = "refused_memberships"
    /// The sampler has not converged.
    case notConverged = "not_converged"
    /// Stars of different colors disagree on the age of a group.
    case colorDisagreement = "color_disagreement"
    /// Mock stars whose period the survey does not find.
    case undetectedStars = "undetected_stars"
    /// Points at which the model's density is zero in floating-point numbers.
    case zeroDensity = "zero_density"
  }

  /// What it is about.
  public let code: Code
  /// The warning in words, for people.
  public let message: String

  /// Pairs a code with words.
  public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  /// What the reader of a table has against it.
  public init(_ warning: TableWarning) { self.init(.table, "warning: \(warning)") }
}
