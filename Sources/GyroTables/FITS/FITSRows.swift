// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a binary table as the bytes that FITS has them in: big-endian, one row behind the other.

/// How wide the cells of a table are in its rows.
struct FITSRowLayout: Equatable {
  /// What stands in the row for a cell.
  enum Cell: Equatable {
    /// So many bytes; text is filled up with blanks.
    case fixed(Int)
    /// Length and place of text in the heap, in words of 32 or 64 bits.
    case list(wordSize: Int)

    var byteCount: Int {
      switch self {
      case .fixed(let width): width
      case .list(let wordSize): 2 * wordSize
      }
    }
  }

  let cells: [Cell]
  let offsets: [Int]
  /// Bytes of a row.
  let width: Int

  init(_ cells: [Cell]) {
    self.cells = cells
    var offset = 0
    offsets = cells.map { cell in
      defer { offset += cell.byteCount }
      return offset
    }
    width = offset
  }
}

/// The bytes of some rows, filled column by column.
struct FITSRows {
  private(set) var bytes: [UInt8]
  private let layout: FITSRowLayout
  private let rowCount: Int

  init(rowCount: Int, layout: FITSRowLayout) {
    (self.rowCount, self.layout) = (rowCount, layout)
    bytes = [UInt8](repeating: UInt8(ascii: " "), count: rowCount * layout.width)
  }

  /// Numbers by their bits; several in a cell stand row by row.
  mutating func set<Bits: FixedWidthInteger>(_ column: Int, _ values: some Collection<Bits>) {
    let perCell = layout.cells[column].byteCount / MemoryLayout<Bits>.size
    precondition(values.count == rowCount * perCell, "\(values.count) numbers, \(rowCount) rows")
    let start = layout.offsets[column]
    bytes.withUnsafeMutableBytes { bytes in
      var (row, element) = (0, 0)
      for value in values {
        bytes.storeBytes(
          of: value.bigEndian,
          toByteOffset: row * layout.width + start + element * MemoryLayout<Bits>.size,
          as: Bits.self)
        element += 1
        if element == perCell { (row, element) = (row + 1, 0) }
      }
    }
  }

  /// Truth values: 0 false, 1 true, 2 missing.
  mutating func set(_ column: Int, bools values: some Collection<UInt8>) {
    set(
      column,
      values.map { value -> UInt8 in
        switch value {
        case 0: UInt8(ascii: "F")
        case 1: UInt8(ascii: "T")
        default: 0
        }
      })
  }

  /// Some of the texts of a block, from the first row on.
  mutating func set(
    _ column: Int, texts: TextBlock, _ part: Range<Int>, heap: inout [UInt8], heapStart: Int
  ) {
    guard case .fixed = layout.cells[column] else {
      for row in part {
        set(
          column, row: row - part.lowerBound, text: texts[row], heap: &heap, heapStart: heapStart)
      }
      return
    }
    let (start, width) = (layout.offsets[column], layout.width)
    bytes.withUnsafeMutableBytes { bytes in
      texts.forEach(of: part) { row, text in
        let place = (row - part.lowerBound) * width + start
        UnsafeMutableRawBufferPointer(rebasing: bytes[place..<(place + text.count)]).copyMemory(
          from: UnsafeRawBufferPointer(text))
      }
    }
  }

  /// The text of one cell, or its place in the heap, to which it is added.
  mutating func set(
    _ column: Int, row: Int, text: ArraySlice<UInt8>, heap: inout [UInt8], heapStart: Int
  ) {
    let start = row * layout.width + layout.offsets[column]
    switch layout.cells[column] {
    case .fixed: copy(text, to: start)
    case .list(let wordSize):
      place(start, wordSize, count: text.count, offset: heapStart + heap.count)
      heap.append(contentsOf: text)
    }
  }

  private mutating func copy(_ cell: ArraySlice<UInt8>, to start: Int) {
    bytes.withUnsafeMutableBytes { bytes in
      cell.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[start..<(start + $0.count)]).copyMemory(
          from: $0)
      }
    }
  }

  private mutating func place(_ start: Int, _ wordSize: Int, count: Int, offset: Int) {
    bytes.withUnsafeMutableBytes { bytes in
      for (word, value) in [count, offset].enumerated() {
        let byte = start + word * wordSize
        if wordSize == 4 {
          bytes.storeBytes(of: UInt32(value).bigEndian, toByteOffset: byte, as: UInt32.self)
        } else {
          bytes.storeBytes(of: UInt64(value).bigEndian, toByteOffset: byte, as: UInt64.self)
        }
      }
    }
  }

  /// Rows of another layout in this one: text becomes wider, goes to the heap, or stays there.
  mutating func fill(
    from old: [UInt8], _ oldLayout: FITSRowLayout, heap: inout [UInt8], heapStart: Int
  ) {
    for row in 0..<rowCount {
      for column in layout.cells.indices {
        let start = row * oldLayout.width + oldLayout.offsets[column]
        let (from, to) = (oldLayout.cells[column], layout.cells[column])
        let cell = old[start..<(start + from.byteCount)]
        switch (from, to) {
        case (.fixed, .list):
          let text = cell.prefix((cell.lastIndex { $0 != 0x20 } ?? start - 1) + 1 - start)
          set(column, row: row, text: text, heap: &heap, heapStart: heapStart)
        case (.list(4), .list(8)):
          let words = cell.withUnsafeBytes { bytes in
            [0, 4].map {
              Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
            }
          }
          place(
            row * layout.width + layout.offsets[column], 8, count: words[0], offset: words[1])
        default:
          copy(cell, to: row * layout.width + layout.offsets[column])
        }
      }
    }
  }
}
