// SPDX-License-Identifier: GPL-3.0-or-later
// Small tables for tests, read whole, written to folders that go away.

import Foundation
import GyroTables

/// Reads a whole table that is in memory.
func read(
  _ text: String, name: String = "a.csv", format: TableFormat? = nil,
  options: TableReadingOptions = TableReadingOptions(), upTo rowCount: Int = 3
) throws(TableError) -> (schema: TableSchema, rows: [[String?]]) {
  try read(Array(text.utf8), name: name, format: format, options: options, upTo: rowCount)
}

/// Reads a whole table that is in memory.
func read(
  _ bytes: [UInt8], name: String = "a.csv", format: TableFormat? = nil,
  options: TableReadingOptions = TableReadingOptions(), upTo rowCount: Int = 3
) throws(TableError) -> (schema: TableSchema, rows: [[String?]]) {
  var reader = try openTable(bytes: bytes, name: name, format: format, options: options)
  return (reader.schema, try rows(of: &reader, upTo: rowCount))
}

/// Reads the rest of a table.
func rows(
  of reader: inout any TableReader, upTo rowCount: Int = 3
) throws(TableError) -> [[String?]] {
  var rows: [[String?]] = []
  while let chunk = try reader.next(upTo: rowCount) {
    precondition(chunk.rowCount > 0 && chunk.rowCount <= rowCount)
    precondition(chunk.firstRow == rows.count + 1)
    for row in 0..<chunk.rowCount { rows.append(chunk.columns.map { $0.text(at: row) }) }
  }
  return rows
}

/// Reads a table of one chunk.
func chunk(_ text: String, options: TableReadingOptions = TableReadingOptions())
  throws(TableError) -> TableChunk
{
  var reader = try openTable(bytes: Array(text.utf8), name: "a.csv", options: options)
  guard let chunk = try reader.next(upTo: 1_000_000) else {
    preconditionFailure("the table of a test has rows")
  }
  return chunk
}

/// The error of something that must fail.
func failure(_ body: () throws(TableError) -> Void) -> TableError? {
  do {
    try body()
    return nil
  } catch { return error }
}

/// A folder for the files of one test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(name))) }

  func text(_ name: String) throws -> String { try String(contentsOf: url(name), encoding: .utf8) }

  private func url(_ name: String) -> URL { url.appendingPathComponent(name) }
}
