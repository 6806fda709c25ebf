// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table by what they contain, as given by the user or as recognized.

internal import GyroQuantities
package import GyroTables

/// The columns of a table that tell of stars.
public struct StarColumns: Hashable, Sendable {
  /// A column whose numbers are multiplied by a factor to be in the unit that is meant, or one number for all rows.
  enum Cell: Hashable, Sendable {
    case column(Int, factor: Double)
    case constant(Double)

    /// The column; nil for a number that all rows share.
    var index: Int? { if case .column(let index, _) = self { index } else { nil } }
  }

  /// How the error of a quantity is given.
  enum Sigma: Hashable, Sendable {
    case none
    case one(Cell)
    /// One error for each side.
    case sides(lower: Cell, upper: Cell)
    /// The ends of an interval, or errors of the two sides; the numbers tell.
    case ends(lower: Cell, upper: Cell)
    /// The signal-to-noise ratio of the flux of a magnitude.
    case signalToNoise(Cell)
    /// The signal-to-noise ratios of the fluxes of a color.
    case signalToNoises(Cell, Cell)
  }

  /// A quantity with its error.
  struct Quantity: Hashable, Sendable {
    let column: StarColumn
    let cell: Cell
    var sigma: Sigma
    /// Whether it is one of Gaia's GSP-Phot.
    let isGSPPhot: Bool
  }

  /// A color, or what replaces it: a quantity, or the difference of two magnitudes.
  struct ColorSource: Hashable, Sendable {
    let terms: [Quantity]
    let axis: DwarfSequence.Axis
    /// Whether it needs an extinction.
    let isObserved: Bool
  }

  /// The star's name.
  let id: Int?
  /// The rotation period.
  let period: Quantity
  /// The ways to a color, the best first; each row takes the first for which it has numbers.
  let colors: [ColorSource]
  /// The ways to an extinction, the best first.
  let extinctions: [Quantity]
  /// Membership, RUWE and what else is one number.
  let others: [StarColumn: Cell]
  /// The match, piece by piece.
  let matched: [Match]

  /// A column that was taken for a quantity, for messages.
  struct Match: Hashable, Sendable {
    let key: StarColumn
    let name: String
    /// Whether it is used only in rows that lack something better.
    let isSubstitute: Bool
    /// The unit, if its numbers are converted from it.
    let convertedUnit: String?
    /// The columns.
    let indices: [Int]
  }

  /// Names of probabilities that are those of memberships in catalogs of clusters, but may be of something else.
  private static let probabilityNames: Set<String> = [
    "prob", "proba", "probability", "pcluster", "clusterprob", "probcluster", "pclu", "probclu",
  ]

  /// Columns that could have been taken and were not, in sentences for the user.
  public let alternatives: [String]
  /// Columns that look like memberships where none is used, by name; empty where one is.
  public let unusedMemberships: [String]

  /// Finds the columns of a table.
  ///
  /// Numbers in another unit than d and mag are converted where the table names that unit; a column
  /// without a unit is in d or mag. A column that is asked for by name must be there and is taken; the others are recognized
  /// by their names, and of several that may be meant the one whose name can mean nothing else is taken. An
  /// error belongs to the column after which it is named. In each row the color is the first of those for which the
  /// row has numbers: dereddened BP-RP, the observed one with its extinction, another color, temperature, mass.
  /// Where colors are asked for by name, they alone are used. Extinctions that Gaia's GSP-Phot found are used only
  /// if they are asked for.
  ///
  /// - Parameters:
  ///   - schema: The table's columns.
  ///   - file: The path to blame.
  ///   - requested: Names by column, which go before known names.
  ///   - shared: An extinction that all rows share, mag, with its error, or the error of a column that has none.
  /// - Throws: ``GyroTables/TableError`` if a named column is missing, if there is no period or no color, if
  ///   several columns may be what is needed, if a column that is used has a unit that does not fit, or if the table
  ///   has a column for what all rows share.
  package init(
    of schema: TableSchema, file: String, requested: [StarColumn: String] = [:],
    shared: [StarColumn: Double] = [:]
  ) throws(TableError) {
    var chooser = try ColumnChooser(schema, file: file, requested: requested, shared: shared)
    period = try chooser.period()
    extinctions = try chooser.extinctions()
    colors = try chooser.colors(extinctions)
    try chooser.checkShared(colors, extinctions)
    try chooser.checkColorExcess(colors, extinctions)
    others = try chooser.others()
    id = try chooser.identifier()
    matched = chooser.matched(period, colors, extinctions, others, id)
    alternatives =
      chooser.colorExcessRemark(colors, extinctions) + chooser.alternatives(of: matched)
    unusedMemberships =
      others[.membership] != nil
      ? []
      : schema.columns.map(\.name).filter { name in
        let name = name.lowercased()
        // The pattern costs far more than the letters that every such name has.
        return name.contains("mem") && name.contains(/memb|^p_?mem|^mem_?p|^prob_?mem|^mem$/)
          || Self.probabilityNames.contains(name.filter(\.isLetter))
      }
  }

  /// The match as text, such as `period = Prot in h, bp_rp0 = BPRP_0`; a unit is given where numbers
  /// are converted.
  public var description: String {
    func list(_ matches: [Match]) -> String {
      matches.map { "\($0.key.rawValue) = \($0.name)" }.joined(separator: ", ")
    }
    let substitutes = matched.filter(\.isSubstitute)
    return list(matched.filter { !$0.isSubstitute })
      + (substitutes.isEmpty ? "" : "; in rows without these: \(list(substitutes))")
  }
}
