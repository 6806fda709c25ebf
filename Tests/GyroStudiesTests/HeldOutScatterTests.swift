// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroFiles
import GyroStudies
import Gyrochronology
import Testing
import _TestSupport

@Suite struct HeldOutScatterTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The evidence of the flow of true colors, beside a search over steps of 0.001 dex by other code.
  @Test func theScatterMaximizesTheLikelihood() throws {
    let path = Self.root.appending(path: "Validation/Results/true-colors/heldout.json").path
    let result = try HeldOutResult(path: path)
    let library = try CatalogLibrary(folder: Self.root.appending(path: "Catalogs").path)
    let scatter = HeldOutScatter(
      try #require(result.byCluster).clusters.map(\.evidence),
      scale: try library.ageScale(try #require(result.origin).ageScale))
    #expect(scatter.ranges.map(\.clusterCount) == [3, 5, 8, 14])
    #expect(scatter.ranges.map(\.within1) == [2, 3, 5, 7])
    #expect(scatter.ranges.map(\.within2) == [3, 5, 8, 14])
    for (range, expected) in zip(scatter.ranges, [0.529, 0.059, 0.070, 0.022]) {
      expectClose(range.sigmaDex, expected, .absolute(0.001, because: "the step of the search"))
    }
  }
}
