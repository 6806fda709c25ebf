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
    let rowOfNUL =
      if case .text(let cells) = column.storage, column.description.type == .text {
        take(cells, nullWords: column.origin.nullWords)
      } else {
        spell(column)
      }
    if let rowOfNUL {
      throw TableError(
        .unsupported, at: column.origin.place(row: rowOfNUL, column: column.description.name),
        found: "a NUL byte within text", expected: "text that FITS can hold", hint: "Write csv")
    }
  }

  /// Takes cells that are text as they are; returns the first that holds a NUL byte.
  private mutating func take(_ cells: TextCells, nullWords: [[UInt8]]) -> Int? {
    var (taken, isGood) = ([UInt8](), true)
    for row in 0..<cells.count {
      cells.withValue(at: row, nullWords: nullWords) { value in
        guard value != nil else { return }
        cells.withBytes(at: row) { cell in
          isGood = !cell.contains(0)
          taken.append(contentsOf: cell)
        }
      }
      guard isGood else { return row }
      width = max(width, taken.count - (ends.last ?? 0))
      ends.append(taken.count)
    }
    bytes = taken
    return nil
  }

  /// Spells cells out; returns the first that holds a NUL byte.
  private mutating func spell(_ column: TableColumn) -> Int? {
    var start = 0
    for row in 0..<column.count {
      if !column.isMissing(at: row) { column.appendText(at: row, to: &bytes) }
      guard !bytes[start...].contains(0) else { return row }
      width = max(width, bytes.count - start)
      start = bytes.count
      ends.append(start)
    }
    return nil
  }

  /// Hands out the bytes of some texts, one after the other, each with its index.
  func forEach(of rows: Range<Int>, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = rows.lowerBound > 0 ? ends[rows.lowerBound - 1] : 0
      for row in rows {
        body(row, UnsafeBufferPointer(rebasing: bytes[start..<ends[row]]))
        start = ends[row]
      }
    }
  }

  /// The bytes of a text.
  subscript(row: Int) -> ArraySlice<UInt8> { bytes[(row > 0 ? ends[row - 1] : 0)..<ends[row]] }
}
