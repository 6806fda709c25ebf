// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text as a value, without the containers of Codable, whose first use costs milliseconds.

/// Why a text is not taken as JSON.
package enum JSONProblem: Error, Equatable {
  /// It breaks the grammar, is nested deeper than ``JSONParser/depthLimit`` or is not UTF-8.
  case malformed
  /// An object has the same name twice, of which a decoder would keep one.
  case repeatedName(String)
}

/// Reads one JSON value, as RFC 8259 defines it.
package struct JSONParser {
  /// How deep lists and objects may be nested.
  package static let depthLimit = 64

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// The value that the whole text is.
  ///
  /// - Throws: ``JSONProblem``.
  package static func value(of bytes: ArraySlice<UInt8>) throws(JSONProblem) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.endIndex else { throw .malformed }
    return value
  }

  private init(_ bytes: ArraySlice<UInt8>) { (self.bytes, position) = (bytes, bytes.startIndex) }

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// Goes past a character, if it is the next one.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    guard depth < Self.depthLimit else { throw .malformed }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .list(try list(depth: depth))
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONProblem) -> JSONValue {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.endIndex,
      word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) })
    else { throw .malformed }
    position = end
    return value
  }

  private mutating func object(depth: Int) throws(JSONProblem) -> [String: JSONValue] {
    var fields: [String: JSONValue] = [:]
    position += 1
    skipSpace()
    if take("}") { return fields }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw .malformed }
      let name = try text()
      skipSpace()
      guard take(":") else { throw .malformed }
      let value = try value(depth: depth + 1)
      guard fields.updateValue(value, forKey: name) == nil else { throw .repeatedName(name) }
      skipSpace()
    } while take(",")
    guard take("}") else { throw .malformed }
    return fields
  }

  private mutating func list(depth: Int) throws(JSONProblem) -> [JSONValue] {
    var elements: [JSONValue] = []
    position += 1
    skipSpace()
    if take("]") { return elements }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw .malformed }
    return elements
  }

  private mutating func number() throws(JSONProblem) -> Double {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    // A number beyond the range of doubles is infinite, which no JSON can say.
    guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)),
      value.isFinite
    else { throw .malformed }
    return value
  }

  private mutating func digits() throws(JSONProblem) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw .malformed }
  }

  private mutating func text() throws(JSONProblem) -> String {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    // Most texts have no escapes, and are taken as they are.
    var text = Array(bytes[start..<position])
    while let byte = next, byte != UInt8(ascii: "\""), byte >= 0x20 {
      position += 1
      if byte == UInt8(ascii: "\\") {
        text += String(Character(try escaped())).utf8
      } else {
        text.append(byte)
      }
    }
    guard take("\""), let string = String(validating: text, as: UTF8.self) else {
      throw .malformed
    }
    return string
  }

  /// What follows a backslash.
  private mutating func escaped() throws(JSONProblem) -> Unicode.Scalar {
    guard let byte = next else { throw .malformed }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw .malformed
    }
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(first), take("\\"), take("u") else { throw .malformed }
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(second) else { throw .malformed }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  /// Four hexadecimal digits.
  private mutating func codeUnit() throws(JSONProblem) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
        byte < 0x80
      else { throw .malformed }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}
