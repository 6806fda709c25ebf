// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns of a table may hold which quantity, and how surely, by their names and meanings.

internal import GyroTables

/// The columns of a table that may hold each quantity, as far as names and meanings tell.
struct ColumnMatches {
  /// A column that may hold a quantity.
  struct Candidate {
    /// In the table's columns.
    let index: Int
    /// How surely; larger is surer.
    let rank: Double
  }

  /// The names of all columns, taken apart.
  let names: [ColumnName]
  /// The candidates for each quantity, the surest first and else in the order of the table.
  private(set) var candidates: [StarColumn: [Candidate]] = [:]
  /// The columns by the words of their names as one, as errors refer to them.
  private let indicesOfName: [String: [Int]]
  /// The columns that are errors, by what they are errors of.
  private let errorsOfName: [String: [Int]]
  /// A column that only a table of orbits or transits has.
  private(set) var orbitSign: String?

  /// Looks at all columns but those that are set aside.
  init(_ schema: TableSchema, without requested: Set<String>) {
    names = schema.columns.indices.map {
      ColumnName(schema.nameInFile($0), calledBy: schema.columns[$0].name)
    }
    var (indices, errors): ([String: [Int]], [String: [Int]]) = ([:], [:])
    for (index, name) in names.enumerated() {
      indices[name.joined, default: []].append(index)
      if let error = name.error { errors[error.base, default: []].append(index) }
      guard !requested.contains(name.text) else { continue }
      if orbitSign == nil, name.words.contains(where: Self.orbitWords.contains) {
        orbitSign = name.text
      }
      for meaning in Self.meanings(of: name, schema.columns[index]) {
        // Of several columns with one quantity, that of the Gaia archive comes last if GSP-Phot made it, else first.
        let preference =
          name.words.contains("gspphot") ? -1 : Self.archiveNames.contains(name.text) ? 0.1 : 0
        candidates[meaning.column, default: []].append(
          Candidate(index: index, rank: meaning.rank + preference))
      }
    }
    (indicesOfName, errorsOfName) = (indices, errors)
    for column in candidates.keys {
      candidates[column]?.sort { ($0.rank, -$0.index) > ($1.rank, -$1.index) }
    }
  }

  /// Columns by the very names that they have in the Gaia archive.
  static let archiveNames: Set<String> = [
    "bp_rp", "g_rp", "phot_g_mean_mag", "phot_bp_mean_mag", "phot_rp_mean_mag", "parallax", "ruwe",
  ]

  /// Words that only tables of orbits and transits use.
  static let orbitWords: Set<String> = [
    "pl", "planet", "transit", "tran", "trandur", "trandep", "orbit", "orbital", "orbper", "koi",
    "kepoi", "toi", "ecc", "eccentricity", "depth", "ror", "semimajor", "sma", "eclipse", "porb",
    "plorbper", "impact",
  ]

  /// What a name can mean.
  private static func meanings(
    of name: ColumnName, _ description: ColumnDescription
  ) -> [(column: StarColumn, rank: Double)] {
    var found = lookUp(name)
    if let key = StarColumn(rawValue: name.text), key.quantity == nil, key != .period,
      !found.contains(where: { $0.column == key })
    {
      found.append((key, KnownName.Confidence.certain.rawValue))
    }
    guard !found.isEmpty, let meaning = description.meaning?.lowercased() else { return found }
    let isRotation = meaning.contains("rotation") || meaning.contains("spin")
    let isOrbit =
      !isRotation
      && ["orbit", "transit", "eclips", "pulsat"].contains { meaning.contains($0) }
    return found.compactMap { column, rank in
      guard column == .period else { return (column, rank) }
      if isOrbit { return (.orbitalPeriod, rank) }
      return (column, isRotation ? max(rank, KnownName.Confidence.certain.rawValue) : rank)
    }
  }

  private static func lookUp(_ name: ColumnName) -> [(column: StarColumn, rank: Double)] {
    let exact = plain(name.words, name.text)
    guard exact.isEmpty, name.words.count > 1 else { return exact }
    var change = 0.0
    let core = name.words.filter { word in
      guard let weight = StarColumn.decorations[word] ?? (isReference(word) ? -0.25 : nil) else {
        return true
      }
      change = weight > 0 || change > 0 ? max(change, weight) : min(change, weight)
      return false
    }
    guard !core.isEmpty, core.count < name.words.count else { return [] }
    return plain(core, name.text).filter { $0.column != .id || core == ["id"] }
      .map { ($0.column, $0.rank + change) }
  }

