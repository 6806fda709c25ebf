// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroQuantities
import Testing
import _TestSupport

@Suite struct ExtinctionLawTests {
  let exact = Closeness.absolute(1e-12, because: "a short sum of decimals")

  @Test func theConstantRatioHoldsForEveryColor() throws {
    for bpRp0 in [-1.0, 0.8, 4.5] {
      let excess = try #require(
        ExtinctionLaw.constant.colorExcessBpRp(extinctionAV: 0.5, bpRp0: bpRp0))
      expectClose(excess, 0.2065, exact)
    }
  }

  @Test func thePolynomialByHand() throws {
    // C = 1, A = 1: k_BP = 1.1517 - .0871 - .0333 + .0173 - .0230 + .0006 + .0043 = 1.0305,
    // k_RP = .6104 - .0170 - .0026 - .0017 - .0078 + .00005 + .0006 = .58195.
    let excess = try #require(
      ExtinctionLaw.babusiaux2018.colorExcessBpRp(extinctionAV: 1, bpRp0: 1))
    expectClose(excess, 1.0305 - 0.58195, exact)
  }

  @Test func outsideTheDomainThereIsNoValue() {
    let law = ExtinctionLaw.babusiaux2018
    #expect(law.colorExcessBpRp(extinctionAV: 1, bpRp0: 2.6) == nil)
    #expect(law.colorExcessBpRp(extinctionAV: 5.1, bpRp0: 1) == nil)
    #expect(ExtinctionLaw.constant.colorExcessBpRp(extinctionAV: -0.1, bpRp0: 1) == nil)
  }

  @Test func lawsAreFoundByName() {
    #expect(ExtinctionLaw.all.allSatisfy { ExtinctionLaw.named($0.name) == $0 })
    #expect(ExtinctionLaw.named("none") == nil)
  }
}

@Suite struct DereddeningLawTests {
  /// Reddening undoes dereddening, and the errors are the slopes of the solution.
  @Test(arguments: ExtinctionLaw.all, [0.0, 0.12, 1.0, 3.0])
  func thereAndBack(law: ExtinctionLaw, extinctionAV: Double) throws {
    func bpRp0(_ bpRp: Double, _ extinctionAV: Double) -> Double {
      Dereddening(bpRp: bpRp, extinction: Measured(.aV(extinctionAV)), law: law)?.bpRp0 ?? .nan
    }
    for color in [0.1, 0.5, 0.818, 1.5, 2.4] {
      let excess = try #require(law.colorExcessBpRp(extinctionAV: extinctionAV, bpRp0: color))
      let star = try #require(
        Dereddening(
          bpRp: color + excess, extinction: Measured(.aV(extinctionAV), sigma: 0.03), law: law))
      expectClose(star.bpRp0, color, .absolute(1e-12, because: "Newton's method to the last bit"))
      expectClose(star.colorExcessBpRp, excess, .absolute(1e-12, because: "the same"))
      guard extinctionAV > 0 else { continue }
      let slopes = centralDifferences(at: [color + excess, extinctionAV]) { bpRp0($0[0], $0[1]) }
      expectClose(
        star.extinctionSigma, abs(slopes[1]) * 0.03,
        .relative(1e-6, because: "central differences"))
      let sigma = star.bpRp0Sigma(bpRpSigma: 0.05)
      expectClose(
        sigma * sigma,
        slopes[0] * slopes[0] * (0.05 * 0.05 + 2e-4) + star.extinctionSigma * star.extinctionSigma,
        .relative(1e-6, because: "central differences"))
    }
  }
}

@Suite struct DereddeningTests {
  let exact = Closeness.absolute(1e-12, because: "a short sum of decimals")

  @Test func theThreeWaysAgree() throws {
    let ways: [Measured<Extinction>] = [
      Measured(.aV(0.31), sigma: 0.031), Measured(.eBV(0.1), sigma: 0.01),
      Measured(.eBpRp(0.31 * 0.413), sigma: 0.031 * 0.413),
    ]
    for way in ways {
      let star = try #require(Dereddening(bpRp: 1.1, extinction: way, law: .constant))
      expectClose(star.bpRp0, 1.1 - 0.12803, exact)
      expectClose(star.extinctionSigma, 0.012803, exact)
    }
  }

  @Test func theErrorHasAFloor() throws {
    let star = try #require(Dereddening(bpRp: 1, extinction: Measured(.aV(0)), law: .constant))
    expectClose(star.bpRp0Sigma(bpRpSigma: 0), 0.014142135623730951, exact)
  }

  @Test func aStarBeyondTheLawHasNoColor() {
    let red = Dereddening(bpRp: 3.2, extinction: Measured(.aV(0.1)), law: .babusiaux2018)
    #expect(red == nil)
    #expect(Dereddening(bpRp: 1, extinction: Measured(.eBpRp(-0.1)), law: .constant) == nil)
  }
}
