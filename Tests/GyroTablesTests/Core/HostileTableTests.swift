// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing
import _TestSupport

/// Files of the shared folder that once crashed a reader, lost rows or changed identifiers.
@Suite(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
struct HostileTableTests {
  func table(
    _ name: String, options: TableReadingOptions = TableReadingOptions()
  ) throws -> any TableReader {
    try openTable(path: SharedFolder.file("cases/\(name)").path, options: options)
  }

  /// Reads a file; the first cells of its rows.
  func firsts(_ name: String, upTo rowCount: Int = 65_536) throws -> [String?] {
    var reader = try table(name)
    return try rows(of: &reader, upTo: rowCount).map { $0[0] }
  }

  @Test(arguments: [1, 2, 65_536]) func rowsBehindBlankLines(_ size: Int) throws {
    #expect(try firsts("hostile/blank-lines.csv.gz", upTo: size).count == 3)
  }

  @Test func emptyVectorsDeclaredAMillionWide() throws {
    let count = try firsts("hostile/vector-bomb.ecsv").count
    let text = try String(
      contentsOf: SharedFolder.file("cases/hostile/vector-bomb.ecsv"), encoding: .utf8)
    #expect(count == text.split(separator: "\n").count { !$0.hasPrefix("#") } - 1)
    #expect(count == 4000)
  }

  @Test func manyColumns() throws {
    var reader = try table("hostile/wide-65530.csv.gz")
    #expect(reader.schema.columns.count == 65_532)
    var count = 0
    while let chunk = try reader.next(upTo: 65_536) { count += chunk.rowCount }
    #expect(count >= 1)
  }

  @Test func oneLongCell() throws {
    var reader = try table("hostile/one-long-cell.csv.gz")
    let index = try #require(reader.schema.columns.firstIndex { $0.isText })
    var (count, longest) = (0, 0)
    while let chunk = try reader.next(upTo: 65_536) {
      count += chunk.rowCount
      for row in 0..<chunk.rowCount {
        for column in chunk.columns[index...] {
          longest = max(longest, column.text(at: row)?.utf8.count ?? 0)
        }
      }
    }
    #expect(count == 65_001)
    #expect(longest == 3 << 20)
  }

  @Test func rowsOf64Bytes() throws {
    let ids = try firsts("hostile/rows-of-64-bytes.csv.gz")
    #expect(ids.count == 20_000)
    #expect(Set(ids).count == 20_000)
  }

  @Test(
    arguments: [
      ("hostile/leading-zeros.csv", ["007", "0123456789012345678", "0123456789012345679"]),
      ("hostile/ids-above-int64.csv", ["18446744073709551615", "18446744073709551614"]),
    ], RoundTripTests.formats)
  func identifiers(_ file: (name: String, ids: [String]), _ format: TableFormat) throws {
    let folder = try TemporaryFolder()
    var reader = try table(file.name, options: TableReadingOptions(infersTypes: true))
    var writer = try createTable(path: folder.path("a"), format: format, schema: reader.schema)
    while let chunk = try reader.next(upTo: 2) { try writer.append(chunk) }
    try writer.finish()
    var back = try openTable(path: folder.path("a"), format: format)
    #expect(try rows(of: &back).map { $0[0] } == file.ids)
  }

  @Test(arguments: ["hostile/votable-overflow.vot", "tap-overflow.vot"])
  func overflow(_ name: String) throws {
    var reader = try table(name)
    #expect(try rows(of: &reader).count == 1)
    #expect(reader.warnings.first?.message.contains("the table is not complete") == true)
    #expect(reader.schema.metadata.contains(TableMetadata(key: "QUERY_STATUS", value: "OVERFLOW")))
  }

  @Test(arguments: [("hostile/ecsv-data-mask.ecsv", "period"), ("ecsv-mask-column.ecsv", "prot")])
  func masks(_ file: (name: String, column: String)) throws {
    var reader = try table(file.name)
    let index = try #require(reader.schema.index(of: file.column))
    #expect(reader.schema.index(of: file.column + ".mask") == nil)
    let cells = try rows(of: &reader).map { $0[index] }
    #expect(cells == (file.column == "period" ? [nil, "11.0"] : ["10.4", nil]))
  }
}

extension ColumnDescription {
  fileprivate var isText: Bool { type == .text }
}
