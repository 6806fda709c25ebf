// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory one chunk of rows may take, whatever the header of its file declares.

/// The bytes that one chunk of a table may still hold; every reader of the room takes from one of these.
///
/// Memory follows the bytes that are there: a reader asks before it stores a cell, and ends the chunk
/// when the budget is spent, so that neither a declared width nor a shared heap can multiply it.
struct ChunkBudget {
  /// More bytes than this are never put into one chunk of more than one row.
  static let byteLimit = 64 << 20

  private(set) var remaining = byteLimit

  /// Reserves bytes; false, with nothing reserved, where not enough are left.
  mutating func take(_ byteCount: Int) -> Bool {
    guard byteCount >= 0, byteCount <= remaining else { return false }
    remaining -= byteCount
    return true
  }

  /// How many of the rows asked for fit, at least one, so that work goes on.
  static func rows(upTo rowCount: Int, bytesPerRow: Int) -> Int {
    max(1, min(rowCount, byteLimit / max(bytesPerRow, 1)))
  }
}
