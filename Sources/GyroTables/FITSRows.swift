// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a binary table as the bytes that FITS has them in: big-endian, one row behind the other.

/// The bytes of some rows, filled column by column.
struct FITSRows {
  var bytes: [UInt8]
  private let rowWidth: Int
  private let offsets: [Int]
  private let widths: [Int]
  private let rowCount: Int

  init(rowCount: Int, widths: [Int]) {
    var offset = 0
    offsets = widths.map { width in
      defer { offset += width }
      return offset
    }
    (self.rowCount, self.widths, rowWidth) = (rowCount, widths, offset)
    // Text is filled up with blanks.
    bytes = [UInt8](repeating: UInt8(ascii: " "), count: rowCount * offset)
  }

  /// Numbers by their bits; several in a cell stand row by row.
  mutating func set<Bits: FixedWidthInteger>(_ column: Int, _ values: [Bits]) {
    let size = MemoryLayout<Bits>.size
    let perCell = widths[column] / size
    precondition(values.count == rowCount * perCell, "\(values.count) numbers, \(rowCount) rows")
    bytes.withUnsafeMutableBytes { bytes in
      for row in 0..<rowCount {
        let start = row * rowWidth + offsets[column]
        for element in 0..<perCell {
          bytes.storeBytes(
            of: values[row * perCell + element].bigEndian, toByteOffset: start + element * size,
            as: Bits.self)
        }
      }
    }
  }

  /// Truth values: 0 false, 1 true, 2 missing.
  mutating func set(_ column: Int, bools values: [UInt8]) {
    for row in 0..<rowCount {
      bytes[row * rowWidth + offsets[column]] =
        switch values[row] {
        case 0: UInt8(ascii: "F")
        case 1: UInt8(ascii: "T")
        default: 0
        }
    }
  }

  mutating func set(_ column: Int, _ text: TextBlock) {
    bytes.withUnsafeMutableBytes { bytes in
      for row in 0..<rowCount {
        let start = row * rowWidth + offsets[column]
        text.withBytes(at: row) { cell in
          UnsafeMutableRawBufferPointer(rebasing: bytes[start..<(start + cell.count)])
            .copyMemory(from: UnsafeRawBufferPointer(cell))
        }
      }
    }
  }
}
