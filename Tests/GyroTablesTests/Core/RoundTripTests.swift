// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// What every format that can be written must give back, cell for cell and bit for bit.
@Suite struct RoundTripTests {
  static let formats = TableFormat.allCases.filter {
    ![.semicolon, .bar, .parquet, .mrt, .ipac, .whitespace].contains($0)
  }
  static let typed = formats.filter { ![.csv, .tsv].contains($0) }

  static let schema = TableSchema(
    columns: [
      ColumnDescription(
        name: "gaia_dr3_source_id", type: .int64, ucd: "meta.id;meta.main",
        meaning: "Gaia DR3 source identifier, of which no digit may be lost: \"it's\" <19> & more"),
      ColumnDescription(
        name: "period", type: .float64, unit: "d", ucd: "time.period",
        meaning: "Rotation period of the star as its authors give it, with spots on the σ side"),
      ColumnDescription(name: "color", type: .float32, unit: "mag"),
      ColumnDescription(name: "member", type: .bool),
      ColumnDescription(name: "name", type: .text, meaning: "Naïve name: #1, 'quoted'"),
      ColumnDescription(name: "weights", type: .float64Vector(3)),
    ],
    metadata: [
      TableMetadata(key: "comment", value: "made by hand: α, \"β\" & <γ>"),
      TableMetadata(key: "SEED", value: "20260101"),
      TableMetadata(
        key: "MADE_WITH_THIS_MODEL",
        value: String(repeating: "0123456789abcdef", count: 20) + " it's"),
    ])

  static let ids: [Int64?] = [
    3_324_544_013_049_138_688, 3_324_544_013_049_138_689, nil, -1, 0, .max,
  ]
  static let periods: [Double?] = [0.1, -0.0, .leastNonzeroMagnitude, nil, 1 / 3, -.infinity]
  static let colors: [Float] = [0.1, .leastNonzeroMagnitude, .nan, 3.4028235e38, -0.0, .infinity]
  static let members: [Bool?] = [true, nil, false, true, nil, false]
  static let names: [String?] = [
    "α Persei", nil, "a,\"b\"\t'c' #\\n", "\u{1F31F} 星 naïve &amp; <b>]]>", " x ", "two\nlines",
  ]
  static let weights: [Double] = [
    1, 2, 0.1, .nan, .nan, .nan, .nan, 5, 6, 1e300, -1e-300, 0, 1, 1, 1, 2, 2, 2,
  ]

  static func chunk(_ rows: Range<Int>) -> TableChunk {
    let columns = schema.columns
    return TableChunk(
      firstRow: rows.lowerBound + 1,
      columns: [
        TableColumn(columns[0], integers: Array(ids[rows])),
        TableColumn(columns[1], doubles: Array(periods[rows])),
        TableColumn(columns[2], floats: Array(colors[rows])),
        TableColumn(columns[3], bools: Array(members[rows])),
        TableColumn(columns[4], texts: Array(names[rows])),
        TableColumn(
          columns[5], vectors: Array(weights[(3 * rows.lowerBound)..<(3 * rows.upperBound)]),
          width: 3),
      ])
  }

  /// Writes the table in several chunks and reads it back in others.
  func roundTrip(
    _ format: TableFormat, _ suffix: String, chunks: [Range<Int>] = [0..<1, 1..<4, 4..<6]
  ) throws -> (schema: TableSchema, chunks: [TableChunk]) {
    let folder = try TemporaryFolder()
    let path = folder.path("table\(suffix)")
    var writer = try createTable(path: path, format: format, schema: Self.schema)
    for rows in chunks { try writer.append(Self.chunk(rows)) }
    try writer.finish()
    var reader = try openTable(path: path)
    var back: [TableChunk] = []
    while let chunk = try reader.next(upTo: 2) { back.append(chunk) }
    return (reader.schema, back)
  }

  @Test(arguments: formats, ["", ".gz"])
  func cellsComeBackBitForBit(_ format: TableFormat, _ packing: String) throws {
    let (schema, chunks) = try roundTrip(format, "." + format.extensions[0] + packing)
    #expect(schema.columns.map(\.name) == Self.schema.columns.map(\.name))
    #expect(chunks.map(\.rowCount) == [2, 2, 2])
    for (index, chunk) in chunks.enumerated() {
      for row in 0..<2 {
        let expected = 2 * index + row
        let columns = chunk.columns
        #expect(try columns[0].int64(at: row) == Self.ids[expected])
        #expect(
          try columns[1].double(at: row)?.bitPattern == Self.periods[expected]?.bitPattern)
        let color = Self.colors[expected]
        let back = try columns[2].double(at: row).map { Float($0) }
        #expect(back?.bitPattern == (color.isNaN ? nil : color.bitPattern))
        #expect(try columns[3].bool(at: row) == Self.members[expected])
        // FITS pads text with blanks, so that blanks at its ends are not kept there.
        let name = Self.names[expected]
        #expect(columns[4].text(at: row) == (format == .fits ? name?.trimmed : name))
        guard Self.typed.contains(format) else { continue }
        let vector = Self.weights[(3 * expected)..<(3 * expected + 3)].map { $0.isNaN ? nil : $0 }
        #expect(try columns[5].vector(at: row) == (vector.allSatisfy { $0 == nil } ? nil : vector))
      }
    }
  }

  @Test(arguments: typed) func typesUnitsAndMeaningsSurvive(_ format: TableFormat) throws {
    let (schema, _) = try roundTrip(format, "")
    #expect(schema.columns.map(\.type) == Self.schema.columns.map(\.type))
    #expect(schema.columns.map(\.unit) == Self.schema.columns.map(\.unit))
    #expect(schema.columns.map(\.ucd) == Self.schema.columns.map(\.ucd))
    #expect(schema.columns.map(\.meaning) == Self.schema.columns.map(\.meaning))
    for remark in Self.schema.metadata { #expect(schema.metadata.contains(remark)) }
  }

  @Test(arguments: formats) func aTableWithoutRows(_ format: TableFormat) throws {
    let (schema, chunks) = try roundTrip(format, "." + format.extensions[0], chunks: [])
    #expect(schema.columns.map(\.name) == Self.schema.columns.map(\.name))
    #expect(chunks.isEmpty)
  }

  @Test func namesThatDifferInCaseAloneAreRefusedByFITS() throws {
    let folder = try TemporaryFolder()
    let schema = TableSchema(
      columns: ["Prot", "x", "PROT"].map { ColumnDescription(name: $0, type: .float64) })
    let error = #expect(throws: TableError.self) {
      try createTable(path: folder.path("t.fits"), schema: schema)
    }
    #expect(error?.found == "the columns \"Prot\" and \"PROT\"")
    #expect(error?.hint?.contains("ecsv") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    #expect(throws: Never.self) { try createTable(path: folder.path("t.vot"), schema: schema) }
  }

  @Test(arguments: formats) func equalTablesAreEqualFiles(_ format: TableFormat) throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      var writer = try createTable(path: folder.path(name), format: format, schema: Self.schema)
      try writer.append(Self.chunk(0..<6))
      try writer.finish()
    }
    #expect(try folder.bytes("a") == folder.bytes("b"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
