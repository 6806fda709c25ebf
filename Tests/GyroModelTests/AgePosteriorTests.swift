// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite struct AgePosteriorTests {
  let grid = AgeGrid.grid()

  func posterior(
    prior: AgePrior = .logUniform, _ logLikelihood: (Double) -> Double
  ) throws -> AgePosterior {
    try #require(
      AgePosterior(
        grid: grid, logLikelihoods: grid.map(logLikelihood),
        logPrior: try prior.logDensities(over: grid)))
  }

  @Test func noInformationGivesThePriorBack() throws {
    let summary = try posterior { _ in -2.5 }.summary
    let exact = Closeness.absolute(1e-12, because: "the prior is uniform")
    expectClose(summary.q50, 2.07, exact)
    expectClose(summary.q025, 0.1035, exact)
    // The likelihood does not depend on the age, so it is the evidence.
    expectClose(summary.logEvidence, -2.5, exact)
  }

  @Test func twoNormalsMultiply() throws {
    // N(2, 0.3) as likelihood times N(2.6, 0.4) as prior: mean 2.216, sigma 0.24, by hand.
    let summary = try posterior(prior: .normal(mean: 2.6, sigma: 0.4)) {
      Normal.logDensity(($0 - 2) / 0.3) - log(0.3)
    }.summary
    let fine = Closeness.absolute(1e-4, because: "the normals are cut at 0 and 4.14")
    expectClose(summary.mean, 2.216, fine)
    expectClose(summary.sigma, 0.24, fine)
    expectClose(summary.q50, 2.216, fine)
    // Their product integrates to N(2 - 2.6; 0, 0.5).
    expectClose(
      summary.logEvidence, Normal.logDensity(1.2) - log(0.5), .absolute(1e-3, because: "the same"))
    #expect(summary.hpd68.count == 1 && !summary.isMultimodal)
  }

  @Test func twoPeaksWithADeepValleyAreMultimodal() throws {
    func peaks(apart distance: Double) throws -> AgeSummary {
      try posterior {
        logAddExp(
          Normal.logDensity(($0 - 2 - distance / 2) / 0.1),
          Normal.logDensity(($0 - 2 + distance / 2) / 0.1))
      }.summary
    }
    #expect(try peaks(apart: 1).isMultimodal)
    #expect(try peaks(apart: 1).hpd68.count == 2)
    #expect(try !peaks(apart: 0.21).isMultimodal)
  }

  @Test func zeroEverywhereIsNoPosterior() throws {
    let none = AgePosterior(
      grid: grid, logLikelihoods: grid.map { _ in -.infinity },
      logPrior: try AgePrior.logUniform.logDensities(over: grid))
    #expect(none == nil)
  }
}

@Suite struct AgeFlagTests {
  let domain = CalibrationDomain(
    log10AgeMyr: 0.2...3.6, bpRp0: 0...4, log10BpRp0Sigma: -1.85...(-0.5),
    log10PeriodDays: -1...2)
  let star = Star(log10PeriodDays: 1, bpRp0: 1, log10BpRp0Sigma: -1.5)

  func flags(
    _ star: Star, mean: Double, sigma: Double = 0.1, domain: CalibrationDomain?
  ) throws -> AgeFlags {
    let grid = AgeGrid.grid()
    let posterior = try #require(
      AgePosterior(
        grid: grid, logLikelihoods: grid.map { Normal.logDensity(($0 - mean) / sigma) },
        logPrior: try AgePrior.logUniform.logDensities(over: grid)))
    return AgeFlag.flags(
      star: star, summary: posterior.summary, domain: domain)
  }

  @Test func aGoodStarHasNone() throws { #expect(try flags(star, mean: 3, domain: domain) == []) }

  @Test func limits() throws {
    #expect(try flags(star, mean: 4.2, domain: domain) == [.lowerLimit, .ageBeyondCalibration])
    #expect(
      try flags(star, mean: -0.1, domain: domain)
        == [.upperLimit, .ageBeyondCalibration, .preMainSequenceRange])
    #expect(
      try flags(star, mean: 2.5, sigma: 90, domain: domain)
        == [.lowerLimit, .upperLimit])
  }

  @Test func aModelThatDoesNotKnowItsCalibratorsSaysSo() throws {
    #expect(try flags(star, mean: 3, domain: nil) == [.calibrationUnknown])
    #expect(try !flags(star, mean: 3, domain: domain).contains(.calibrationUnknown))
  }

  @Test func ranges() throws {
    func flags(
      log10PeriodDays: Double = 1, bpRp0: Double = 1, log10BpRp0Sigma: Double = -1.5
    ) throws -> AgeFlags {
      try self.flags(
        Star(
          log10PeriodDays: log10PeriodDays, bpRp0: bpRp0, log10BpRp0Sigma: log10BpRp0Sigma),
        mean: 3, domain: domain)
    }
    // No cluster as old as 1 Gyr has calibrators of these two colors.
    #expect(try flags(bpRp0: 4.01) == [.colorOutOfRange, .ageBeyondCalibration])
    #expect(try flags(bpRp0: 0.49) == [.colorOutOfRange, .ageBeyondCalibration])
    #expect(try flags(log10PeriodDays: 2.01) == [.periodOutOfRange])
    #expect(try flags(log10BpRp0Sigma: -1.86) == [.sigmaOutOfRange])
  }

  @Test func agesBeyondTheCalibrators() throws {
    // 84 percent of the probability lies below mean + 0.0994.
    #expect(try flags(star, mean: 3.51, domain: domain) == [.ageBeyondCalibration])
    #expect(try flags(star, mean: 3.49, domain: domain) == [])
    #expect(try flags(star, mean: 1.69, domain: domain) == [.preMainSequenceRange])
  }
}
