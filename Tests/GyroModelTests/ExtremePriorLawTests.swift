// SPDX-License-Identifier: GPL-3.0-or-later
// Priors of any numbers: each is a density on the grid with a finite slope, or refused in words.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Testing
import _TestSupport

@Suite struct ExtremePriorLawTests {
  static let sizes: [Double] = [
    0, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300, 1e-160, 1e-154, 1e-30, 1e-9, 1e-6,
    1e-3, 0.1, 1, 3, 4.14, 10, 99, 100, 101, 1e8, 1e77, 1e150, 1e154, 1e155, 1e200, 1e300,
    .greatestFiniteMagnitude, .infinity, .nan,
  ]

  /// What every prior must keep, whatever its numbers are.
  static func check(_ prior: AgePrior, over grid: Grid) {
    let logDensities: [Double]
    do { logDensities = try prior.logDensities(over: grid) } catch {
      let names =
        ["the prior \(prior)"] + (prior.plainWords.map { ["the prior normal, \($0)"] } ?? [])
      #expect(names.contains { error.problem.contains($0) }, "\(error)")
      return
    }
    let infinite = logDensities.first { !($0 < .infinity) }
    #expect(infinite == nil, "\(prior)")
    let density = GriddedDensity(grid: grid, logValues: logDensities)
    expectClose(
      density?.logIntegral ?? .nan, 0, .absolute(1e-6, because: "a prior is normalized on its grid")
    )
    let steep = grid.first { !prior.slope(log10AgeMyr: $0).isFinite }
    #expect(steep == nil, "\(prior)")
  }

  @Test(arguments: sizes) func normal(sigma: Double) {
    for mean in Self.sizes.flatMap({ [$0, -$0] }) {
      for grid in [AgeGrid.grid(), AgeGrid.grid(nodeCount: 200, maximumAge: .gigayears(0.0011))] {
        Self.check(.normal(mean: mean, sigma: sigma), over: grid)
      }
    }
  }

  @Test(arguments: [AgePrior.logUniform, .uniform]) func flat(prior: AgePrior) {
    for gigayears in [0.0010000000001, 0.0011, 0.5, 13.8] {
      Self.check(prior, over: AgeGrid.grid(maximumAge: .gigayears(gigayears)))
    }
  }

  @Test func widthsOutOfBoundsAreRefusedWithTheBounds() throws {
    for prior in [
      AgePrior.normal(mean: 3, sigma: 1e200), .normal(mean: 3, sigma: 100.1),
      .normal(mean: 3, sigma: 1e-7), .normal(mean: 3, sigma: 0), .normal(mean: 3, sigma: .nan),
      .normal(mean: 0, sigma: 1e300 / 1 / log(10)),
    ] {
      let error = #expect(throws: ModelError.self) { try prior.logDensities(over: AgeGrid.grid()) }
      #expect(error?.problem.contains("expected 1e-06 to 100.0") == true)
    }
    // The widest that is allowed is flat.
    let wide = try AgePrior.normal(mean: 3, sigma: 100).logDensities(over: AgeGrid.grid())
    let flat = try AgePrior.logUniform.logDensities(over: AgeGrid.grid())
    for (wide, flat) in zip(wide, flat) {
      expectClose(wide, flat, .absolute(1e-3, because: "(4.14 / 100)² / 2"))
    }
  }

  /// Log densities of any size at ages of any size.
  @Test(arguments: 0..<64) func table(seed: Int) throws {
    var random = RandomStream(seed: 20_260_101).child("prior table", seed)
    func number() -> Double {
      let size = Self.sizes[random.nextIndex(below: Self.sizes.count - 2)]
      return random.nextUniform() < 0.5 ? size : -size
    }
    let count = 2 + random.nextIndex(below: 6)
    let ages = Set(
      (0..<count).map { _ in random.nextUniform() < 0.7 ? 5 * random.nextUniform() : number() }
    )
    .sorted()
    guard ages.count > 1 else { return }
    let table = try? TabulatedLogDensity(
      log10AgesMyr: ages,
      logDensities: ages.map { _ in random.nextUniform() < 0.1 ? -.infinity : number() })
    if let table { Self.check(.table(table), over: AgeGrid.grid()) }
  }
}
