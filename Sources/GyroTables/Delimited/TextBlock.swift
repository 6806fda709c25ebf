// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of one column of a chunk as FITS takes them: bytes without NUL.

/// The texts of one column of a chunk, one after the other.
struct TextBlock {
  private(set) var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Bytes of the longest text.
  private(set) var width = 0

  init(_ column: TableColumn) throws(TableError) {
    ends.reserveCapacity(column.count)
    var start = 0
    for row in 0..<column.count {
      if !column.isMissing(at: row) { column.appendText(at: row, to: &bytes) }
      guard !bytes[start...].contains(0) else {
        throw TableError(
          .unsupported, at: column.origin.place(row: row, column: column.description.name),
          found: "a NUL byte within text", expected: "text that FITS can hold", hint: "Write csv")
      }
      width = max(width, bytes.count - start)
      start = bytes.count
      ends.append(start)
    }
  }

  /// The bytes of a text.
  subscript(row: Int) -> ArraySlice<UInt8> { bytes[(row > 0 ? ends[row - 1] : 0)..<ends[row]] }
}
