// SPDX-License-Identifier: GPL-3.0-or-later

import GyroCatalogs
import Testing

@Suite struct CitationTests {
  @Test func aStarRestsOnItsPeriodsItsExtinctionAndTheArchive() throws {
    let library = try Fixture.library()
    let catalog = try CommittedCatalogTests.catalog.get()
    let star = try #require(catalog.stars.first { $0.otherIDs.contains("EPIC 211892816") })
    let citation = Citation(stars: [star], library: library)
    #expect(
      citation.keys == [
        "bouma-2023", "curtis-2020", "douglas-2017", "godoyrivera-2021", "rampalli-2021",
      ])
    #expect(citation.bibtex.allSatisfy { $0.hasPrefix("@article{") })
  }

  @Test func theWholeCatalogCitesEverySourceOnce() throws {
    let library = try Fixture.library()
    let citation = Citation(
      stars: try CommittedCatalogTests.catalog.get().stars, library: library)
    #expect(citation.keys.count == 18)
    #expect(Set(citation.bibtex).count == 18)
    #expect(!citation.keys.contains("newton-2022"), "nothing rests on what is refused")
  }
}
