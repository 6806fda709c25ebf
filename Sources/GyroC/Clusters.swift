// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a group of stars of one age, as a handle from which its JSON, draws and picture are taken.

internal import GyroFigures
internal import GyroPlotting
internal import Gyrochronology

/// What a `gyro_cluster_age` stands for.
final class ClusterHandle: Sendable {
  let estimates: ClusterEstimates
  let manifest: ClusterManifest
  let forward: ForwardModel

  init(_ estimates: ClusterEstimates, manifest: ClusterManifest, forward: ForwardModel) {
    (self.estimates, self.manifest, self.forward) = (estimates, manifest, forward)
  }

  /// The object of `gyro cluster --format json`.
  func json() throws -> String {
    try ClusterWriter(estimates: estimates, manifest: manifest).json(isSingle: true)
  }

  /// The draws as `gyro cluster --draws FILE.json` writes them; nil with the grid.
  func draws() throws -> String? {
    try ClusterDraws(estimates, manifest: manifest, isSingle: true)?.json()
  }

  /// The picture of `gyro cluster --plot`; nil for a group without an age.
  var figure: Figure? {
    estimates.clusters.first.flatMap { cluster in
      Figure.cluster(
        cluster, headline: cluster.age.map { ClusterText.headline($0) } ?? "", forward: forward,
        provenance: "\(manifest.modelWords), \(manifest.priorWords)", command: "")
    }
  }
}

/// Dates stars of one age.
@c(gyro_cluster_open)
public func gyroClusterOpen(
  _ model: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ starCount: Int64,
  _ columnCount: Int32, _ names: UnsafePointer<UnsafePointer<CChar>?>?,
  _ columns: UnsafePointer<UnsafePointer<Double>?>?, _ options: UnsafePointer<CChar>?,
  _ threadCount: Int32, _ age: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let age else { throw ArgumentError("age is NULL.") }
    age.pointee = nil
    let model = try Handle.object(model, ModelHandle.self)
    var choices = try Options(options)
    let request = try choices.cluster(model.assumptions)
    let group = try stars(starCount, columnCount, names, columns)
      .group(named: name.map { String(cString: $0) } ?? "cluster")
    let run = try ClusterRun(request, group: group, ageLikelihoods: model.ageLikelihoods)
    guard let estimates = try run.run(threadCount: try threads(threadCount)) else { return }
    age.pointee = Handle.make(
      ClusterHandle(
        estimates, manifest: run.manifest, forward: ForwardModel(run.estimator.stars.model)))
  }
}

/// Frees the age of a group; NULL is allowed.
@c(gyro_cluster_close)
public func gyroClusterClose(_ age: OpaquePointer?) { Handle.release(age, ClusterHandle.self) }

/// The age of a group as the JSON object of `gyro cluster`.
@c(gyro_cluster_json)
public func gyroClusterJSON(
  _ age: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  clusterText(age, json, MessageBuffer(message, messageSize)) { try $0.json() }
}

/// The draws of a group's parameters.
@c(gyro_cluster_draws)
public func gyroClusterDraws(
  _ age: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  clusterText(age, json, MessageBuffer(message, messageSize)) { try $0.draws() }
}

/// The age of a group as a picture in the grammar of Vega-Lite.
@c(gyro_cluster_figure)
public func gyroClusterFigure(
  _ age: OpaquePointer?, _ vegaLite: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  clusterText(age, vegaLite, MessageBuffer(message, messageSize)) { cluster in
    cluster.figure.map { VegaLite($0).text }
  }
}

/// Hands out a text of a group's age; NULL if there is none.
private func clusterText(
  _ age: OpaquePointer?, _ text: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: MessageBuffer, _ make: (ClusterHandle) throws -> String?
) -> Int32 {
  message.catching {
    guard let text else { throw ArgumentError("The pointer to the text is NULL.") }
    text.pointee = nil
    text.pointee = try make(Handle.object(age, ClusterHandle.self)).flatMap(copied)
  }
}

/// The age of stars of one age, as the JSON object of `gyro cluster`, and its draws as that of `--draws`.
@c(gyro_cluster)
public func gyroCluster(
  _ model: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ starCount: Int64,
  _ columnCount: Int32, _ names: UnsafePointer<UnsafePointer<CChar>?>?,
  _ columns: UnsafePointer<UnsafePointer<Double>?>?, _ options: UnsafePointer<CChar>?,
  _ threadCount: Int32, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ draws: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  draws?.pointee = nil
  var age: OpaquePointer?
  defer { gyroClusterClose(age) }
  var code = MessageBuffer(message, messageSize).catching {
    guard let json else { throw ArgumentError("json is NULL.") }
    json.pointee = nil
  }
  if code == ResultCode.success {
    code = gyroClusterOpen(
      model, name, starCount, columnCount, names, columns, options, threadCount, &age, message,
      messageSize)
  }
  if code == ResultCode.success, draws != nil {
    code = gyroClusterDraws(age, draws, message, messageSize)
  }
  return code == ResultCode.success ? gyroClusterJSON(age, json, message, messageSize) : code
}
