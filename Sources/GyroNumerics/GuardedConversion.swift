// SPDX-License-Identifier: GPL-3.0-or-later
// Whole numbers from floating-point numbers without the trap of `Int(_:)`.

extension Int {
  /// The whole part of a number, rounded toward zero; nil where that is no `Int`: NaN, infinite or
  /// beyond 64 bits.
  package init?(checked value: Double) {
    // 2^63 is the smallest Double above the range; -2^63 is in it.
    guard value >= -0x1p63, value < 0x1p63 else { return nil }
    self.init(value)
  }

  /// The whole part of a number, rounded toward zero; the nearest `Int` where it is beyond 64 bits,
  /// and 0 for NaN.
  ///
  /// For a count or an index that the next line bounds anyhow.
  package init(clamping value: Double) {
    self = Int(checked: value) ?? (value.isNaN ? 0 : value < 0 ? .min : .max)
  }
}
