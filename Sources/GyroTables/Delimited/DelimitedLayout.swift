// SPDX-License-Identifier: GPL-3.0-or-later
// How a delimited table is laid out: its separator, where its header is, and what stands between header and rows.

internal import GyroFiles

/// What the first lines of a delimited table show of its layout.
///
/// Spreadsheets, VizieR, RDB and colleagues put titles above the names of the columns, and units, types or dashes
/// below them. What is recognized are whole lines: dashes alone, units alone, types alone.
struct DelimitedLayout {
  /// What separates cells.
  let delimiter: UInt8
  /// Lines above the names that are neither blank nor comments, but prose.
  private(set) var titles: [String] = []
  /// Lines between the names and the rows.
  private(set) var rowsBelowNames = 0
  /// The unit of each column, where a line gives them.
  private(set) var units: [String?] = []
  /// Whether numbers have a comma where others have a point.
  private(set) var hasDecimalCommas = false
  /// Whether the first line is a row, and the names stand in the comment above it.
  private(set) var namesAreComment = false
  /// The first line, if it holds numbers and no names.
  private(set) var numbersInsteadOfNames: String?

  /// The separators that tables use, the commonest first.
  static let delimiters: [UInt8] = [",", "\t", ";", "|"].map { UInt8(ascii: $0) }

  /// The lines of the beginning of a file.
  struct Lines {
    /// Lines that are neither blank nor comments, at most 40.
    private(set) var rows: [ArraySlice<UInt8>] = []
    /// The last comment above the first of them.
    private(set) var lastComment: ArraySlice<UInt8>?

    init(_ start: [UInt8], isWhole: Bool) {
      let start = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start[3...] : start[...]
      var lines = start.split(maxSplits: 2000, omittingEmptySubsequences: true) {
        $0 == 0x0A || $0 == 0x0D
      }
      // The last piece may be cut.
      if !isWhole, lines.count > 1 { lines.removeLast() }
      for line in lines where rows.count < 40 {
        if line.first == UInt8(ascii: "#") {
          if rows.isEmpty { lastComment = line.dropFirst() }
        } else if !line.allSatisfy({ $0 == 0x20 }) {
          rows.append(line)
        }
      }
    }
  }

  /// Looks at the first lines.
  init(_ lines: Lines, delimiter: UInt8) {
    self.delimiter = delimiter
    let rows = lines.rows.map { Self.cells($0, delimiter) }
    guard !rows.isEmpty else { return }
    // Prose has as many blanks as it likes, and seldom more of other separators than a table.
    let header = Self.headerIndex(rows, titlesMayBeWide: delimiter == 0x20)
    titles = lines.rows[..<header].map { String(decoding: $0, as: UTF8.self) }
    let names = rows[header]
    lookBelow(names, Array(rows[(header + 1)...].prefix(4)))
    let cells = rows[(header + 1 + rowsBelowNames)...].joined()
    hasDecimalCommas =
      delimiter != UInt8(ascii: ",") && delimiter != 0x20
      && cells.contains(where: Self.isDecimalComma)
      && !cells.contains(where: Self.isDecimalPoint)
    guard header == 0, rowsBelowNames == 0, Self.isRowOfNumbers(names) else { return }
    if let comment = lines.lastComment.map({ Self.cells($0, delimiter) }),
      comment.count == names.count, !Self.isRowOfNumbers(comment)
    {
      namesAreComment = true
    } else {
      numbersInsteadOfNames = names.prefix(6).joined(separator: " ")
    }
  }

  // MARK: Cells

