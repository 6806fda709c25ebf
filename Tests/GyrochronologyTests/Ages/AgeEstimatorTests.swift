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
    expectClose(
      observed.star.covariates.bpRp0.value, bpRp0, .absolute(1e-12, because: "one product"))
    expectClose(
      observed.star.covariates.bpRp0.sigma ?? 0, sigma, .absolute(1e-12, because: "a short sum"))
    let intrinsic = try age(star(.intrinsic(Measured(bpRp0, sigma: sigma))))
    expectClose(
      observed.summary.q50, intrinsic.summary.q50, .absolute(1e-9, because: "the same star"))
  }

  @Test func aMissingErrorIsTheMedianAndFlagged() throws {
    let median = try #require(model.rotation.medianBpRp0Sigma)
    let guessed = try age(star(.intrinsic(Measured(1))))
    let given = try age(star(.intrinsic(Measured(1, sigma: median))))
    #expect(guessed.summary == given.summary)
    #expect(Set(guessed.flags) == Set(Array(given.flags) + [.colorSigmaDefaulted]))
    let dusty = try age(star(.observed(Measured(1), behind: Measured(.eBpRp(0), sigma: 0.05))))
    expectClose(
      dusty.star.covariates.bpRp0.sigma ?? 0, (median * median + 0.0025).squareRoot(),
      .absolute(1e-12, because: "a sum of squares"))
  }

  @Test func aStarBeyondTheLawIsUnusableWithItsDomain() throws {
    var assumptions = AgeAssumptions()
    assumptions.extinctionLaw = .babusiaux2018
    let estimator = try AgeEstimator(model: model, assumptions: assumptions)
    let estimate = estimator.estimate(
      try star(.observed(Measured(3.4), behind: Measured(.aV(0.3)))))
    let unusable = try #require(estimate.unusableStar)
    #expect(unusable.reason == .extinctionOutOfRange)
    #expect(
      unusable.message.contains("babusiaux2018") && unusable.message.contains("-0.06 to 2.5"))
  }

  @Test(arguments: [-999, 99.99, 1e308, -1e308])
  func whatNoStarHasIsUnusable(bpRp0: Double) throws {
    for color in [
      GaiaColor.intrinsic(Measured(bpRp0, sigma: 0.03)),
      .observed(Measured(bpRp0, sigma: 0.03), behind: Measured(.aV(0.1), sigma: 0.01)),
    ] {
      let unusable = try #require(estimator.estimate(try star(color)).unusableStar)
      #expect(unusable.reason == .colorImpossible)
      #expect(unusable.message.contains("no star has such a color"))
    }
  }

  @Test(arguments: [0, 1.0001, 99.99, 1e300])
  func anErrorThatIsNoneIsUnusable(sigma: Double) throws {
    let dusty = GaiaColor.observed(Measured(1), behind: Measured(.aV(0.1), sigma: 1e200))
    for color in [.intrinsic(Measured(1, sigma: sigma)), dusty] {
      let unusable = try #require(estimator.estimate(try star(color)).unusableStar)
      #expect(unusable.reason == .colorErrorImpossible)
      #expect(unusable.message.contains("expected above 0 and at most 1.0"))
    }
  }

  @Test(arguments: [Double.leastNonzeroMagnitude, 1e-10, 0.0177, 316.3, 999, 1e10, 1e308])
  func aPeriodBeyondTheBackgroundIsUnusable(periodDays: Double) throws {
    let estimate = estimator.estimate(
      try star(.intrinsic(Measured(1, sigma: 0.03)), periodDays: periodDays))
    #expect(
      estimate.unusableStar
        == UnusableStar(
          .periodOutOfRange, "the period is \(periodDays) d, expected 0.0178 to 316.2"))
  }

  @Test(arguments: [0.0178, 316.2])
  func everyPeriodWithinItHasAnAnswer(periodDays: Double) throws {
    let age = try age(star(.intrinsic(Measured(1, sigma: 1e-300)), periodDays: periodDays))
    #expect(age.flags.contains(.periodOutOfRange))
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
    #expect(
      estimator.estimate(try star(color)).unusableStar
        == UnusableStar(.extinctionOutOfRange, reason))
  }

  @Test func dustWithoutAnErrorIsFlagged() throws {
    func flags(_ dust: Measured<Extinction>) throws -> AgeFlags {
      try age(star(.observed(Measured(1.1, sigma: 0.01), behind: dust))).flags
    }
    #expect(try flags(Measured(.aV(0.2))).contains(.extinctionSigmaMissing))
    #expect(try !flags(Measured(.aV(0.2), sigma: 0)).contains(.extinctionSigmaMissing))
    // No dust is a statement, not a measurement.
    #expect(try !flags(Measured(.aV(0))).contains(.extinctionSigmaMissing))
  }

  @Test func aTemperatureOrBVStandsForTheColor() throws {
    // A row of the table, and half way between two of them.
    let sun = try age(star(.ofDwarf(Measured(5770, sigma: 50), .teffKelvin)))
    expectClose(
      sun.star.covariates.bpRp0.value, 0.823, .absolute(1e-12, because: "a row of the table"))
    #expect(sun.flags.contains(.colorFromTeff) && !sun.flags.contains(.colorSigmaDefaulted))
    // From 5720 K (0.832) to 5820 K, which is 50/90 of the way from 5770 (0.823) to 5860 (0.803).
    let half = 0.5 * (0.832 - (0.823 - 0.020 * 50 / 90))
    expectClose(
      sun.star.covariates.bpRp0.sigma ?? 0, (half * half + 2e-4).squareRoot(),
      .absolute(1e-12, because: "a sum of squares"))
    let dwarf = try age(star(.ofDwarf(Measured(1.04), .bV)))
    expectClose(
      dwarf.star.covariates.bpRp0.value, 1.275, .absolute(1e-12, because: "half way from K3 to K4"))
    #expect(dwarf.flags.contains(.colorFromBV) && dwarf.flags.contains(.colorSigmaDefaulted))
    for (value, axis, words) in [
      (
        1500.0, DwarfSequence.Axis.teffKelvin,
        "the temperature is 1500.0 K, expected 2420.0 to 9700"
      ),
      (3, .bV, "B-V is 3.0 mag, expected 0.0 to 2.16"),
    ] {
      let unusable = try #require(
        estimator.estimate(try star(.ofDwarf(Measured(value), axis))).unusableStar)
      #expect(unusable.reason == .outsideDwarfTable)
      #expect(unusable.message.contains(words), "\(unusable)")
    }
  }

  @Test func aPeriodErrorBroadensTheAge() throws {
    func sigma(_ periodSigma: Double?) throws -> Double {
      var observation = try star(.intrinsic(Measured(1, sigma: 0.03)))
      observation.periodDaysSigma = periodSigma
      return try age(observation).summary.sigma
    }
    #expect(try sigma(nil) == sigma(0))
    #expect(try sigma(2.4) > sigma(0))
    // An error as large as the period leaves something of it, and a larger one nothing.
    #expect(try sigma(12) > sigma(2.4))
    for tooLarge in [12.001, 1e5, 1e300] {
      var absurd = try star(.intrinsic(Measured(1, sigma: 0.03)))
      absurd.periodDaysSigma = tooLarge
      #expect(
        estimator.estimate(absurd).unusableStar
          == UnusableStar(
            .periodErrorTooLarge,
            "the error of the period is \(tooLarge) d, expected at most the period itself, "
              + "12.0 d"))
    }
  }

  @Test func flagsAboutThePeriodAndTheAstrometry() throws {
    var assumptions = AgeAssumptions()
    assumptions.aliases = .usual
    assumptions.prior = .normal(mean: 2.857, sigma: 0.02)
    let aliased = try AgeEstimator(model: model, assumptions: assumptions)
    // At the age of Praesepe a star of this color rotates in 10 d.
    let color = GaiaColor.intrinsic(Measured(1, sigma: 0.02))
    let found = try [5.0, 10, 20].map {
      try age(star(color, periodDays: $0), aliased).flags.contains(.periodLikelyAlias)
    }
    #expect(found == [true, false, true])
    // Without a mixture nothing can be said, and far from every age there is only the background.
    assumptions.aliases = .none
    let plain = try AgeEstimator(model: model, assumptions: assumptions)
    let fast = try age(star(color, periodDays: 0.3), plain)
    #expect(fast.flags.contains(.periodLikelyOutlier) && fast.outlierShare > 0.9)
    let usual = try age(star(color, periodDays: 10), plain)
    #expect(!usual.flags.contains(.periodLikelyOutlier) && usual.outlierShare < 0.1)
    var binary = try star(color)
    for (ruwe, isHigh) in [(1.39, false), (1.4, true)] {
      binary.ruwe = ruwe
      #expect(try age(binary).flags.contains(.ruweHigh) == isHigh)
    }
  }

  @Test func anAgeLikelihoodIsMultipliedIn() throws {
    let observation = try star(.intrinsic(Measured(1, sigma: 0.03)))
    let nodes = (0...414).map { Double($0) / 100 }
    let isochrone = try TabulatedLogDensity(
      log10AgesMyr: nodes, logDensities: nodes.map { -0.5 * pow(($0 - 2.5) / 0.1, 2) - 7 })
    guard
      case .age(let both) = estimator.estimate(observation, terms: AgeTerms([isochrone]))
    else { return #expect(Bool(false)) }
    var assumptions = AgeAssumptions()
    assumptions.prior = .normal(mean: 2.5, sigma: 0.1)
    let asPrior = try age(observation, AgeEstimator(model: model, assumptions: assumptions))
    expectClose(
      both.summary.q50, asPrior.summary.q50, .absolute(1e-4, because: "linear between rows"))
    // The evidence keeps the likelihood's constant: a normal of height exp(-7), and a flat prior.
    expectClose(
      both.summary.logEvidence - asPrior.summary.logEvidence,
      -7 + log(0.1 * (2 * Double.pi).squareRoot() / 4.14),
      .absolute(1e-3, because: "linear between rows"))
    let narrow = try TabulatedLogDensity(log10AgesMyr: [2.5001, 2.5002], logDensities: [0, 0])
    let unusable = try #require(
      estimator.estimate(observation, terms: AgeTerms([narrow])).unusableStar)
    #expect(unusable.reason == .ageLikelihoodUnusable)
    #expect(
      unusable.message.contains("of the age likelihood")
        && unusable.message.contains("too narrow"))
  }

  @Test func theOrderOfTheFlagsIsThatOfTheirDeclaration() throws {
    let flags = try age(star(.intrinsic(Measured(1)), periodDays: 0.3)).flags
    #expect(flags.contains(.colorSigmaDefaulted) && flags.contains(.preMainSequenceRange))
    #expect(Array(flags) == AgeFlag.allCases.filter(flags.contains))
  }
}
