// SPDX-License-Identifier: GPL-3.0-or-later
// How tables of the kind "Delimited" are recognized, read and written.

extension TableFormat {
  /// Comma-separated values, RFC 4180, with a header row.
  package static let csv = delimited("csv", extensions: ["csv"], by: UInt8(ascii: ","))

  /// The same with tabs.
  package static let tsv = delimited(
    "tsv", extensions: ["tsv", "tab", "rdb"], by: UInt8(ascii: "\t"))

  /// The same with semicolons, as VizieR and spreadsheets write it; read only.
  package static let semicolon = delimited(
    "semicolon", extensions: [], by: UInt8(ascii: ";"), isWritten: false)

  /// The same with vertical bars; read only.
  package static let bar = delimited(
    "bar", extensions: ["psv"], by: UInt8(ascii: "|"), isWritten: false)

  private static func delimited(
    _ name: String, extensions: [String], by delimiter: UInt8, isWritten: Bool = true
  ) -> TableFormat {
    let open: Open = { source, options throws(TableError) in
      try DelimitedReader(source, delimiter: delimiter, options: options)
    }
    let create: Create = { path, schema throws(TableError) in
      try DelimitedWriter(ByteSink(path: path), delimiter: delimiter, schema: schema)
    }
    return TableFormat(
      name, extensions: extensions, declaresTypes: false, open: open,
      create: isWritten ? create : nil)
  }

  /// The format of delimited text that a file begins with: by the separator that cuts most of its first lines into
  /// equally many cells; nil if none does.
  static func delimited(recognizing start: [UInt8], isWhole: Bool) -> TableFormat? {
    let lines = DelimitedLayout.Lines(start, isWhole: isWhole)
    guard let first = lines.rows.first else { return nil }
    var best: (format: TableFormat, agreeing: Int, cells: Int)?
    for (delimiter, format) in zip(DelimitedLayout.delimiters, [csv, tsv, semicolon, bar]) {
      let rows = lines.rows.map { DelimitedLayout.cells($0, delimiter) }
      let header = DelimitedLayout.headerIndex(rows, titlesMayBeWide: false)
      let count = rows[header].count
      guard count > 1 else { continue }
      // Names hold letters; a line of numbers with decimal commas is no header of CSV.
      let agreeing = rows[header...].count { $0.count == count }
      if best.map({ (agreeing, count) > ($0.agreeing, $0.cells) }) ?? true {
        best = (format, agreeing, count)
      }
    }
    let words = lines.rows.dropFirst().map { DelimitedLayout.cells($0, 0x20).count }
    if let best, best.agreeing < 2, words.count > 1, words[0] > 1, Set(words).count == 1 {
      // A title with a comma above words between blanks.
      return nil
    }
    // Without a second line, or where lines disagree, the first one decides.
    let counts = DelimitedLayout.delimiters.map { delimiter in first.count { $0 == delimiter } }
    if let best, best.agreeing < 2, let most = counts.max(), most > 0 {
      let tied = counts.count { $0 == most }
      return tied == 1 ? [csv, tsv, semicolon, bar][counts.firstIndex(of: most) ?? 0] : best.format
    }
    return best?.format
  }
}
