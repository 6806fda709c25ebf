// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of nonsense: each comes back with an age in finite numbers, or with a reason.

import Foundation
import GyroModel
import GyroNumerics
import GyroTables
import Gyrochronology
import Testing
import _TestSupport

@Suite struct FuzzedRowsTests {
  static let words = [
    "", "nan", "inf", "-inf", "NULL", "--", "x", "0", "-0.0", "1e308", "-1e308", "1e-308", "5e-324",
    "1e400", "-9999", "99.99", "1e20", "0x10", "1,5", "1_000", "٣", "12", "0.8", "1.1", "25.4",
    "0.03",
    "0.5", "1", "2", "3.5", "5800", "316.2", "316.3", "0.0178", "1e-5", "9223372036854775807",
  ]
  static let names = [
    "id", "period", "period_sigma", "bp_rp0", "bp_rp0_sigma", "bp_rp", "bp_rp_sigma", "av",
    "av_sigma", "membership", "ruwe",
  ]

  @Test func everyRowIsAnswered() throws {
    var random = RandomStream(seed: 20_260_101).child("fuzzed rows")
    let rowCount = slowTestsAreWanted ? 100_000 : 200
    var text = Self.names.joined(separator: "\t") + "\n"
    for _ in 0..<rowCount {
      let cells = Self.names.map { name in
        // Half of the cells are numbers that a star may have, so that some rows get far: errors among
        // them are smaller than what they belong to.
        random.nextUniform() < 0.5
          ? String(pow(10, (name.hasSuffix("_sigma") ? 3 : 4) * random.nextUniform() - 2.5))
          : Self.words[random.nextIndex(below: Self.words.count)]
      }
      text += cells.joined(separator: "\t") + "\n"
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).tsv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let reader = try openTable(
      path: file.path,
      options: TableReadingOptions(nullWords: TableReadingOptions.commonNullWords))
    var assumptions = AgeAssumptions()
    assumptions.gridCount = 200
    assumptions.aliases = .usual
    let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
    var table = AgeTable(
      reader, columns: try StarColumns(of: reader.schema, file: file.path), estimator: estimator,
      manifest: RunManifest(estimator, command: ["test"]), threadCount: 2)
    var (answered, aged) = (0, 0)
    while let chunk = try table.next() {
      for star in chunk.estimates {
        answered += 1
        switch star.estimate {
        case .unusable(let star): #expect(!star.message.isEmpty)
        case .age(let age):
          aged += 1
          let summary = age.summary
          let numbers = [
            summary.q025, summary.q16, summary.q50, summary.q84, summary.q975, summary.mode,
            summary.mean, summary.sigma, summary.logEvidence,
          ]
          let isFinite = numbers.allSatisfy { $0.isFinite }
          #expect(isFinite, "\(star.id): \(numbers)")
          #expect(summary.q025 <= summary.q16 && summary.q84 <= summary.q975)
          #expect(!summary.hpd68.isEmpty)
        }
      }
    }
    #expect(answered == rowCount && aged > rowCount / 50)
  }
}
