// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON header of a checkpoint, byte for byte as all checkpoints so far have it: their digests rest on it.

/// The header of a safetensors file, with its names in a fixed order.
struct SafetensorsHeader {
  /// Each value as JSON, by its name.
  private var fields: [(name: String, json: String)]

  /// Begins with the metadata.
  init(metadata: [String: String]) {
    let words = metadata.map { (name: $0.key, json: Self.quoted($0.value)) }
    fields = [("__metadata__", Self.object(words))]
  }

  /// Adds a tensor of 64-bit numbers.
  mutating func add(_ name: String, shape: [Int], bytes: Range<Int>) {
    fields.append(
      (
        name,
        Self.object([
          ("dtype", Self.quoted("F64")), ("shape", Self.list(shape)),
          ("data_offsets", Self.list([bytes.lowerBound, bytes.upperBound])),
        ])
      ))
  }

  /// The JSON text, in UTF-8.
  var bytes: [UInt8] { Array(Self.object(fields).utf8) }

  private static func object(_ fields: [(name: String, json: String)]) -> String {
    let keyed = fields.map { (key: OrderedName($0.name), json: $0.json) }
    return "{"
      + keyed.sorted { $0.key < $1.key }.map { quoted($0.key.name) + ":" + $0.json }
      .joined(separator: ",") + "}"
  }

  private static func list(_ numbers: [Int]) -> String {
    "[" + numbers.map(String.init).joined(separator: ",") + "]"
  }

  /// A text as JSON, in which a slash is escaped, too.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "/": result += "\\/"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..."\u{F}": result += "\\u000" + String(scalar.value, radix: 16)
      case "\u{10}"..."\u{1F}": result += "\\u00" + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// A name in the order of headers, which is that of words in a dictionary: marks before digits and these before letters,
/// runs of digits by their value, and a small letter before its capital where all else is equal.
private struct OrderedName: Comparable {
  /// A character by its place among all, or a run of digits.
  private enum Part: Comparable {
    case mark(UInt32)
    case number(Int)
    case letter(UInt32)
  }

  let name: String
  private let parts: [Part]

  /// The marks of ASCII in the order of the Unicode collation algorithm.
  private static let marks: [Unicode.Scalar: UInt32] = Dictionary(
    uniqueKeysWithValues: zip(#" _-,;:!?.'"()[]{}@*/\&#%`^+<=>|~$"#.unicodeScalars, 1...))

  init(_ name: String) {
    self.name = name
    var parts: [Part] = []
    for scalar in name.unicodeScalars {
      if ("0"..."9").contains(scalar) {
        let digit = Int(scalar.value - 48)
        // Beyond eighteen digits a run goes on as another number, which is an order as well.
        if case .number(let number)? = parts.last, number < 100_000_000_000_000_000 {
          parts[parts.count - 1] = .number(10 * number + digit)
        } else {
          parts.append(.number(digit))
        }
      } else if let mark = Self.marks[scalar] {
        parts.append(.mark(mark))
      } else {
        let isCapital = ("A"..."Z").contains(scalar)
        parts.append(.letter(scalar.value + (isCapital ? 32 : 0)))
      }
    }
    self.parts = parts
  }

  static func < (left: OrderedName, right: OrderedName) -> Bool {
    if left.parts != right.parts { return left.parts.lexicographicallyPrecedes(right.parts) }
    // A small letter has the larger number.
    return right.name.unicodeScalars.lexicographicallyPrecedes(left.name.unicodeScalars)
  }

  static func == (left: OrderedName, right: OrderedName) -> Bool {
    left.name.unicodeScalars.elementsEqual(right.name.unicodeScalars)
  }
}
