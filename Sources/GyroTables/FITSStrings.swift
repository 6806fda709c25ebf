// SPDX-License-Identifier: GPL-3.0-or-later
// Text as CFITSIO takes it: arrays of pointers to strings that end with NUL.

internal import Foundation

/// The texts of one column of a chunk, one after the other, each ended by NUL.
struct TextBlock {
  private var bytes: [CChar] = []
  private var starts: [Int] = []
  /// Bytes of the longest text.
  private(set) var width = 0

  init(_ column: TableColumn) throws(TableError) {
    var cell: [UInt8] = []
    for row in 0..<column.count {
      cell.removeAll(keepingCapacity: true)
      if !column.isMissing(at: row) { column.appendText(at: row, to: &cell) }
      guard !cell.contains(0) else {
        throw TableError(
          .unsupported, at: column.origin.place(row: row, column: column.description.name),
          found: "a NUL byte within text", expected: "text that FITS can hold", hint: "Write csv")
      }
      starts.append(bytes.count)
      width = max(width, cell.count)
      bytes.append(contentsOf: cell.lazy.map { CChar(bitPattern: $0) })
      bytes.append(0)
    }
  }

  func withCells<Result>(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result
  ) -> Result {
    var bytes = bytes
    return bytes.withUnsafeMutableBufferPointer { bytes in
      var cells = starts.map { start in bytes.baseAddress.map { $0 + start } }
      return cells.withUnsafeMutableBufferPointer { body($0.baseAddress) }
    }
  }
}

/// Strings as C wants them.
final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: max(count, 1))
    for (index, string) in strings.enumerated() {
      (pointers + index).initialize(to: strdup(string))
    }
  }

  deinit {
    for index in 0..<count { free(pointers[index]) }
    pointers.deallocate()
  }
}
