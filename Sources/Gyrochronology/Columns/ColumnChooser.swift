// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses the columns of a star among those that may hold its quantities.

internal import GyroQuantities
internal import GyroTables

/// Chooses columns one role after the other, and keeps what was left aside for messages.
struct ColumnChooser {
  let schema: TableSchema
  let file: String
  let requested: [StarColumn: String]
  /// Numbers that all rows share.
  let shared: [StarColumn: Double]
  var requestedIndices: [StarColumn: Int] = [:]
  /// Units that stand behind the names that are asked for, as in `Prob [%]`.
  private(set) var requestedUnits: [StarColumn: String] = [:]
  let matches: ColumnMatches
  /// Quantities for which several columns are equally likely, and which were left out.
  var undecided: [StarColumn: [Int]] = [:]
  /// Columns of GSP-Phot that are taken only if they are asked for.
  var notUnasked: [(column: StarColumn, index: Int)] = []

  init(
    _ schema: TableSchema, file: String, requested: [StarColumn: String],
    shared: [StarColumn: Double]
  ) throws(TableError) {
    (self.schema, self.file, self.requested) = (schema, file, requested)
    self.shared = shared
    var found: [StarColumn: Int] = [:]
    for (column, name) in requested {
      let (bare, unit) = ColumnName.withoutUnit(name)
      let isStated = schema.index(of: name) == nil && unit != nil
      // A unit that the table does not state can be given with the name.
      let stripped = String(bare.reversed().drop { $0 == " " }.reversed())
      if isStated, let index = schema.index(of: stripped) {
        (found[column], requestedUnits[column]) = (index, unit)
      } else {
        found[column] = try Self.index(of: name, schema, file)
      }
    }
    requestedIndices = found
    matches = ColumnMatches(schema, without: Set(found.values.map { schema.columns[$0].name }))
  }

  /// A column by its name, or by its name without the unit in brackets where that is only one.
  private static func index(
    of name: String, _ schema: TableSchema, _ file: String
  ) throws(TableError) -> Int {
    if let index = schema.index(of: name) { return index }
    let bare = schema.columns.indices.filter { index in
      let text = schema.columns[index].name
      guard text.hasPrefix(name), ColumnName(text).unit != nil else { return false }
      let rest = text.dropFirst(name.count).drop { $0 == " " }
      return rest.first == "[" || rest.first == "("
    }
    if bare.count == 1 { return bare[0] }
    return try schema.requiredIndex(of: name, in: file)
  }

  func name(_ index: Int) -> String { schema.columns[index].name }

  // MARK: Quantities

  /// The index of the column of a quantity; nil if there is none, or none that is surer than others.
  private mutating func index(of column: StarColumn) -> Int? {
    if let index = requestedIndices[column] { return index }
    switch matches.choice(for: column) {
    case .none: return nil
    case .one(let index): return index
    case .several(let indices):
      undecided[column] = indices
      return nil
    }
  }

  /// A column with the factor of its unit.
  private func cell(
    _ index: Int, _ column: StarColumn, usual: String? = nil
  ) throws(TableError) -> StarColumns.Cell {
    let description = schema.columns[index]
    let own = description.unit.flatMap { $0.contains { !$0.isWhitespace && $0 != "-" } ? $0 : nil }
    let inName =
      matches.names[index].unit
      ?? (requestedIndices[column] == index ? requestedUnits[column] : nil)
    if let own, let inName, let first = column.factor(from: own),
      let second = column.factor(from: inName), first != second
    {
      throw unit(own + "\" and in its name \"" + inName, of: index, column)
    }
    let stated = own ?? inName ?? usual
    guard let factor = column.factor(from: stated) else {
      throw unit(stated ?? "", of: index, column)
    }
    return .column(index, factor: factor)
  }

  private func unit(_ unit: String, of index: Int, _ column: StarColumn) -> TableError {
    TableError(
      .unsupported, at: TablePlace(file: file, column: name(index)),
      found: "the unit \"\(unit)\"", expected: "\(column.unitWords) for \(column.rawValue)",
      hint: "Convert the column, or name another one with --column \(column.rawValue)=NAME")
  }

