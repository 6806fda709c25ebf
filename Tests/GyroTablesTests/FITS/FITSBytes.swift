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
  /// What lists point to.
  var heap: [UInt8] = []
  /// Further cards of the table's header, spelled as they shall stand there.
  var cards: [String] = []

  /// A binary table of one column.
  init(_ form: String, rows: [[UInt8]], heap: [UInt8] = [], cards: [String] = []) {
    self.init(
      isASCII: false, columns: [Column(form: form, name: "x")], rowWidth: rows.first?.count ?? 0,
      rows: rows, heap: heap, cards: cards)
  }

  init(
    isASCII: Bool, columns: [Column], rowWidth: Int, rows: [[UInt8]], claimedRowCount: Int? = nil,
    heap: [UInt8] = [], cards: [String] = []
  ) {
    (self.isASCII, self.columns, self.rowWidth, self.rows) = (isASCII, columns, rowWidth, rows)
    (self.claimedRowCount, self.heap, self.cards) = (claimedRowCount, heap, cards)
  }

  /// An empty primary unit.
  static let primary = header([
    ("SIMPLE", "T"), ("BITPIX", "8"), ("NAXIS", "0"), ("EXTEND", "T"),
  ])

  var bytes: [UInt8] { Self.primary + unit }

  /// The table without the primary unit before it.
  var unit: [UInt8] {
    var table = [
      ("XTENSION", isASCII ? "'TABLE   '" : "'BINTABLE'"), ("BITPIX", "8"), ("NAXIS", "2"),
      ("NAXIS1", "\(rowWidth)"), ("NAXIS2", "\(claimedRowCount ?? rows.count)"),
      ("PCOUNT", "\(heap.count)"),
      ("GCOUNT", "1"), ("TFIELDS", "\(columns.count)"),
    ]
    for (index, column) in columns.enumerated() {
      table.append(("TTYPE\(index + 1)", "'\(column.name)'"))
      table.append(("TFORM\(index + 1)", "'\(column.form)'"))
      if let first = column.firstByte { table.append(("TBCOL\(index + 1)", "\(first)")) }
      for (key, value) in column.cards { table.append(("\(key)\(index + 1)", value)) }
    }
    let data = Self.padded(rows.flatMap { $0 } + heap, with: isASCII ? 0x20 : 0)
    return Self.header(table, cards) + data
  }

  /// A header of cards in fixed format and of others as they are.
  static func header(_ cards: [(String, String)], _ more: [String] = []) -> [UInt8] {
    let lines = cards.map { key, value in
      let start = key + String(repeating: " ", count: 8 - key.count) + "= "
      let text =
        value.hasPrefix("'") ? value : String(repeating: " ", count: 20 - value.count) + value
      return start + text + String(repeating: " ", count: 80 - start.count - text.count)
    }
    let others = more.map { $0 + String(repeating: " ", count: 80 - $0.utf8.count) }
    return padded(Array((lines.joined() + others.joined() + "END").utf8), with: 0x20)
  }

  static func padded(_ bytes: [UInt8], with filler: UInt8) -> [UInt8] {
    bytes + [UInt8](repeating: filler, count: (2880 - bytes.count % 2880) % 2880)
  }
}

/// A whole number in the byte order of FITS.
func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.bigEndian) { Array($0) }
}
