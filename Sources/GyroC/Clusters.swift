// SPDX-License-Identifier: GPL-3.0-or-later
// The age of a group of stars of one age.

internal import Gyrochronology

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
  MessageBuffer(message, messageSize).catching {
    guard let json else { throw ArgumentError("json is NULL.") }
    json.pointee = nil
    draws?.pointee = nil
    let model = try Handle.object(model, ModelHandle.self)
    var choices = try Options(options)
    let request = try choices.cluster(model.assumptions)
    let group = try stars(starCount, columnCount, names, columns)
      .group(named: name.map { String(cString: $0) } ?? "cluster")
    let run = try ClusterRun(request, group: group)
    guard let estimates = try run.run(threadCount: try threads(threadCount)) else { return }
    let writer = ClusterWriter(estimates: estimates, manifest: run.manifest)
    let text = try writer.json(isSingle: true)
    if let draws {
      draws.pointee = try ClusterDraws(estimates, manifest: run.manifest, isSingle: true)
        .flatMap { copied(try $0.json()) }
    }
    json.pointee = copied(text)
  }
}
