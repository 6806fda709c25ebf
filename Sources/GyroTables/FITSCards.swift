// SPDX-License-Identifier: GPL-3.0-or-later
// Looks through the raw cards of a header before CFITSIO does, for what CFITSIO cannot survive.

internal import Foundation

/// The cards of the header that starts at some byte of a file.
///
/// CFITSIO 4.2 copies the name of a column into 70 bytes without looking; a value that is not in quotes
/// may have 70 characters and then overruns them by its closing NUL. No honest card has such a value.
enum FITSCards {
  private static let blockSize = 2880
  private static let cardSize = 80
  /// The longest text that quotes leave room for, and longer than any number.
  private static let valueLimit = 68

  /// Checks every card up to the one that says END.
  static func check(
    _ file: FITSFile, from start: Int64
  ) throws(TableError) {
    var offset = start
    while true {
      let block = file.bytes(at: offset, count: blockSize)
      guard block.count == blockSize else { return }
      for cardStart in stride(from: 0, to: blockSize, by: cardSize) {
        let card = block[cardStart..<(cardStart + cardSize)]
        if card.starts(with: "END     ".utf8) { return }
        guard isSurvivable(card) else {
          throw TableError(
            .malformedHeader, at: TablePlace(file: file.name),
            found: "the header card \"\(String(decoding: card.prefix(40), as: UTF8.self))…\"",
            expected: "a value in quotes or of at most \(valueLimit) characters")
        }
      }
      offset += Int64(blockSize)
    }
  }

  private static func isSurvivable(_ card: ArraySlice<UInt8>) -> Bool {
    guard let equals = card.firstIndex(of: UInt8(ascii: "=")) else { return true }
    let value = card[(equals + 1)...].drop(while: \.isBlank)
    if value.first == UInt8(ascii: "'") { return true }
    return value.prefix { $0 != UInt8(ascii: "/") }.count <= valueLimit
  }
}
