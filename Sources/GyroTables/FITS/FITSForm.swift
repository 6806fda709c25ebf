// SPDX-License-Identifier: GPL-3.0-or-later
// The form of a column of a FITS binary table: which elements, how many, in the row or in the heap.

internal import GyroFiles

/// What a TFORM of a binary table says.
struct FITSForm {
  enum Element: Character {
    case logical = "L"
    case bit = "X"
    case byte = "B"
    case int16 = "I"
    case int32 = "J"
    case int64 = "K"
    case text = "A"
    case single = "E"
    case double = "D"
    case singleComplex = "C"
    case doubleComplex = "M"

    /// The values that whole numbers can have; nil for all else.
    var range: ClosedRange<Int64>? {
      switch self {
      case .byte: 0...255
      case .int16: Int64(Int16.min)...Int64(Int16.max)
      case .int32: Int64(Int32.min)...Int64(Int32.max)
      case .int64: .min ... .max
      default: nil
      }
    }

    /// Bytes of so many elements; bits come eight to a byte.
    func byteCount(_ count: Int) -> Int {
      switch self {
      case .bit: count / 8 + (count % 8 > 0 ? 1 : 0)
      case .logical, .byte, .text: count
      case .int16: 2 * count
      case .int32, .single: 4 * count
      case .int64, .double, .singleComplex: 8 * count
      case .doubleComplex: 16 * count
      }
    }

    /// The most bytes that one element takes when it is spelled, with the blank behind it.
    var spelledByteCount: Int {
      switch self {
      case .bit, .text: 1
      case .logical: 2
      // Whole numbers may be shifted by a TZERO of up to 64 bits.
      case .byte, .int16, .int32, .int64: 22
      case .single, .double: 26
      case .singleComplex, .doubleComplex: 52
      }
    }
  }

  /// More elements than fit into a row of bounded size.
  private static let countLimit = 1 << 32

  let element: Element
  /// Elements in a cell; of a list, 1 or 0 descriptors.
  let count: Int
  /// Bytes of a list's descriptor; nil where the elements stand in the row.
  let descriptorByteCount: Int?
  /// Characters of each string where a cell holds several.
  let stringWidth: Int?

  /// Bytes of a cell in the row.
  var byteCount: Int { descriptorByteCount.map { $0 * count } ?? element.byteCount(count) }

  /// Reads `16A`, `1PE(20)`, `12A4` or `12A:SSTR4`; nil if it is none.
  init?(_ form: String, dimensions: String?) {
    var rest = form.trimmed.uppercased()[...]
    let digits = rest.prefix(while: \.isASCIIDigit)
    rest = rest.dropFirst(digits.count)
    guard digits.isEmpty || Int(digits).map({ $0 <= Self.countLimit }) == true else { return nil }
    count = digits.isEmpty ? 1 : Int(digits) ?? 0
    switch rest.first {
    case "P": descriptorByteCount = 8
    case "Q": descriptorByteCount = 16
    default: descriptorByteCount = nil
    }
    if descriptorByteCount != nil {
      guard count <= 1 else { return nil }
      rest = rest.dropFirst()
    }
    guard let element = rest.popFirst().flatMap(Element.init) else { return nil }
    self.element = element
    if rest.hasPrefix(":SSTR") { rest = rest.dropFirst(5) }
    // TDIM stands above the older conventions of the form itself; strings between separators
    // (`:SSTR8/032`) stay one text.
    let first = dimensions?.drop { !$0.isASCIIDigit }.prefix(while: \.isASCIIDigit)
    let width =
      first.flatMap { Int($0) }
      ?? (rest.contains("/") ? nil : Int(rest.prefix(while: \.isASCIIDigit)))
    stringWidth =
      if let width, width > 0, element == .text, descriptorByteCount != nil || width < count {
        width
      } else { nil }
  }
}

extension Character {
  var isASCIIDigit: Bool { isASCII && isNumber }
}
