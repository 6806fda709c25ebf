// SPDX-License-Identifier: GPL-3.0-or-later
// TSCAL, TZERO and TNULL of a FITS column: from the numbers stored to those that are meant.

/// The line `value = zero + factor · stored`, exact where both are whole.
///
/// Unsigned numbers are stored with a TZERO of 2⁶³, 2³¹ or 2¹⁵; through doubles they would lose digits.
struct FITSScale {
  let factor: Double
  let zero: Double
  /// The stored number that stands for a missing one.
  let null: Int64?
  /// Whether the header declares one, be it one that cannot be stored.
  let declaresNull: Bool
  /// Whether a number that is meant as the null is missing as well.
  ///
  /// The null is a stored number, but of unsigned columns astropy writes the number that is meant. Where
  /// it is the end of what can be stored it is taken as the standard has it, else both are.
  private let isNullMeant: Bool
  private let whole: (factor: Int128, zero: Int128)?

  /// What is stored is what is meant.
  static let plain = FITSScale()

  private init() {
    (factor, zero, null, declaresNull, isNullMeant, whole) = (1, 0, nil, false, false, (1, 0))
  }

  var isPlain: Bool { factor == 1 && zero == 0 }
  var isWhole: Bool { whole != nil }

  init(
    _ header: FITSHeader, number: Int, stored range: ClosedRange<Int64>?, place: TablePlace
  ) throws(TableError) {
    func decimal(_ key: String, default absent: Double) throws(TableError) -> Double {
      guard let text = header["\(key)\(number)"] else { return absent }
      let value = Array(text.utf8).withUnsafeBufferPointer(DecimalNumber.double)
      guard let value, value.isFinite else {
        throw TableError(
          .malformedHeader, at: place, found: "\(key)\(number) = \"\(text.prefix(40))\"",
          expected: "a finite number")
      }
      return value
    }
    factor = try decimal("TSCAL", default: 1)
    zero = try decimal("TZERO", default: 0)
    let wholeZero =
      header["TZERO\(number)"].flatMap { Int128($0) }
      ?? (abs(zero) <= 0x1p64 ? Int128(exactly: zero) : nil)
    let wholeFactor = abs(factor) <= 0x1p32 ? Int128(exactly: factor) : nil
    if let wholeZero, let wholeFactor, wholeZero.magnitude <= 1 << 64 {
      whole = (wholeFactor, wholeZero)
    } else {
      whole = nil
    }
    guard let range, let text = header["TNULL\(number)"] else {
      (null, declaresNull, isNullMeant) = (nil, false, false)
      return
    }
    declaresNull = true
    // A null beyond 64 bits is stored nowhere.
    guard Int128(text) != nil || header.wholeNumber("TNULL\(number)") != nil else {
      throw TableError(
        .malformedHeader, at: place, found: "TNULL\(number) = \"\(text.prefix(40))\"",
        expected: "the whole number that stands for a missing one")
    }
    null = header.wholeNumber("TNULL\(number)").map { Int64($0) }
    // Unsigned numbers, or bytes with a sign, by the convention of the standard.
    let half = (Int128(range.upperBound) - Int128(range.lowerBound) + 1) / 2
    let isShifted = factor == 1 && whole?.zero == (range.lowerBound < 0 ? half : -half)
    isNullMeant = isShifted && null != range.lowerBound && null != range.upperBound
  }

  /// Whether a stored number stands for a missing one.
  func isNull(_ stored: Int64) -> Bool {
    guard let null else { return false }
    return stored == null || (isNullMeant && wholeNumber(stored) == Int128(null))
  }

  /// The whole number that is meant.
  ///
  /// - Precondition: ``isWhole``.
  func wholeNumber(_ stored: Int64) -> Int128 {
    guard let whole else { preconditionFailure("a scale of \(factor) and \(zero) is not whole") }
    return whole.zero + whole.factor * Int128(stored)
  }

  /// The number that is meant, to the precision of a double.
  func double(_ stored: Int64) -> Double {
    isPlain
      ? Double(stored) : isWhole ? Double(wholeNumber(stored)) : zero + factor * Double(stored)
  }

  /// Whether all whole numbers that can be stored are meant as numbers of magnitude at most this.
  func staysWithin(_ range: ClosedRange<Int128>, stored: ClosedRange<Int64>) -> Bool {
    isWhole && range.contains(wholeNumber(stored.lowerBound))
      && range.contains(wholeNumber(stored.upperBound))
  }
}
