// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import GyroTables
import Gyrochronology
import Testing

@Suite struct AgeJournalTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  var output: String { folder.appending(path: "ages.csv").path }
  var input: String { folder.appending(path: "stars.csv").path }

  /// Stars of every kind: with several peaks, with limits, with each warning, and none at all.
  func table() throws -> [UInt8] {
    var text = "id,period,period_sigma,bp_rp,bp_rp_sigma,av,av_sigma,ruwe\n"
    for row in 0..<200 {
      text += "\(row),\(Double(row % 40) * 0.7),\(row % 9 == 0 ? "1" : ""),"
      text += row % 11 == 0 ? "?," : "\(0.3 + Double(row % 23) / 6),"
      text += row % 5 == 0 ? "," : "0.1,"
      text += "\(Double(row % 7) / 10),\(row % 3 == 0 ? "" : "0.05"),\(row % 4)\n"
    }
    let bytes = Array(text.utf8)
    try Data(bytes).write(to: URL(filePath: input))
    return bytes
  }

  /// The ages of the table, under the header of the usual assumptions whatever the grid is.
  func ages(_ bytes: [UInt8], gridCount: Int, journal isKept: Bool) throws -> [AgeEstimate] {
    let model = try LoadedModel()
    var assumptions = AgeAssumptions()
    assumptions.gridCount = gridCount
    var estimator = try AgeEstimator(model: model, assumptions: assumptions)
    estimator.keepsDensities = true
    let manifest = RunManifest(try AgeEstimator(model: model), command: ["gyro"])
    let reader = try openTable(bytes: bytes, name: "stars.csv", options: TableReadingOptions())
    let columns = try StarColumns(of: reader.schema, file: "stars.csv")
    let journal =
      isKept
      ? try AgeJournal(
        output: output, input: DigestedFile(path: input), columns: columns, manifest: manifest)
      : nil
    var table = AgeTable(
      reader, columns: columns, estimator: estimator, manifest: manifest, engine: .exact,
      journal: journal, threadCount: 2)
    var ages: [AgeEstimate] = []
    while let chunk = try table.next() { ages += chunk.ages }
    return ages
  }

  @Test func agesComeBackToTheLastBit() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = try table()
    let undisturbed = try ages(bytes, gridCount: 50, journal: false)
    let kept = try ages(bytes, gridCount: 50, journal: true)
    #expect(kept == undisturbed)
    // Another grid would give other ages, were these not the stored ones.
    let other = try ages(bytes, gridCount: 60, journal: false)
    #expect(other != undisturbed)
    #expect(try ages(bytes, gridCount: 60, journal: true) == undisturbed)
    let kinds = Set(
      undisturbed.map { if case .age(let age) = $0 { "\(age.flags)" } else { "none" } })
    #expect(kinds.count > 8 && kinds.contains("none"))
  }

  @Test func anotherPieceThanTheNextIsRefused() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = try table()
    _ = try ages(bytes, gridCount: 50, journal: true)
    let error = #expect(throws: TableError.self) {
      // As if the file had been cut after its digest was taken: 100 rows where 128 are stored.
      let newline = UInt8(ascii: "\n")
      let lines = bytes.split(separator: newline).prefix(101)
      _ = try ages(Array(lines.joined(separator: [newline])), gridCount: 50, journal: true)
    }
    #expect(error?.description.contains("Delete it to begin again") == true)
  }
}
