// SPDX-License-Identifier: GPL-3.0-or-later
// What is read of a FITS table at once: whole rows, and lists of the heap.

/// Whole rows of a table as they stand in the file.
struct FITSRowBytes {
  let bytes: [UInt8]
  let count: Int
  let width: Int

  /// Where a cell starts.
  func start(_ row: Int, _ cell: Range<Int>) -> Int { row * width + cell.lowerBound }

  /// The first of the rows.
  func prefix(_ count: Int) -> FITSRowBytes {
    FITSRowBytes(bytes: Array(bytes.prefix(count * width)), count: count, width: width)
  }
}

/// A list in the heap.
struct FITSList {
  let element: FITSForm.Element
  let count: Int
  let offset: Int

  /// The most bytes that the list takes when it is spelled.
  var spelledByteCount: Int { count * element.spelledByteCount }
}
