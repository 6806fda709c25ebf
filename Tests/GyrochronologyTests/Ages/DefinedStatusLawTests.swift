// SPDX-License-Identifier: GPL-3.0-or-later

import GyroCatalogs
import GyroModel
import GyroQuantities
import Gyrochronology
import Testing

/// Every case has one definition and every definition one case.
@Suite struct DefinedStatusLawTests {
  private func expectOneDefinitionEach<Status: DefinedStatus & CaseIterable>(_: Status.Type) {
    let definitions = Status.allCases.map(\.definition)
    #expect(definitions == StatusDefinition.all(Status.kind))
    #expect(definitions.map(\.name) == Status.allCases.map(\.name))
    #expect(definitions.map(\.shortText) == Status.allCases.map(\.explanation))
  }

  @Test func starFlags() { expectOneDefinitionEach(AgeFlag.self) }

  @Test func clusterFlags() { expectOneDefinitionEach(ClusterFlag.self) }

  @Test func noAgeReasons() {
    expectOneDefinitionEach(NoAgeReason.self)
    #expect(NoAgeReason.allCases.map(\.definition.code) == NoAgeReason.allCases.map(\.rawValue))
  }

  @Test func catalogFlags() {
    let flags: [QualityFlags] = [
      .excludedByColorMagnitude, .excludedByDereddening, .excludedByPhotometry,
      .notSelectedByAuthors, .periodDoubted, .periodAlias, .periodConflict, .severalPeriods,
      .severalRows, .possibleBinary, .nonMember, .membershipAssumed, .ruweHigh, .ruweMissing,
      .colorMissing, .colorFromDR2, .colorUnsafe, .colorSigmaAssumed, .extinctionOfCluster,
      .matchedByOtherID, .matchedByPosition, .periodVeryLong, .periodVeryShort,
      .parallaxNotPositive, .matchedAcrossReleases,
    ]
    #expect(flags.map(\.rawValue) == StatusDefinition.all(.catalogFlag).map { 1 << $0.code })
    #expect(flags == QualityFlags.names.map(\.flag))
  }

  /// The texts of the lowest room quote numbers that higher rooms apply.
  @Test func textsQuoteTheNumbersThatApply() {
    let percent = Int((AgeFlag.limitDensity * 100).rounded())
    #expect(AgeFlag.lowerLimit.definition.longText.contains("\(percent) %"))
    #expect(ClusterFlag.fewStars.explanation.contains("\(ClusterFlag.minimumStarCount) stars"))
    #expect(
      ClusterFlag.fewStars.definition.longText.contains("\(ClusterFlag.minimumStarCount) usable"))
    #expect(
      ClusterFlag.flowIncompatible.definition.longText
        .contains("\(ClusterFlag.minimumPredictiveProbability)"))
  }
}
