// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors spelled in text cells: `1 2 NaN` in VOTable, `[1, 2, null]` in ECSV.

extension TableColumn {
  /// Whether the cells are vectors that are kept as the text they were.
  ///
  /// A declared width is no reason to keep room for it: most cells may be empty.
  var isVectorText: Bool {
    if case .text = storage, case .float64Vector = description.type { true } else { false }
  }

  /// Refuses a cell that is neither missing nor as many numbers as the column is wide.
  func checkVectors(width: Int) throws(TableError) {
    guard isVectorText else { return }
    for row in 0..<count {
      let found = vectorElements(at: row) { _ in true }
      guard found == width || isBlank(at: row) else {
        throw TableError(
          .unparsableValue, at: origin.place(row: row, column: description.name),
          found: found.map { "\($0) numbers" } ?? "\"\((text(at: row) ?? "").prefix(40))\"",
          expected: "\(width) numbers")
      }
    }
  }

  /// The numbers of a cell of text, NaN where one is missing; nil where there is no cell.
  func vectorOfText(at row: Int) -> [Double]? {
    guard !isBlank(at: row) else { return nil }
    var values: [Double] = []
    _ = vectorElements(at: row) {
      values.append($0)
      return true
    }
    return values
  }

  /// Whether there is no number in a cell of text.
  func isMissingVector(at row: Int) -> Bool {
    var isMissing = true
    _ = vectorElements(at: row) { value in
      isMissing = value.isNaN
      return isMissing
    }
    return isMissing
  }

  private func isBlank(at row: Int) -> Bool {
    guard case .text(let cells) = storage else { return false }
    return cells.withValue(at: row, nullWords: origin.nullWords) { $0 == nil }
  }

  /// Hands out numbers, NaN for missing ones, for as long as they are wanted.
  ///
  /// Returns how many there were, or nil at a word that is not a number.
  private func vectorElements(at row: Int, _ body: (Double) -> Bool) -> Int? {
    guard case .text(let cells) = storage else { return nil }
    return cells.withValue(at: row, nullWords: origin.nullWords) { cell -> Int? in
      guard let cell else { return 0 }
      var count = 0
      var start = cell.startIndex
      while start < cell.endIndex {
        guard !Self.separates(cell[start]) else {
          start += 1
          continue
        }
        var end = start
        while end < cell.endIndex, !Self.separates(cell[end]) { end += 1 }
        let word = UnsafeBufferPointer(rebasing: cell[start..<end])
        let isMissing = word.spells("nan") || word.spells("null")
        guard let value = isMissing ? .nan : DecimalNumber.double(word) else { return nil }
        count += 1
        guard body(value) else { return count }
        start = end
      }
      return count
    }
  }

  private static func separates(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "]")
  }
}
