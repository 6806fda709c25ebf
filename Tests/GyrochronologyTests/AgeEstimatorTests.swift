// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

@Suite struct AgeEstimatorTests {
  let estimator: AgeEstimator
  let model: LoadedModel

  init() throws {
    model = try LoadedModel()
    estimator = try AgeEstimator(model: model)
  }

  func star(_ color: GaiaColor, periodDays: Double = 12) throws -> StarObservation {
    StarObservation(period: try #require(.days(periodDays)), color: color)
  }

  func age(
    _ observation: StarObservation, _ estimator: AgeEstimator? = nil
  ) throws -> StarAge {
    guard case .age(let age) = (estimator ?? self.estimator).estimate(observation) else {
      Issue.record("no age")
      throw CancellationError()
    }
    return age
  }

  @Test func anObservedColorIsDereddened() throws {
    let observed = try age(
      star(.observed(Measured(1.1, sigma: 0.01), behind: Measured(.aV(0.12), sigma: 0.03))))
    let bpRp0 = 1.1 - 0.413 * 0.12
    let sigma = (0.01 * 0.01 + 2e-4 + 0.413 * 0.03 * 0.413 * 0.03).squareRoot()
    expectClose(observed.star.bpRp0, bpRp0, .absolute(1e-12, because: "one product"))
    expectClose(
      observed.star.log10BpRp0Sigma, log10(sigma), .absolute(1e-12, because: "a short sum"))
    let intrinsic = try age(star(.intrinsic(Measured(bpRp0, sigma: sigma))))
    expectClose(
      observed.summary.q50, intrinsic.summary.q50, .absolute(1e-9, because: "the same star"))
  }

  @Test func aMissingErrorIsTheMedianAndFlagged() throws {
    let median = try #require(model.rotation.medianBpRp0Sigma)
    let guessed = try age(star(.intrinsic(Measured(1))))
    let given = try age(star(.intrinsic(Measured(1, sigma: median))))
    #expect(guessed.summary == given.summary)
    #expect(guessed.flags == given.flags + [.colorSigmaDefaulted])
    let dusty = try age(star(.observed(Measured(1), behind: Measured(.eBpRp(0), sigma: 0.05))))
    expectClose(
      pow(10, dusty.star.log10BpRp0Sigma), (median * median + 0.0025).squareRoot(),
      .absolute(1e-12, because: "a sum of squares"))
  }

  @Test func aStarBeyondTheLawIsUnusableWithItsDomain() throws {
    var assumptions = AgeAssumptions()
    assumptions.extinctionLaw = .babusiaux2018
    let estimator = try AgeEstimator(model: model, assumptions: assumptions)
    let estimate = estimator.estimate(
      try star(.observed(Measured(3.4), behind: Measured(.aV(0.3)))))
    guard case .unusable(let reason) = estimate else { return #expect(Bool(false)) }
    #expect(reason.contains("babusiaux2018") && reason.contains("-0.06 to 2.5"))
  }

  @Test(arguments: [-999, 99.99, 1e308, -1e308])
  func whatNoStarHasIsUnusable(bpRp0: Double) throws {
    for color in [
      GaiaColor.intrinsic(Measured(bpRp0, sigma: 0.03)),
      .observed(Measured(bpRp0, sigma: 0.03), behind: Measured(.aV(0.1), sigma: 0.01)),
    ] {
      guard case .unusable(let reason) = estimator.estimate(try star(color)) else {
        Issue.record("\(bpRp0) has an age")
        continue
      }
      #expect(reason.contains("no star has such a color"))
    }
  }

  @Test(arguments: [0, 99.99, 1e300])
  func anErrorThatIsNoneIsUnusable(sigma: Double) throws {
    let dusty = GaiaColor.observed(Measured(1), behind: Measured(.aV(0.1), sigma: 1e200))
    for color in [.intrinsic(Measured(1, sigma: sigma)), dusty] {
      guard case .unusable(let reason) = estimator.estimate(try star(color)) else {
        Issue.record("\(sigma) has an age")
        continue
      }
      #expect(reason.contains("expected above 0 and at most 10.0"))
    }
  }

  @Test(arguments: [Double.leastNonzeroMagnitude, 1e-10, 0.0177, 316.3, 999, 1e10, 1e308])
  func aPeriodBeyondTheBackgroundIsUnusable(periodDays: Double) throws {
    let estimate = estimator.estimate(
      try star(.intrinsic(Measured(1, sigma: 0.03)), periodDays: periodDays))
    #expect(
      estimate
        == .unusable(reason: "the period is \(periodDays) d, expected 0.0178 to 316.2"))
  }

  @Test(arguments: [0.0178, 316.2])
  func everyPeriodWithinItHasAnAnswer(periodDays: Double) throws {
    let age = try age(star(.intrinsic(Measured(1, sigma: 1e-300)), periodDays: periodDays))
    #expect(age.flags.contains(.periodOutOfRange) && age.flags.contains(.sigmaOutOfRange))
    #expect(age.summary.q50.isFinite && age.summary.logEvidence.isFinite)
  }

  @Test func theAssumptionsAreObeyed() throws {
    let observation = try star(.intrinsic(Measured(1, sigma: 0.03)))
    func q50(_ change: (inout AgeAssumptions) -> Void) throws -> Double {
      var assumptions = AgeAssumptions()
      change(&assumptions)
      return try age(observation, AgeEstimator(model: model, assumptions: assumptions)).summary.q50
    }
    let usual = try q50 { _ in }
    expectClose(
      try q50 { $0.prior = .normal(mean: 2, sigma: 0.01) }, 2,
      .absolute(0.01, because: "a prior that knows"))
    #expect(try q50 { $0.maximumAge = .megayears(200) } < log10(200))
    #expect(try q50 { $0.prior = .uniform } > usual)
    expectClose(
      try q50 { $0.outlierFraction = 1 }, 2.07, .absolute(1e-9, because: "the prior's median"))
    expectClose(try q50 { $0.gridCount = 4000 }, usual, .absolute(1e-3, because: "a finer grid"))
  }

  @Test(arguments: [
    (Extinction.eBpRp(-0.02), ExtinctionLaw.constant, "E(BP-RP) is -0.02 mag, expected 0 or more"),
    (.aV(-0.1), .constant, "A_V is -0.1 mag, expected A_V 0.0 or more"),
    (
      .eBV(2), .babusiaux2018,
      "E(B-V) is 2.0 mag, which is A_V 6.2, expected A_V from 0.0 to 5.0, as the law "
        + "babusiaux2018 covers"
    ),
    (
      .aV(0.5), .babusiaux2018,
      "A_V is 0.5 mag, and without it BP-RP 3.5 mag is outside what the law babusiaux2018 covers: "
        + "dereddened BP-RP from -0.06 to 2.5"
    ),
  ])
  func theLimitThatTheDustBreaksIsNamed(
    extinction: Extinction, law: ExtinctionLaw, reason: String
  ) throws {
    var assumptions = AgeAssumptions()
    assumptions.extinctionLaw = law
    let estimator = try AgeEstimator(model: model, assumptions: assumptions)
    let color = GaiaColor.observed(Measured(3.5, sigma: 0.01), behind: Measured(extinction))
    #expect(estimator.estimate(try star(color)) == .unusable(reason: reason))
  }

  @Test func dustWithoutAnErrorIsFlagged() throws {
    func flags(_ dust: Measured<Extinction>) throws -> [AgeFlag] {
      try age(star(.observed(Measured(1.1, sigma: 0.01), behind: dust))).flags
    }
    #expect(try flags(Measured(.aV(0.2))).contains(.extinctionSigmaMissing))
    #expect(try !flags(Measured(.aV(0.2), sigma: 0)).contains(.extinctionSigmaMissing))
    // No dust is a statement, not a measurement.
    #expect(try !flags(Measured(.aV(0))).contains(.extinctionSigmaMissing))
  }

  @Test func theOrderOfTheFlagsIsThatOfTheirDeclaration() throws {
    let flags = try age(star(.intrinsic(Measured(1)), periodDays: 0.3)).flags
    #expect(flags.contains(.colorSigmaDefaulted) && flags.contains(.preMainSequenceRange))
    #expect(flags == AgeFlag.allCases.filter(flags.contains))
  }
}
