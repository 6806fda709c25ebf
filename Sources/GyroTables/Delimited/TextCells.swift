// SPDX-License-Identifier: GPL-3.0-or-later
// Text cells as one run of bytes and the bounds of each cell: no string per cell.

/// The cells of one text column, in bytes that all text columns of a chunk share.
struct TextCells: Sendable {
  /// The bytes of the chunk, valid UTF-8 within each cell.
  let bytes: [UInt8]
  /// Start and end of each cell, row by row.
  let bounds: [UInt32]
  /// Cells in a row of `bounds`.
  let stride: Int
  /// Which cell of the row is ours.
  let offset: Int

  var count: Int { bounds.count / (2 * stride) }

  /// The cells of every column of a chunk, in order.
  static func columns(bytes: [UInt8], bounds: [UInt32], count: Int) -> [TextCells] {
    (0..<count).map { TextCells(bytes: bytes, bounds: bounds, stride: count, offset: $0) }
  }

  /// One column of its own; nil becomes an empty cell.
  init(_ values: [String?]) {
    var bytes: [UInt8] = []
    var bounds: [UInt32] = []
    bounds.reserveCapacity(2 * values.count)
    for value in values {
      bounds.append(UInt32(bytes.count))
      if let value { bytes.append(contentsOf: value.utf8) }
      bounds.append(UInt32(bytes.count))
    }
    self.init(bytes: bytes, bounds: bounds, stride: 1, offset: 0)
  }

  /// One column of its own, whose cells are words of a list that has each of them once.
  init(_ indices: [Int], of words: [String]) {
    var (bytes, places): ([UInt8], [(UInt32, UInt32)]) = ([], [])
    for word in words {
      let start = UInt32(bytes.count)
      bytes.append(contentsOf: word.utf8)
      places.append((start, UInt32(bytes.count)))
    }
    var bounds: [UInt32] = []
    bounds.reserveCapacity(2 * indices.count)
    for index in indices {
      bounds.append(places[index].0)
      bounds.append(places[index].1)
    }
    self.init(bytes: bytes, bounds: bounds, stride: 1, offset: 0)
  }

  /// The cells of two columns of their own, one behind the other.
  init(joining first: TextCells, _ second: TextCells) {
    var (bytes, bounds): ([UInt8], [UInt32]) = ([], [])
    for cells in [first, second] {
      for row in 0..<cells.count {
        bounds.append(UInt32(bytes.count))
        cells.withBytes(at: row) { bytes.append(contentsOf: $0) }
        bounds.append(UInt32(bytes.count))
      }
    }
    self.init(bytes: bytes, bounds: bounds, stride: 1, offset: 0)
  }

  init(bytes: [UInt8], bounds: [UInt32], stride: Int, offset: Int) {
    (self.bytes, self.bounds, self.stride, self.offset) = (bytes, bounds, stride, offset)
  }

  /// Where a cell begins and ends in the bytes.
  func bounds(at row: Int) -> (start: UInt32, end: UInt32) {
    let cell = 2 * (row * stride + offset)
    return (bounds[cell], bounds[cell + 1])
  }

  /// Hands out the bytes of a cell exactly as they stand in the file.
  func withBytes<Result>(
    at row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let (start, end) = bounds(at: row)
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)]))
    }
  }

  /// Hands out the bytes without surrounding blanks, or nil where the cell is blank or a null word.
  func withValue<Result>(
    at row: Int, nullWords: [[UInt8]], _ body: (UnsafeBufferPointer<UInt8>?) -> Result
  ) -> Result {
    withBytes(at: row) { cell in
      let trimmed = cell.trimmingBlanks()
      if trimmed.isEmpty || nullWords.contains(where: { $0.elementsEqual(trimmed) }) {
        return body(nil)
      }
      return body(trimmed)
    }
  }

  func string(at row: Int) -> String {
    withBytes(at: row) { String(decoding: $0, as: UTF8.self) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The same bytes without spaces, tabs and line ends around them.
  func trimmingBlanks() -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, count)
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }

  /// Whether the bytes spell an ASCII word, whatever the case of either.
  func spells(_ lowercaseWord: StaticString) -> Bool {
    guard count == lowercaseWord.utf8CodeUnitCount else { return false }
    return indices.allSatisfy { self[$0] | 0x20 == lowercaseWord.utf8Start[$0] }
  }
}

extension UInt8 {
  var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}