  /// Whether a word is the name of an author with a year, as in `Teff_Curtis20`.
  private static func isReference(_ word: String) -> Bool {
    let letters = word.prefix { $0.isLetter }
    let digits = word.dropFirst(letters.count)
    return letters.count > 3 && (digits.count == 2 || digits.count == 4)
      && digits.allSatisfy(\.isNumber)
  }

  /// What words mean as they are.
  private static func plain(
    _ words: [String], _ text: String
  ) -> [(column: StarColumn, rank: Double)] {
    func meanings(
      _ words: [String], in known: [String: [KnownName]]
    ) -> [(column: StarColumn, rank: Double)] {
      guard let names = known[words.count == 1 ? words[0] : words.joined()] else { return [] }
      return names.filter { $0.spelling.fits(text) }.map { ($0.column, $0.confidence.rawValue) }
    }
    let observed = meanings(words, in: StarColumn.known)
    guard observed.isEmpty, let last = words.last else { return observed }
    let kept = words.filter { !StarColumn.dereddenedWords.contains($0) }
    if kept.count < words.count, !kept.isEmpty {
      return meanings(kept, in: StarColumn.knownDereddened)
    }
    guard last.count > 1, last.hasSuffix("0") else { return [] }
    return meanings(words.dropLast() + [String(last.dropLast())], in: StarColumn.knownDereddened)
  }

  /// The only candidate, or the one that is surer than all others.
  enum Choice {
    case none
    case one(Int)
    /// Several that are equally sure.
    case several([Int])
  }

  /// Which column holds a quantity.
  func choice(for column: StarColumn) -> Choice {
    guard let all = candidates[column], let best = all.first else { return .none }
    if column == .id {
      // Any name will do; the best catalog is listed first.
      let ranked = all.min { identifierRank($0.index) < identifierRank($1.index) }
      return .one((ranked ?? best).index)
    }
    let equal = all.filter { $0.rank == best.rank }
    return equal.count == 1 ? .one(best.index) : .several(equal.map(\.index))
  }

  private func identifierRank(_ index: Int) -> Int {
    StarColumn.identifierRanks[names[index].joined] ?? .max
  }

  // MARK: Errors

  /// The error of a column.
  enum ErrorChoice {
    case none
    case one(Int)
    case sides(lower: Int, upper: Int)
    case ends(lower: Int, upper: Int)
    /// Several that may be meant.
    case several([Int])
  }

  /// The error that is named after a column.
  ///
  /// - Parameters:
  ///   - index: The column.
  ///   - column: The quantity that it holds.
  ///   - isRequested: Whether the user named the column; then an error of the bare quantity is not taken for its.
  /// - Returns: One column, or one for each side.
  func error(of index: Int, _ column: StarColumn, isRequested: Bool) -> ErrorChoice {
    if let own = errorsOfName[names[index].joined] {
      let choice = choice(among: own.filter { $0 != index }, baseText: names[index].text)
      guard case .none = choice else { return choice }
    }
    guard !isRequested else { return .none }
    // The error of the bare quantity, such as e_Prot, where the table has no such column but an adopted one.
    let bases = errorsOfName.keys.filter { base in
      indicesOfName[base] == nil
        && (StarColumn.known[base] ?? []).contains { $0.column == column && $0.spelling == .any }
    }.sorted()
    return choice(among: bases.flatMap { errorsOfName[$0] ?? [] }.sorted(), baseText: nil)
  }

  private func choice(among indices: [Int], baseText: String?) -> ErrorChoice {
    func all(_ form: ColumnName.ErrorForm) -> [Int] {
      indices.filter { names[$0].error?.form == form }
    }
    var symmetric = all(.symmetric)
    let capital = all(.upperCase)
    // E_x is the upper side where there is an e_x, as in VizieR.
    if capital.count == 1,
      let small = symmetric.first(where: { names[$0].text.drop { $0 == " " }.hasPrefix("e_") })
    {
      return .sides(lower: small, upper: capital[0])
    }
    symmetric += capital
    let (upper, lower) = (all(.upper), all(.lower))
    if let up = upper.first, let low = lower.first {
      return upper.count == 1 && lower.count == 1
        ? .sides(lower: low, upper: up) : .several((upper + lower).sorted())
    }
    symmetric += upper + lower
    if symmetric.count > 1 { return .several(symmetric.sorted()) }
    if let one = symmetric.first { return .one(one) }
    let (top, bottom) = (all(.upperEnd), all(.lowerEnd))
    if top.count == 1, bottom.count == 1 { return .ends(lower: bottom[0], upper: top[0]) }
    return .none
  }
}
