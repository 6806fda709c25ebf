// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing
import _TestSupport

@Suite struct StatusDefinitionLawTests {
  @Test(arguments: StatusDefinition.Kind.allCases)
  func codesAreConsecutiveAndNamesUnique(kind: StatusDefinition.Kind) {
    let definitions = StatusDefinition.all(kind)
    // The codes stand in files: a gap or a repetition means that one of them has changed.
    let first = kind == .noAgeReason ? 1 : 0
    #expect(definitions.map(\.code) == Array(first..<first + definitions.count))
    #expect(!definitions.isEmpty && definitions.count <= 32)
    #expect(Set(definitions.map(\.name)).count == definitions.count)
    #expect(Set(definitions.map(\.shortText)).count == definitions.count)
  }

  @Test(arguments: StatusDefinition.Kind.allCases.flatMap(StatusDefinition.all))
  func namesAndTextsHaveTheirForm(definition: StatusDefinition) {
    #expect(definition.name.wholeMatch(of: /[a-z]+[0-9]*(_[a-z]+[0-9]*)*/) != nil)
    #expect(!definition.shortText.isEmpty && !definition.shortText.hasSuffix("."))
    #expect(definition.longText.hasSuffix("."))
    // The texts are cells of a Markdown table.
    #expect(!(definition.shortText + definition.longText).contains(/[|\n]/))
    #expect(StatusDefinition.named(definition.name, definition.appliesTo) == definition)
  }

  @Test func documentationHasTheTables() throws {
    // One after the other, since each may rewrite the page.
    for kind in StatusDefinition.Kind.allCases {
      try expectSection(
        of: StatusDefinition.markdownTable(kind), named: kind.rawValue, in: "Documentation/Flags.md"
      )
    }
  }

  @Test func unknownNamesHaveNoDefinition() {
    #expect(StatusDefinition.named("nonsense", .starFlag) == nil)
    #expect(StatusDefinition.named("not_converged", .starFlag) == nil)
  }
}
