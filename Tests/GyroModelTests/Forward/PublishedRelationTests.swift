// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import Testing
import _TestSupport

@Suite struct PublishedRelationTests {
  private func relation(_ key: String) throws -> PublishedRelation {
    try #require(PublishedRelation.all.first { $0.key == key })
  }

  /// BP−RP 0.823 is B−V 0.65 in the dwarf table, so that the formulas can be written out.
  @Test func theFormulasAreThoseOfThePapers() throws {
    let expected: [(String, Double)] = [
      ("barnes_2007", 0.7725 * pow(0.65 - 0.4, 0.601) * pow(1000, 0.5189)),
      ("mamajek_hillenbrand_2008", 0.407 * pow(0.65 - 0.495, 0.325) * pow(1000, 0.566)),
      ("angus_2015", 0.40 * pow(0.65 - 0.45, 0.31) * pow(1000, 0.55)),
    ]
    for (key, period) in expected {
      let value = try #require(try relation(key).periodDays(ageMyr: 1000, bpRp0: 0.823))
      expectClose(value, period, .relative(1e-12, because: "the same arithmetic"))
    }
  }

  @Test func skumanichPassesThroughTheSunWithTheSquareRoot() throws {
    let skumanich = try relation("skumanich_1972")
    let sun = PublishedRelation.sun
    let now = try #require(skumanich.periodDays(ageMyr: sun.ageMyr, bpRp0: sun.bpRp0))
    let early = try #require(skumanich.periodDays(ageMyr: sun.ageMyr / 4, bpRp0: sun.bpRp0))
    expectClose(now, 25.4, .relative(1e-14, because: "set by the Sun"))
    expectClose(early, 12.7, .relative(1e-14, because: "half the period at a quarter of the age"))
  }

  /// stardate's own relation gives 4.565 Gyr for a star of color 0.82 and period 26 d.
  @Test func angus2019MeetsThePublishedAgeOfTheSun() throws {
    let value = try #require(try relation("angus_2019").periodDays(ageMyr: 4565, bpRp0: 0.82))
    expectClose(value, 26, .relative(2e-4, because: "the age is given to four digits"))
  }

  @Test func outsideItsDomainARelationHasNoValue() throws {
    for relation in PublishedRelation.all {
      #expect(relation.periodDays(ageMyr: 1000, bpRp0: 0.3) == nil, "\(relation.key)")
      #expect(relation.periodDays(ageMyr: 1000, bpRp0: 3.4) == nil, "\(relation.key)")
      #expect(relation.periodDays(ageMyr: 0, bpRp0: 0.82) == nil, "\(relation.key)")
      let period = try #require(relation.periodDays(ageMyr: 4570, bpRp0: 0.82), "\(relation.key)")
      // All were made to pass near the Sun.
      #expect((21...28).contains(period), "\(relation.key): \(period)")
    }
    #expect(try relation("angus_2019").periodDays(ageMyr: 100, bpRp0: pow(10, 0.43)) == nil)
  }
}
