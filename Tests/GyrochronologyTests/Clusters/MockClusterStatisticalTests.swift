// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroTables
import Gyrochronology
import Testing
import _TestSupport

/// Ages of mock clusters against what was put in, with the default model.
///
/// The ages are drawn from the prior of the inference, so the probability below the true age is uniform: over
/// n clusters its mean is 1/2 ± (12 n)^-1/2, and the 68 % interval holds a binomial number of them. Both
/// limits, at 4.9 standard deviations, fail once in a million.
@Suite struct MockClusterStatisticalTests {
  private static let count = slowTestsAreWanted ? 1000 : 32
  private static let starCount = 20

  private struct Recovery {
    var meanRank = 0.0
    var share68 = 0.0
  }

  /// A cluster with its true log10 age and what was found.
  private typealias Found = (log10AgeMyr: Double, age: ClusterAge)

  /// Draws clusters as `gyro simulate` does, and reads their tables as `gyro cluster --method grid` does.
  private func clusters(seed: UInt64) throws -> [Found] {
    let model = try LoadedModel()
    var assumptions = AgeAssumptions()
    assumptions.gridCount = 200
    let estimator = try ClusterAgeEstimator(
      stars: try AgeEstimator(model: model, assumptions: assumptions))
    let range = AgeGrid.log10AgeMyrRange
    let inputs = try (0..<Self.count).map { index -> (age: Double, input: ClusterInput) in
      var random = RandomStream(seed: seed).child("mock cluster", index)
      let age = range.lowerBound + random.nextUniform() * (range.upperBound - range.lowerBound)
      var population = MockPopulation(
        log10AgeMyr: age...age, bpRp0: 0.6...2.8, bpRp0Sigma: 0.03)
      population.fieldFraction = 0.1
      let table = try MockTable(
        model, population: population, foreground: .init(aV: 0.3, sigma: 0.04),
        seed: seed &+ 1000 &* UInt64(index))
      let schema = TableSchema(columns: table.columns)
      var reader: any TableReader = OneChunkReader(
        schema: schema, chunk: table.rows(0..<Self.starCount, threadCount: 1))
      let columns = try StarColumns(of: schema, file: "mock")
      return (age, try ClusterInput(name: "mock", reading: &reader, columns: columns))
    }
    let estimates = try estimator.onGrid(inputs.map(\.input), seed: 1, threadCount: 2)
    return try zip(inputs, estimates.clusters).map { ($0.age, try #require($1.age)) }
  }

  /// How the truth lies in the posteriors, if it were the true age times a factor.
  private func recovery(_ clusters: [Found], ageFactor: Double = 1) -> Recovery {
    var result = Recovery()
    for (truth, age) in clusters {
      let expected = truth + log10(ageFactor)
      result.meanRank += probability(below: expected, age.density) / Double(clusters.count)
      if (age.summary.q16...age.summary.q84).contains(expected) {
        result.share68 += 1 / Double(clusters.count)
      }
    }
    return result
  }

  /// The area below an age, by trapezoids.
  private func probability(
    below age: Double, _ density: [(log10AgeMyr: Double, value: Double)]
  ) -> Double {
    var (below, all) = (0.0, 0.0)
    for (left, right) in zip(density, density.dropFirst()) {
      let step = right.log10AgeMyr - left.log10AgeMyr
      let part = min(max((age - left.log10AgeMyr) / step, 0), 1)
      let middle = left.value + part * (right.value - left.value)
      below += 0.5 * part * step * (left.value + middle)
      all += 0.5 * step * (left.value + right.value)
    }
    return below / all
  }

  private let rankLimit = 4.9 / (12 * Double(count)).squareRoot()
  private let shareLimit = 4.9 * (0.68 * 0.32 / Double(count)).squareRoot()

  /// The twin, true ages twice as old as those that made the periods, is found out by the same limit.
  @Test(arguments: testSeeds) func agesOfMockClustersAreWithinTheStatedCoverage(seed: UInt64) throws
  {
    let clusters = try clusters(seed: seed)
    let result = recovery(clusters)
    #expect(abs(result.meanRank - 0.5) < rankLimit, "\(result)")
    #expect(abs(result.share68 - 0.68) < shareLimit, "\(result)")
    let biased = recovery(clusters, ageFactor: 2)
    #expect(abs(biased.meanRank - 0.5) > rankLimit, "\(biased)")
    if slowTestsAreWanted { print("mock clusters: \(result)") }
  }
}
