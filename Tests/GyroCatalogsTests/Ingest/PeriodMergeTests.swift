// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import GyroCatalogs

@Suite struct PeriodMergeTests {
  @Test(
    arguments: [
      (10.0, 10.4, PeriodMerge.Relation.agree), (10.0, 9.5, .agree), (10.0, 10.6, .conflict),
      (10.0, 20.1, .alias), (10.0, 4.6, .alias), (10.0, 30.0, .conflict), (10.0, 22.1, .conflict),
    ])
  func periodsAgreeAreAliasesOrConflict(
    first: Double, second: Double, relation: PeriodMerge.Relation
  ) {
    #expect(PeriodMerge.Relation(first, second) == relation)
    #expect(PeriodMerge.Relation(second, first) == relation)
  }

  @Test func ofThoseThatAgreeTheMorePreciseCounts() {
    let merge = PeriodMerge([(4.53, 0.1, false), (4.50, 0.02, false), (4.52, nil, false)])
    #expect(merge.adopted == 1)
    #expect(merge.agreeing == [1, 0, 2])
    #expect(merge.flags.isEmpty)
  }

  @Test func withoutErrorsTheOrderDecides() {
    #expect(PeriodMerge([(4.53, nil, false), (4.50, nil, false)]).adopted == 0)
  }

  @Test func anAliasIsFlaggedAndNeverAveraged() {
    let merge = PeriodMerge([(10, nil, false), (20, 0.001, false)])
    #expect(merge.adopted == 0)
    #expect(merge.flags == .periodAlias)
    #expect(merge.agreeing == [0])
  }

  @Test func aConflictKeepsTheFirst() {
    let merge = PeriodMerge([(10, nil, false), (13, 0.001, false)])
    #expect(merge.adopted == 0)
    #expect(merge.flags == .periodConflict)
  }

  @Test func aDoubtedPeriodComesLast() {
    #expect(PeriodMerge([(9.4, nil, true), (19, nil, false)]).adopted == 1)
    #expect(PeriodMerge([(9.4, nil, true)]).adopted == 0)
  }
}
