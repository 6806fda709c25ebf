// SPDX-License-Identifier: GPL-3.0-or-later
// Where the rows and the heap of a FITS table stand in the file, checked against what is there.

/// The extent of a table.
struct FITSTableLayout {
  let rowCount: Int
  let rowWidth: Int
  let heapStart: Int
  /// Bytes of the heap that are really there.
  let heapByteCount: Int
  private let dataStart: Int

  /// Refuses a header that claims more than the file can hold, before anything is allocated.
  init(_ unit: FITSUnit, of file: FITSFile) throws(TableError) {
    let header = unit.header
    let place = TablePlace(file: file.name)
    guard header.wholeNumber("BITPIX") == 8, header.wholeNumber("NAXIS") == 2,
      header.wholeNumber("GCOUNT", default: 1) == 1, let width = header.wholeNumber("NAXIS1"),
      let count = header.wholeNumber("NAXIS2")
    else {
      throw TableError(
        .malformedHeader, at: place,
        found: "a table that is not an array of bytes in \(unit.title)",
        expected: "BITPIX = 8, NAXIS = 2 and GCOUNT = 1")
    }
    (rowWidth, rowCount, dataStart) = (width, count, unit.dataStart)
    let available = max(file.byteCount - dataStart, 0)
    // The product of both is part of the size of the unit, which did not overflow.
    guard width > 0 || count == 0, width * count <= available, width <= ChunkBudget.byteLimit else {
      throw TableError(
        width > ChunkBudget.byteLimit ? .tooLarge : .truncated, at: place,
        found: "\(available) bytes of rows",
        expected: "\(count) rows of \(width) bytes, as the header says",
        hint: "The file was cut short, or NAXIS1 or NAXIS2 is wrong")
    }
    let gap = header.wholeNumber("THEAP", default: width * count)
    guard let gap, gap >= width * count, gap <= max(unit.dataByteCount, width * count) else {
      throw TableError(
        .malformedHeader, at: place, found: "THEAP = \"\(header["THEAP"]?.prefix(40) ?? "")\"",
        expected: "a heap behind the \(width * count) bytes of rows and within PCOUNT")
    }
    heapStart = dataStart + gap
    heapByteCount = min(unit.dataByteCount - gap, max(file.byteCount - heapStart, 0))
  }

  /// Some rows, counted from 0, as they stand in the file.
  func rows(_ first: Int, _ count: Int, of file: FITSFile) throws(TableError) -> FITSRowBytes {
    let bytes = try file.bytes(at: dataStart + first * rowWidth, count: count * rowWidth)
    guard bytes.count == count * rowWidth else {
      throw TableError(
        .truncated, at: TablePlace(file: file.name, row: first + bytes.count / rowWidth + 1),
        found: "the end of the file", expected: "\(rowCount) rows of \(rowWidth) bytes")
    }
    return FITSRowBytes(bytes: bytes, count: count, width: rowWidth)
  }

  /// The bytes of a list, which must all be within the heap.
  func checkedByteCount(
    _ list: FITSList, at place: @autoclosure () -> TablePlace
  ) throws(TableError) -> Int {
    if list.count == 0 { return 0 }
    // Eight bits to a byte are the most elements that the heap can hold.
    if list.count > 0, list.count / 8 <= heapByteCount, list.offset >= 0 {
      let byteCount = list.element.byteCount(list.count)
      if byteCount <= heapByteCount, list.offset <= heapByteCount - byteCount { return byteCount }
    }
    throw TableError(
      .truncated, at: place(), found: "a list of \(list.count) elements from byte \(list.offset)",
      expected: "a list within the \(heapByteCount) bytes of the heap",
      hint: "The file was cut short, or the row is damaged")
  }
}
