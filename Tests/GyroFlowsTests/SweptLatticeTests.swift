// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import GyroNumerics
import Testing
import _TestSupport

@Suite struct SweptLatticeTests {
  let ensemble: FlowEnsemble
  let spacing = LatticeSpacing(
    start: 0, step: 0.05, stepCount: 16, partCount: 3, second: 0.01, third: 0.025)

  init() {
    func flow(_ seed: Int) -> ConditionalFlow {
      let architecture = FlowArchitecture(
        contextCount: 3, transformCount: 2, hiddenWidths: [12], activation: .silu, binCount: 6,
        bound: 5, slope: 1e-3,
        // One flow follows its law along the sweep, the other along a feature that is looked up.
        extrapolation: ContextExtrapolation(
          feature: seed, range: seed == 0 ? 0.1...0.7 : 0.8...2.2, softness: 0.3, slope: 0.5,
          knee: seed == 0 ? 0.4 : 1.3, bend: 0.05))
      var random = RandomStream(seed: 3).child("lattice", seed)
      return ConditionalFlow(
        architecture: architecture,
        contextStandardizer: Standardizer(mean: [0.4, 1.5, -1.5], scale: [0.8, 0.9, 0.4]),
        valueStandardizer: Standardizer(mean: [0.5], scale: [0.6]),
        parameters: (0..<architecture.parameterCount).map { _ in 0.4 * random.nextNormal() })
    }
    ensemble = FlowEnsemble([flow(0), flow(1)])
  }

  func queries(_ count: Int) -> [SweptQuery] {
    var random = RandomStream(seed: 8).child("queries")
    return (0..<count).map { _ in
      SweptQuery(
        second: 0.5 + 2 * random.nextUniform(), third: -1.9 + random.nextUniform(),
        value: -1 + 3 * random.nextUniform())
    }
  }

