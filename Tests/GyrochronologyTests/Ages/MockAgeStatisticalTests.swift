// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroTables
import Gyrochronology
import Testing

/// Ages of mock stars against what was put in, with the default model.
///
/// The ages of the mock stars are drawn from the prior of the inference, so the probability below the
/// true age is uniform: over n = 240 stars its mean is 1/2 ± (12 n)^-1/2, and the 68 % interval
/// holds a binomial number of them. Both limits, at 4.9 standard deviations, fail once in a million.
@Suite struct MockAgeStatisticalTests {
  private static let count = 240

  private struct Recovery {
    var meanRank = 0.0
    var share68 = 0.0
  }

  /// Draws stars, and reads their ages as the command does, from the columns of the table.
  private func recovery(
    seed: UInt64, ageFactor: Double = 1, foreground: MockTable.Foreground? = nil
  ) throws
    -> Recovery
  {
    let model = try LoadedModel()
    var population = MockPopulation(
      log10AgeMyr: AgeGrid.log10AgeMyrRange, bpRp0: 0.6...2.8, bpRp0Sigma: 0.04)
    population.fieldFraction = 0.1
    let table = try MockTable(model, population: population, foreground: foreground, seed: seed)
    var assumptions = AgeAssumptions()
    assumptions.gridCount = 200
    let estimator = try AgeEstimator(model: model, assumptions: assumptions)
    let rows = table.rows(0..<Self.count, threadCount: 2)
    let columns = try StarColumns(of: TableSchema(columns: table.columns), file: "mock")
    let place = try #require(table.columns.firstIndex { $0.name == "true_age_myr" })
    var ages = AgeTable(
      OneChunkReader(schema: TableSchema(columns: table.columns), chunk: rows), columns: columns,
      estimator: estimator, manifest: RunManifest(estimator, command: []), threadCount: 2)
    var (result, row) = (Recovery(), 0)
    while let chunk = try ages.next() {
      for star in chunk.estimates {
        guard case .age(let age) = star.estimate else { continue }
        let posterior = try #require(estimator.posterior(of: age))
        let truth = log10(
          ageFactor * (try #require(try rows.columns[place].double(at: row))))
        result.meanRank += posterior.density.cdf(truth) / Double(Self.count)
        if (age.summary.q16...age.summary.q84).contains(truth) {
          result.share68 += 1 / Double(Self.count)
        }
        row += 1
      }
    }
    #expect(row == Self.count)
    return result
  }

  private let rankLimit = 4.9 / (12 * Double(count)).squareRoot()
  private let shareLimit = 4.9 * (0.68 * 0.32 / Double(count)).squareRoot()

  @Test func agesOfMockStarsAreWithinTheStatedCoverage() throws {
    let result = try recovery(seed: 3, foreground: .init(aV: 0.5, sigma: 0.05))
    #expect(abs(result.meanRank - 0.5) < rankLimit, "\(result)")
    #expect(abs(result.share68 - 0.68) < shareLimit, "\(result)")
  }

  /// True ages three times as old as those that made the periods.
  @Test func aBiasOfAFactorThreeIsFoundOut() throws {
    let result = try recovery(seed: 3, ageFactor: 3)
    #expect(abs(result.meanRank - 0.5) > rankLimit, "\(result)")
  }
}
