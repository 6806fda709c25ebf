// SPDX-License-Identifier: GPL-3.0-or-later

import GyroQuantities
import Testing
import _TestSupport

@testable import GyroCatalogs

@Suite struct CatalogComparisonTests {
  @Test func starsPairByNumberWithinTheirCluster() {
    typealias Star = CatalogSelectionTests
    let first = [
      Star.star("M67", id: 1 << 35, period: 10, bpRp0: 1.0),
      Star.star("M67", id: 2 << 35, period: 10, bpRp0: 1.1),
      Star.star("M67", id: 3 << 35, period: 10, bpRp0: 1.2),
    ]
    var second = [
      Star.star("M67", id: 1 << 35, period: 10.1, bpRp0: 0.99),
      Star.star("M67", id: 2 << 35, period: 20, bpRp0: 1.07),
      Star.star("Hyades", id: 3 << 35),
    ]
    second[1].gaiaDR2 = GaiaSourceID(.dr2, 2 << 35)
    second[1].gaiaDR3 = nil
    let comparison = CatalogComparison(
      StandardCatalog(stars: first, report: IngestReport()),
      StandardCatalog(stars: second, report: IngestReport()))
    #expect(comparison.pairs.count == 2)
    #expect((comparison.onlyFirst, comparison.onlySecond) == (1, 1))
    #expect((comparison.agreeing.count, comparison.aliases.count) == (1, 1))
    let limit = Closeness.absolute(1e-12, because: "sums of two decimals")
    expectClose(comparison.colors[0].medianMag, 0.02, limit)
    expectClose(comparison.colors[0].scatterMag, 0.01 * 1.4826022185056018, limit)
  }
}
