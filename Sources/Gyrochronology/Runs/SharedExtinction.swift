// SPDX-License-Identifier: GPL-3.0-or-later
// One extinction for all rows of a table, as it is asked for.

internal import GyroQuantities

/// One extinction for all rows of a table that has no column of it.
enum SharedExtinction {
  /// Checks an extinction.
  ///
  /// - Parameters:
  ///   - extinction: The extinction, mag, by its key and that of its error.
  ///   - columns: The columns of the table that are asked for by name; nil if there is no table.
  ///   - spelled: How the user gave a number, for messages.
  /// - Throws: ``RequestError`` if there are several, for what is no extinction, or for a number that none has.
  static func check(
    _ extinction: [StarColumn: Double], columns: [StarColumn: String]?,
    spelled: (StarColumn) -> String
  ) throws(RequestError) {
    let quantities = StarColumn.extinctions.filter { extinction[$0] != nil }
    guard quantities.count < 2 else {
      throw RequestError(
        "\(quantities.map(spelled).joined(separator: " and ")) are given; expected one of them.")
    }
    for (column, value) in extinction.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let quantity = column.quantity ?? column
      guard StarColumn.extinctions.contains(quantity) else {
        throw RequestError("\(spelled(column)) is not an extinction.")
      }
      if let only = quantities.first, quantity != only {
        throw RequestError("\(spelled(column)) is given without \(spelled(quantity)).")
      }
      guard value.isFinite, column.quantity == nil || value >= 0 else {
        throw RequestError(
          "\(spelled(column)) is \(RequestError.shown(value)), expected "
            + (column.quantity == nil ? "a finite number." : "0 or a positive number."))
      }
    }
    guard !extinction.isEmpty else { return }
    guard let columns else {
      throw RequestError("The extinction of all rows is that of a table.")
    }
    if let column = quantities.first,
      let named = StarColumn.extinctions.first(where: { columns[$0] != nil })
    {
      throw RequestError(
        "\(spelled(column)) and --column \(named.rawValue)=… are both given; expected one of them.")
    }
  }

  /// E(BP−RP) for one magnitude of an extinction by the constant law, by which errors of a zero point are stated.
  static func excessPerUnit(of column: StarColumn) -> Double {
    switch column {
    case .av: ExtinctionLaw.constantRatio
    case .ebv: ExtinctionLaw.constantRatio * Extinction.visualRatio
    default: 1
    }
  }
}
