// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroTables

/// Parquet as other programs read it; where they are not installed, those tests are skipped.
@Suite struct ParquetWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let hasReaders =
    (try? Tool.run("python3", ["-c", "import astropy, duckdb, pyarrow"]).status) == 0

  /// Prints what each of three readers finds, numbers as their bits.
  static let script = """
    import struct, sys
    import duckdb, pyarrow.parquet as pq
    from astropy.table import Table
    def spell(v):
        if v is None: return '-'
        if isinstance(v, (list, tuple)): return ' '.join(map(spell, v))
        if isinstance(v, float): return struct.pack('>d', v).hex()
        return str(v)
    path = sys.argv[1]
    table = pq.read_table(path)
    for name in table.column_names:
        print('pyarrow', name, *map(spell, table[name].to_pylist()), sep=',')
    for name in table.column_names:
        rows = duckdb.sql(f'select "{name}" from \\'{path}\\'').fetchall()
        print('duckdb', name, *(spell(row[0]) for row in rows), sep=',')
    meta = pq.read_metadata(path)
    print(meta.num_rows, meta.num_row_groups, meta.metadata[b'AUTHOR'].decode())
    found = Table.read(path)
    print(found['period'].unit, found['color'].unit, found['id'].description, found.meta['AUTHOR'])
    """

  /// Runs a script of Python on a file.
  ///
  /// It ends without destructors: 1 in 150 runs of pyarrow 26 on a busy machine aborts in them ("terminate called
  /// without an active exception"), after all that was asked for is printed.
  static func read(
    by script: String, _ path: String, options: [String] = []
  ) throws -> (text: String, status: Int32) {
    let end = "\nimport os\nsys.stdout.flush()\nos._exit(0)\n"
    return try Tool.run("python3", options + ["-c", script + end, path])
  }

  @Test(.enabled(if: hasReaders, "astropy, DuckDB and pyarrow are not installed"))
  func otherProgramsReadEveryCell() throws {
    let tables = try ExternalReaderTests()
    let path = try tables.write("a.parquet")
    let output = try Self.read(by: Self.script, path, options: ["-W", "error::UserWarning"])
    #expect(output.status == 0, "\(output.text)")
    func line(_ name: String, _ cells: [String]) -> String {
      "\(name)," + cells.joined(separator: ",")
    }
    func bits(_ value: Double?) -> String { value.map { ExternalReaderTests.hex($0) } ?? "-" }
    let colors: [Double?] = ExternalReaderTests.colors.map { $0.isNaN ? nil : Double($0) }
    let weights: [String] = ExternalReaderTests.weights.map { bits($0) }
    let columns: [String] = [
      line(
        "id", ExternalReaderTests.ids.map { (id: Int64?) -> String in id.map(\.description) ?? "-" }
      ),
      line("period", ExternalReaderTests.periods.map { bits($0) }),
      line("color", colors.map { bits($0) }),
      line("member", ["True", "False", "-", "True"]),
      line("name", ExternalReaderTests.names.map { (name: String?) -> String in name ?? "" }),
      line("weights", [0, 2, 4, 6].map { weights[$0] + " " + weights[$0 + 1] }),
    ]
    let expected: [String] =
      columns.map { "pyarrow,\($0)" } + columns.map { "duckdb,\($0)" }
      + ["4 1 nobody", "d mag Source: a 'name' nobody"]
    #expect(output.text.split(separator: "\n").map(String.init) == expected)
  }

  @Test(.enabled(if: hasReaders, "astropy, DuckDB and pyarrow are not installed"))
  func groupsOfRowsMissingVectorsAndPackedPages() throws {
    let schema = TableSchema(columns: [
      ColumnDescription(name: "n", type: .int64),
      ColumnDescription(name: "v", type: .float64Vector(3)),
      ColumnDescription(name: "word", type: .text), ColumnDescription(name: "flag", type: .bool),
    ])
    let (count, path) = (ParquetWriter.groupRowCount / 2 + 1, folder.path("b.parquet"))
    var writer = try createTable(path: path, schema: schema)
    for first in [0, count, 2 * count] {
      let rows = first..<(first + count)
      try writer.append(
        TableChunk(columns: [
          TableColumn(schema.columns[0], integers: rows.map { $0 % 7 == 0 ? nil : Int64($0) }),
          TableColumn(
            schema.columns[1],
            vectors: rows.flatMap { (row: Int) -> [Double] in
              row % 5 == 0 ? [.nan, .nan, .nan] : [0, 1, 2].map { Double(3 * row) + $0 }
            }, width: 3),
          TableColumn(schema.columns[2], texts: rows.map { "word \($0 % 3)" }),
          TableColumn(schema.columns[3], bools: rows.map { $0 % 3 == 0 }),
        ]))
    }
    try writer.finish()
    let script = """
      import sys
      import pyarrow.parquet as pq
      file = pq.ParquetFile(sys.argv[1])
      rows = file.read().to_pydict()
      for k in range(len(rows['n'])):
          assert rows['n'][k] == (None if k % 7 == 0 else k), k
          assert rows['v'][k] == (None if k % 5 == 0 else [3.0 * k, 3.0 * k + 1, 3.0 * k + 2]), k
          assert rows['word'][k] == f'word {k % 3}' and rows['flag'][k] == (k % 3 == 0), k
      print(len(rows['n']), file.num_row_groups, file.metadata.row_group(0).column(2).compression)
      """
    let output = try Self.read(by: script, path)
    #expect(output.status == 0)
    #expect(output.text == "\(3 * count) 2 GZIP\n")
  }

  @Test(.enabled(if: hasReaders, "astropy, DuckDB and pyarrow are not installed"))
  func aTableWithoutRows() throws {
    let schema = TableSchema(columns: [
      ColumnDescription(name: "a", type: .float64, unit: "d"),
      ColumnDescription(name: "b", type: .text),
    ])
    var writer = try createTable(path: folder.path("c.parquet"), schema: schema)
    try writer.finish()
    let script = """
      import sys
      from astropy.table import Table
      found = Table.read(sys.argv[1])
      print(len(found), found.colnames, found['a'].unit)
      """
    let output = try Self.read(by: script, folder.path("c.parquet"))
    #expect(output.status == 0)
    #expect(output.text == "0 ['a', 'b'] d\n")
  }

  @Test func bytesDoNotDependOnThePiecesThatCome() throws {
    let schema = TableSchema(columns: [
      ColumnDescription(name: "a", type: .float64), ColumnDescription(name: "b", type: .bool),
      ColumnDescription(name: "c", type: .float64Vector(2)),
    ])
    func bytes(pieces: [Range<Int>], _ name: String) throws -> Data {
      var writer = try createTable(path: folder.path(name), schema: schema)
      for rows in pieces {
        try writer.append(
          TableChunk(columns: [
            TableColumn(schema.columns[0], doubles: rows.map { $0 == 3 ? nil : Double($0) }),
            TableColumn(schema.columns[1], bools: rows.map { $0 == 4 ? nil : $0 % 2 == 0 }),
            TableColumn(
              schema.columns[2], vectors: rows.flatMap { [Double($0), $0 == 2 ? .nan : 1] },
              width: 2),
          ]))
      }
      try writer.finish()
      return try Data(contentsOf: URL(filePath: folder.path(name)))
    }
    let whole = try bytes(pieces: [0..<20], "whole.parquet")
    let cut = try bytes(pieces: [0..<1, 1..<4, 4..<13, 13..<20], "cut.parquet")
    #expect(whole == cut)
    #expect(whole.prefix(4) == Data("PAR1".utf8) && whole.suffix(4) == Data("PAR1".utf8))
  }

  /// The structure of the examples in the description of the compact protocol.
  @Test func structuresInTheCompactProtocol() {
    var inner = ThriftStruct()
    inner.add(1, int32: -3)
    var outer = ThriftStruct()
    outer.add(2, int64: 300)
    outer.add(3, text: "ab")
    outer.add(5, inner)
    outer.add(6, int32s: Array(0..<15))
    outer.add(7, texts: ["x"])
    let expected: [UInt8] =
      [0x26, 0xD8, 0x04, 0x18, 0x02, 0x61, 0x62, 0x2C, 0x15, 0x05, 0x00, 0x19, 0xF5, 0x0F]
      + (0..<15).map { UInt8(2 * $0) } + [0x19, 0x18, 0x01, 0x78, 0x00]
    #expect(outer.finished == expected)
  }

  @Test(arguments: [("a.parquet.gz", "within gzip", true), ("a.parquet", "no columns", false)])
  func whatParquetIsNotWrittenFor(name: String, found: String, hasColumns: Bool) {
    let columns = hasColumns ? [ColumnDescription(name: "a", type: .float64)] : []
    let error = #expect(throws: TableError.self) {
      _ = try createTable(path: folder.path(name), schema: TableSchema(columns: columns))
    }
    #expect(error?.found.contains(found) == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path(name)))
  }

  @Test func aFileThatOnlyItsNameCallsParquet() {
    let error = #expect(throws: TableError.self) {
      _ = try openTable(bytes: Array("PAR\n1\n".utf8), name: "a.parquet")
    }
    #expect(error?.code == .unrecognizedFormat)
  }
}
