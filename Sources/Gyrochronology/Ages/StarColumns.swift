// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table by what they contain, as given by the user or as recognized.

public import GyroTables

/// The columns of a table that tell of stars.
public struct StarColumns: Hashable, Sendable {
  private var places: [StarColumn: Int] = [:]
  private var names: [StarColumn: String] = [:]
  private var factors: [StarColumn: Double] = [:]
  private var units: [StarColumn: String] = [:]

  /// Finds the columns of a table.
  ///
  /// Numbers in another unit than d and mag are converted where the table names that unit; a column
  /// without a unit is in d or mag. A column that is asked for by name must be there; the others are recognized by known names.
  /// Temperature and B-V are used where there is no Gaia color, or where they alone are asked for.
  /// Where the extinction was given in several ways and none was asked for, E(BP-RP) goes before A_V, and
  /// A_V before E(B-V).
  ///
  /// - Parameters:
  ///   - schema: The table's columns.
  ///   - file: The path to blame.
  ///   - requested: Names by column, which go before known names.
  /// - Throws: ``GyroTables/TableError`` if a named column is missing, if there is no period or no color, or
  ///   if a column that is used has a unit that does not fit.
  public init(
    of schema: TableSchema, file: String, requested: [StarColumn: String] = [:]
  ) throws(TableError) {
    let placeOfName = Self.places(in: schema, sparing: Set(requested.values))
    for column in StarColumn.allCases {
      if let name = requested[column] {
        places[column] = try schema.requiredIndex(of: name, in: file)
        names[column] = name
      } else if let place = column.knownNames.lazy.compactMap({ placeOfName[$0] }).first {
        places[column] = place
        names[column] = schema.columns[place].name
      }
    }
    let extinctions = StarColumn.extinctions.filter { places[$0] != nil }
    let kept = extinctions.first { requested[$0] != nil } ?? extinctions.first
    for other in extinctions where other != kept { (places[other], names[other]) = (nil, nil) }

    // A Gaia color precedes what can replace it, unless that was asked for and the color was not.
    let isColored = places[.bpRp0] != nil || (places[.bpRp] != nil && kept != nil)
    let substitutes = StarColumn.colorSubstitutes.filter { places[$0] != nil }
    let wanted = substitutes.first { requested[$0] != nil }
    let colorIsAskedFor = requested[.bpRp0] != nil || requested[.bpRp] != nil
    let substitute =
      colorIsAskedFor ? nil : wanted ?? (isColored ? nil : substitutes.first)
    colorSubstitute = substitute
    let unused: [StarColumn] =
      substitute == nil
      ? [.teff, .teffSigma, .bV, .bVSigma]
      : [.bpRp0, .bpRp0Sigma, .bpRp, .bpRpSigma] + StarColumn.extinctions
        + [.avSigma, .ebvSigma, .eBpRpSigma]
        + (substitute == .teff ? [.bV, .bVSigma] : [.teff, .teffSigma])
    for column in unused { (places[column], names[column]) = (nil, nil) }

    for (column, place) in places.sorted(by: { $0.value < $1.value }) {
      let description = schema.columns[place]
      guard let factor = column.factor(from: description.unit) else {
        throw TableError(
          .unsupported, at: TablePlace(file: file, column: description.name),
          found: "the unit \"\(description.unit ?? "")\"",
          expected: "\(column.unitWords) for \(column.rawValue)",
          hint: "Convert the column, or name another one with --column \(column.rawValue)=NAME")
      }
      factors[column] = factor
      if factor != 1 { units[column] = description.unit }
    }

    if places[.membership] == nil {
      unusedMemberships = schema.columns.map(\.name).filter { name in
        let name = name.lowercased()
        // The pattern costs far more than the letters that every such name has.
        return name.contains("mem") && name.contains(/memb|^p_?mem|^mem_?p|^prob_?mem|^mem$/)
      }
    }

    let place = TablePlace(file: file)
    let found = schema.columnList
    guard places[.period] != nil else {
      throw TableError(
        .missingColumn, at: place, found: found, expected: "a column with the rotation period",
        hint: "Name it with --column period=NAME")
    }
    guard isColored || substitute != nil else {
      throw TableError(
        .missingColumn, at: place, found: found,
        expected: places[.bpRp] == nil
          ? "a column with the dereddened BP-RP, or the observed one and its extinction, or the "
            + "temperature, or B-V"
          : "a column with the extinction beside the observed BP-RP",
        hint: places[.bpRp] == nil
          ? "Name it with --column bp_rp0=NAME, or bp_rp=NAME and av=NAME, or teff=NAME, or b_v=NAME"
          : "Name it with --column av=NAME, ebv=NAME or e_bp_rp=NAME")
    }
  }

  /// Columns that look like memberships where none is used, by name; empty where one is.
  public private(set) var unusedMemberships: [String] = []

  /// What replaces the color: temperature or B-V; nil where there is a Gaia color.
  private(set) var colorSubstitute: StarColumn?

  /// The index of a column in the table.
  func place(_ column: StarColumn) -> Int? { places[column] }

  /// What the numbers of a column are multiplied by, to be in d, mag or fractions.
  func factor(_ column: StarColumn) -> Double { factors[column] ?? 1 }

  /// The column in which the table gives the extinction.
  var extinction: StarColumn? { StarColumn.extinctions.first { places[$0] != nil } }

  /// The match as text, such as `period = Prot in h, bp_rp0 = BPRP_0`; a unit is given where numbers
  /// are converted.
  public var description: String {
    StarColumn.allCases.compactMap { column in
      names[column].map { name in
        "\(column.rawValue) = \(name)" + (units[column].map { " in \($0)" } ?? "")
      }
    }.joined(separator: ", ")
  }

  /// The first column of each name in lower case, but for those that are asked for.
  private static func places(
    in schema: TableSchema, sparing requested: Set<String>
  ) -> [String: Int] {
    var places: [String: Int] = [:]
    for (place, column) in schema.columns.enumerated() where !requested.contains(column.name) {
      let name = column.name.lowercased()
      if places[name] == nil { places[name] = place }
    }
    return places
  }
}
