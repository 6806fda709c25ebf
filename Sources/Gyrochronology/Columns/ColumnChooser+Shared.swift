// SPDX-License-Identifier: GPL-3.0-or-later
// An extinction that all rows of a table share.

internal import GyroTables

extension ColumnChooser {
  /// The error of a quantity that all rows share.
  func sharedSigma(of column: StarColumn) -> StarColumns.Sigma {
    shared[column.sigma].map { .one(.constant($0)) } ?? .none
  }

  /// The extinction that all rows share, if the table has none.
  func sharedExtinction(_ column: StarColumn) throws(TableError) -> StarColumns.Quantity {
    for other in StarColumn.extinctions {
      let taken =
        requestedIndices[other]
        ?? matches.candidates[other]?.map(\.index).first { !isGSPPhot($0) }
      guard let taken else { continue }
      throw TableError(
        .unsupported, at: TablePlace(file: file, column: name(taken)),
        found: "a column with the extinction beside \(spelled(column)), which is for all rows",
        expected: "one of them",
        hint: "Leave out \(spelled(column)), or the column from the table")
    }
    return StarColumns.Quantity(
      column: column, cell: .constant(shared[column] ?? 0), sigma: sharedSigma(of: column),
      isGSPPhot: false)
  }

  /// Checks that what all rows share is used, and is not in a column as well.
  func checkShared(
    _ colors: [StarColumns.ColorSource], _ extinctions: [StarColumns.Quantity]
  ) throws(TableError) {
    for column in StarColumn.allCases {
      guard let value = shared[column] else { continue }
      guard colors.contains(where: \.isObserved) else {
        throw TableError(
          .unsupported, at: TablePlace(file: file),
          found: "\(spelled(column)), and no column with an observed color",
          expected: "an observed color, which an extinction makes a dereddened one",
          hint: "Leave out \(spelled(column)), or name the color with --column bp_rp=NAME")
      }
      guard let quantity = column.quantity, shared[quantity] == nil else { continue }
      let given = extinctions.first { $0.column == quantity }
      guard given?.sigma == .one(.constant(value)) else {
        throw TableError(
          .unsupported, at: TablePlace(file: file, column: given?.cell.index.map(name)),
          found: given == nil
            ? "\(spelled(column)) without an extinction \(quantity.rawValue)"
            : "a column with the error of the extinction beside \(spelled(column))",
          expected: given == nil ? "the extinction, too" : "one of them",
          hint: given == nil ? "Give \(spelled(quantity)) as well" : "Leave out \(spelled(column))")
      }
    }
  }

  /// The option that gives a number for all rows.
  func spelled(_ column: StarColumn) -> String {
    "--" + column.rawValue.replacing("_", with: "-")
  }
}