  /// The unit that a column states, in its description or in its name.
  func unit(of index: Int) -> String? {
    schema.columns[index].unit ?? matches.names[index].unit
  }

  /// A quantity with its error.
  private func quantity(_ column: StarColumn, _ index: Int) throws(TableError)
    -> StarColumns.Quantity
  {
    var quantity = StarColumns.Quantity(
      column: column, cell: try cell(index, column), sigma: .none,
      isGSPPhot: isGSPPhot(index))
    guard column.hasSigma else { return quantity }
    let usual = unit(of: index) ?? requestedUnits[column]
    if let named = requestedIndices[column.sigma] {
      quantity.sigma = .one(try cell(named, column, usual: usual))
      return quantity
    }
    func errorCell(_ index: Int) throws(TableError) -> StarColumns.Cell {
      try cell(index, column, usual: usual)
    }
    switch matches.error(of: index, column, isRequested: requestedIndices[column] != nil) {
    case .none: quantity.sigma = sharedSigma(of: column)
    case .one(let error): quantity.sigma = .one(try errorCell(error))
    case .sides(let lower, let upper):
      quantity.sigma = .sides(lower: try errorCell(lower), upper: try errorCell(upper))
    case .ends(let lower, let upper):
      quantity.sigma = .ends(lower: try errorCell(lower), upper: try errorCell(upper))
    case .several(let indices):
      throw ambiguous(column.sigma, indices, "the error of \(name(index))")
    }
    return quantity
  }

  /// The names that VizieR gives to parameters of GSP-Phot in Gaia DR3 (I/355).
  private static let gspPhotAtVizieR: Set<String> = ["Teff", "A0", "AG", "E(BP-RP)"]

  func isGSPPhot(_ index: Int) -> Bool {
    let isVizieR = ["Source", "RA_ICRS", "A0"].allSatisfy { schema.index(of: $0) != nil }
    return isVizieR && Self.gspPhotAtVizieR.contains(name(index))
      || matches.names[index].words.contains("gspphot")
      || schema.columns[index].meaning?.lowercased().contains("gsp-phot") ?? false
  }

  private func ambiguous(_ column: StarColumn, _ indices: [Int], _ words: String) -> TableError {
    let names = indices.prefix(5).map { "\"\(name($0))\"" }
    let common = schema.sharedName(indices[0])
    return TableError(
      .missingColumn, at: TablePlace(file: file),
      found: names.joined(separator: " and ")
        + (common.map { ", columns of one name, \"\($0)\"" } ?? "")
        + ", each of which may be \(words)",
      expected: "one that is named",
      hint: "Name it, as in --column \(column.rawValue)=\(name(indices[0]))")
  }

  // MARK: Roles

  mutating func period() throws(TableError) -> StarColumns.Quantity {
    if let index = index(of: .period) {
      let isWeak =
        matches.candidates[.period]?.first { $0.index == index }.map { $0.rank < 2 } ?? false
      if isWeak, requestedIndices[.period] == nil, let sign = matches.orbitSign {
        throw TableError(
          .missingColumn, at: TablePlace(file: file),
          found: "\"\(name(index))\" beside \"\(sign)\", so that it may be the period of an orbit",
          expected: "a column with the rotation period",
          hint: "If it is that of the rotation, name it with --column period=\(name(index))")
      }
      return try quantity(.period, index)
    }
    if let several = undecided[.period] {
      throw ambiguous(.period, several, "the rotation period")
    }
    throw missing(
      "a column with the rotation period", hint: "Name it with --column period=NAME",
      likely: likely { name, words in
        (name.contains("per") || name.contains("prot") || name.contains("rot")
          || words.contains("p") || words.contains("period"))
          && !["ra", "flag", "ref"].contains(name)
      })
  }

