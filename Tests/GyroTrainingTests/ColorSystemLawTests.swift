// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroModel
import GyroQuantities
import Testing
import _TestSupport

/// One color system: what a model is trained on is what a user's star is given from the same photometry.
@Suite struct ColorSystemLawTests {
  private static let catalogs = PackageFolder.catalogs
  private static let catalog = Result { try StandardCatalog(path: catalogs + "/rotators.fits") }

  /// The dereddened color that a user gets for the photometry of a star.
  private static func color(
    of star: StandardStar, behind extinction: Measured<Extinction>
  ) throws -> Measured<Double> {
    let observation = StarObservation(
      period: try #require(RotationPeriod.days(10)),
      color: .observed(
        Measured(try #require(star.bpRp), sigma: star.bpRpSigma), behind: extinction))
    let (user, _) = try StarRules(defaultBpRp0Sigma: nil).star(observation)
    return user.covariates.bpRp0
  }

  @Test func theColorExcessOfTheCatalogGivesItsColors() throws {
    var count = 0
    for star in try Self.catalog.get().stars {
      // A published color can lie to the red of the observed one, which is no extinction.
      guard let excess = star.colorExcessBpRp, excess >= 0, star.bpRp != nil else { continue }
      let color = try Self.color(
        of: star, behind: Measured(.eBpRp(excess), sigma: star.colorExcessBpRpSigma))
      expectClose(
        color.value, try #require(star.bpRp0), .absolute(1e-12, because: "one difference"))
      expectClose(
        color.sigma ?? 0, try #require(star.bpRp0Sigma), .relative(1e-12, because: "one root"))
      count += 1
    }
    #expect(count > 6_500, "\(count) stars were compared")
  }

  @Test func thePublishedExtinctionOfAClusterGivesItsColors() throws {
    let clusters = try CatalogLibrary(folder: Self.catalogs).clusters
    var seen: Set<String> = []
    for star in try Self.catalog.get().stars where star.flags.contains(.extinctionOfCluster) {
      guard let extinction = clusters.cluster(named: star.cluster)?.extinction,
        let extinctionAV = extinction.extinctionAV
      else { continue }
      let sigma = extinction.colorExcessBpRpSigma / ExtinctionLaw.constantRatio
      let color = try Self.color(of: star, behind: Measured(.aV(extinctionAV), sigma: sigma))
      expectClose(
        color.value, try #require(star.bpRp0), .absolute(1e-12, because: "one iteration"))
      expectClose(
        color.sigma ?? 0, try #require(star.bpRp0Sigma), .relative(1e-12, because: "one root"))
      seen.insert(star.cluster)
    }
    #expect(
      seen.isSuperset(of: ["Pleiades", "Praesepe", "NGC3532", "NGC6811", "M67", "Blanco1"]),
      "\(seen.sorted())")
  }
}