  func densities(
    _ queries: [SweptQuery], threads: Int = 1, byteLimit: Int = 100 << 20
  ) throws -> [Float] {
    let lattice = try #require(
      SweptLattice(ensemble, spacing: spacing, byteLimit: byteLimit))
    var result = [Float](repeating: .nan, count: queries.count * spacing.count)
    result.withUnsafeMutableBufferPointer {
      lattice.densities(of: queries, threadCount: threads, into: $0)
    }
    return result
  }

  /// A query beyond all nodes, as a damaged checkpoint may ask for, is answered without a trap.
  @Test(arguments: [1e9, -1e9, 1e30, -1e308, .infinity, -.infinity, .nan] as [Double])
  func aQueryFromFarAway(place: Double) throws {
    let far = [
      SweptQuery(second: place, third: -1, value: 0), SweptQuery(second: 1, third: place, value: 0),
      SweptQuery(second: place, third: place, value: place),
    ]
    let near = queries(1)
    let found = try densities(near + far)
    let alone = try densities(near)
    #expect(Array(found.prefix(spacing.count)) == alone)
  }

  @Test func theDensitiesAreThoseOfTheEnsemble() throws {
    let queries = queries(60)
    let found = try densities(queries)
    for (row, query) in queries.enumerated() {
      let contexts = (0..<spacing.count).flatMap {
        [spacing.start + Double($0) * spacing.resultStep, query.second, query.third]
      }
      let exact = ensemble.conditioned(on: contexts)
      for column in 0..<spacing.count {
        let expected = exp(exact.logDensity(at: query.value, member: column))
        expectClose(
          Double(found[row * spacing.count + column]), expected,
          .absolute(
            3e-3 * max(expected, 0.1),
            because: "knots of second order; a wrong term of that order shows as 0.03"),
          "query \(row) at \(column)")
      }
    }
  }

  @Test func theSumsAreThoseOfEachFlow() throws {
    let queries = queries(150)
    let weights = SweepWeights(
      zeroth: (0..<spacing.count).map { 0.5 + Float($0 % 5) },
      first: (0..<spacing.count).map { Float($0) - 20 })
    let flowCount = ensemble.flows.count
    func sums(_ queries: [SweptQuery], threads: Int) throws -> (all: [Float], densities: [Float]) {
      let lattice = try #require(SweptLattice(ensemble, spacing: spacing))
      var densities = [Float](repeating: .nan, count: queries.count * spacing.count)
      var sums = [Float](repeating: .nan, count: queries.count * flowCount * 2)
      densities.withUnsafeMutableBufferPointer { densities in
        sums.withUnsafeMutableBufferPointer { sums in
          lattice.densities(
            of: queries, threadCount: threads, into: densities, weights: weights, sums: sums)
        }
      }
      return (sums, densities)
    }
    let (found, densities) = try sums(queries, threads: 2)
    #expect(try densities == self.densities(queries))
    let backwards = try sums(queries.reversed(), threads: 1)
    let (last, width) = (queries.count - 1, 2 * flowCount)
    for row in queries.indices {
      #expect(
        backwards.densities[((last - row) * spacing.count)...].prefix(spacing.count)
          .elementsEqual(densities[(row * spacing.count)...].prefix(spacing.count)))
      #expect(
        backwards.all[((last - row) * width)...].prefix(width)
          .elementsEqual(found[(row * width)...].prefix(width)))
    }
    #expect(try sums([queries[77]], threads: 1).all[...] == found[(77 * 4)..<(78 * 4)])
    for (row, query) in queries.enumerated() {
      // Together they are sums over the density of the ensemble, ...
      let own = densities[(row * spacing.count)..<((row + 1) * spacing.count)]
      for (power, factors) in [weights.zeroth, weights.first].enumerated() {
        let whole = zip(own, factors).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let size = zip(own, factors).reduce(0.0) { $0 + Double($1.0) * abs(Double($1.1)) }
        let parts = (0..<flowCount).reduce(0.0) {
          $0 + Double(found[(row * flowCount + $1) * 2 + power])
        }
        expectClose(
          parts, whole, .absolute(1e-5 * size, because: "the order of sums in single precision"))
      }
      // ... and each is one over the density of its flow.
      let contexts = (0..<spacing.count).flatMap {
        [spacing.start + Double($0) * spacing.resultStep, query.second, query.third]
      }
      for (index, flow) in ensemble.conditioned(on: contexts).flows.enumerated() {
        let exact = (0..<spacing.count).map { exp(flow.logDensity(at: query.value, member: $0)) }
        let expected =
          zip(exact, weights.zeroth).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(flowCount)
        expectClose(
          Double(found[(row * flowCount + index) * 2]), expected,
          .absolute(
            6e-3 * max(expected, 1), because: "knots of second order, as for the densities"),
          "query \(row), flow \(index)")
      }
    }
  }

  @Test func nothingDependsOnThreadsOrOnTheOtherQueries() throws {
    let queries = queries(300)
    let together = try densities(queries, threads: 1)
    #expect(try densities(queries, threads: 3) == together)
    // Room for 64 nodes only, so that the table is filled in several rounds.
    #expect(try densities(queries, threads: 2, byteLimit: 1) == together)
    for row in [0, 7, 299] {
      let alone = try densities([queries[row]])
      #expect(alone[...] == together[(row * spacing.count)..<((row + 1) * spacing.count)])
    }
  }

  @Test(arguments: [1, 2, 3, 4]) func onlyFlowsOfThreeContextsAreTabulated(contextCount: Int) {
    let architecture = FlowArchitecture(
      contextCount: contextCount, transformCount: 1, hiddenWidths: [4], activation: .silu,
      binCount: 3, bound: 5, slope: 1e-3, extrapolation: nil)
    let flow = ConditionalFlow(
      architecture: architecture,
      contextStandardizer: Standardizer(
        mean: Array(repeating: 1, count: contextCount),
        scale: Array(repeating: 1, count: contextCount)),
      valueStandardizer: Standardizer(mean: [0.5], scale: [0.6]),
      parameters: Array(repeating: 0.1, count: architecture.parameterCount))
    let lattice = SweptLattice(FlowEnsemble([flow]), spacing: spacing)
    #expect((lattice != nil) == ((2...3).contains(contextCount)))
  }
}
