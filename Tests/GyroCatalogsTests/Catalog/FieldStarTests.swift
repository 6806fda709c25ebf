// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import Testing
import _TestSupport

/// Calibrators with ages of their own: the Sun, which lies beside its manifest, and the seismic stars.
@Suite struct FieldStarTests {
  private static func build(_ key: String) throws -> StandardCatalog {
    let library = try Fixture.library()
    let fetcher = SourceFetcher(
      library: library, mirrors: [SharedFolder.file("data").path],
      cache: FileManager.default.temporaryDirectory.appending(path: "gyro-none").path)
    return try StandardCatalog.build(
      [try library.manifest(key)], library: library, fetcher: fetcher)
  }

  @Test func theSunCalibrates() throws {
    let catalog = try Self.build("casagrande-2018")
    let (stars, _) = catalog.calibrationStars(
      .calibrators, ageScale: try Fixture.library().ageScale("gyrochrone-2026"))
    let sun = try #require(stars.first)
    #expect(stars.count == 1 && sun.group == "Field/Sun" && sun.gaiaSourceID == nil)
    #expect((sun.bpRp0, sun.bpRp0Sigma, sun.membershipProbability) == (0.82, 0.02, 1))
    expectClose(sun.log10PeriodDays, 1.409933, .absolute(1e-6, because: "log10 25.7"))
    expectClose(sun.log10AgeMyr, 3.659726, .absolute(1e-6, because: "log10 4568"))
    #expect((25.38...26.09).contains(catalog.stars[0].periodDays))
  }

  /// Counted in the same files with astropy: 29 main-sequence stars with log g of at least 4.2, a color and no
  /// warning.
  @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
  func seismicStarsOfTheMainSequenceCalibrate() throws {
    let catalog = try Self.build("hall-2021")
    let (stars, account) = catalog.calibrationStars(
      .calibrators, ageScale: try Fixture.library().ageScale("gyrochrone-2026"))
    #expect(stars.count == 29, "\(account.rejections)")
    #expect(Set(stars.map(\.group)).count == stars.count)
    #expect(
      stars.allSatisfy { (3.2...4.14).contains($0.log10AgeMyr) && $0.log10AgeMyrSigma < 0.25 })
    #expect(
      stars.allSatisfy { (0.6...1.0).contains($0.bpRp0) && (0.02...0.03).contains($0.bpRp0Sigma) })
    // KIC 3427720, as the table has it.
    let star = try #require(catalog.stars.first { $0.otherIDs.contains("KIC 3427720") })
    expectClose(star.ageMyr ?? 0, 2233.9, .absolute(0.05, because: "five digits given"))
    expectClose(star.periodDays, 31.5905, .absolute(1e-3, because: "six digits given"))
  }
}
