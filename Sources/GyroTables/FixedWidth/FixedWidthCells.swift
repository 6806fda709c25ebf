// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts rows of fixed-width text into cells: for machine-readable tables and FITS ASCII tables.

/// Where the columns of a fixed-width table stand in a row.
struct FixedWidthLayout: Sendable {
  struct Field: Sendable {
    /// Bytes of the row, from 0.
    var bytes: Range<Int>
    /// What stands for a missing value besides blanks.
    var null: Null?
  }

  /// A word for "missing", and its value where the column holds numbers.
  struct Null: Sendable {
    var word: [UInt8]
    var number: Double?

    init(_ word: String, type: ColumnType) {
      self.word = Array(word.utf8)
      number = type == .text ? nil : self.word.withUnsafeBufferPointer(DecimalNumber.double)
    }

    func matches(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
      if word.elementsEqual(cell) { return true }
      // CDS writes `?=-` and then dashes over the whole width.
      if word == [UInt8(ascii: "-")], !cell.isEmpty, cell.allSatisfy({ $0 == word[0] }) {
        return true
      }
      guard let number else { return false }
      return DecimalNumber.double(cell) == number
    }
  }

  let fields: [Field]
  /// Bytes of the longest row that has nothing but columns in it.
  let width: Int

  init(_ fields: [Field]) {
    self.fields = fields
    width = fields.map(\.bytes.upperBound).max() ?? 0
  }

  /// The bounds of the cells of some rows, blanks around them set aside; missing cells are empty.
  func cut(_ bytes: [UInt8], rows: [Range<Int>]) -> [UInt32] {
    var bounds: [UInt32] = []
    bounds.reserveCapacity(2 * rows.count * fields.count)
    bytes.withUnsafeBufferPointer { bytes in
      for row in rows {
        for field in fields {
          var start = min(row.lowerBound + field.bytes.lowerBound, row.upperBound)
          var end = min(row.lowerBound + field.bytes.upperBound, row.upperBound)
          while start < end, bytes[start].isBlank || bytes[start] == 0 { start += 1 }
          while end > start, bytes[end - 1].isBlank || bytes[end - 1] == 0 { end -= 1 }
          if let null = field.null,
            null.matches(UnsafeBufferPointer(rebasing: bytes[start..<end]))
          {
            end = start
          }
          bounds.append(UInt32(start))
          bounds.append(UInt32(end))
        }
      }
    }
    return bounds
  }
}
