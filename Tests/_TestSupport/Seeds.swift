// SPDX-License-Identifier: GPL-3.0-or-later
// Which seeds the statistical and property tests run with.

internal import Foundation

/// The seeds of statistical tests: one in daily runs, `GYRO_TEST_SEEDS` of them before a release.
public let testSeeds: [UInt64] = {
  let count = ProcessInfo.processInfo.environment["GYRO_TEST_SEEDS"].flatMap(Int.init) ?? 1
  return (0..<max(1, count)).map { 20_260_101 + UInt64($0) }
}()

/// Whether tests that take minutes are wanted (`GYRO_SLOW=1`).
public let slowTestsAreWanted = ProcessInfo.processInfo.environment["GYRO_SLOW"] == "1"
