// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import GyroTables
import Gyrochronology
import Testing
import _TestSupport

/// Posteriors on disk, and what decoding them loses.
@Suite struct PosteriorFileTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  static let bound = Closeness.absolute(0.002, because: "what a stored posterior may lose, dex")
  static let usual = [0.025, 0.16, 0.5, 0.84, 0.975]

  /// Mock stars over all colors and periods, with and without errors of the period; the last row is none.
  func table(_ count: Int) -> [UInt8] {
    var random = RandomStream(seed: 5).child("posteriors")
    var text = "id,period,period_sigma,bp_rp0,bp_rp0_sigma\n"
    for row in 0..<count {
      let days = pow(10, -0.8 + 2.5 * random.nextUniform())
      text += "\(row),\(days),\(row % 3 == 0 ? 0.1 * days : 0),"
      text += "\(0.45 + 3 * random.nextUniform()),\(pow(10, -1.8 + random.nextUniform()))\n"
    }
    return Array((text + "none,?,0,1,0.1\n").utf8)
  }

  /// Writes the posteriors of a table; returns the ages.
  func write(
    _ bytes: [UInt8], to path: String, engine: AgeEngine = .fast
  ) throws -> (ages: [AgeEstimate], estimator: AgeEstimator) {
    var estimator = try AgeEstimator(model: LoadedModel())
    estimator.keepsDensities = true
    let manifest = RunManifest(estimator, engine: engine, command: ["gyro", "age"])
    let reader = try openTable(bytes: bytes, name: "stars.csv", options: TableReadingOptions())
    var table = AgeTable(
      reader, columns: try StarColumns(of: reader.schema, file: "stars.csv"), estimator: estimator,
      manifest: manifest, engine: engine, threadCount: 2)
    let writer = try PosteriorWriter(
      path: path, form: #require(PosteriorFile(path: path)), manifest: manifest)
    var ages: [AgeEstimate] = []
    while let chunk = try table.next() {
      try writer.append(chunk)
      ages += chunk.ages
    }
    try writer.finish()
    return (ages, estimator)
  }

  func read(_ path: String) throws -> [CompactDensity?] {
    let reader = try PosteriorReader(path: path)
    var densities: [CompactDensity?] = []
    while let next = try reader.next(upTo: 7) { densities += next }
    return densities
  }

  @Test(arguments: ["fits", "vot", "ecsv", "gyroposterior"])
  func decodingReproducesTheQuantiles(form: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "posteriors.\(form)").path
    let ages = try write(table(60), to: path).ages
    let densities = try read(path)
    #expect(densities.count == 61 && densities[60] == nil)
    var multimodalCount = 0
    for (age, density) in zip(ages, densities.dropLast()) {
      guard case .age(let age) = age else { throw CancellationError() }
      let density = try #require(density)
      let (summary, found) = (age.summary, Self.usual.map(density.quantile))
      for (found, expected) in zip(
        found, [summary.q025, summary.q16, summary.q50, summary.q84, summary.q975])
      {
        expectClose(found, expected, Self.bound)
      }
      if summary.isMultimodal { multimodalCount += 1 }
    }
    #expect(multimodalCount > 5)
  }

  /// Probabilities between the stored ones are interpolated, so what is lost there shows in them.
  @Test func decodingReproducesTheDistribution() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.gyroposterior").path
    let (ages, estimator) = try write(table(24), to: path, engine: .exact)
    for (age, density) in zip(ages, try read(path)) {
      guard case .age(let age) = age, let density else { continue }
      let whole = try #require(estimator.posterior(of: age)).density
      for log10AgeMyr in stride(from: 0.01, to: 4.14, by: 0.01) {
        expectClose(
          density.cdf(log10AgeMyr), whole.cdf(log10AgeMyr),
          .absolute(0.02, because: "half a step between stored probabilities, and curvature"))
      }
      let edges = Array(Grid(0...4.14, count: 50))
      let sum = density.densities(between: edges).reduce(0, +) * (4.14 / 49)
      expectClose(sum, 1, .absolute(1e-3, because: "integers reach to the ends of the range"))
    }
  }

  @Test func whatIsNoFileOfPosteriorsIsRefused() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(PosteriorFile(path: "a.csv") == nil && PosteriorFile(path: "a.npy") == nil)
    #expect(throws: TableError.self) { try PosteriorReader(path: folder.path + "/none.fits") }
    let path = folder.appending(path: "a.gyroposterior").path
    _ = try write(table(2), to: path)
    let bytes = try Data(contentsOf: URL(filePath: path))
    try bytes.dropLast(3).write(to: URL(filePath: path))
    let error = #expect(throws: TableError.self) { _ = try read(path) }
    #expect(error?.code == .truncated)
    // A row whose quantiles decrease is damaged, and not a row without an age.
    let row = 2 * CompactDensity.levels.count
    try
      (bytes.dropLast(2 * row) + Data(bytes.suffix(2 * row).prefix(row).reversed())
      + bytes.suffix(row)).write(to: URL(filePath: path))
    let damaged = #expect(throws: TableError.self) { _ = try read(path) }
    #expect(damaged?.code == .malformedData)
    try Data((PosteriorFile.magic + "\n{}\n").utf8).write(to: URL(filePath: path))
    #expect(throws: TableError.self) { try PosteriorReader(path: path) }
    // A header without an end.
    try Data((PosteriorFile.magic + "\n{").utf8).write(to: URL(filePath: path))
    let handle = try FileHandle(forUpdating: URL(filePath: path))
    try handle.truncate(atOffset: 1 << 30)
    try handle.close()
    let endless = #expect(throws: TableError.self) { try PosteriorReader(path: path) }
    #expect(endless?.found == "a damaged header")
    #expect(throws: TableError.self) { try PosteriorReader(path: folder.path) }
    #expect(mkfifo(path + ".pipe", 0o600) == 0)
    #expect(throws: TableError.self) { try PosteriorReader(path: path + ".pipe") }
    try Data("id,period\n1,2\n".utf8).write(to: URL(filePath: path))
    #expect(throws: TableError.self) { try PosteriorReader(path: path) }
  }
}
