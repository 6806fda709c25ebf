// SPDX-License-Identifier: GPL-3.0-or-later
// Recognizes columns of identifiers, and warns where they went through a floating-point number.

extension ColumnDescription {
  /// Whether the column names things rather than measures them, by its UCD or its name.
  ///
  /// Known are `id`, alone or as the first or last word of a name, the usual catalogs (`KIC`, `GaiaDR3`)
  /// and words such as `designation`.
  var isIdentifier: Bool {
    if let ucd, ucd.lowercased().hasPrefix("meta.id") { return true }
    // Tables may have very many columns, for which patterns would be too slow.
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard let first = words.first, let last = words.last else { return false }
    let kinds: Set = ["id", "ids", "identifier", "designation"]
    if kinds.contains(first) || kinds.contains(last) { return true }
    let catalogs: Set = [
      "2mass", "epic", "epicid", "gaia", "gaiaid", "hd", "hip", "kepid", "kic", "kicid", "kid",
      "koi",
      "name", "object", "objectid", "objid", "source", "sourceid", "star", "starid", "tic", "ticid",
      "tmass", "toi", "tyc",
    ]
    // `GaiaDR3`, `Gaia EDR3`
    var joined = words.joined()
    for release in ["edr3", "dr1", "dr2", "dr3", "dr4", "dr5"] where joined.hasSuffix(release) {
      joined.removeLast(release.count)
      break
    }
    return catalogs.contains(joined)
  }
}

/// A reader that looks for identifiers whose last digits were lost before the table was written.
///
/// A double holds whole numbers of at most 2⁵³; of a longer identifier, such as those of Gaia, it keeps
/// about sixteen digits, so that several stars get one identifier.
struct IdentifierCheck: TableReader {
  private var rows: any TableReader
  private let identifiers: [Int]
  /// The first damaged cell of each column, and how many there are.
  private var found: [Int: (warning: TablePlace, text: String, count: Int)] = [:]

  init(_ rows: any TableReader) {
    self.rows = rows
    identifiers = rows.schema.columns.indices.filter { rows.schema.columns[$0].isIdentifier }
  }

  var schema: TableSchema { rows.schema }

  var fractionRead: Double? { rows.fractionRead }

  var warnings: [TableWarning] {
    rows.warnings
      + found.sorted { $0.key < $1.key }.map { _, first in
        let more = first.count > 1 ? " and \(first.count - 1) more" : ""
        return TableWarning(
          at: first.warning,
          "\(first.text)\(more): an identifier of more than 15 digits as a floating-point number has "
            + "lost its last digits, and may name another star. Get the table again with identifiers "
            + "as whole numbers or text")
      }
  }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    guard let chunk = try rows.next(upTo: rowCount) else { return nil }
    for index in identifiers {
      let column = chunk.columns[index]
      for row in 0..<chunk.rowCount where column.isRoundedIdentifier(at: row) {
        if found[index] == nil {
          found[index] = (chunk.place(row: row, column: index), column.text(at: row) ?? "", 0)
        }
        found[index]?.count += 1
      }
    }
    return chunk
  }
}

extension TableColumn {
  /// Whether the cell is a floating-point number so large that whole numbers next to it are not told apart.
  fileprivate func isRoundedIdentifier(at row: Int) -> Bool {
    let isFloatingPoint = description.type == .float64 || description.type == .float32
    switch storage {
    case .float64(let values): return abs(values[row]) >= 0x1p53 && values[row].isFinite
    case .float32(let values): return abs(values[row]) >= 0x1p24 && values[row].isFinite
    case .text(let cells):
      return cells.withValue(at: row, nullWords: origin.nullWords) { cell in
        guard let cell, isFloatingPoint || DecimalNumber.isDecimal(cell),
          let value = DecimalNumber.double(cell)
        else { return false }
        return abs(value) >= 0x1p53 && value.isFinite
      }
    case .bool, .int64, .float64Vector: return false
    }
  }
}