  /// The cells of a line without blanks and quotes around them; words, where blanks separate them.
  static func cells(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> [String] {
    if delimiter == 0x20 {
      return line.split(whereSeparator: \.isBlank).map { String(decoding: $0, as: UTF8.self) }
    }
    var cells: [String] = []
    var (start, isQuoted) = (line.startIndex, false)
    func add(_ end: Int) {
      let cell = String(decoding: line[start..<end], as: UTF8.self).trimmed
      cells.append(
        cell.count > 1 && cell.hasPrefix("\"") && cell.hasSuffix("\"")
          ? String(cell.dropFirst().dropLast()) : cell)
    }
    for index in line.indices {
      if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if line[index] == delimiter, !isQuoted {
        add(index)
        start = index + 1
      }
    }
    add(line.endIndex)
    return cells
  }

  private static func isNumber(_ cell: String) -> Bool {
    var cell = cell
    return cell.withUTF8 { DecimalNumber.double($0) != nil }
  }

  /// Whether a line of cells is one of numbers, so that it cannot be the names of columns.
  static func isRowOfNumbers(_ cells: [String]) -> Bool {
    let filled = cells.filter { !$0.isEmpty }
    let numbers = filled.filter { isNumber($0) || isDecimalComma($0) }
    return cells.count > 1 && 2 * numbers.count >= filled.count && numbers.count > 1
      && numbers.contains { $0.contains { ".,eE".contains($0) } || $0.count > 4 }
  }

  private static func isDecimal(_ cell: String, _ point: Character) -> Bool {
    let parts = cell.drop { $0 == "-" || $0 == "+" }
      .split(separator: point, omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[1].isEmpty
      && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
  }

  static func isDecimalComma(_ cell: String) -> Bool { isDecimal(cell, ",") }
  private static func isDecimalPoint(_ cell: String) -> Bool { isDecimal(cell, ".") }

  // MARK: Lines

  /// The line of names: the first, unless it has fewer cells than the lines below it, of which the first holds names.
  static func headerIndex(_ rows: [[String]], titlesMayBeWide: Bool) -> Int {
    let counts = Dictionary(grouping: rows.dropFirst().map(\.count), by: \.self).mapValues(\.count)
    guard let usual = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, usual > 1,
      titlesMayBeWide ? rows[0].count != usual : rows[0].count < usual,
      let first = rows.firstIndex(where: { $0.count == usual }),
      rows.count > first + 1, first <= 10,
      // Names are neither numbers nor empty; rows of numbers below fewer names are a mistake to be told.
      rows[first].allSatisfy({ !isNumber($0) && !isDecimalComma($0) && !$0.isEmpty }),
      rows[(first + 1)...].contains(where: {
        $0.contains(where: { isNumber($0) || isDecimalComma($0) })
      })
    else { return 0 }
    return first
  }

  /// Recognizes lines of units, types and dashes below the names.
  private mutating func lookBelow(_ names: [String], _ rows: [[String]]) {
    func isDashes(_ row: [String]) -> Bool {
      // A few dashes are how a missing value is written.
      row.count == names.count && row.contains { $0.count > 3 }
        && row.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 == "-" || $0 == "=" } }
    }
    if let dashes = rows.prefix(3).firstIndex(where: isDashes), dashes <= 2 {
      // What stands above the dashes are units, as VizieR has them, or nothing.
      if dashes > 0 { units = rows[0].map { $0.isEmpty ? nil : $0 } }
      rowsBelowNames = dashes + 1
      return
    }
    for row in rows.prefix(2) {
      guard row.count == names.count, row.contains(where: { !$0.isEmpty }) else { return }
      if row.allSatisfy({ $0.isEmpty || Self.isType($0) }), row.filter({ !$0.isEmpty }).count > 1 {
        rowsBelowNames += 1
      } else if rows.count > rowsBelowNames + 1, units.isEmpty,
        row.allSatisfy({ $0.isEmpty || Self.isUnit($0) })
      {
        units = row.map { Self.bare($0) }
        rowsBelowNames += 1
      } else {
        return
      }
    }
  }

  /// `10S`, `5N` and `8M` of RDB, and the names of types.
  private static func isType(_ cell: String) -> Bool {
    let types: Set<String> = [
      "double", "float", "int", "integer", "long", "short", "char", "string", "str", "bool",
      "boolean", "real", "float32", "float64", "int16", "int32", "int64", "object", "text", "date",
      "number",
    ]
    let letter = cell.drop { $0.isASCII && $0.isNumber }
    return ["S", "N", "M"].contains(letter) && cell.count <= 5 || types.contains(cell.lowercased())
  }

  /// A unit without brackets around it; nil for a cell without one.
  private static func bare(_ cell: String) -> String? {
    let inner =
      cell.hasPrefix("(") && cell.hasSuffix(")") ? String(cell.dropFirst().dropLast()) : cell
    return inner.isEmpty || inner.allSatisfy { $0 == "-" } ? nil : inner
  }

  private static func isUnit(_ cell: String) -> Bool {
    let units: Set<String> = [
      "d", "day", "days", "h", "hr", "hours", "hour", "min", "s", "sec", "yr", "years", "mag",
      "mags", "mmag", "k", "kelvin", "mas", "arcsec", "deg", "degrees", "rad", "mas/yr", "km/s",
      "m/s", "pc", "kpc", "msun", "solmass", "rsun", "solrad", "lsun", "gyr", "myr", "dex", "%",
      "ppm", "none", "unitless", "cgs", "jy", "mjy", "nm", "um", "cm/s2", "cm.s**-2",
      "log(cm.s**-2)",
      "[cm/s2]", "1/d", "h:m:s", "d:m:s", "\"h:m:s\"", "\"d:m:s\"", "au",
    ]
    let bare = self.bare(cell)?.lowercased()
    return bare.map { units.contains($0) } ?? true
  }
}
