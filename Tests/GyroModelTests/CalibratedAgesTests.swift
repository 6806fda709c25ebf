// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import Testing
import _TestSupport

/// Ages up to which there are calibrators, by color.
@Suite struct CalibratedAgesTests {
  private static let provenance = MeasurementProvenance(
    program: "p", command: "c", catalog: "k", catalogSHA256: "0", ageScale: "s")
  private static let ages = CalibratedAges(
    provenance: provenance,
    bins: [
      .init(bpRp0: 1.0, oldestAgeMyr: 4000, starCount: 9),
      .init(bpRp0: 3.0, oldestAgeMyr: 700, starCount: 7),
    ])

  @Test func theNearestBinDecides() {
    for (bpRp0, ageMyr) in [(0.2, 4000.0), (1.0, 4000), (1.9, 4000), (2.1, 700), (4.0, 700)] {
      expectClose(
        pow(10, Self.ages.oldestLog10AgeMyr(bpRp0: bpRp0)), ageMyr,
        .relative(1e-12, because: "a logarithm and back"))
    }
  }

  /// Four old stars calibrate nothing, five do; a bin without five stars is left out.
  @Test func fiveStarsReachTheAgeOfABin() throws {
    let young = (0..<6).map { _ in (bpRp0: 1.02, log10AgeMyr: 2.0) }
    let old = [3.0, 3.1, 3.2, 3.3].map { (bpRp0: 1.05, log10AgeMyr: $0) }
    let few = [(bpRp0: 2.0, log10AgeMyr: 3.0)]
    let bins = CalibratedAges.bins(of: young + old + few, bpRp0: 0.5...2.5)
    #expect(bins.map(\.bpRp0) == [1.0, 1.1])
    #expect(bins[0].oldestAgeMyr == 100 && bins[0].starCount == 10)
    let more = young + old + [(bpRp0: 0.95, log10AgeMyr: 2.9)]
    let middle = try #require(
      CalibratedAges.bins(of: more, bpRp0: 0.5...2.5).first { $0.bpRp0 == 1.0 })
    #expect(middle.oldestAgeMyr == 794 && middle.starCount == 11)
  }

  /// The calibrators of mid M dwarfs are young, and a model with a smaller range of ages keeps that.
  @Test func aColorShortensTheRangeOfAgesAndNeverLengthensIt() {
    let wide = CalibrationDomain(
      log10AgeMyr: 0.2...3.6, features: [:], log10PeriodDays: -1...2)
    #expect(wide.log10AgeMyr(bpRp0: 3.0).upperBound < 3)
    #expect(wide.log10AgeMyr(bpRp0: 3.0).lowerBound == 0.2)
    #expect(wide.isShort(bpRp0: 3.0) && !wide.isShort(bpRp0: 0.9))
    let narrow = CalibrationDomain(
      log10AgeMyr: 0.2...2.0, features: [:], log10PeriodDays: -1...2)
    #expect(narrow.log10AgeMyr(bpRp0: 0.9) == 0.2...2.0 && !narrow.isShort(bpRp0: 3.0))
    let old = CalibrationDomain(
      log10AgeMyr: 3.5...3.6, features: [:], log10PeriodDays: -1...2)
    let clipped = old.log10AgeMyr(bpRp0: 3.0)
    #expect(clipped.lowerBound == clipped.upperBound)
  }

  /// The committed file is what is in the program, and is written as it was read.
  @Test func theFileIsTheOneInTheProgram() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Catalogs/calibrated-ages.json")
    let file = try JSONDecoder().decode(CalibratedAges.self, from: Data(contentsOf: path))
    #expect(file == CalibratedAges.usual && file.bins.count > 30)
    #expect(!file.provenance.catalogSHA256.isEmpty && !file.provenance.ageScale.isEmpty)
    let again = try JSONDecoder().decode(
      CalibratedAges.self, from: JSONEncoder().encode(file))
    #expect(again == file)
  }

  @Test(arguments: [
    ("\"version\":1", "\"version\":2"), ("calibrated-ages", "other"),
    ("\"oldest_age_myr\":4000", "\"oldest_age_myr\":0"), ("\"bp_rp0\":3", "\"bp_rp0\":0.9"),
  ])
  func aFileThatIsNotOneIsRefused(part: String, changed: String) throws {
    let text = String(decoding: try JSONEncoder().encode(Self.ages), as: UTF8.self)
    #expect(text.contains(part))
    let broken = Data(text.replacingOccurrences(of: part, with: changed).utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CalibratedAges.self, from: broken)
    }
  }
}
