// SPDX-License-Identifier: GPL-3.0-or-later
// A model with the assumptions under which it dates stars, as a handle.

internal import Dispatch
internal import GyroEssentials
internal import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroQuantities
internal import Gyrochronology

/// What a `gyro_model` stands for.
///
/// Its calls may come from several threads; ages are computed by one of them at a time, with as many threads of
/// their own as they are told.
final class ModelHandle: @unchecked Sendable {
  let assumptions: AssumptionsRequest
  let estimator: AgeEstimator
  /// Likelihoods of ages from elsewhere, by the number of the star, and the largest of these numbers.
  let ageLikelihoods: AgeLikelihoods?
  private let lastStar: Int64
  private let batches: Batches

  init(model: String?, options: UnsafePointer<CChar>?) throws {
    var choices = try Options(options)
    var assumptions = try choices.assumptions()
    try choices.checkAllTaken()
    if let model { assumptions.model = model }
    self.assumptions = assumptions
    estimator = try AgeEstimator(
      model: LoadedModel(assumptions.model), assumptions: assumptions.assumptions())
    (ageLikelihoods, lastStar, batches) = (nil, -1, Batches(estimator))
  }

  /// The same model, with what else is known of ages.
  init(_ model: ModelHandle, _ ageLikelihoods: AgeLikelihoods, lastStar: Int64) {
    (assumptions, estimator) = (model.assumptions, model.estimator)
    (self.ageLikelihoods, self.lastStar) = (ageLikelihoods, lastStar)
    batches = model.batches
  }

  /// The ages of stars.
  ///
  /// - Throws: ``ArgumentError`` if there is a likelihood of a star that is not among them.
  func ages(
    _ stars: StarArrays, engine: AgeEngine, keepsDensities: Bool, threadCount: Int
  ) throws -> [AgeEstimate] {
    guard lastStar < stars.count else {
      throw ArgumentError(
        "There is an age likelihood of star \(lastStar), expected 0 to \(stars.count - 1).")
    }
    return batches.use(engine, keepsDensities: keepsDensities) { batch in
      stars.estimates(batch, ageLikelihoods: ageLikelihoods, threadCount: threadCount)
    }
  }

  /// The whole posterior of a star that was dated; nil if it is zero at every age.
  func posterior(of age: StarAge, engine: AgeEngine) -> AgePosterior? {
    batches.use(engine, keepsDensities: false) { $0.posterior(of: age) }
  }
}

/// The tables from which a model dates stars, one for each way, which models that share them use in turn.
private final class Batches: @unchecked Sendable {
  private let estimator: AgeEstimator
  private let lock = DispatchSemaphore(value: 1)
  private var batches: [String: AgeBatch] = [:]

  init(_ estimator: AgeEstimator) { self.estimator = estimator }

  func use<Result>(
    _ engine: AgeEngine, keepsDensities: Bool, _ body: (AgeBatch) -> Result
  ) -> Result {
    lock.wait()
    defer { lock.signal() }
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
    return body(batch)
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

/// A model with likelihoods of the ages of stars from elsewhere.
@c(gyro_model_with_likelihoods)
public func gyroModelWithLikelihoods(
  _ model: OpaquePointer?, _ count: Int64, _ stars: UnsafePointer<Int64>?,
  _ log10AgesMyr: UnsafePointer<Double>?, _ logLikelihoods: UnsafePointer<Double>?,
  _ result: UnsafeMutablePointer<OpaquePointer?>?, _ message: UnsafeMutablePointer<CChar>?,
  _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let result else { throw ArgumentError("result is NULL.") }
    result.pointee = nil
    let model = try Handle.object(model, ModelHandle.self)
    guard let length = Int(exactly: count), length > 0, let stars, let log10AgesMyr,
      let logLikelihoods
    else { throw ArgumentError("There are no rows of likelihoods.") }
    let numbers = Array(UnsafeBufferPointer(start: stars, count: length))
    guard let first = numbers.min(), let last = numbers.max(), first >= 0 else {
      throw ArgumentError(
        "There is an age likelihood of star \(numbers.min() ?? 0), expected 0 or more.")
    }
    let likelihoods: AgeLikelihoods
    do {
      likelihoods = try AgeLikelihoods(
        stars: numbers,
        log10AgesMyr: Array(UnsafeBufferPointer(start: log10AgesMyr, count: length)),
        logLikelihoods: Array(UnsafeBufferPointer(start: logLikelihoods, count: length)))
    } catch { throw ArgumentError("\(error)") }
    result.pointee = Handle.make(ModelHandle(model, likelihoods, lastStar: last))
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
    let handle = try Handle.object(model, ModelHandle.self)
    let estimator = handle.estimator
    let encoder = CanonicalJSON.encoder()
    let manifest = RunManifest(
      estimator, ageLikelihoods: handle.ageLikelihoods,
      engine: estimator.model.isSmooth ? .fast : .exact, command: [])
    json.pointee = copied(String(decoding: try encoder.encode(manifest), as: UTF8.self))
  }
}
