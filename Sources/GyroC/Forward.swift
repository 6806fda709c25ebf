// SPDX-License-Identifier: GPL-3.0-or-later
// From age to period: tracks, gyrochrones and mock stars, as tables.

internal import GyroTables
internal import Gyrochronology

/// Tracks or gyrochrones.
@c(gyro_track)
public func gyroTrack(
  _ model: OpaquePointer?, _ options: UnsafePointer<CChar>?, _ threadCount: Int32,
  _ table: UnsafeMutablePointer<OpaquePointer?>?, _ message: UnsafeMutablePointer<CChar>?,
  _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let table else { throw ArgumentError("table is NULL.") }
    table.pointee = nil
    var choices = try Options(options)
    var request = try choices.track()
    request.model = try Handle.object(model, ModelHandle.self).assumptions.model
    let run = try TrackRun(request)
    guard let answer = try run.run(threadCount: try threads(threadCount)) else { return }
    let rows = run.table(answer)
    table.pointee = Handle.make(TableHandle(rows.columns.map(\.description), [rows]))
  }
}

/// Mock stars.
@c(gyro_simulate)
public func gyroSimulate(
  _ model: OpaquePointer?, _ options: UnsafePointer<CChar>?, _ threadCount: Int32,
  _ table: UnsafeMutablePointer<OpaquePointer?>?, _ message: UnsafeMutablePointer<CChar>?,
  _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let table else { throw ArgumentError("table is NULL.") }
    table.pointee = nil
    var choices = try Options(options)
    var request = try choices.simulation()
    request.model = try Handle.object(model, ModelHandle.self).assumptions.model
    let run = try SimulateRun(request)
    var chunks: [TableChunk] = []
    _ = run.run(threadCount: try threads(threadCount)) { chunks.append($0) }
    table.pointee = Handle.make(TableHandle(run.columns, chunks))
  }
}
