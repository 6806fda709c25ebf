// SPDX-License-Identifier: GPL-3.0-or-later
// The density of rotation periods that a model has at points.

internal import GyroFlows
internal import GyroModel
internal import Gyrochronology

/// Points that are evaluated together, so that memory stays bounded.
private let pieceCount = 4096

/// The log density per dex of period, and the probability of a shorter one, at points.
@c(gyro_density)
public func gyroDensity(
  _ model: OpaquePointer?, _ count: Int64, _ columnCount: Int32,
  _ names: UnsafePointer<UnsafePointer<CChar>?>?,
  _ columns: UnsafePointer<UnsafePointer<Double>?>?, _ logDensity: UnsafeMutablePointer<Double>?,
  _ cdf: UnsafeMutablePointer<Double>?, _ message: UnsafeMutablePointer<CChar>?,
  _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    let rotation = try Handle.object(model, ModelHandle.self).estimator.model.rotation
    let given = try NamedColumns(count, columnCount, names, columns)
    let wanted = rotation.schema.names + [RotationFlow.valueName]
    let found = try wanted.map { name in
      guard let values = given[name] else {
        throw ArgumentError(
          "There is no column \(name); this model needs \(wanted.joined(separator: ", ")).")
      }
      return values
    }
    guard given.count > 0 else { return }
    guard let logDensity, let cdf else { throw ArgumentError("An array of results is NULL.") }
    for first in stride(from: 0, to: given.count, by: pieceCount) {
      let rows = first..<min(first + pieceCount, given.count)
      let points = rows.map { row in found.map { $0[row] } }
      let isKnown = points.map { $0.allSatisfy(\.isFinite) }
      // A row that is not complete gets some context, so that members and rows keep their step.
      let densities = rotation.flow.conditioned(
        on: zip(points, isKnown).flatMap { point, isKnown in
          point.dropLast().map { isKnown ? $0 : 0 }
        })
      for (member, row) in rows.enumerated() {
        let value = found[found.count - 1][row]
        logDensity[row] =
          isKnown[member] ? densities.logDensity(at: value, member: member) : .nan
        cdf[row] = isKnown[member] ? densities.cdf(at: value, member: member) : .nan
      }
    }
  }
}
