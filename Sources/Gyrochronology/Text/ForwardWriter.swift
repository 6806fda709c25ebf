// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a table of the forward model in any form.

internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform
package import GyroTables

/// Writes tracks, gyrochrones and maps as text, JSON or a table.
package struct ForwardWriter {
  let format: ReportFormat
  let path: String
  let manifest: ForwardManifest
  let digits: SignificantDigits

  package init(
    format: ReportFormat, path: String, manifest: ForwardManifest,
    digits: SignificantDigits = .usual
  ) {
    (self.format, self.path, self.manifest, self.digits) = (format, path, manifest, digits)
  }

  /// Writes rows; in JSON they are under a key, next to the provenance.
  package func write(_ rows: TableChunk, key: String) throws {
    switch format {
    case .table(let format):
      let schema = TableSchema(
        columns: rows.columns.map(\.description), metadata: manifest.tableMetadata)
      var writer = try createTable(
        path: path, format: format, schema: schema, digits: digits,
        of: schema.columns.map(\.name))
      try writer.append(rows)
      try writer.finish()
    case .json: try TextOutput.write(json: try json(rows, key: key), to: path, digits: digits)
    case .text: try TextOutput.write(try text(rows), to: path)
    }
  }

  private func json(_ rows: TableChunk, key: String) throws -> String {
    let encoder = CanonicalJSON.encoder()
    var lines: [String] = []
    for row in 0..<rows.rowCount {
      let fields = try rows.columns.map { column -> String in
        let name = "\"\(column.description.name)\": "
        if column.description.name == "gyro_flags" {
          let flags = column.text(at: row)?.split(separator: ";").map(String.init) ?? []
          return name + String(decoding: try encoder.encode(flags), as: UTF8.self)
        }
        return name + (try column.double(at: row).map { "\($0)" } ?? "null")
      }
      lines.append("{" + fields.joined(separator: ", ") + "}")
    }
    let provenance = String(decoding: try encoder.encode(manifest), as: UTF8.self)
    return "{\"\(key)\": [\n" + lines.joined(separator: ",\n")
      + "\n],\n\"provenance\": \(provenance)}\n"
  }

  private func text(_ rows: TableChunk) throws -> String {
    var cells = [rows.columns.map(\.description.name)]
    for row in 0..<rows.rowCount {
      cells.append(
        try rows.columns.map { column in
          if column.description.type == .text { return column.text(at: row) ?? "" }
          return try column.double(at: row).map { String(printf: "%.4g", $0) } ?? "-"
        })
    }
    let widths = rows.columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      var line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
