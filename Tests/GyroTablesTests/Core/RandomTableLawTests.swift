// SPDX-License-Identifier: GPL-3.0-or-later
// Tables that nobody would think of, through every writer and back.

import Foundation
import GyroNumerics
import GyroTables
import Testing

/// Whatever a table holds, each format that knows types gives it back, in whatever pieces it was written.
@Suite struct RandomTableLawTests {
  /// A table that depends on a seed alone.
  struct RandomTable {
    let schema: TableSchema
    let columns: [[TableColumn]]
    let pieces: [Int]

    init(seed: UInt64) {
      var draw = RandomStream(seed: seed).child("random table")
      pieces = (0..<draw.nextIndex(below: 4)).map { _ in 1 + draw.nextIndex(below: 7) }
      let described = (0...draw.nextIndex(below: 6)).map { index in
        ColumnDescription(
          name: "c\(index)\(Self.word(&draw, letters: Self.nameLetters))", type: Self.type(&draw),
          // A VOTable's description is prose, in which runs of blanks are one.
          meaning: "about:\(Self.word(&draw, letters: Self.textLetters.filter { $0 != " " }))")
      }
      schema = TableSchema(columns: described, metadata: [])
      columns = pieces.map { rowCount in
        described.map { Self.column($0, rowCount: rowCount, &draw) }
      }
    }

    static let nameLetters = Array("abcXYZ019_")
    static let textLetters = Array("ab ,;|\"'<>&#%\\/:=-+.0σ星\u{1F31F}é{}[]!?~")

    static func word(_ random: inout RandomStream, letters: [Character]) -> String {
      let letterCount = random.nextIndex(below: 9)
      return String((0..<letterCount).map { _ in letters[random.nextIndex(below: letters.count)] })
    }

    /// A vector of one is a number to FITS, so that vectors are longer.
    static func type(_ random: inout RandomStream) -> ColumnType {
      let types: [ColumnType] = [
        .bool, .int64, .float32, .float64, .text, .float64Vector(2 + random.nextIndex(below: 3)),
      ]
      return types[random.nextIndex(below: types.count)]
    }

    static func column(
      _ description: ColumnDescription, rowCount: Int, _ random: inout RandomStream
    ) -> TableColumn {
      func cells<Cell>(_ make: () -> Cell) -> [Cell] { (0..<rowCount).map { _ in make() } }
      var draw = random
      defer { random = draw }
      func isMissing() -> Bool { draw.nextUniform() < 0.2 }
      // Of numbers the bits are drawn, so that subnormals, infinities and NaN come too.
      switch description.type {
      case .bool:
        return TableColumn(
          description, bools: cells { isMissing() ? nil : draw.nextUniform() < 0.5 })
      case .int64:
        // The least number stands for a missing one.
        return TableColumn(
          description,
          integers: cells { isMissing() ? nil : max(Int64(bitPattern: draw.next()), .min + 1) })
      case .float32:
        return TableColumn(
          description, floats: cells { Float(bitPattern: UInt32(truncatingIfNeeded: draw.next())) })
      case .float64:
        return TableColumn(
          description, doubles: cells { isMissing() ? nil : Double(bitPattern: draw.next()) })
      case .float64Vector(let width):
        return TableColumn(
          description,
          vectors: (0..<(rowCount * width)).map { _ in Double(bitPattern: draw.next()) },
          width: width)
      case .text:
        // Blanks at the ends are not kept by FITS, so that there are none; the empty text is missing.
        return TableColumn(
          description,
          texts: cells { isMissing() ? nil : "x\(word(&draw, letters: textLetters))y" })
      }
    }
  }

  /// What a column holds, in a form that can be compared bit for bit.
  static func cell(_ column: TableColumn, _ row: Int) throws -> String {
    guard !column.isMissing(at: row) else { return "missing" }
    switch column.description.type {
    case .bool: return "\(try column.bool(at: row).map(String.init) ?? "missing")"
    case .int64: return "\(try column.int64(at: row).map { String($0) } ?? "missing")"
    // Text holds the shortest decimal that reads back to the same single-precision number.
    case .float32:
      return "\(try column.double(at: row).map { String(Float($0).bitPattern) } ?? "missing")"
    case .float64:
      return "\(try column.double(at: row).map { String($0.bitPattern) } ?? "missing")"
    case .float64Vector:
      let values = try column.vector(at: row) ?? []
      return values.map { $0.map { String($0.bitPattern) } ?? "missing" }.joined(separator: " ")
    case .text: return column.text(at: row) ?? "missing"
    }
  }

  @Test(arguments: RoundTripTests.typed, Array(0..<48 as Range<UInt64>))
  func comesBack(_ format: TableFormat, _ seed: UInt64) throws {
    let table = RandomTable(seed: seed)
    let folder = try TemporaryFolder()
    let path = folder.path("table." + format.extensions[0] + (seed.isMultiple(of: 5) ? ".gz" : ""))
    var writer = try createTable(path: path, format: format, schema: table.schema)
    for (index, columns) in table.columns.enumerated() {
      let firstRow = 1 + table.pieces.prefix(index).reduce(0, +)
      try writer.append(TableChunk(firstRow: firstRow, columns: columns))
    }
    try writer.finish()

    var reader = try openTable(path: path)
    #expect(reader.schema.columns.map(\.name) == table.schema.columns.map(\.name))
    #expect(reader.schema.columns.map(\.type) == table.schema.columns.map(\.type))
    #expect(reader.schema.columns.map(\.meaning) == table.schema.columns.map(\.meaning))
    var back: [[String]] = []
    while let chunk = try reader.next(upTo: 3) {
      for row in 0..<chunk.rowCount {
        back.append(try chunk.columns.map { try Self.cell($0, row) })
      }
    }
    var expected: [[String]] = []
    for (columns, rowCount) in zip(table.columns, table.pieces) {
      for row in 0..<rowCount { expected.append(try columns.map { try Self.cell($0, row) }) }
    }
    #expect(back == expected)
  }

  /// A file that ends in the middle says so, or was complete without its end; never fewer rows in silence.
  @Test(arguments: RoundTripTests.typed, Array(0..<12 as Range<UInt64>))
  func aCutFileIsNoticed(_ format: TableFormat, _ seed: UInt64) throws {
    let table = RandomTable(seed: seed)
    let rowCount = table.pieces.reduce(0, +)
    let folder = try TemporaryFolder()
    var writer = try createTable(path: folder.path("whole"), format: format, schema: table.schema)
    for (index, columns) in table.columns.enumerated() {
      let firstRow = 1 + table.pieces.prefix(index).reduce(0, +)
      try writer.append(TableChunk(firstRow: firstRow, columns: columns))
    }
    try writer.finish()
    let bytes = try folder.bytes("whole")
    var random = RandomStream(seed: seed).child("cut")
    for _ in 0..<8 {
      let length = random.nextIndex(below: bytes.count)
      var rows = 0
      let problem = failure { () throws(TableError) in
        var reader = try openTable(
          bytes: Array(bytes.prefix(length)), name: "cut." + format.extensions[0], format: format)
        while let chunk = try reader.next(upTo: 5) { rows += chunk.rowCount }
      }
      // A line of text that ends early may still be a row, with fewer letters in its last cell; a
      // table of text has no end mark, so that only the formats with one can promise more.
      if format != .ecsv { #expect(problem != nil || rows == rowCount, "cut at \(length)") }
      #expect(rows <= rowCount)
    }
  }
}
