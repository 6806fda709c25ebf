// SPDX-License-Identifier: GPL-3.0-or-later
// Text as CFITSIO takes it: arrays of pointers to strings that end with NUL.

internal import Foundation

/// The texts of one column of a chunk, one after the other, each ended by NUL.
struct TextBlock {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Bytes of the longest text.
  private(set) var width = 0

  init(_ column: TableColumn) throws(TableError) {
    ends.reserveCapacity(column.count)
    var start = 0
    for row in 0..<column.count {
      if !column.isMissing(at: row) { column.appendText(at: row, to: &bytes) }
      guard !bytes[start...].contains(0) else {
        throw TableError(
          .unsupported, at: column.origin.place(row: row, column: column.description.name),
          found: "a NUL byte within text", expected: "text that FITS can hold", hint: "Write csv")
      }
      width = max(width, bytes.count - start)
      start = bytes.count
      ends.append(start)
    }
  }

  /// Hands out the bytes of a text.
  func withBytes(at row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let start = row > 0 ? ends[row - 1] : 0
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<ends[row]]))
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
