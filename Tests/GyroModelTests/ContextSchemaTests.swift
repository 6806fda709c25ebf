// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroQuantities
import Testing
import _TestSupport

@Suite struct ContextSchemaTests {
  static let names = ["log10_age_myr", "bp_rp0", "log10_bp_rp0_sigma"]

  @Test func rowsFollowTheNames() throws {
    let star = Covariates(bpRp0: Measured(0.82, sigma: 0.1))
    let schema = try #require(ContextSchema(names: Self.names))
    #expect(schema.rows(star, at: [2.0, 3.5]) == [2, 0.82, -1, 3.5, 0.82, -1])
    let reversed = try #require(ContextSchema(names: Self.names.reversed()))
    #expect(reversed.rows(star, at: [2.0]) == [-1, 0.82, 2])
    #expect(reversed.names == Self.names.reversed())
  }

  @Test func aFurtherCovariateIsOneConstant() throws {
    let feH = Covariate(name: "fe_h", unit: "dex", possibleValues: -5...5)
    let schema = try #require(
      ContextSchema(names: ["log10_age_myr", "bp_rp0", "fe_h"], known: [.bpRp0, feH]))
    var star = Covariates(bpRp0: Measured(0.82))
    #expect(schema.missing(in: star) == [feH])
    star[feH] = Measured(-0.1, sigma: 0.05)
    #expect(schema.missing(in: star).isEmpty)
    #expect(schema.rows(star, at: [2.0]) == [2, 0.82, -0.1])
  }

  @Test func anErrorThatIsAskedForMustBeThere() throws {
    let schema = try #require(ContextSchema(names: Self.names))
    #expect(schema.missing(in: Covariates(bpRp0: Measured(0.82))) == [.bpRp0])
    #expect(schema.missing(in: Covariates(bpRp0: Measured(0.82, sigma: 0))) == [.bpRp0])
  }

  @Test(arguments: [
    ["bp_rp0"], ["log10_age_myr", "log10_age_myr"], ["log10_age_myr", "log10_bp_rp0_sigma"],
    ["log10_age_myr", "mass"], [],
  ]) func otherNamesAreRefused(names: [String]) {
    #expect(ContextSchema(names: names) == nil)
  }
}
