// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of stars in arrays, as a handle from which numbers, flags, reasons and draws are taken.

internal import GyroFigures
internal import GyroModel
internal import GyroNumerics
internal import GyroPlotting
internal import GyroQuantities
internal import Gyrochronology

/// What a `gyro_ages` stands for.
final class AgesHandle: Sendable {
  let estimates: [AgeEstimate]
  let keepsDensities: Bool
  private let model: ModelHandle
  private let engine: AgeEngine

  init(_ estimates: [AgeEstimate], keepsDensities: Bool, model: ModelHandle, engine: AgeEngine) {
    (self.estimates, self.keepsDensities) = (estimates, keepsDensities)
    (self.model, self.engine) = (model, engine)
  }

  /// The picture of `gyro age --plot`; nil for a single star without an age.
  var figure: Figure? {
    let manifest = RunManifest(
      model.estimator, ageLikelihoods: model.ageLikelihoods, engine: engine, command: [])
    guard estimates.count == 1 else {
      var survey = AgeSurvey()
      for (row, estimate) in estimates.enumerated() { survey.add(estimate, name: String(row)) }
      return survey.figure(manifest)
    }
    guard case .age(let age) = estimates[0],
      let posterior = model.posterior(of: age, engine: engine)
    else { return nil }
    return .agePosterior(
      age, posterior: posterior, estimator: model.estimator, headline: AgeText.headline(age),
      manifest: manifest)
  }

  /// The posteriors of the stars; nil for a star without an age.
  func densities() throws -> [CompactDensity?] {
    guard keepsDensities else {
      throw ArgumentError("The ages were asked for without their posteriors.")
    }
    return estimates.map(\.density)
  }
}

/// Dates stars.
@c(gyro_ages_open)
public func gyroAgesOpen(
  _ model: OpaquePointer?, _ starCount: Int64, _ columnCount: Int32,
  _ names: UnsafePointer<UnsafePointer<CChar>?>?,
  _ columns: UnsafePointer<UnsafePointer<Double>?>?, _ engine: Int32, _ keepsPosteriors: Int32,
  _ threadCount: Int32, _ ages: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let ages else { throw ArgumentError("ages is NULL.") }
    ages.pointee = nil
    let model = try Handle.object(model, ModelHandle.self)
    let chosen: AgeEngine
    switch engine {
    case 0: chosen = model.estimator.model.isSmooth ? .fast : .exact
    case 1: chosen = .exact
    case 2: chosen = .fast
    default: throw ArgumentError("The engine is \(engine), expected 0 to 2.")
    }
    let stars = try stars(starCount, columnCount, names, columns)
    let estimates = try model.ages(
      stars, engine: chosen, keepsDensities: keepsPosteriors != 0,
      threadCount: try threads(threadCount))
    ages.pointee = Handle.make(
      AgesHandle(
        estimates, keepsDensities: keepsPosteriors != 0, model: model, engine: chosen))
  }
}

/// Frees ages; NULL is allowed.
@c(gyro_ages_close)
public func gyroAgesClose(_ ages: OpaquePointer?) { Handle.release(ages, AgesHandle.self) }

/// A number of each age, by the name of its column.
@c(gyro_ages_numbers)
public func gyroAgesNumbers(
  _ ages: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ values: UnsafeMutablePointer<Double>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    let ages = try Handle.object(ages, AgesHandle.self)
    guard let name, let values else { throw ArgumentError("An argument is NULL.") }
    let text = String(cString: name)
    guard let numbers = AgeColumns.values(named: text, of: ages.estimates) else {
      let names = AgeColumns.numberNames
      throw ArgumentError(
        "There is no number \(text); expected one of \(names.joined(separator: ", ")).")
    }
    for (row, number) in numbers.enumerated() { values[row] = number }
  }
}

/// The flags of each age as bits, and the code of the reason where there is none.
@c(gyro_ages_status)
public func gyroAgesStatus(
  _ ages: OpaquePointer?, _ flags: UnsafeMutablePointer<UInt32>?,
  _ reasons: UnsafeMutablePointer<Int32>?, _ message: UnsafeMutablePointer<CChar>?,
  _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    for (row, estimate) in try Handle.object(ages, AgesHandle.self).estimates.enumerated() {
      switch estimate {
      case .age(let age):
        flags?[row] = age.flags.reduce(0) { $0 | 1 << UInt32($1.definition.code) }
        reasons?[row] = 0
      case .unusable(let star):
        flags?[row] = 0
        reasons?[row] = Int32(star.reason.rawValue)
      }
    }
  }
}

/// Why a star has no age, in words with the values found; an empty text where it has one.
@c(gyro_ages_reason)
public func gyroAgesReason(
  _ ages: OpaquePointer?, _ row: Int64,
  _ text: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    let estimates = try Handle.object(ages, AgesHandle.self).estimates
    guard let text else { throw ArgumentError("text is NULL.") }
    guard let index = Int(exactly: row), estimates.indices.contains(index) else {
      throw ArgumentError("There is no row \(row) among \(estimates.count).")
    }
    if case .unusable(let star) = estimates[index] {
      text.pointee = copied(star.message)
    } else {
      text.pointee = copied("")
    }
  }
}

/// Quantiles of log10 age at any probabilities, from the posteriors; shape `[stars, probabilities]`.
@c(gyro_ages_quantiles)
public func gyroAgesQuantiles(
  _ ages: OpaquePointer?, _ count: Int64, _ probabilities: UnsafePointer<Double>?,
  _ values: UnsafeMutablePointer<Double>?, _ message: UnsafeMutablePointer<CChar>?,
  _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    let ages = try Handle.object(ages, AgesHandle.self)
    guard let width = Int(exactly: count), width >= 0 else {
      throw ArgumentError("The number of probabilities is \(count), expected 0 or more.")
    }
    guard width > 0, let probabilities, let values else { return }
    let wanted = Array(UnsafeBufferPointer(start: probabilities, count: width))
    guard let bad = wanted.first(where: { !(0...1).contains($0) }) else {
      for (row, density) in try ages.densities().enumerated() {
        for (column, probability) in wanted.enumerated() {
          values[row * width + column] = density?.quantile(probability) ?? .nan
        }
      }
      return
    }
    throw ArgumentError("A probability is \(bad), expected 0 to 1.")
  }
}

/// Draws of log10 age from the posterior of each star; shape `[stars, draws]`.
@c(gyro_ages_samples)
public func gyroAgesSamples(
  _ ages: OpaquePointer?, _ count: Int64, _ seed: UInt64, _ values: UnsafeMutablePointer<Double>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    let ages = try Handle.object(ages, AgesHandle.self)
    guard let width = Int(exactly: count), width >= 0 else {
      throw ArgumentError("The number of draws is \(count), expected 0 or more.")
    }
    guard width > 0, let values else { return }
    let samples = AgeSamples(count: width, seed: seed)
    for (row, density) in try ages.densities().enumerated() {
      for (column, draw) in samples.draws(of: density, row: row).enumerated() {
        values[row * width + column] = draw
      }
    }
  }
}

/// The ages as a picture in the grammar of Vega-Lite.
@c(gyro_ages_figure)
public func gyroAgesFigure(
  _ ages: OpaquePointer?, _ vegaLite: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let vegaLite else { throw ArgumentError("vega_lite is NULL.") }
    vegaLite.pointee = nil
    let figure = try Handle.object(ages, AgesHandle.self).figure
    vegaLite.pointee = figure.flatMap { copied(VegaLite($0).text) }
  }
}
