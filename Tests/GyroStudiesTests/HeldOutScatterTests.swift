// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroFiles
import GyroNumerics
import GyroStudies
import Gyrochronology
import Testing
import _TestSupport

@Suite struct HeldOutScatterTests {
  private static let root = PackageFolder.url

  /// The committed evidence of held-out clusters, and the scale of its calibrators.
  private static func committed() throws -> HeldOutScatter {
    let path = root.appending(path: "Validation/Results/heldout.json").path
    let result = try HeldOutResult(path: path)
    let library = try CatalogLibrary(folder: root.appending(path: "Catalogs").path)
    return HeldOutScatter(
      try #require(result.byCluster).clusters.map(\.evidence),
      scale: try library.ageScale(try #require(result.origin).ageScale))
  }

  @Test func theFloorsOfClusterAgesAreThoseOfTheHeldOutClusters() throws {
    let ranges = try Self.committed().ranges
    let floors = CalibrationUncertainty().clusterScatter
    try #require(ranges.count == floors.count)
    for (range, floor) in zip(ranges, floors) {
      #expect(range.ageMyr.contains(pow(10, floor.log10AgeMyr)))
      expectClose(
        floor.sigmaDex, range.sigmaDex,
        .absolute(0.005, because: "as printed, to two digits"), "\(range)")
    }
  }
}
