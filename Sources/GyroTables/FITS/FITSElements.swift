// SPDX-License-Identifier: GPL-3.0-or-later
// The elements of FITS cells, big-endian in a row or in the heap: as numbers and as words.

/// Reads elements of one kind out of bytes; where they stand is for the caller to have checked.
struct FITSElements {
  let element: FITSForm.Element
  let scale: FITSScale

  /// A whole number as it is stored.
  func stored(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int64 {
    switch element {
    case .byte: Int64(bytes[offset])
    case .int16: Int64(Int16(truncatingIfNeeded: Self.load(UInt16.self, bytes, offset)))
    case .int32: Int64(Int32(truncatingIfNeeded: Self.load(UInt32.self, bytes, offset)))
    case .int64: Int64(bitPattern: Self.load(UInt64.self, bytes, offset))
    default: preconditionFailure("elements of form \(element.rawValue) are not whole numbers")
    }
  }

  /// A single-precision number, bit for bit.
  func single(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Float {
    Float(bitPattern: Self.load(UInt32.self, bytes, offset))
  }

  /// A number, or one of the two parts of a complex one; NaN is missing.
  func double(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Double {
    switch element {
    case .single, .singleComplex: scaled(Double(single(bytes, at: offset)))
    case .double, .doubleComplex:
      scaled(Double(bitPattern: Self.load(UInt64.self, bytes, offset)))
    default:
      { scale.isNull($0) ? .nan : scale.double($0) }(stored(bytes, at: offset))
    }
  }

  /// A truth value: 0 false, 1 true, 2 missing.
  static func bool(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "F"): 0
    case UInt8(ascii: "T"): 1
    default: 2
    }
  }

  /// Spells elements between blanks, bits without; missing ones are `NaN`, `--` and `?`.
  ///
  /// Of a complex number both parts are spelled, the real one first.
  func spell(
    _ bytes: UnsafeRawBufferPointer, at start: Int, count: Int, to output: inout [UInt8]
  ) {
    let isComplex = element == .singleComplex || element == .doubleComplex
    let partCount = isComplex ? 2 * count : count
    let partSize = isComplex ? element.byteCount(1) / 2 : element.byteCount(1)
    for part in 0..<partCount {
      if element == .bit {
        let isSet = bytes[start + part / 8] & (0x80 >> UInt8(part % 8)) != 0
        output.append(UInt8(ascii: isSet ? "1" : "0"))
        continue
      }
      if part > 0 { output.append(UInt8(ascii: " ")) }
      spell(bytes, at: start + part * partSize, to: &output)
    }
  }

  private func spell(_ bytes: UnsafeRawBufferPointer, at offset: Int, to output: inout [UInt8]) {
    switch element {
    case .logical: output.append(Array("FT?".utf8)[Int(Self.bool(bytes[offset]))])
    case .byte, .int16, .int32, .int64:
      let value = stored(bytes, at: offset)
      if scale.isNull(value) {
        output.append(contentsOf: "--".utf8)
      } else if scale.isPlain {
        output.append(contentsOf: value.description.utf8)
      } else if scale.isWhole {
        output.append(contentsOf: scale.wholeNumber(value).description.utf8)
      } else {
        output.append(contentsOf: scale.double(value).description.utf8)
      }
    case .single, .singleComplex:
      let value = single(bytes, at: offset)
      let word = scale.isPlain ? value.description : double(bytes, at: offset).description
      output.append(contentsOf: (value.isNaN ? "NaN" : word).utf8)
    case .double, .doubleComplex:
      let value = double(bytes, at: offset)
      output.append(contentsOf: (value.isNaN ? "NaN" : value.description).utf8)
    case .bit, .text: preconditionFailure("elements of form \(element.rawValue) are not words")
    }
  }

  /// Adds the strings of a cell that holds several, as an array in the notation of JSON: `["a","bb"]`.
  ///
  /// Blanks and NUL at the end of a string do not count; a cell of empty strings is missing.
  static func spell(strings: ArraySlice<UInt8>, width: Int, to output: inout [UInt8]) {
    let parts = stride(from: strings.startIndex, to: strings.endIndex, by: width).map { start in
      let part = strings[start..<min(start + width, strings.endIndex)].prefix { $0 != 0 }
      return part.prefix(
        (part.lastIndex { $0 != 0x20 } ?? part.startIndex - 1) + 1 - part.startIndex)
    }
    guard parts.contains(where: { !$0.isEmpty }) else { return }
    for (index, part) in parts.enumerated() {
      output.append(contentsOf: (index == 0 ? "[\"" : ",\"").utf8)
      for byte in part {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
        case 0..<0x20:
          let digits = String(byte, radix: 16)
          output.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))".utf8)
          output.append(contentsOf: digits.utf8)
        default: output.append(byte)
        }
      }
      output.append(UInt8(ascii: "\""))
    }
    output.append(UInt8(ascii: "]"))
  }

  private func scaled(_ value: Double) -> Double {
    scale.isPlain ? value : scale.zero + scale.factor * value
  }

  private static func load<Bits: FixedWidthInteger & UnsignedInteger>(
    _: Bits.Type, _ bytes: UnsafeRawBufferPointer, _ offset: Int
  ) -> Bits {
    precondition(offset >= 0 && offset <= bytes.count - MemoryLayout<Bits>.size, "bytes \(offset)")
    return Bits(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Bits.self))
  }
}