  /// The extinctions; the most direct first, or the one that is asked for.
  mutating func extinctions() throws(TableError) -> [StarColumns.Quantity] {
    if let column = StarColumn.extinctions.first(where: { shared[$0] != nil }) {
      return [try sharedExtinction(column)]
    }
    let named = StarColumn.extinctions.filter { requestedIndices[$0] != nil }
    var found: [StarColumns.Quantity] = []
    for column in named.isEmpty ? StarColumn.extinctions : named {
      guard let index = index(of: column) else { continue }
      if requestedIndices[column] == nil {
        // Another one may stand behind it.
        let asked = matches.candidates[column]?.map(\.index) ?? []
        notUnasked += asked.filter(isGSPPhot).map { (column, $0) }
        guard !isGSPPhot(index) else {
          if let other = asked.first(where: { !isGSPPhot($0) }) {
            found.append(try quantity(column, other))
          }
          continue
        }
      }
      found.append(try quantity(column, index))
    }
    return Array(found.prefix(1))
  }

  /// The ways to a color, in the order in which a row tries them.
  mutating func colors(
    _ extinctions: [StarColumns.Quantity]
  ) throws(TableError) -> [StarColumns.ColorSource] {
    let requested = Self.colorColumns.filter { requestedIndices[$0] != nil }
    var sources: [StarColumns.ColorSource] = []
    var withoutExtinction: [StarColumns.ColorSource] = []
    for way in Self.ways where requested.isEmpty || way.columns.allSatisfy(requested.contains) {
      // Another two magnitudes are not needed where there is the color itself.
      if way.columns.count > 1,
        sources.contains(where: { $0.axis == way.axis && $0.terms.count == 1 })
      {
        if sources.contains(where: { $0.isObserved == way.isObserved && $0.axis == way.axis }) {
          continue
        }
      }
      var terms: [StarColumns.Quantity] = []
      for column in way.columns {
        guard let index = index(of: column) else { break }
        terms.append(try quantity(column, index))
      }
      guard terms.count == way.columns.count else { continue }
      try addErrors(of: way, to: &terms)
      let source = StarColumns.ColorSource(
        terms: terms, axis: way.axis, isObserved: way.isObserved)
      if way.isObserved, extinctions.isEmpty {
        withoutExtinction.append(source)
      } else {
        sources.append(source)
      }
    }
    // The best color must not depend on which of two columns was meant.
    if let several = undecided[.bpRp0] ?? (extinctions.isEmpty ? nil : undecided[.bpRp]) {
      throw ambiguous(undecided[.bpRp0] == nil ? .bpRp : .bpRp0, several, "BP-RP")
    }
    guard sources.isEmpty else { return sources }
    for column in Self.colorColumns + StarColumn.extinctions {
      if let several = undecided[column] { throw ambiguous(column, several, column.rawValue) }
    }
    throw withoutColor(withoutExtinction)
  }

  /// Why there is no color.
  private func withoutColor(_ observed: [StarColumns.ColorSource]) -> TableError {
    guard let source = observed.first else {
      return missing(
        "a column with the dereddened BP-RP, or the observed one and its extinction, or another "
          + "color, or the temperature, or the dereddened B-V",
        hint:
          "Name it with --column bp_rp0=NAME, or bp_rp=NAME and av=NAME, or teff=NAME, or b_v=NAME",
        likely: likely { name, words in
          ["bp", "color", "colour", "teff", "temp", "mag", "ebv"].contains { name.contains($0) }
            || words == ["b", "v"] || words == ["v", "k"] || words == ["v", "i"]
        })
    }
    let color = source.terms.compactMap { $0.cell.index.map(name) }.joined(separator: " - ")
    let what = source.axis == .bpRp0 ? "BP-RP" : source.axis.name
    let phot = notUnasked.first
    return TableError(
      .missingColumn, at: TablePlace(file: file),
      found: "the observed \(what), \(color), without an extinction"
        + (phot.map {
          "; \(name($0.index)) is that of Gaia's GSP-Phot, which is too high for many red dwarfs"
        }
          ?? ""),
      expected: "a column with the extinction beside the observed \(what)",
      hint:
        "Name it with --column av=NAME, ebv=NAME or e_bp_rp=NAME; one for all rows is given with --av"
        + (phot.map { ", such as \($0.column.rawValue)=\(name($0.index))" } ?? "")
        + (source.axis == .bpRp0 && source.terms.count == 1
          ? "; where it can be neglected, with --column bp_rp0=\(color)" : ""))
  }

