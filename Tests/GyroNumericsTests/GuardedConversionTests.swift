// SPDX-License-Identifier: GPL-3.0-or-later
// The conversion from Double to Int answers for every Double.
import Testing

@testable import GyroNumerics

@Suite struct GuardedConversionTests {
  @Test(
    arguments: [
      (0, 0), (-0.0, 0), (2.9, 2), (-2.9, -2), (.leastNonzeroMagnitude, 0),
      (1e15, 1_000_000_000_000_000),
      (-0x1p63, Int.min), ((0x1p63).nextDown, 9_223_372_036_854_774_784),
    ])
  func wholePart(value: Double, expected: Int) {
    #expect(Int(checked: value) == expected)
    #expect(Int(clamping: value) == expected)
  }

  @Test(
    arguments: [
      (Double.nan, 0), (-.nan, 0), (.signalingNaN, 0), (.infinity, Int.max), (-.infinity, .min),
      (0x1p63, .max), ((-0x1p63).nextDown, .min), (.greatestFiniteMagnitude, .max), (-1e300, .min),
    ])
  func beyondTheRange(value: Double, expected: Int) {
    #expect(Int(checked: value) == nil)
    #expect(Int(clamping: value) == expected)
  }
}
