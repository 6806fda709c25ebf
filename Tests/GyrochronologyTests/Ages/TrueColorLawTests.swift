// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroQuantities
import Gyrochronology
import Testing
import _TestSupport

/// The default model is given true colors: the error of a measured color is a blur and no hint.
@Suite struct TrueColorLawTests {
  private static func likelihood() throws -> RotationLikelihood {
    RotationLikelihood(flow: try LoadedModel().rotation)
  }

  private static func star(sigma: Double, bpRp0: Double = 1) -> Star {
    Star(log10PeriodDays: 1, covariates: Covariates(bpRp0: bpRp0, sigma: sigma))
  }

  @Test func theDefaultModelIsGivenTrueColors() throws {
    #expect(try LoadedModel().rotation.schema == .trueColor)
  }

  /// All of the error is integrated over, whichever use of it was asked for.
  @Test(arguments: ColorErrorUse.allCases) func noUseOfTheErrorMakesItAHint(use: ColorErrorUse)
    throws
  {
    let likelihood = RotationLikelihood(flow: try LoadedModel().rotation, colorError: use)
    let integral = likelihood.integral(of: Self.star(sigma: 0.2))
    #expect(integral.bpRp0ExcessSigma == 0.2)
    let usual = try Self.likelihood()
    let grid = AgeGrid.grid(nodeCount: 40)
    #expect(
      likelihood.logLikelihoods(of: Self.star(sigma: 0.2), at: grid)
        == usual.logLikelihoods(of: Self.star(sigma: 0.2), at: grid))
  }

  /// As the error shrinks, the likelihood becomes that of the color itself.
  @Test func aVanishingErrorIsNone() throws {
    let likelihood = try Self.likelihood()
    let grid = AgeGrid.grid(nodeCount: 40)
    let exact = likelihood.logLikelihoods(of: Self.star(sigma: 1e-6), at: grid)
    let small = likelihood.logLikelihoods(of: Self.star(sigma: 5e-4), at: grid)
    for (one, other) in zip(exact, small) {
      expectClose(one, other, .absolute(0.02, because: "a blur of half a millimagnitude"))
    }
  }

  /// The nodes that stars have in common give the integral of nodes around the star itself.
  @Test(arguments: [0.008, 0.0145, 0.03, 0.1, 0.3], [0.53, 1.237, 2.6])
  func sharedNodesGiveTheSameIntegral(sigma: Double, bpRp0: Double) throws {
    let likelihood = try Self.likelihood()
    let integral = likelihood.integral(of: Self.star(sigma: sigma, bpRp0: bpRp0))
    let grid = AgeGrid.grid(nodeCount: 60)
    let shared = likelihood.logLikelihoods(of: integral, at: grid, resolution: .summary)
    var own = LikelihoodNodes.Resolution.fine
    own.sharesColors = false
    let reference = likelihood.logLikelihoods(of: integral, at: grid, resolution: own)
    let highest = reference.max() ?? 0
    for (one, other) in zip(shared, reference) where other > highest - 8 {
      expectClose(one, other, .absolute(0.02, because: "kinks of the density between nodes"))
    }
  }

  /// What was remembered cannot be seen in a likelihood.
  @Test func rememberedDensitiesAreTheSame() throws {
    let grid = AgeGrid.grid(nodeCount: 50)
    let used = try Self.likelihood()
    let first = used.logLikelihoods(of: Self.star(sigma: 0.03), at: grid)
    _ = used.logLikelihoods(of: Self.star(sigma: 0.05, bpRp0: 1.01), at: grid)
    let again = used.logLikelihoods(of: Self.star(sigma: 0.03), at: grid)
    #expect(first == again)
    #expect(try Self.likelihood().logLikelihoods(of: Self.star(sigma: 0.03), at: grid) == first)
  }
}
