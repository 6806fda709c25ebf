// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of one row as a manifest sees them: nulls removed, ids exact, angles in degrees.

internal import GyroFiles
internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// One row of a source table.
struct SourceRow {
  let chunk: TableChunk
  let schema: TableSchema
  let row: Int

  /// Where the row, or a cell of it, stands.
  func place(column: String?) -> String {
    var place = chunk.place(row: row, column: column.flatMap(schema.index(of:)) ?? 0)
    if column == nil { place.column = nil }
    return "\(place)"
  }

  /// The text of a cell without blanks around it and without the column's prefix.
  func text(_ column: SourceColumn) -> String? {
    guard var text = text(column.name) else { return nil }
    if let prefix = column.prefix, text.hasPrefix(prefix) { text.removeFirst(prefix.count) }
    return text.isEmpty ? nil : text
  }

  /// The number in a cell; nil for what the manifest or the format calls missing, and for infinities.
  ///
  /// - Throws: ``CatalogError`` that names the cell if the number is none that its column's role can have.
  func number(_ column: SourceColumn) throws -> Double? {
    guard let value = try cell(column.name)?.double(at: row), value.isFinite,
      !(column.nullNumbers ?? []).contains(value)
    else { return nil }
    return try possible(value, column)
  }

  /// A number, if its column's role can have it.
  private func possible(_ value: Double, _ column: SourceColumn) throws(CatalogError) -> Double {
    guard let role = column.role, let range = role.possibleValues, !range.contains(value) else {
      return value
    }
    let isMembership = role == .membership
    throw CatalogError(
      .unexpectedContent, at: place(column: column.name),
      "is \(value), expected "
        + (isMembership
          ? "a membership probability from 0 to 1"
          : "\(range.lowerBound) to \(range.upperBound) for the role \(role.rawValue)"),
      hint: "If this means a missing one, add it to \"nullNumbers\""
        + (isMembership ? "; divide percentages by 100" : ""))
  }

  /// The Gaia source in a cell; nil for zero, negative and missing numbers.
  ///
  /// Only digits are taken: `4.4397e+17` has passed through a double and lost the last of them.
  func gaiaID(_ column: SourceColumn, _ release: GaiaSourceID.Release) throws -> GaiaSourceID? {
    guard let text = text(column), text.lowercased() != "nan" else { return nil }
    guard let number = Int64(text) else {
      throw CatalogError(
        .unexpectedContent, at: place(column: column.name),
        "is \"\(text)\", expected the number of a Gaia source, digit by digit",
        hint: "If this means a missing one, add it to \"nulls\"")
    }
    guard number > 0 else { return nil }
    guard let id = GaiaSourceID(release, number) else {
      throw CatalogError(
        .unexpectedContent, at: place(column: column.name),
        "is \(number), which no Gaia source can have as its number")
    }
    return id
  }

  /// An angle in degrees; sexagesimal text has so many units to a turn, with blanks or colons between.
  func angle(_ column: SourceColumn, unitsPerTurn: Double) throws -> Double? {
    guard let text = text(column) else { return nil }
    let parts = text.split(whereSeparator: { " :".contains($0) })
    guard parts.count > 1 else { return try number(column) }
    let values = parts.compactMap { Double($0) }
    guard values.count == parts.count, parts.count <= 3 else {
      throw CatalogError(
        .unexpectedContent, at: place(column: column.name), "is \"\(text)\", expected an angle")
    }
    // The sign stands before the first number and holds for all three, also before a zero.
    let sign = text.hasPrefix("-") ? -1.0 : 1.0
    let magnitude = zip(values, [1, 60, 3600.0]).reduce(0) { $0 + abs($1.0) / $1.1 }
    return try possible(sign * magnitude * 360 / unitsPerTurn, column)
  }

  /// An age, or an error of one, in Myr.
  func myr(_ column: SourceColumn) throws -> Double? {
    let factors = ["Myr": 1.0, "Gyr": 1000.0]
    guard let unit = column.unit, let factor = factors[unit] else {
      throw CatalogError(
        .badDescription, at: place(column: column.name),
        "is an age in \(column.unit.map(TextRule.quoted) ?? "no unit"), expected Myr or Gyr",
        hint: "Give the column its unit")
    }
    return try number(column).map { $0 * factor }
  }

  /// The text of a cell of any column.
  func text(_ name: String) -> String? {
    guard let text = cell(name)?.text(at: row)?.trimmed,
      !text.isEmpty
    else { return nil }
    return text
  }

  /// The number in a cell of any column; nil if it is missing or infinite.
  func value(_ name: String) throws(TableError) -> Double? {
    guard let value = try cell(name)?.double(at: row), value.isFinite else { return nil }
    return value
  }

  private func cell(_ name: String) -> TableColumn? {
    schema.index(of: name).map { chunk.columns[$0] }
  }
}

extension SourceColumn {
  /// Every column that reading this one looks at.
  var columnNames: [String] { [name] + (onlyIf ?? []).map(\.column) }
}

extension SourceRule {
  /// Every column that the rule looks at.
  var columnNames: [String] { ((when ?? []) + (unless ?? [])).map(\.column) }

  /// Whether the rule has something to say about a row.
  func applies(to row: SourceRow) throws -> Bool {
    if let when, try !when.allSatisfy({ try $0.holds(in: row) }) { return false }
    if let unless, try unless.allSatisfy({ try $0.holds(in: row) }) { return false }
    return true
  }
}

extension RowCondition {
  /// Whether the condition holds; a missing cell satisfies none but the one that asks for it.
  ///
  /// - Throws: ``GyroTables/TableError`` if the condition compares numbers and the cell holds none, since no
  ///   answer would be right.
  func holds(in row: SourceRow) throws -> Bool {
    guard let text = row.text(column) else { return isPresent == false }
    if isPresent == false { return false }
    if let isIn {
      // Words are compared as such; that a word is no number is no error.
      let value = Double(text)
      if !isIn.contains(where: { $0 == text || (value != nil && Double($0) == value) }) {
        return false
      }
    }
    if below != nil || atLeast != nil {
      guard let value = try row.value(column) else { return false }
      if let below, value >= below { return false }
      if let atLeast, value < atLeast { return false }
    }
    return true
  }
}
