// SPDX-License-Identifier: GPL-3.0-or-later
// FITS files byte by byte, so that tests can be wrong in ways no library would write.

/// One FITS table built from cards and raw rows.
struct FITSBytes {
  /// A column: its form, name, first byte in ASCII tables, and further cards such as `TNULL`.
  struct Column {
    var form: String
    var name: String
    var firstByte: Int?
    var cards: [(String, String)] = []
  }

  var isASCII: Bool
  var columns: [Column]
  var rowWidth: Int
  var rows: [[UInt8]]
  /// What NAXIS2 says, if not the truth.
  var claimedRowCount: Int?

  var bytes: [UInt8] {
    let primary = [("SIMPLE", "T"), ("BITPIX", "8"), ("NAXIS", "0"), ("EXTEND", "T")]
    var table = [
      ("XTENSION", isASCII ? "'TABLE   '" : "'BINTABLE'"), ("BITPIX", "8"), ("NAXIS", "2"),
      ("NAXIS1", "\(rowWidth)"), ("NAXIS2", "\(claimedRowCount ?? rows.count)"), ("PCOUNT", "0"),
      ("GCOUNT", "1"), ("TFIELDS", "\(columns.count)"),
    ]
    for (index, column) in columns.enumerated() {
      table.append(("TTYPE\(index + 1)", "'\(column.name)'"))
      table.append(("TFORM\(index + 1)", "'\(column.form)'"))
      if let first = column.firstByte { table.append(("TBCOL\(index + 1)", "\(first)")) }
      for (key, value) in column.cards { table.append(("\(key)\(index + 1)", value)) }
    }
    let data = Self.padded(rows.flatMap { $0 }, with: isASCII ? 0x20 : 0)
    return Self.header(primary) + Self.header(table) + data
  }

  private static func header(_ cards: [(String, String)]) -> [UInt8] {
    let lines = cards.map { key, value in
      let start = key + String(repeating: " ", count: 8 - key.count) + "= "
      let text =
        value.hasPrefix("'") ? value : String(repeating: " ", count: 20 - value.count) + value
      return start + text + String(repeating: " ", count: 80 - start.count - text.count)
    }
    return padded(Array((lines.joined() + "END").utf8), with: 0x20)
  }

  private static func padded(_ bytes: [UInt8], with filler: UInt8) -> [UInt8] {
    bytes + [UInt8](repeating: filler, count: (2880 - bytes.count % 2880) % 2880)
  }
}

/// A whole number in the byte order of FITS.
func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.bigEndian) { Array($0) }
}
