// SPDX-License-Identifier: GPL-3.0-or-later
// The cards of a FITS table header: what they say of the columns and of the table.

internal import Algorithms
internal import GyroEssentials
internal import GyroFiles

/// The keywords of one header.
struct FITSHeader {
  /// More cards than any honest header has: 8 MB of them.
  static let cardLimit = 100_000

  private var values: [String: String] = [:]
  private var remarks: [String: String] = [:]
  /// Keywords that say something about the table as a whole, in order.
  private(set) var metadata: [TableMetadata] = []
  /// Bytes up to the data, in whole blocks.
  let byteCount: Int

  /// Reads the header that starts at some byte of a file.
  init(_ file: FITSFile, at start: Int) throws(TableError) {
    var cards: [FITSCard] = []
    var offset = start
    reading: while true {
      let block = try file.bytes(at: offset, count: FITSUnit.blockSize)
      offset += FITSUnit.blockSize
      for bytes in block.chunks(ofCount: FITSCard.size) {
        let card = FITSCard(bytes)
        if card.key == "END" { break reading }
        cards.append(card)
      }
      guard block.count == FITSUnit.blockSize, cards.count <= Self.cardLimit else {
        let isCut = block.count < FITSUnit.blockSize
        throw TableError(
          isCut ? .truncated : .tooLarge, at: TablePlace(file: file.name),
          found: isCut ? "a header without END" : "a header of more than \(Self.cardLimit) cards",
          expected: isCut ? "a header that ends before the file does" : "at most that many",
          hint: isCut ? "Fetch the file again" : nil)
      }
    }
    byteCount = offset - start
    for card in Self.joined(cards) {
      guard card.isText || card.value == nil || !Self.mustBeQuoted(card.key) else {
        throw TableError(
          .malformedHeader, at: TablePlace(file: file.name),
          found: "the header card \"\(card.key) = \((card.value ?? "").prefix(40))\"",
          expected: "a value in quotes")
      }
      add(card)
    }
  }

  /// Joins text that goes on over several cards.
  private static func joined(_ cards: [FITSCard]) -> [FITSCard] {
    var result: [FITSCard] = []
    for card in cards {
      guard card.key == "CONTINUE" else {
        result.append(card)
        continue
      }
      let last = result.count - 1
      // Looked at in place: a copy of the text would be made anew for each card.
      guard last >= 0, result[last].isText, result[last].value?.utf8.last == UInt8(ascii: "&"),
        let more = card.value
      else { continue }
      result[last].value?.removeLast()
      result[last].value?.append(more)
    }
    return result
  }

  private mutating func add(_ card: FITSCard) {
    let remark = FITSText.decoded(card.remark)
    if card.key == "COMMENT" || card.key == "HISTORY" {
      metadata.append(TableMetadata(key: card.key.lowercased(), value: remark))
    } else if !card.key.isEmpty, let value = card.value.map(FITSText.decoded) {
      values[card.key] = value
      remarks[card.key] = remark
      if !Self.isStructural(card.key) {
        metadata.append(TableMetadata(key: card.key, value: value))
      }
    }
  }

  /// The value of a keyword, without quotes; nil where it is absent or blank.
  subscript(_ key: String) -> String? {
    values[key].flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
  }

  /// The value of a keyword as a whole number; nil where it is none, the default where it is absent.
  func wholeNumber(_ key: String, default absent: Int? = nil) -> Int? {
    guard let text = self[key] else { return absent }
    return Int(text)
      ?? Array(text.utf8).withUnsafeBufferPointer(DecimalNumber.int64).map { Int($0) }
  }

  /// Describes a column; its number counts from 1.
  func column(_ number: Int, type: ColumnType) -> ColumnDescription {
    // TCOMM is what topcat and astropy write; VizieR writes the meaning beside the name.
    let remark = remarks["TTYPE\(number)"].flatMap { remark in
      remark.isEmpty || remark.lowercased().hasPrefix("label for") ? nil : remark
    }
    return ColumnDescription(
      name: self["TTYPE\(number)"] ?? "column_\(number)", type: type, unit: self["TUNIT\(number)"],
      ucd: self["TUCD\(number)"], meaning: self["TCOMM\(number)"] ?? remark)
  }

  /// Whether a keyword makes no sense without quotes, so that its header is damaged.
  private static func mustBeQuoted(_ key: String) -> Bool {
    ["TTYPE", "TFORM"].contains { key.hasPrefix($0) && Int(key.dropFirst(5)) != nil }
      || key == "XTENSION"
  }

  static func isStructural(_ key: String) -> Bool {
    let fixed: Set = [
      "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "PCOUNT", "GCOUNT", "TFIELDS", "EXTEND", "CHECKSUM",
      "DATASUM", "THEAP", "LONGSTRN", "EXTVER", "EXTLEVEL", "END", "CONTINUE", "HIERARCH",
      "ZIMAGE", "ZTABLE", "GROUPS",
    ]
    if fixed.contains(key) { return true }
    // `TTYPE12` and its kin describe one column each.
    let numbered: Set<Substring> = [
      "NAXIS", "TTYPE", "TFORM", "TUNIT", "TNULL", "TSCAL", "TZERO", "TDISP", "TDIM", "TUCD",
      "TCOMM", "TBCOL",
    ]
    let stem = key.prefix { !$0.isNumber }
    return stem.count < key.count && numbered.contains(stem)
  }
}
