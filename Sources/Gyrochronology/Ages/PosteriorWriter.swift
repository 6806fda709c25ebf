// SPDX-License-Identifier: GPL-3.0-or-later
// Writes posteriors chunk by chunk, in any of their formats.

internal import GyroEssentials
internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
public import GyroTables

/// Writes ages with their posteriors in order; the file appears whole or not at all.
public final class PosteriorWriter {
  private var file: AtomicFile?
  private var table: (any TableWriter)?
  private let path: String
  private let schema: TableSchema

  /// The JSON line of the compact form.
  struct Header: Codable {
    var levels: [Double]
    var start, step: Double
    var provenance: RunManifest?

    private enum CodingKeys: String, CodingKey { case levels, start, step, provenance }

    init(levels: [Double], start: Double, step: Double, provenance: RunManifest?) {
      (self.levels, self.start, self.step) = (levels, start, step)
      self.provenance = provenance
    }

    /// The provenance is for people and other programs; the numbers are what is read back.
    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      levels = try values.decode([Double].self, forKey: .levels)
      start = try values.decode(Double.self, forKey: .start)
      step = try values.decode(Double.self, forKey: .step)
    }
  }

  /// Log10 ages that 65,535 integers reach over: 6e-5 dex apart.
  static let (start, step) = (
    AgeGrid.log10AgeMyrRange.lowerBound,
    (AgeGrid.log10AgeMyrRange.upperBound - AgeGrid.log10AgeMyrRange.lowerBound)
      / Double(PosteriorFile.missing - 1)
  )

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: Where it will be.
  ///   - form: How it is written.
  ///   - manifest: What the posteriors rest on.
  /// - Throws: ``GyroTables/TableError`` if it cannot be written.
  package init(path: String, form: PosteriorFile, manifest: RunManifest) throws(TableError) {
    self.path = path
    let levels = CompactDensity.levels.map(\.description).joined(separator: " ")
    schema = TableSchema(
      columns: [
        ColumnDescription(name: "id", type: .text, meaning: "star, or number of the row"),
        ColumnDescription(
          name: PosteriorFile.columnName, type: .float64Vector(CompactDensity.levels.count),
          ucd: "time.age",
          meaning: "log10 of age in Myr, quantiles at the probabilities of gyro_levels"),
      ],
      metadata: manifest.tableMetadata + [
        TableMetadata(key: PosteriorFile.levelsKey, value: levels)
      ])
    switch form {
    case .table(let format):
      table = WriteBehind(try createTable(path: path, format: format, schema: schema))
    case .compact:
      let encoder = CanonicalJSON.encoder()
      let header = Header(
        levels: CompactDensity.levels, start: Self.start, step: Self.step, provenance: manifest)
      do {
        var file = try AtomicFile(path: path)
        let line = try encoder.encode(header)
        try file.write(Data((PosteriorFile.magic + "\n").utf8) + line + Data("\n".utf8))
        self.file = consume file
      } catch { throw Self.failure(error, path) }
    }
  }

  /// Adds the posteriors of consecutive rows.
  public func append(_ chunk: AgeChunk) throws(TableError) {
    let densities = chunk.ages.map(\.density)
    let count = CompactDensity.levels.count
    if table != nil {
      let none = [Double](repeating: .nan, count: count)
      try table?.append(
        TableChunk(columns: [
          TableColumn(schema.columns[0], texts: chunk.names),
          TableColumn(
            schema.columns[1], vectors: densities.flatMap { $0?.quantiles ?? none }, width: count),
        ]))
      return
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * count * densities.count)
    for density in densities {
      for level in 0..<count {
        let code = density.map { Self.code($0.quantiles[level]) } ?? PosteriorFile.missing
        bytes.append(UInt8(truncatingIfNeeded: code))
        bytes.append(UInt8(truncatingIfNeeded: code >> 8))
      }
    }
    do { try file?.write(bytes) } catch { throw Self.failure(error, path) }
  }

  /// Gives the file its name.
  public func finish() throws(TableError) {
    try table?.finish()
    do { try file?.commit() } catch { throw Self.failure(error, path) }
  }

  /// The integer next to a log10 age.
  private static func code(_ log10AgeMyr: Double) -> UInt16 {
    let steps = ((log10AgeMyr - start) / step).rounded()
    guard !steps.isNaN else { return PosteriorFile.missing }
    return UInt16(min(max(Int(clamping: steps), 0), Int(PosteriorFile.missing) - 1))
  }

  private static func failure(_ error: any Error, _ path: String) -> TableError {
    guard let error = error as? FileError else {
      return TableError(
        .unwritable, at: TablePlace(file: path), found: "\(error)", expected: "a header")
    }
    return TableError(
      .unwritable, at: TablePlace(file: path), found: error.problem,
      expected: "room for posteriors",
      hint: error.hint)
  }
}
