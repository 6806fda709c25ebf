// SPDX-License-Identifier: GPL-3.0-or-later
// The cards of a FITS table header: what they say of the columns and of the table.

internal import CFITSIO
internal import Foundation

/// The keywords of one header.
struct FITSHeader {
  private var values: [String: String] = [:]
  private var comments: [String: String] = [:]
  /// Keywords that say something about the table as a whole, in order.
  private(set) var metadata: [TableMetadata] = []

  init(_ file: FITSFile) throws(TableError) {
    let place = TablePlace(file: file.name)
    var count: Int32 = 0
    var room: Int32 = 0
    try file.check(place) { ffghsp($0, &count, &room, $1) }
    var index: Int32 = 1
    while index <= count {
      let (key, card, remark) = try Self.card(file, index, place)
      index += 1
      switch key {
      case "", "CONTINUE", "END": continue
      case "COMMENT", "HISTORY":
        metadata.append(
          TableMetadata(key: key.lowercased(), value: FITSText.decoded(remark.trimmed)))
      default:
        var value = Self.unquoted(card)
        if card.hasPrefix("'"), value.hasSuffix("&") {
          value = try Self.longValue(file, key, place) ?? value
        }
        value = FITSText.decoded(value)
        values[key] = value
        comments[key] = FITSText.decoded(remark.trimmed)
        if !Self.isStructural(key) { metadata.append(TableMetadata(key: key, value: value)) }
      }
    }
  }

  /// The value of a keyword, without quotes; nil where it is absent or blank.
  subscript(_ key: String) -> String? {
    values[key].flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
  }

  /// Describes a column; its number counts from 1.
  func column(_ number: Int, type: ColumnType) -> ColumnDescription {
    // TCOMM is what topcat and astropy write; VizieR writes the meaning beside the name.
    let remark = comments["TTYPE\(number)"].flatMap { remark in
      remark.isEmpty || remark.lowercased().hasPrefix("label for") ? nil : remark
    }
    return ColumnDescription(
      name: self["TTYPE\(number)"] ?? "column_\(number)", type: type, unit: self["TUNIT\(number)"],
      ucd: self["TUCD\(number)"], meaning: self["TCOMM\(number)"] ?? remark)
  }

  private static func card(
    _ file: FITSFile, _ index: Int32, _ place: TablePlace
  ) throws(TableError) -> (key: String, value: String, remark: String) {
    var card = ("", "", "")
    try file.check(place, code: .malformedHeader) { pointer, status in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 3 * 96) { text in
        text.initialize(repeating: 0)
        guard let start = text.baseAddress else { return }
        ffgkyn(pointer, index, start, start + 96, start + 192, status)
        // A card that is no keyword is a remark nobody can use, not a reason to refuse the table.
        if status.pointee == VALUE_UNDEFINED || status.pointee == NO_QUOTE { status.pointee = 0 }
        card = (
          String(cString: start), String(cString: start + 96), String(cString: start + 192)
        )
      }
    }
    return card
  }

  private static func longValue(
    _ file: FITSFile, _ key: String, _ place: TablePlace
  ) throws(TableError) -> String? {
    var value: String?
    try file.check(place, code: .malformedHeader) { pointer, status in
      var text: UnsafeMutablePointer<CChar>?
      ffgkls(pointer, key, &text, nil, status)
      value = text.map { String(cString: $0) }
      var freeStatus: Int32 = 0
      fffree(text, &freeStatus)
    }
    return value
  }

  private static func unquoted(_ card: String) -> String {
    guard card.hasPrefix("'") else { return card.trimmed }
    var inner = card.dropFirst()
    if inner.last == "'" { inner = inner.dropLast() }
    return inner.replacing("''", with: "'").trimmed
  }

  static func isStructural(_ key: String) -> Bool {
    let fixed: Set = [
      "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "PCOUNT", "GCOUNT", "TFIELDS", "EXTEND", "CHECKSUM",
      "DATASUM", "THEAP", "LONGSTRN", "EXTVER", "EXTLEVEL",
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

extension StringProtocol {
  /// Without blanks around it.
  var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
