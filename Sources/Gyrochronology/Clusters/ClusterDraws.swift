// SPDX-License-Identifier: GPL-3.0-or-later
// Draws of the posterior of clusters for other programs: in physical units, with the names and groups of ArviZ.

internal import GyroEssentials
internal import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroSampling
internal import GyroTables

/// The draws of clusters whose posterior was sampled.
///
/// The age is that on the scale of the calibrators: the error of the scale, which is in the summary of a cluster, is
/// in no draw.
package struct ClusterDraws {
  /// A variable of the posterior or of the sampler.
  private struct Variable {
    let description: ColumnDescription
    /// Whether each cluster has its own, rather than one for all.
    let isByCluster: Bool
    /// The numbers of a cluster, by chain.
    let chains: [[[Double]]]

    var name: String { description.name }

    /// How a number is written.
    func json(_ number: Double) -> String {
      switch description.type {
      case .bool: number == 0 ? "false" : "true"
      case .int64: "\(Int64(number))"
      default: "\(number)"
      }
    }
  }

  private let posterior, statistics: [Variable]
  /// The names of the clusters; nil for the draws of a single cluster.
  private let clusters: [String]?
  private let chainCount, drawCount: Int
  private let manifest: ClusterManifest

  /// Collects draws; nil if no cluster was sampled.
  ///
  /// - Parameters:
  ///   - estimates: The clusters.
  ///   - manifest: What they rest on.
  ///   - isSingle: Whether there is one cluster, so that the variables have no dimension for it.
  package init?(_ estimates: ClusterEstimates, manifest: ClusterManifest, isSingle: Bool) {
    let sampled = estimates.clusters.compactMap { cluster in
      cluster.age.flatMap { age in age.sampled.map { (name: cluster.name, age: age, run: $0) } }
    }
    guard let first = sampled.first else { return nil }
    (chainCount, drawCount) = (first.run.chainCount, first.run.drawCount)
    (clusters, self.manifest) = (isSingle ? nil : sampled.map(\.name), manifest)
    let parameters: [(String, String, String?, String, (ClusterParameters) -> Double)] = [
      (
        "log10_age_myr_on_scale", "log10_age_myr", nil,
        "log10 of age in Myr on the scale of the calibrators", { $0.log10AgeMyr }
      ),
      (
        "zero_point_mag", "zero_point_mag", "mag", "what the given E(BP-RP) is too small by",
        { $0.zeroPoint }
      ),
      (
        "membership_shift", "membership_shift", nil, "what is added to the log-odds of membership",
        { $0.membershipShift }
      ),
      ("outlier_fraction", "outlier_fraction", nil, "fraction of outliers", { $0.outlierFraction }),
      (
        "age_spread_dex", "age_spread_dex", nil, "standard deviation of the members' log10 age",
        { $0.ageSpread }
      ),
    ]
    let wasSampled = Set(first.age.parameters.map(\.name))
    posterior = parameters.filter { wasSampled.contains($0.0) }.map { parameter in
      Variable(
        description: ColumnDescription(
          name: parameter.1, type: .float64, unit: parameter.2, meaning: parameter.3),
        isByCluster: true,
        chains: sampled.map { Self.chains($0.age.draws.map(parameter.4), $0.run.drawCount) })
    }
    // Clusters that were sampled together share the trajectories of the sampler.
    let runs = manifest.isJoint ? [first.run] : sampled.map(\.run)
    let fields: [(String, ColumnType, String, (Draws) -> ScalarChains)] = [
      ("lp", .float64, "log density up to a constant", \.logDensities),
      ("energy", .float64, "energy at the start of the trajectory", \.energies),
      ("acceptance_rate", .float64, "mean acceptance of the trajectory", \.acceptances),
      ("n_steps", .int64, "gradients of the trajectory", \.gradientCounts),
      ("tree_depth", .int64, "doublings of the trajectory", \.treeDepths),
      ("diverging", .bool, "whether the trajectory diverged", \.divergences),
    ]
    statistics = fields.map { name, type, meaning, values in
      Variable(
        description: ColumnDescription(name: name, type: type, meaning: meaning),
        isByCluster: !manifest.isJoint, chains: runs.map { values($0).chains })
    }
  }

  private static func chains(_ draws: [Double], _ drawCount: Int) -> [[Double]] {
    stride(from: 0, to: draws.count, by: drawCount).map { Array(draws[$0..<$0 + drawCount]) }
  }

  /// Writes the draws in the form that a file name promises: JSON or Zarr, which ArviZ reads, or a table.
  ///
  /// - Throws: ``GyroFiles/FileError`` or ``GyroTables/TableError`` if the file cannot be written.
  package func write(to path: String) throws {
    if ZarrStore.isNamed(by: path) { return try zarr().write(to: path) }
    guard let format = TableFormat(named: path) else {
      return try TextOutput.write(json: json(), to: path)
    }
    let rows = table()
    let schema = TableSchema(
      columns: rows.columns.map(\.description), metadata: manifest.tableMetadata)
    var writer = try createTable(path: path, format: format, schema: schema)
    try writer.append(rows)
    try writer.finish()
  }

  /// Whether a file name promises a form in which draws are written.
  package static func canBeWritten(to path: String) -> Bool {
    ZarrStore.isNamed(by: path) || (ReportFormat(path: path).map { $0 != .text } ?? false)
  }

  /// Whether the form that a name promises is a folder rather than a file.
  package static func isFolder(_ path: String) -> Bool { ZarrStore.isNamed(by: path) }

  /// The draws as JSON in the layout of `arviz.from_dict`, which `arviz.from_json` reads.
  package func json() throws -> String {
    func members(_ variables: [Variable]) -> String {
      variables.map { "\"\($0.name)\": \(values(of: $0))" }.joined(separator: ",\n")
    }
    let encoder = CanonicalJSON.encoder()
    func encoded(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    var groups = [
      "\"posterior\": {\n\(members(posterior))}", "\"sample_stats\": {\n\(members(statistics))}",
    ]
    if let clusters {
      let shaped = (posterior + statistics).filter(\.isByCluster)
      let dimensions = Dictionary(uniqueKeysWithValues: shaped.map { ($0.name, ["cluster"]) })
      groups.append("\"coords\": {\"cluster\": \(try encoded(clusters))}")
      groups.append("\"dims\": \(try encoded(dimensions))")
    }
    groups.append("\"attrs\": \(try encoded(attributes()))")
    return "{" + groups.joined(separator: ",\n") + "}\n"
  }

  /// What is said of the draws as a whole, in texts, as netCDF has attributes.
  private func attributes() throws -> [String: String] {
    let encoder = CanonicalJSON.encoder()
    return [
      "inference_library": "gyrochrone", "inference_library_version": ProgramVersion.current,
      "provenance": String(decoding: try encoder.encode(manifest), as: UTF8.self),
      "note":
        "log10_age_myr is on the age scale of the calibrators; the error of the scale is in no draw",
    ]
  }

  /// The draws as groups of Zarr, those of ArviZ.
  private func zarr() throws -> ZarrStore {
    ZarrStore(
      [group("posterior", posterior), group("sample_stats", statistics)],
      attributes: try attributes())
  }

  private func group(_ name: String, _ variables: [Variable]) -> ZarrStore.Group {
    let run = [("chain", chainCount), ("draw", drawCount)]
    var members = run.map { dimension, count in
      ZarrStore.Variable(
        dimension, [(dimension, count)], .integers((0..<count).map { Int64($0) }))
    }
    if let clusters, variables.contains(where: \.isByCluster) {
      members.append(.init("cluster", [("cluster", clusters.count)], .texts(clusters)))
    }
    members += variables.map { variable in
      let isShaped = variable.isByCluster && clusters != nil
      let values = (0..<chainCount).flatMap { chain in
        (0..<drawCount).flatMap { draw in variable.chains.map { $0[chain][draw] } }
      }
      var attributes = ["description": variable.description.meaning ?? ""]
      attributes["units"] = variable.description.unit
      let elements: ZarrStore.Elements =
        switch variable.description.type {
        case .bool: .flags(values.map { $0 != 0 })
        case .int64: .integers(values.map { Int64($0) })
        default: .doubles(values)
        }
      return ZarrStore.Variable(
        variable.name, run + (isShaped ? [("cluster", variable.chains.count)] : []), elements,
        attributes: attributes)
    }
    return ZarrStore.Group(name, members)
  }

  /// The numbers of a variable, shape `[chain, draw]` or `[chain, draw, cluster]`.
  private func values(of variable: Variable) -> String {
    func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }
    return list(
      (0..<chainCount).map { chain in
        list(
          (0..<drawCount).map { draw in
            guard variable.isByCluster, clusters != nil else {
              return variable.json(variable.chains[0][chain][draw])
            }
            return list(variable.chains.map { variable.json($0[chain][draw]) })
          })
      })
  }

  /// The draws as a table, a row for each draw of each chain, and of each cluster if there are several.
  func table() -> TableChunk {
    let clusterCount = clusters?.count ?? 1
    let rows = (0..<clusterCount).flatMap { cluster in
      (0..<chainCount).flatMap { chain in (0..<drawCount).map { (cluster, chain, $0) } }
    }
    var columns: [TableColumn] = []
    if let clusters {
      columns.append(
        TableColumn(
          ColumnDescription(name: "cluster", type: .text, meaning: "name of the cluster"),
          texts: rows.map { clusters[$0.0] }))
    }
    columns.append(
      TableColumn(
        ColumnDescription(name: "chain", type: .int64, meaning: "number of the chain, from 0"),
        integers: rows.map { Int64($0.1) }))
    columns.append(
      TableColumn(
        ColumnDescription(name: "draw", type: .int64, meaning: "number of the draw, from 0"),
        integers: rows.map { Int64($0.2) }))
    for variable in posterior + statistics {
      let values = rows.map { cluster, chain, draw in
        variable.chains[variable.isByCluster ? cluster : 0][chain][draw]
      }
      let column =
        switch variable.description.type {
        case .bool: TableColumn(variable.description, bools: values.map { $0 != 0 })
        case .int64: TableColumn(variable.description, integers: values.map { Int64($0) })
        default: TableColumn(variable.description, doubles: values)
        }
      columns.append(column)
    }
    return TableChunk(columns: columns)
  }
}
