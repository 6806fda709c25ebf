// SPDX-License-Identifier: GPL-3.0-or-later
// The records of a journal: what is no age is none, whatever its digest says.

import Foundation
import GyroModel
import GyroQuantities
import Testing
import _TestSupport

@testable import Gyrochronology

@Suite struct AgeRecordTests {
  private static let ages: Result<[AgeEstimate], any Error> = Result {
    var estimator = try AgeEstimator(model: LoadedModel())
    estimator.keepsDensities = true
    let star = StarObservation(
      period: try #require(.days(11)), periodDaysSigma: 0.2,
      color: .intrinsic(Measured(1, sigma: 0.02)))
    return [estimator.estimate(star), .unusable(UnusableStar(.periodMissing, "no period"))]
  }

  private static func read(_ bytes: [UInt8]) -> (row: Int?, ages: [AgeEstimate]) {
    var reader = AgeRecordReader(bytes)
    let row = reader.firstRow()
    var ages: [AgeEstimate] = []
    while let age = reader.next(terms: .none) { ages.append(age) }
    return (row, ages)
  }

  @Test func agesAreReadToTheLastBit() throws {
    let ages = try Self.ages.get()
    let read = Self.read(AgeRecord.bytes(ages, firstRow: 7))
    #expect(read.row == 7 && read.ages == ages)
  }

  /// A whole record of a star that cannot be, as a forged journal may hold it: found by fuzzing.
  @Test(arguments: [0, 1, 2, 3, 4], [-Double.infinity, -1e300, .nan, .infinity])
  func impossibleStarsAreNoAges(number: Int, value: Double) throws {
    let age = try #require(try Self.ages.get().first)
    var bytes = AgeRecord.bytes([age], firstRow: 7)
    // Row number, kind, flags and count stand before the numbers.
    let place = 8 + 1 + 4 + 4 + 8 * number
    withUnsafeBytes(of: value.bitPattern.littleEndian) {
      bytes.replaceSubrange(place..<(place + 8), with: $0)
    }
    // A color may be any finite number, and an error that is not a number is one that is missing.
    let isPossible = value == -1e300 && number == 2 || value.isNaN && [1, 3].contains(number)
    #expect(Self.read(bytes).ages.isEmpty == !isPossible)
  }

  @Test(arguments: 0..<600) func damagedRecordsAreReadOrEnd(seed: Int) throws {
    let bytes = damaged(AgeRecord.bytes(try Self.ages.get(), firstRow: 7), seed: seed)
    for case .age(let age) in Self.read(bytes).ages {
      #expect(age.summary.numbers.allSatisfy { !$0.isNaN })
      #expect((0...1).contains(age.star.membershipProbability))
    }
  }
}
