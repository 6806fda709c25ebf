// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// What other programs make of our files; each test is skipped where its program is not installed.
@Suite struct ExternalReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let ids: [Int64?] = [3_324_544_013_049_138_688, 3_324_544_013_049_138_689, nil, -1]
  static let periods: [Double?] = [0.1, nil, -1e300, 1 / 3]
  static let colors: [Float] = [0.1, .nan, 3.4028235e38, -2.5]
  static let members: [Bool?] = [true, false, nil, true]
  static let names: [String?] = ["α Persei", "a, \"b\" & <c>", nil, "#1"]
  static let weights: [Double] = [1, 2, 0.1, -1, .leastNonzeroMagnitude, 1e22, 3, 4]

  static let schema = TableSchema(
    columns: [
      ColumnDescription(
        name: "id", type: .int64, ucd: "meta.id;meta.main", meaning: "Source: a 'name'"),
      ColumnDescription(name: "period", type: .float64, unit: "d", ucd: "time.period"),
      ColumnDescription(name: "color", type: .float32, unit: "mag"),
      ColumnDescription(name: "member", type: .bool),
      ColumnDescription(
        name: "name", type: .text,
        meaning: "A meaning that is longer than one card of a FITS header can hold, as some are"),
      ColumnDescription(name: "weights", type: .float64Vector(2)),
    ],
    metadata: [
      TableMetadata(key: "comment", value: "made by a test"),
      TableMetadata(key: "AUTHOR", value: "nobody"),
    ])

  /// Writes the table; where it lies.
  @discardableResult
  func write(_ name: String, names: [String?] = Self.names) throws -> String {
    var writer = try createTable(path: folder.path(name), schema: Self.schema)
    let columns = Self.schema.columns
    try writer.append(
      TableChunk(columns: [
        TableColumn(columns[0], integers: Self.ids), TableColumn(columns[1], doubles: Self.periods),
        TableColumn(columns[2], floats: Self.colors), TableColumn(columns[3], bools: Self.members),
        TableColumn(columns[4], texts: names),
        TableColumn(columns[5], vectors: Self.weights, width: 2),
      ]))
    try writer.finish()
    return folder.path(name)
  }

  @Test(.enabled(if: Tool.path("fitsverify") != nil, "fitsverify is not installed"))
  func fitsverifyFindsNothing() throws {
    // FITS is ASCII; cells beyond it are written in UTF-8, as astropy does, which fitsverify rejects.
    try write("a.fits", names: Self.names.map { $0?.replacing("α", with: "alpha") })
    let output = try Tool.run("fitsverify", ["-q", folder.path("a.fits")])
    #expect(output.text.contains("verification OK"), "\(output.text)")
    #expect(output.status == 0)
  }

  @Test(.enabled(if: Tool.path("stilts") != nil, "stilts is not installed"))
  func votlintFindsNothing() throws {
    try write("a.vot")
    let output = try Tool.run("stilts", ["votlint", folder.path("a.vot")])
    #expect(output.text.isEmpty, "\(output.text)")
    #expect(output.status == 0)
  }

  /// Prints each cell as type and bits, so that no rounding or printing can hide a difference.
  static let script = """
    import struct, sys, warnings
    import numpy as np
    from astropy.table import Table
    warnings.filterwarnings('error', category=UserWarning)
    warnings.filterwarnings('ignore', message='.*contains NULL')
    def spell(v):
        if v is np.ma.masked or (isinstance(v, np.ma.MaskedArray) and v.ndim and v.mask.all()): return '-'
        if isinstance(v, np.ndarray): return ' '.join(spell(x) for x in v)
        if isinstance(v, (bool, np.bool_)): return str(bool(v))
        if isinstance(v, (int, np.integer)): return str(int(v))
        if isinstance(v, np.float32): return '-' if np.isnan(v) else struct.pack('>f', v).hex()
        if isinstance(v, (float, np.floating)): return '-' if np.isnan(v) else struct.pack('>d', v).hex()
        s = v.decode() if isinstance(v, bytes) else str(v)
        return s.encode().hex() or '-'
    for path in sys.argv[1:]:
        f = path.rsplit('.', 1)[1]
        f = {'tsv': 'ascii.tab', 'csv': 'ascii.csv', 'ecsv': 'ascii.ecsv', 'vot': 'votable'}.get(f, f)
        t = Table.read(path, format=f)
        for name in t.colnames:
            print(name, t[name].unit or '-', *(spell(v) for v in t[name]), sep=',')
    """

  static func hex(_ value: some FixedWidthInteger) -> String {
    bigEndian(value).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func hex(_ value: Double) -> String { hex(value.bitPattern) }

  static func expected(_ format: String) -> [String] {
    let isTyped = format != "csv" && format != "tsv"
    func line(_ index: Int, _ cells: [String]) -> String {
      ([schema.columns[index].name, isTyped ? schema.columns[index].unit ?? "-" : "-"] + cells)
        .joined(separator: ",")
    }
    return [
      line(0, ids.map { $0.map { "\($0)" } ?? "-" }),
      line(1, periods.map { $0.map { hex($0) } ?? "-" }),
      line(
        2,
        colors.map { color in
          if color.isNaN { return "-" }
          return isTyped ? hex(color.bitPattern) : hex(Double("\(color)") ?? .nan)
        }),
      // FITS has a missing truth value, astropy reads it as false.
      line(
        3,
        members.map { member in
          if let member {
            let text = "\(member)"
            return isTyped ? text.capitalized : text.utf8.map { hex($0) }.joined()
          }
          return format == "fits" ? "False" : "-"
        }),
      line(4, names.map { $0.map { $0.utf8.map { hex($0) }.joined() } ?? "-" }),
      line(
        5,
        stride(from: 0, to: weights.count, by: 2).map { start in
          isTyped
            ? "\(hex(weights[start])) \(hex(weights[start + 1]))"
            : "\(weights[start]) \(weights[start + 1])".utf8.map { hex($0) }.joined()
        }),
    ]
  }

  @Test(.enabled(if: Tool.hasAstropy, "astropy is not installed"))
  func astropyReadsEveryFormatBitForBit() throws {
    let formats = ["csv", "tsv", "ecsv", "fits", "vot"]
    for format in formats { try write("a." + format) }
    let output = try Tool.run(
      "python3", ["-c", Self.script] + formats.map { folder.path("a." + $0) })
    #expect(output.status == 0, "\(output.text)")
    let lines = output.text.split(separator: "\n").map(String.init)
    let expected = formats.flatMap { Self.expected($0) }
    try #require(lines.count == expected.count, "\(output.text)")
    for (index, (line, wanted)) in zip(lines, expected).enumerated() {
      #expect(line == wanted, "\(formats[index / Self.schema.columns.count])")
    }
  }
}

/// Programs of others.
enum Tool {
  static func path(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static let hasAstropy = (try? run("python3", ["-c", "import astropy"]).status) == 0

  /// Runs a program and collects what it prints on both channels.
  static func run(_ name: String, _ arguments: [String]) throws -> (text: String, status: Int32) {
    guard let path = path(name) else { return ("", 127) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }
}
