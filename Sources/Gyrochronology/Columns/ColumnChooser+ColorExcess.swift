// SPDX-License-Identifier: GPL-3.0-or-later
// `e_bp_rp`: a color excess by its key here, the error of `bp_rp` by the convention of VizieR.

internal import GyroTables

extension ColumnChooser {
  /// The index of a column `e_bp_rp` that was chosen as the extinction by its name alone, where the observed color has
  /// no error; nil otherwise.
  private func colorExcessMayBeAnError(
    _ colors: [StarColumns.ColorSource], _ extinctions: [StarColumns.Quantity]
  ) -> Int? {
    guard let extinction = extinctions.first, extinction.column == .eBpRp,
      requestedIndices[.eBpRp] == nil, extinction.sigma == .none,
      let index = extinction.cell.index, matches.names[index].words == ["e", "bp", "rp"],
      matches.names[index].text.drop(while: { $0 == " " }).hasPrefix("e_"),
      let color = colors.first(where: \.isObserved)?.terms.first,
      color.column == .bpRp, color.sigma == .none
    else { return nil }
    return index
  }

  /// Refuses a table in which `e_bp_rp` may be either, and another column the extinction.
  func checkColorExcess(
    _ colors: [StarColumns.ColorSource], _ extinctions: [StarColumns.Quantity]
  ) throws(TableError) {
    guard let index = colorExcessMayBeAnError(colors, extinctions) else { return }
    let others = [StarColumn.av, .ebv].compactMap { matches.candidates[$0]?.first?.index }
    guard let other = others.first else { return }
    throw TableError(
      .missingColumn, at: TablePlace(file: file),
      found: "\"\(name(index))\" beside \"\(name(other))\", "
        + "which may be the error of BP-RP or a color excess",
      expected: "a column that is named",
      hint: "If it is the error of the color, use --column bp_rp_sigma=\(name(index)); "
        + "if it is the color excess E(BP-RP), --column e_bp_rp=\(name(index))")
  }

  /// What is said where there is no other extinction.
  func colorExcessRemark(
    _ colors: [StarColumns.ColorSource], _ extinctions: [StarColumns.Quantity]
  ) -> [String] {
    colorExcessMayBeAnError(colors, extinctions).map {
      [
        "\(name($0)) is taken for the color excess E(BP-RP); if it is the error of the color, "
          + "--column bp_rp_sigma=\(name($0)) says so"
      ]
    } ?? []
  }
}
