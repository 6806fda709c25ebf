// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@testable import GyroTables

/// The layout of what is written: text of any length without a file of blanks.
@Suite struct FITSWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let schema = TableSchema(
    columns: [
      ColumnDescription(name: "id", type: .int64), ColumnDescription(name: "name", type: .text),
      ColumnDescription(name: "note", type: .text), ColumnDescription(name: "p", type: .float64),
    ])

  /// Rows whose texts are made of what is given.
  static func chunk(_ names: [String?], _ notes: [String?], firstRow: Int) -> TableChunk {
    let columns = schema.columns
    return TableChunk(
      firstRow: firstRow,
      columns: [
        TableColumn(columns[0], integers: names.indices.map { Int64(firstRow + $0) }),
        TableColumn(columns[1], texts: names), TableColumn(columns[2], texts: notes),
        TableColumn(columns[3], doubles: names.indices.map { $0.isMultiple(of: 7) ? nil : 0.1 }),
      ])
  }

  /// Writes chunks of names and notes, reads them back and compares; returns the forms of the columns.
  func check(
    _ chunks: [(names: [String?], notes: [String?])], name: String = "a.fits"
  ) throws -> (forms: [String], byteCount: Int) {
    var writer = try createTable(path: folder.path(name), schema: Self.schema)
    var firstRow = 1
    for chunk in chunks {
      try writer.append(Self.chunk(chunk.names, chunk.notes, firstRow: firstRow))
      firstRow += chunk.names.count
    }
    try writer.finish()
    var reader = try openTable(path: folder.path(name))
    var back: [[String?]] = []
    while let chunk = try reader.next(upTo: 5000) {
      for row in 0..<chunk.rowCount { back.append(chunk.columns.map { $0.text(at: row) }) }
    }
    let names = chunks.flatMap(\.names)
    let notes = chunks.flatMap(\.notes)
    #expect(back.map { $0[0] } == names.indices.map { "\($0 + 1)" })
    #expect(back.map { $0[1] } == names)
    #expect(back.map { $0[2] } == notes)
    let bytes = name.hasSuffix(".gz") ? [] : try folder.bytes(name)
    #expect(bytes.count.isMultiple(of: 2880))
    let header = String(decoding: bytes.dropFirst(2880).prefix(2880), as: UTF8.self)
    let forms = header.matches(of: #/TFORM\d += '([^']*)'/#).map { String($0.1).trimmed }
    return (forms, bytes.count)
  }

  static let long = String(repeating: "long ", count: 4000).trimmed

  @Test func shortTextIsOfFixedWidth() throws {
    let (forms, _) = try check([(["a", nil, "ccc"], [nil, nil, nil]), (["dddd"], ["é"])])
    #expect(forms == ["K", "8A", "4A", "D"])
  }

  /// Few long cells among many: at the beginning, at the end, in between, in both columns.
  @Test(arguments: [0, 1, 2, 3], [0, 3]) func oneLongCell(_ place: Int, _ other: Int) throws {
    let chunks = (0..<4).map { chunk -> (names: [String?], notes: [String?]) in
      var names = (0..<1500).map { row -> String? in row % 5 == 0 ? nil : "star \(chunk) \(row)" }
      var notes = [String?](repeating: nil, count: 1500)
      if chunk == place { names[700] = Self.long }
      if chunk == other { notes[1499] = Self.long + Self.long }
      return (names, notes)
    }
    let (forms, byteCount) = try check(chunks)
    #expect(
      forms == ["K", "1PA(\(Self.long.utf8.count))", "1PA(\(2 * Self.long.utf8.count))", "D"])
    // 6,000 rows of 32 bytes, the text and the headers.
    #expect(byteCount < 6000 * 32 + 6000 * 12 + 4 * Self.long.utf8.count + 4 * 2880)
    _ = try check(chunks, name: "a.fits.gz")
  }

  /// Whatever the lengths, what is written is in proportion to what was given.
  @Test(arguments: [1, 10, 256, 257, 1000, 30_000]) func widthsOfText(_ width: Int) throws {
    let chunks = (0..<5).map { chunk -> (names: [String?], notes: [String?]) in
      let names = (0..<200).map { row -> String? in
        String(repeating: "x", count: row == 100 && chunk > 1 ? width * chunk : 1 + row % 3)
      }
      return (names, names.map { _ in String(repeating: "y", count: width / 10 + 1) })
    }
    let (_, byteCount) = try check(chunks)
    let text = chunks.flatMap { $0.names + $0.notes }.compactMap { $0?.utf8.count }.reduce(0, +)
    #expect(byteCount < 1000 * (16 + 2 * 512) + 10 * text + (2 << 20))
  }

  @Test func aFewRowsOfLongText() throws {
    let (forms, _) = try check([(["a", Self.long, "b"], [nil, nil, "c"])])
    #expect(forms == ["K", "\(Self.long.utf8.count)A", "1A", "D"])
  }

  /// Rows so wide that a chunk of them would not fit into memory go out piece by piece.
  @Test func wideVectors() throws {
    let width = 100_000
    let schema = TableSchema(
      columns: [ColumnDescription(name: "v", type: .float64Vector(width))])
    var writer = try createTable(path: folder.path("v.fits"), schema: schema)
    let values = (0..<200).flatMap { row in [Double](repeating: Double(row), count: width) }
    try writer.append(
      TableChunk(columns: [TableColumn(schema.columns[0], vectors: values, width: width)]))
    try writer.finish()
    var reader = try openTable(path: folder.path("v.fits"))
    var row = 0
    while let chunk = try reader.next(upTo: 1000) {
      #expect(chunk.rowCount <= 64 << 20 / (8 * width))
      for index in 0..<chunk.rowCount {
        #expect(try chunk.columns[0].vector(at: index)?.last == Double(row))
        row += 1
      }
    }
    #expect(row == 200)
  }

  /// Places beyond 2 GiB take 64 bits; rows are laid out anew for them.
  @Test func placesOfSixtyFourBits() {
    let narrow = FITSRowLayout([.fixed(8), .list(wordSize: 4), .fixed(2)])
    let wide = FITSRowLayout([.fixed(8), .list(wordSize: 8), .fixed(2)])
    var heap = [UInt8](repeating: 0, count: 5)
    var old = FITSRows(rowCount: 2, layout: narrow)
    old.set(0, [UInt64(7), 8])
    for (row, text) in ["abc", ""].enumerated() {
      old.set(1, row: row, text: Array(text.utf8)[...], heap: &heap, heapStart: 2_000_000_000)
      old.set(2, row: row, text: Array("x".utf8)[...], heap: &heap, heapStart: 0)
    }
    #expect(heap == [0, 0, 0, 0, 0] + Array("abc".utf8))
    var new = FITSRows(rowCount: 2, layout: wide)
    new.fill(from: old.bytes, narrow, heap: &heap, heapStart: 0)
    #expect(
      new.bytes == bigEndian(Int64(7)) + bigEndian(Int64(3)) + bigEndian(Int64(2_000_000_005))
        + Array("x ".utf8) + bigEndian(Int64(8)) + bigEndian(Int64(0))
        + bigEndian(Int64(2_000_000_008)) + Array("x ".utf8))
    #expect(heap.count == 8)
  }

  /// Remarks whose keys would change what the file is.
  @Test(arguments: [
    "END", "ZIMAGE", "ZTABLE", "GROUPS", "NAXIS1", "CONTINUE", "CHECKSUM", "a b", "é",
  ])
  func keysThatMeanSomethingElse(_ key: String) throws {
    let schema = TableSchema(
      columns: [ColumnDescription(name: "x", type: .int64)],
      metadata: [TableMetadata(key: key, value: "T"), TableMetadata(key: "LAST", value: "1")])
    var writer = try createTable(path: folder.path("k.fits"), schema: schema)
    try writer.append(TableChunk(columns: [TableColumn(schema.columns[0], integers: [5, nil])]))
    try writer.finish()
    var reader = try openTable(path: folder.path("k.fits"))
    #expect(reader.schema.metadata.contains(TableMetadata(key: "LAST", value: "1")))
    #expect(reader.schema.metadata.contains { $0.value.hasSuffix("T") })
    #expect(try rows(of: &reader) == [["5"], [nil]])
  }

  /// Remarks, names and meanings of every length up to several cards, with quotes wherever cards end.
  @Test(arguments: [0, 1, 7, 8, 9, 60, 66, 67, 68, 69, 70, 71, 72, 73, 144, 145, 500])
  func textOfEveryLength(_ length: Int) throws {
    let texts = ["a", "'", "&", "\\", "é", " b", "  'c"].map {
      String(repeating: $0, count: length)
    }
    let schema = TableSchema(
      columns: texts.enumerated().map { index, text in
        ColumnDescription(
          name: "c\(index)\(text)", type: .int64, unit: "u\(text)", meaning: "m\(text)")
      },
      metadata: texts.flatMap { text in
        ["SHORT", "A_LONGER_KEY", "comment", "a phrase"].map {
          TableMetadata(key: $0, value: "v\(text)")
        }
      })
    var writer = try createTable(path: folder.path("t.fits"), schema: schema)
    try writer.finish()
    let reader = try openTable(path: folder.path("t.fits"))
    for (column, expected) in zip(reader.schema.columns, schema.columns) {
      #expect(column.name == expected.name)
      #expect(column.unit == expected.unit)
      #expect(column.meaning == expected.meaning)
    }
    for remark in schema.metadata where !remark.key.contains("m") && !remark.key.contains(" ") {
      #expect(reader.schema.metadata.contains(remark))
    }
    let comments = reader.schema.metadata.filter { $0.key == "comment" }.map(\.value).joined()
    #expect(comments.utf8.count >= 10 * length)
  }
}
