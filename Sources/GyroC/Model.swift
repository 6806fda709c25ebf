// SPDX-License-Identifier: GPL-3.0-or-later
// A model with the assumptions under which it dates stars, as a handle.

internal import Foundation
internal import GyroQuantities
internal import Gyrochronology

/// What a `gyro_model` stands for.
///
/// Its calls may come from several threads; ages are computed by one of them at a time, with as many threads of
/// their own as they are told.
final class ModelHandle: @unchecked Sendable {
  let assumptions: AssumptionsRequest
  let estimator: AgeEstimator
  private let lock = NSLock()
  private var batches: [String: AgeBatch] = [:]

  init(model: String?, options: UnsafePointer<CChar>?) throws {
    var choices = try Options(options)
    var assumptions = try choices.assumptions()
    try choices.checkAllTaken()
    if let model { assumptions.model = model }
    self.assumptions = assumptions
    estimator = try AgeEstimator(
      model: LoadedModel(assumptions.model), assumptions: assumptions.assumptions())
  }

  /// The ages of stars.
  func ages(
    _ stars: StarArrays, engine: AgeEngine, keepsDensities: Bool, threadCount: Int
  ) -> [AgeEstimate] {
    lock.withLock {
      let key = "\(engine) \(keepsDensities)"
      let batch: AgeBatch
      if let known = batches[key] {
        batch = known
      } else {
        var estimator = estimator
        estimator.keepsDensities = keepsDensities
        batch = AgeBatch(estimator, engine: engine)
        batches[key] = batch
      }
      return stars.estimates(batch, threadCount: threadCount)
    }
  }
}

/// Turns handles into objects and back.
enum Handle {
  static func make(_ object: AnyObject) -> OpaquePointer {
    OpaquePointer(Unmanaged.passRetained(object).toOpaque())
  }

  static func object<Object: AnyObject>(
    _ handle: OpaquePointer?, _ type: Object.Type
  ) throws -> Object {
    guard let handle else { throw ArgumentError("The handle is NULL.") }
    return Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
  }

  static func release<Object: AnyObject>(_ handle: OpaquePointer?, _ type: Object.Type) {
    guard let handle else { return }
    Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).release()
  }
}

/// The number of this interface.
@c(gyro_abi_version)
public func gyroABIVersion() -> Int32 { 1 }

/// Opens a model.
@c(gyro_model_open)
public func gyroModelOpen(
  _ name: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ model: UnsafeMutablePointer<OpaquePointer?>?, _ message: UnsafeMutablePointer<CChar>?,
  _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let model else { throw ArgumentError("model is NULL.") }
    model.pointee = nil
    model.pointee = Handle.make(
      try ModelHandle(model: name.map { String(cString: $0) }, options: options))
  }
}

/// Closes a model; NULL is allowed.
@c(gyro_model_close)
public func gyroModelClose(_ model: OpaquePointer?) { Handle.release(model, ModelHandle.self) }

/// What a model is, as a JSON object.
@c(gyro_model_provenance)
public func gyroModelProvenance(
  _ model: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let json else { throw ArgumentError("json is NULL.") }
    let estimator = try Handle.object(model, ModelHandle.self).estimator
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let manifest = RunManifest(
      estimator, engine: estimator.model.isSmooth ? .fast : .exact, command: [])
    json.pointee = copied(String(decoding: try encoder.encode(manifest), as: UTF8.self))
  }
}
