// SPDX-License-Identifier: GPL-3.0-or-later
// Writes ages of clusters in any form.

internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform
internal import GyroTables

/// Writes the answers as text, JSON or a table with a row for each cluster.
package struct ClusterWriter {
  let estimates: ClusterEstimates
  let manifest: ClusterManifest
  let digits: SignificantDigits

  package init(
    estimates: ClusterEstimates, manifest: ClusterManifest, digits: SignificantDigits = .usual
  ) {
    (self.estimates, self.manifest, self.digits) = (estimates, manifest, digits)
  }

  /// Writes the answers; a single cluster is a page in text and an object in JSON.
  package func write(format: ReportFormat, to path: String, isSingle: Bool) throws {
    switch format {
    case .text:
      let text =
        isSingle
        ? estimates.clusters.map { ClusterText.report($0, manifest: manifest) }.joined()
        : ClusterText.table(estimates, manifest: manifest)
      try TextOutput.write(text, to: path)
    case .json: try TextOutput.write(json: json(isSingle: isSingle), to: path, digits: digits)
    case .table(let format):
      try write(ClusterColumns.clusters(estimates.clusters, manifest: manifest), format, to: path)
    }
  }

  /// Writes a table of the stars of all clusters, in the format that its name ends in, if that is one of tables.
  package func write(members path: String) throws {
    guard case .table(let format)? = ReportFormat(path: path) else { return }
    try write(ClusterColumns.members(estimates.clusters, manifest: manifest), format, to: path)
  }

  private func write(
    _ table: (schema: TableSchema, rows: TableChunk), _ format: TableFormat, to path: String
  ) throws {
    var writer = try createTable(
      path: path, format: format, schema: table.schema, digits: digits,
      of: table.schema.columns.map(\.name))
    try writer.append(table.rows)
    try writer.finish()
  }

  /// The answers as JSON; a single cluster is an object.
  package func json(isSingle: Bool) throws -> String {
    let encoder = CanonicalJSON.encoder(isPretty: true)
    let data =
      isSingle && estimates.clusters.count == 1
      ? try encoder.encode(One(cluster: estimates.clusters[0], manifest: manifest))
      : try encoder.encode(Many(estimates: estimates, manifest: manifest))
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private enum Key: String, CodingKey {
    case clusters, provenance
    case shared = "shared_parameters"
  }

  private struct One: Encodable {
    let cluster: ClusterEstimate
    let manifest: ClusterManifest

    func encode(to encoder: any Encoder) throws {
      try cluster.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(manifest, forKey: .provenance)
    }
  }

  private struct Many: Encodable {
    let estimates: ClusterEstimates
    let manifest: ClusterManifest

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(estimates.clusters, forKey: .clusters)
      try container.encode(estimates.shared.asJSON, forKey: .shared)
      try container.encode(manifest, forKey: .provenance)
    }
  }
}
