// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors spelled in text cells: `1 2 NaN` in VOTable, `[1, 2, null]` in ECSV.

extension TableColumn {
  /// The same column with its text taken apart into numbers; a blank cell is a vector of missing ones.
  func parsedAsVectors(width: Int) throws(TableError) -> TableColumn {
    guard case .text(let cells) = storage else { return self }
    var values = [Double](repeating: .nan, count: count * width)
    for row in 0..<count {
      let found = cells.withValue(at: row, nullWords: origin.nullWords) { cell -> Int? in
        guard let cell else { return width }
        var element = 0
        var start = cell.startIndex
        while start < cell.endIndex {
          guard !Self.separates(cell[start]) else {
            start += 1
            continue
          }
          var end = start
          while end < cell.endIndex, !Self.separates(cell[end]) { end += 1 }
          let word = UnsafeBufferPointer(rebasing: cell[start..<end])
          if !word.spells("nan"), !word.spells("null") {
            guard let value = DecimalNumber.double(word) else { return nil }
            if element < width { values[row * width + element] = value }
          }
          element += 1
          start = end
        }
        return element
      }
      guard found == width else {
        throw TableError(
          .unparsableValue, at: origin.place(row: row, column: description.name),
          found: found.map { "\($0) numbers" } ?? "\"\((text(at: row) ?? "").prefix(40))\"",
          expected: "\(width) numbers")
      }
    }
    return TableColumn(description, .float64Vector(values, width: width), origin: origin)
  }

  private static func separates(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "]")
  }
}
