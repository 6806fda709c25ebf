// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing

@testable import GyroCatalogs

@Suite struct CatalogCheckTests {
  static func faults(_ change: (inout [StandardStar]) -> Void) throws -> [String] {
    var stars = StandardCatalogTableTests.stars
    change(&stars)
    return CatalogCheck(
      StandardCatalog(stars: stars, report: IngestReport()),
      clusters: try Fixture.library().clusters
    ).faults
  }

  @Test func aSoundCatalogHasNoFault() throws {
    #expect(try Self.faults { _ in } == [])
  }

  @Test func eachFaultIsFoundAndNamesItsStar() throws {
    #expect(try Self.faults { $0[1].gaiaDR2 = $0[0].gaiaDR2 }.first?.contains("already") == true)
    #expect(
      try Self.faults { $0[0].periodDays = -1 }.first?.hasPrefix("star 1 (Gaia DR3 529") == true)
    #expect(try Self.faults { $0[0].cluster = "Nowhere" }.count == 1)
    #expect(try Self.faults { $0[0].membershipProbability = 1e20 }.count == 1)
    #expect(try Self.faults { $0[0].bpRp0Sigma = nil }.count == 1)
    #expect(try Self.faults { $0[0].colorExcessBpRp = 0.2 }.count == 1)
    #expect(try Self.faults { $0[0].flags.insert(.ruweMissing) }.count == 1)
    #expect(try Self.faults { $0[1].gaiaDR2 = nil }.count == 1)
  }
}
