// SPDX-License-Identifier: GPL-3.0-or-later
// Flags of stars whose rotation says little about their age, and limits of stars that are too slow.

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing

@Suite struct ApplicabilityTests {
  private struct NoAge: Error {}

  private func flags(
    teff: Double = 5500, _ change: (inout StarApplicability) -> Void
  ) throws -> AgeFlags {
    var star = StarObservation(
      period: try #require(.days(15)), color: .ofDwarf(Measured(teff, sigma: 60), .teffKelvin))
    change(&star.applicability)
    let rules = StarRules(defaultBpRp0Sigma: 0.03)
    return try rules.star(star).assumed
  }

  @Test func evolvedAndOverluminousStars() throws {
    let dwarf = try #require(DwarfSequence.value(.gMagAbsolute, at: 5500, of: .teffKelvin))
    #expect(try flags { $0.log10Gravity = 3.75 }.contains(.evolved))
    #expect(try !flags { $0.log10Gravity = 4.45 }.contains(.evolved))
    #expect(try flags { $0.gMagAbsolute = dwarf - 1.5 }.contains(.evolved))
    let binary = try flags { $0.gMagAbsolute = dwarf - 0.75 }
    #expect(binary.contains(.overluminous) && !binary.contains(.evolved))
    #expect(try !flags { $0.gMagAbsolute = dwarf - 0.2 }.contains(.overluminous))
    // 10 pc: the apparent magnitude is the absolute one; at 100 pc it is 5 mag fainter.
    #expect(try flags { ($0.gMag, $0.parallaxMas) = (dwarf + 3.5, 10) }.contains(.evolved))
    #expect(try !flags { ($0.gMag, $0.parallaxMas) = (dwarf + 5, 10) }.contains(.evolved))
    #expect(try !flags { ($0.gMag, $0.parallaxMas) = (dwarf - 5, -1) }.contains(.evolved))
  }

  @Test func companions() throws {
    #expect(try flags { $0.orbitalPeriodDays = 3 }.contains(.tidallyLockedPossible))
    #expect(try !flags { $0.orbitalPeriodDays = 12 }.contains(.tidallyLockedPossible))
    #expect(try !flags { $0.orbitalPeriodDays = -3 }.contains(.tidallyLockedPossible))
    #expect(try flags { $0.velocityScatterKmS = 2 }.contains(.velocityVariable))
    #expect(try !flags { $0.velocityScatterKmS = 0.2 }.contains(.velocityVariable))
  }

  /// A red dwarf that is slower than every calibrator of its color is older than these, and neither of any age nor young: an
  /// outlier to the model; one whose color has young calibrators only; one slower than all training stars.
  ///
  /// All but the second are slower than what the model expects at the age of the oldest cluster, too.
  @Test(arguments: [AgeEngine.exact, .fast], [(250.0, 2.9), (40, 3.0), (90, 2.2), (130, 3.1)])
  func slowRedDwarfsAreOld(engine: AgeEngine, slow: (periodDays: Double, bpRp0: Double)) throws {
    let estimator = try AgeEstimator(model: LoadedModel())
    let domain = try #require(estimator.model.rotation.domain)
    let ages = domain.log10AgeMyr(bpRp0: slow.bpRp0)
    let isOldest = slow.periodDays > 60
    let slow = StarObservation(
      period: try #require(.days(slow.periodDays)), periodDaysSigma: 0.01 * slow.periodDays,
      color: .intrinsic(Measured(slow.bpRp0, sigma: 0.03)))
    let batch = AgeBatch(estimator, engine: engine)
    guard case .age(let age) = batch.estimates([slow], threadCount: 1)[0] else { throw NoAge() }
    #expect(age.flags.contains(.slowerThanCalibrators) && age.flags.contains(.lowerLimit))
    #expect(!age.flags.contains(.periodLikelyOutlier))
    let bound = try #require(age.olderThan).log10Megayears
    if isOldest {
      #expect(age.olderThan == .log10Megayears(domain.log10AgeMyr.upperBound))
    } else {
      #expect(bound > ages.upperBound + 0.1 && bound < domain.log10AgeMyr.upperBound - 0.1)
    }
    // 95 percent lie above the limit, so that the 16 percent quantile does.
    #expect(age.summary.q16 >= bound && age.summary.q025 < bound)
  }

  /// A slow K dwarf has an age beyond the clusters, flagged: there are calibrators of its color of all ages.
  @Test(arguments: [AgeEngine.exact, .fast]) func aSlowKDwarfHasAnAge(engine: AgeEngine) throws {
    let slow = StarObservation(
      period: try #require(.days(45)), color: .intrinsic(Measured(1.2, sigma: 0.03)))
    let batch = AgeBatch(try AgeEstimator(model: LoadedModel()), engine: engine)
    guard case .age(let age) = batch.estimates([slow], threadCount: 1)[0] else { throw NoAge() }
    #expect(age.olderThan == nil && age.flags.contains(.ageBeyondCalibration))
  }

  @Test func otherColorsGoThroughTheTableOfDwarfs() throws {
    let rules = StarRules(defaultBpRp0Sigma: 0.03)
    for axis in [DwarfSequence.Axis.gRp, .vKs, .gKs, .vIc, .bV, .massSolar] {
      let value = try #require(DwarfSequence.value(axis, at: 1.21, of: .bpRp0))
      let star = StarObservation(
        period: try #require(.days(10)), color: .ofDwarf(Measured(value, sigma: 0.01), axis))
      let checked = try rules.star(star)
      #expect(abs(checked.star.covariates.bpRp0.value - 1.21) < 1e-9, "\(axis)")
      #expect(
        checked.assumed.contains(
          axis == .bV ? .colorFromBV : axis == .massSolar ? .colorFromMass : .colorFromOtherColor))
      // Behind an extinction the color is redder by its excess.
      guard let ratio = axis.excessPerAV else { continue }
      var behind = star
      behind.color = .ofDwarf(
        Measured(value + 0.3 * ratio, sigma: 0.01), axis, behind: Measured(.aV(0.3), sigma: 0.02))
      #expect(abs(try rules.star(behind).star.covariates.bpRp0.value - 1.21) < 1e-9, "\(axis)")
    }
  }

  /// A prior, limits or both that the period contradicts are said to; those that it allows are not.
  @Test(arguments: [AgeEngine.exact, .fast]) func aPriorMayContradictTheRotation(
    engine: AgeEngine
  ) throws {
    let star = StarObservation(
      period: try #require(.days(10)), color: .intrinsic(Measured(1.0, sigma: 0.03)))
    func flags(_ change: (inout AgeAssumptions) -> Void) throws -> AgeFlags {
      var assumptions = AgeAssumptions()
      change(&assumptions)
      let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
      let batch = AgeBatch(estimator, engine: engine)
      guard case .age(let age) = batch.estimates([star], threadCount: 1)[0] else { throw NoAge() }
      return age.flags
    }
    func isContradicted(_ change: (inout AgeAssumptions) -> Void) throws -> Bool {
      try flags(change).contains(.priorContradictsRotation)
    }
    #expect(try isContradicted { $0.prior = .normal(mean: 3.7, sigma: 0.04) })
    #expect(try isContradicted { $0.prior = .normal(mean: 1.0, sigma: 0.05) })
    #expect(try isContradicted { $0.minimumAge = .gigayears(5) })
    #expect(try !isContradicted { $0.prior = .normal(mean: 2.9, sigma: 0.04) })
    #expect(try !isContradicted { $0.prior = .normal(mean: 3.2, sigma: 0.5) })
    #expect(try !isContradicted { $0.maximumAge = .gigayears(8) })
    #expect(try !isContradicted { _ in })
  }

  /// Both engines see the same contradictions, also where the prior excludes the ages that the period favors.
  @Test(arguments: [
    (AgePrior.uniform, 13.8), (.logUniform, 1), (.normal(mean: 3, sigma: 0.1), 13.8),
  ])
  func enginesAgreeOnContradictions(prior: AgePrior, maximumGyr: Double) throws {
    var assumptions = AgeAssumptions()
    (assumptions.prior, assumptions.maximumAge) = (prior, .gigayears(maximumGyr))
    let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
    var random = RandomStream(seed: 20_261_128)
    let stars = try (0..<40).map { _ in
      StarObservation(
        period: try #require(.days(pow(10, 1.7 * random.nextUniform()))),
        color: .intrinsic(Measured(0.7 + 1.5 * random.nextUniform(), sigma: 0.03)))
    }
    func areContradicted(_ engine: AgeEngine) -> [Bool] {
      AgeBatch(estimator, engine: engine).estimates(stars, threadCount: 2).map { estimate in
        if case .age(let age) = estimate {
          age.flags.contains(.priorContradictsRotation)
        } else {
          false
        }
      }
    }
    let found = areContradicted(.fast)
    #expect(found == areContradicted(.exact))
    #expect(found.contains(true) && found.contains(false))
  }

  /// An error of the color so large that the color is hardly known is flagged, one that is usual is not.
  @Test(arguments: [(0.9, true), (0.26, true), (0.2, false), (0.03, false)])
  func aLargeErrorOfTheColor(sigma: Double, isFlagged: Bool) throws {
    let estimator = try AgeEstimator(model: LoadedModel())
    let star = StarObservation(
      period: try #require(.days(10)), color: .intrinsic(Measured(1.0, sigma: sigma)))
    guard case .age(let age) = estimator.estimate(star) else { throw NoAge() }
    #expect(age.flags.contains(.sigmaOutOfRange) == isFlagged)
  }

  @Test(arguments: [
    ("120Myr", 120.0), ("0.8Gyr", 800), ("4.57e9yr", 4570), ("120", 120), ("1e3", 1000),
    ("0.8 Gyr", 800),
  ])
  func agesAreWrittenWithUnits(text: String, megayears: Double) throws {
    let written = try WrittenAge(text)
    #expect(abs(written.age.megayears - megayears) < 1e-9 * megayears)
    #expect(written.isBare == (text.last?.isLetter != true))
  }

  @Test(arguments: ["", "Myr", "-5Myr", "0", "12 d", "nan", "1e400"])
  func otherTextsAreNoAges(text: String) {
    #expect(throws: RequestError.self) { try WrittenAge(text) }
  }

  @Test func thePriorMustBeAmongTheAges() throws {
    var request = AssumptionsRequest()
    request.prior = .normal(mean: 150, sigma: 0.1)
    #expect(throws: RequestError.self) { _ = try request.assumptions() }
    request.prior = .normal(mean: 2, sigma: 0.1)
    #expect(try request.assumptions().minimumAge == AgeGrid.minimumAge)
    request.minimumAgeMyr = 200
    #expect(throws: RequestError.self) { _ = try request.assumptions() }
    request.prior = .logUniform
    let estimator = try AgeEstimator(model: LoadedModel(), assumptions: request.assumptions())
    let young = StarObservation(
      period: try #require(.days(1)), color: .intrinsic(Measured(1.0, sigma: 0.03)))
    guard case .age(let age) = estimator.estimate(young) else { throw NoAge() }
    #expect(age.summary.q025 >= 2.3)
  }
}
