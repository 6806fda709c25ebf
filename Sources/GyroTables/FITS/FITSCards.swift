// SPDX-License-Identifier: GPL-3.0-or-later
// The cards of FITS headers: 80 bytes with a keyword, a value and a remark, read and written.

internal import GyroFiles

/// One card of a header, taken apart.
struct FITSCard {
  static let size = 80

  /// The keyword in upper case; without `HIERARCH` before a long one.
  var key: String
  /// The value without quotes; nil where there is none.
  var value: String?
  /// Whether the value stood in quotes.
  var isText = false
  /// What stands behind the slash; the text of a comment.
  var remark = ""

  /// Takes a card apart as free format has it, of which fixed format is a special case.
  init(_ bytes: ArraySlice<UInt8>) {
    let name = Self.text(bytes.prefix(8))
    let rest = bytes.dropFirst(8)
    key = name.uppercased()
    switch key {
    case "", "COMMENT", "HISTORY", "END": remark = Self.text(rest)
    case "CONTINUE": readValue(rest)
    case "HIERARCH":
      guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else {
        remark = Self.text(rest)
        return
      }
      key = Self.text(rest[..<equals]).uppercased()
      readValue(rest[(equals + 1)...])
    default:
      if rest.first == UInt8(ascii: "=") {
        readValue(rest.dropFirst())
      } else {
        remark = Self.text(rest)
      }
    }
  }

  private mutating func readValue(_ field: ArraySlice<UInt8>) {
    let field = field.drop(while: \.isBlank)
    guard field.first == UInt8(ascii: "'") else {
      let slash = field.firstIndex(of: UInt8(ascii: "/")) ?? field.endIndex
      let word = Self.text(field[..<slash])
      value = word.isEmpty ? nil : word
      remark = Self.text(field[slash...].dropFirst())
      return
    }
    isText = true
    var (content, index): ([UInt8], Int) = ([], field.startIndex + 1)
    while index < field.endIndex {
      if field[index] == UInt8(ascii: "'") {
        guard index + 1 < field.endIndex, field[index + 1] == UInt8(ascii: "'") else { break }
        index += 1
      }
      content.append(field[index])
      index += 1
    }
    // Blanks at the beginning count, which in a continued text may be those between two words.
    let end = (content.lastIndex { !$0.isBlank } ?? -1) + 1
    value = String(decoding: content[..<end], as: UTF8.self)
    let behind = field[min(index + 1, field.endIndex)...].drop(while: \.isBlank)
    if behind.first == UInt8(ascii: "/") { remark = Self.text(behind.dropFirst()) }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).trimmed
  }
}

/// Cards as they are written, one behind the other.
struct FITSCardWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether any text goes on over several cards.
  private(set) var isContinued = false
  var cardCount: Int { bytes.count / FITSCard.size }

  mutating func add(_ key: String, number: Int) {
    let text = String(number)
    add(Self.start(key) + String(repeating: " ", count: max(0, 20 - text.count)) + text)
  }

  mutating func add(_ key: String, isTrue: Bool) {
    add(Self.start(key) + String(repeating: " ", count: 19) + (isTrue ? "T" : "F"))
  }

  /// Text, continued on further cards if need be; a keyword of more than eight characters by the
  /// HIERARCH convention.
  mutating func add(_ key: String, text: String, remark: String? = nil) {
    var card = key.utf8.count > 8 ? "HIERARCH \(key)= '" : Self.start(key) + "'"
    let start = card.utf8.count
    for character in FITSText.encoded(text) {
      let spelled = character == "'" ? "''" : String(character)
      // Room for the mark of continuation and the closing quote.
      if card.utf8.count + spelled.utf8.count > FITSCard.size - 2 {
        add(card + "&'")
        isContinued = true
        card = "CONTINUE  '"
      }
      card += spelled
    }
    // Fixed format closes the quotes behind eight characters at the earliest.
    card += String(repeating: " ", count: max(0, start + 8 - card.utf8.count)) + "'"
    if let remark, card.utf8.count + 3 + remark.utf8.count <= FITSCard.size {
      card += " / \(remark)"
    }
    add(card)
  }

  /// A comment or a line of history, on as many cards as it needs.
  mutating func add(_ key: String, comment text: String) {
    var rest = FITSText.encoded(text)[...]
    repeat {
      add(key.padding(to: 8) + rest.prefix(72))
      rest = rest.dropFirst(72)
    } while !rest.isEmpty
  }

  /// The whole header, filled up to so many cards and to whole blocks.
  func header(cardCount: Int = 0) -> [UInt8] {
    let blank = String(repeating: " ", count: FITSCard.size)
    var writer = self
    while writer.cardCount < cardCount { writer.add(blank) }
    writer.add("END")
    let filling = FITSUnit.filled(writer.bytes.count) - writer.bytes.count
    return writer.bytes + [UInt8](repeating: UInt8(ascii: " "), count: filling)
  }

  private static func start(_ key: String) -> String { key.padding(to: 8) + "= " }

  private mutating func add(_ card: String) {
    precondition(card.utf8.count <= FITSCard.size, "a card of \(card.utf8.count) bytes: \(card)")
    bytes.append(contentsOf: card.padding(to: FITSCard.size).utf8)
  }
}

extension String {
  fileprivate func padding(to count: Int) -> String {
    self + String(repeating: " ", count: max(0, count - utf8.count))
  }
}
