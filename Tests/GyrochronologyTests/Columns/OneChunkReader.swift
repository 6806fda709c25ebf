// SPDX-License-Identifier: GPL-3.0-or-later
// A table in memory, for tests that read what another part wrote.

import GyroTables

/// A table in memory, read in one piece.
struct OneChunkReader: TableReader {
  let schema: TableSchema
  var chunk: TableChunk?

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    defer { chunk = nil }
    return chunk
  }
}