  /// The errors of magnitudes, and of BP-RP as observed, by the signal-to-noise ratios of their fluxes.
  private mutating func addErrors(
    of way: Way, to terms: inout [StarColumns.Quantity]
  ) throws(TableError) {
    if way.columns == [.bpRp], terms[0].sigma == .none,
      let bp = index(of: .bpSNR), let rp = index(of: .rpSNR)
    {
      terms[0].sigma = .signalToNoises(try cell(bp, .bpSNR), try cell(rp, .rpSNR))
    }
    for (term, ratio) in [(StarColumn.bpMag, StarColumn.bpSNR), (.rpMag, .rpSNR)] {
      guard let place = terms.firstIndex(where: { $0.column == term && $0.sigma == .none }),
        let index = index(of: ratio)
      else { continue }
      terms[place].sigma = .signalToNoise(try cell(index, ratio))
    }
  }

  /// A way to a color: a quantity, or the difference of two.
  struct Way {
    let columns: [StarColumn]
    let axis: DwarfSequence.Axis
    let isObserved: Bool

    init(_ columns: [StarColumn], _ axis: DwarfSequence.Axis, isObserved: Bool = false) {
      (self.columns, self.axis, self.isObserved) = (columns, axis, isObserved)
    }
  }

  /// The ways, the best first.
  static let ways: [Way] = [
    Way([.bpRp0], .bpRp0), Way([.bpMag0, .rpMag0], .bpRp0),
    Way([.bpRp], .bpRp0, isObserved: true), Way([.bpMag, .rpMag], .bpRp0, isObserved: true),
    Way([.gRp0], .gRp), Way([.gRp], .gRp, isObserved: true),
    Way([.bV], .bV), Way([.bVObserved], .bV, isObserved: true),
    Way([.vKs0], .vKs), Way([.vKs], .vKs, isObserved: true),
    Way([.gKs0], .gKs), Way([.gKs], .gKs, isObserved: true),
    Way([.vIc0], .vIc), Way([.vIc], .vIc, isObserved: true),
    Way([.gMag, .rpMag], .gRp, isObserved: true), Way([.bMag, .vMag], .bV, isObserved: true),
    Way([.vMag, .ksMag], .vKs, isObserved: true), Way([.gMag, .ksMag], .gKs, isObserved: true),
    Way([.vMag, .icMag], .vIc, isObserved: true),
    Way([.teff], .teffKelvin), Way([.mass], .massSolar),
  ]

  private static let colorColumns: [StarColumn] = StarColumn.quantities.filter { column in
    ways.contains { $0.columns.contains(column) }
  }

  /// Membership, RUWE and what tells whether the star is one that the model is about.
  mutating func others() throws(TableError) -> [StarColumn: StarColumns.Cell] {
    var others: [StarColumn: StarColumns.Cell] = [:]
    for column in [
      StarColumn.membership, .ruwe, .logg, .gMag, .gMagAbsolute, .parallax, .orbitalPeriod,
      .velocityScatter,
    ] {
      guard let index = index(of: column) else { continue }
      // What nothing depends on is left out where its unit is not known, unless it was asked for.
      others[column] = requested[column] == nil ? try? cell(index, column) : try cell(index, column)
    }
    // An apparent magnitude alone says nothing.
    if others[.parallax] == nil { others[.gMag] = nil }
    if others[.gMag] == nil { others[.parallax] = nil }
    return others
  }

  mutating func identifier() throws(TableError) -> Int? {
    let index = index(of: .id)
    if requestedIndices[.id] == nil, let index,
      let same = schema.sharedName(index).flatMap({ schema.duplicates[$0] })
    {
      throw ambiguous(.id, same, "the name of the star")
    }
    return index
  }
}
