// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import Testing
import _TestSupport

/// Slopes that clusters show, as data.
@Suite struct ObservedSlopeTests {
  private static let pair = ObservedSlope(
    younger: "A", older: "B", agesMyr: 100...1000,
    bins: [
      .init(bpRp0: 1.0, slope: 0.5, sigma: 0.1, youngerStarCount: 9, olderStarCount: 7),
      .init(bpRp0: 1.2, slope: 0.1, sigma: 0.2, youngerStarCount: 8, olderStarCount: 6),
    ])

  @Test func aSlopeIsInterpolatedBetweenBinsAndNowhereElse() throws {
    let middle = try #require(Self.pair.slope(bpRp0: 1.1))
    expectClose(middle.slope, 0.3, .absolute(1e-12, because: "a mean of two"))
    expectClose(middle.sigma, 0.15, .absolute(1e-12, because: "a mean of two"))
    #expect(Self.pair.slope(bpRp0: 1.0)?.slope == 0.5)
    let last = try #require(Self.pair.slope(bpRp0: 1.2))
    expectClose(last.slope, 0.1, .absolute(1e-12, because: "0.5 and a difference of 0.4"))
    #expect(Self.pair.slope(bpRp0: 0.99) == nil && Self.pair.slope(bpRp0: 1.21) == nil)
  }

  @Test func twoStandardDeviationsAreNoContradiction() {
    #expect(!Self.pair.contradicts(0.69, bpRp0: 1.0) && Self.pair.contradicts(0.71, bpRp0: 1.0))
    #expect(!Self.pair.contradicts(9, bpRp0: 2.0))
  }

  /// The committed file is what is in the program, and is written as it was read.
  @Test func theFileIsTheOneInTheProgram() throws {
    let path = PackageFolder.url.appending(path: "Catalogs/observed-slopes.json")
    let file = try JSONDecoder().decode(ObservedSlopes.self, from: Data(contentsOf: path))
    #expect(file.slopes == ObservedSlope.all && !file.slopes.isEmpty)
    #expect(!file.provenance.catalogSHA256.isEmpty && !file.provenance.ageScale.isEmpty)
    let again = try JSONDecoder().decode(
      ObservedSlopes.self, from: JSONEncoder().encode(file))
    #expect(again == file)
  }

  @Test(arguments: [
    ("\"version\":1", "\"version\":2"), ("observed-slopes", "other"),
    ("\"older_age_myr\":1000", "\"older_age_myr\":50"), ("\"sigma\":0.1", "\"sigma\":0"),
    ("\"bp_rp0\":1.2", "\"bp_rp0\":0.9"),
  ])
  func aFileThatIsNotOneIsRefused(part: String, changed: String) throws {
    let file = ObservedSlopes(
      provenance: .init(
        program: "p", command: "c", catalog: "k", catalogSHA256: "0", ageScale: "s"),
      slopes: [Self.pair])
    let text = String(decoding: try JSONEncoder().encode(file), as: UTF8.self)
    #expect(text.contains(part))
    let broken = Data(text.replacingOccurrences(of: part, with: changed).utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(ObservedSlopes.self, from: broken)
    }
  }
}
