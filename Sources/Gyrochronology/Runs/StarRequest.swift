// SPDX-License-Identifier: GPL-3.0-or-later
// One star by its numbers, and as the table of one row that it stands for.

internal import GyroQuantities
internal import GyroTables

/// A star whose age is asked for, by its numbers.
public struct StarRequest: Hashable, Sendable, Codable {
  /// The numbers that are known, in the units of ``StarColumn``.
  public var values: [StarColumn: Double]

  /// What to call the star; nil is the number of its only row.
  public var id: String?

  /// Takes the numbers.
  public init(_ values: [StarColumn: Double], id: String? = nil) {
    (self.values, self.id) = (values, id)
  }

  private var columns: [StarColumn] { StarColumn.allCases.filter { values[$0] != nil } }

  /// Checks that the numbers describe one star.
  ///
  /// - Parameter spelled: How the user gave a number, for messages.
  /// - Throws: ``RequestError`` if a number is impossible, missing, or in the way of another.
  public func check(spelled: (StarColumn) -> String = { $0.rawValue }) throws(RequestError) {
    for column in columns {
      if let value = values[column], !value.isFinite {
        throw RequestError("\(spelled(column)) is \(value), expected a finite number.")
      }
    }
    guard let period = values[.period] else {
      throw RequestError("\(spelled(.period)) is missing.")
    }
    guard period > 0 else {
      throw RequestError(
        "\(spelled(.period)) is \(period), expected a positive number of days.")
    }
    try checkColor(spelled)
    for column in columns {
      guard let quantity = column.quantity, let sigma = values[column] else { continue }
      guard values[quantity] != nil else {
        throw RequestError("\(spelled(column)) is given without \(spelled(quantity)).")
      }
      // A dereddened color is never known exactly.
      let isPositive = column == .bpRp0Sigma
      guard sigma > 0 || (sigma == 0 && !isPositive) else {
        throw RequestError(
          "\(spelled(column)) is \(RequestError.shown(sigma)), expected "
            + (isPositive ? "a positive number." : "0 or a positive number."))
      }
    }
    if let membership = values[.membership], !(0...1).contains(membership) {
      throw RequestError("\(spelled(.membership)) is \(membership), expected 0 to 1.")
    }
  }

  /// Checks that there is one color, with one extinction if and only if it needs one.
  private func checkColor(_ spelled: (StarColumn) -> String) throws(RequestError) {
    let extinctions = [StarColumn.av, .ebv, .eBpRp].filter { values[$0] != nil }
    let colors = [StarColumn.bpRp0, .bpRp, .teff, .bV, .mass].filter { values[$0] != nil }
    guard colors.count < 2 else {
      throw RequestError(
        "\(colors.map(spelled).joined(separator: " and ")) are "
          + "\(colors.count == 2 ? "both" : "all") given; expected one of them.")
    }
    switch colors.first {
    case nil:
      throw RequestError(
        "The color is missing: give \(spelled(.bpRp0)), or \(spelled(.bpRp)) with its extinction, "
          + "or \(spelled(.teff)), \(spelled(.bV)) or \(spelled(.mass)).")
    case .bpRp?:
      guard extinctions.count != 1 else { return }
      throw RequestError(
        extinctions.isEmpty
          ? "\(spelled(.bpRp)) is an observed color and needs one of \(spelled(.av)), "
            + "\(spelled(.ebv)), \(spelled(.eBpRp)); \(spelled(.av)) 0 is none."
          : "\(extinctions.map(spelled).joined(separator: " and ")) are given; expected one of them."
      )
    case let color?:
      if let column = extinctions.first {
        throw RequestError("\(spelled(column)) has no effect on \(spelled(color)).")
      }
    }
  }

  /// Where the dereddened color comes from, if it was not given: the observed color with its extinction and the law, or
  /// what replaces the color.
  ///
  /// - Parameter law: From extinction to color excess.
  /// - Returns: Lines of text; none for a dereddened color.
  func colorOrigin(_ law: ExtinctionLaw) -> [String] {
    func words(_ column: StarColumn, _ name: String, _ unit: String) -> String? {
      values[column].map { value in
        "\(name) \(RequestError.shown(value))"
          + (values[column.sigma].map { " ± \(RequestError.shown($0))" } ?? "") + " \(unit)"
      }
    }
    let dwarf = [(StarColumn.teff, "T_eff", "K"), (.bV, "(B-V)0", "mag"), (.mass, "mass", "Msun")]
      .lazy.compactMap { words($0.0, $0.1, $0.2) }.first
    if let dwarf { return ["\(dwarf), by the table of dwarfs (Pecaut & Mamajek 2013)"] }
    guard let color = words(.bpRp, "BP-RP", "mag") else { return [] }
    if let excess = words(.eBpRp, "E(BP-RP)", "mag") { return ["observed \(color), \(excess)"] }
    let extinction =
      words(.av, "A_V", "mag")
      ?? words(.ebv, "E(B-V)", "mag").map { $0 + ", A_V = \(Extinction.visualRatio) E(B-V)" }
    return [
      "observed \(color), " + (extinction ?? "no extinction"),
      "extinction law \(law.name): \(law.source)",
    ]
  }

  /// The name of the column of each number, which is its key.
  var columnNames: [StarColumn: String] {
    Dictionary(uniqueKeysWithValues: columns.map { ($0, $0.rawValue) })
      .merging(id == nil ? [:] : [.id: StarColumn.id.rawValue]) { $1 }
  }

  /// The star as a table of one row, whose columns bear the keys of ``StarColumn``.
  var table: any TableReader {
    var columns = columns.map { column in
      TableColumn(
        ColumnDescription(name: column.rawValue, type: .float64), doubles: [values[column]])
    }
    if let id {
      columns.insert(
        TableColumn(ColumnDescription(name: StarColumn.id.rawValue, type: .text), texts: [id]),
        at: 0)
    }
    return MemoryTable(columns)
  }
}
