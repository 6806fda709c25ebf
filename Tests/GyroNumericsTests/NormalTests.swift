// SPDX-License-Identifier: GPL-3.0-or-later

import GyroNumerics
import Testing
import _TestSupport

@Suite struct NormalGoldenTests {
  struct Point: Decodable { let z, logDensity, cdf, survival: Double }

  @Test func valuesOfMpmath() throws {
    let golden = try Golden<Point>.named("normal")
    #expect(golden.points.count >= 10)
    let close = Closeness.relative(golden.tolerance, because: "GSL states a few ulp")
    for point in golden.points {
      expectClose(Normal.logDensity(point.z), point.logDensity, close)
      expectClose(Normal.cdf(point.z), point.cdf, close, "cdf at \(point.z)")
      expectClose(Normal.survival(point.z), point.survival, close, "survival at \(point.z)")
    }
  }
}

@Suite struct NormalLawTests {
  @Test func theDensityIntegratesToOne() throws {
    try expectIntegratesToOne(over: -40...40) { Normal.logDensity($0) }
  }
  @Test func theQuantileUndoesTheCDF() {
    expectRoundTrip(
      stride(from: -8.0, through: 5, by: 0.25),
      .absolute(1e-10, because: "bijector round trip, interior"),
      there: Normal.cdf, back: Normal.quantile)
  }
  @Test func theDensityIsTheSlopeOfTheCDF() {
    for z in [-2.0, 0, 0.5, 3] {
      checkGradient(at: [z], gradient: [Normal.density(z)]) { Normal.cdf($0[0]) }
    }
  }
  @Test func theCDFRises() {
    expectStrictlyIncreasing(stride(from: -30.0, through: 8, by: 0.5), Normal.cdf)
  }
  @Test func theEndsAreInfinite() {
    #expect(Normal.quantile(0) == -.infinity && Normal.quantile(1) == .infinity)
  }
}
