// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Testing

/// DATASUM and CHECKSUM, computed here once more from their definition.
@Suite struct FITSChecksumTests {
  /// Ones' complement: whatever runs over at the top is added at the bottom.
  static func sum(_ bytes: some Collection<UInt8>) -> UInt32 {
    var (total, word, index): (UInt64, UInt64, Int) = (0, 0, 0)
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      index += 1
      guard index % 4 == 0 else { continue }
      total += word
      if total > 0xFFFF_FFFF { total = (total & 0xFFFF_FFFF) + 1 }
      word = 0
    }
    return UInt32(total)
  }

  /// The sixteen characters that stand for a sum: each of its bytes in four parts from `0` on, without
  /// punctuation, all of them turned by one place.
  static func encoded(_ value: UInt32) -> String {
    var characters = [UInt8](repeating: 0, count: 16)
    for byte in 0..<4 {
      let part = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * byte))
      var quarters = [UInt8](repeating: part / 4 + 0x30, count: 4)
      quarters[0] += part % 4
      let isPunctuation =
        { (0x3A...0x40).contains($0) || (0x5B...0x60).contains($0) } as (UInt8) -> Bool
      while quarters.contains(where: isPunctuation) {
        for pair in [0, 2] where isPunctuation(quarters[pair]) || isPunctuation(quarters[pair + 1])
        {
          quarters[pair] += 1
          quarters[pair + 1] -= 1
        }
      }
      for quarter in 0..<4 { characters[4 * quarter + byte] = quarters[quarter] }
    }
    characters = [characters[15]] + characters.dropLast()
    return String(decoding: characters, as: UTF8.self)
  }

  /// A table with both sums in its header, one of them changed afterwards if asked for.
  static func table(cards: [String] = [], dataSum: String? = nil) -> [UInt8] {
    var table = FITSListTests.table
    let data = table.unit.suffix(2880)
    let stated = dataSum ?? "\(sum(data))"
    table.cards = cards + ["DATASUM = '\(stated)'", "CHECKSUM= '0000000000000000'"]
    let missing = encoded(~sum(table.unit))
    table.cards[table.cards.count - 1] = "CHECKSUM= '\(missing)'"
    precondition(sum(table.unit) == .max, "the sum of the test itself is wrong")
    return table.bytes
  }

  @Test(arguments: [[], ["COMMENT one more card"], ["KEY     = 5"]]) func rightSums(
    _ cards: [String]
  ) throws {
    #expect(try read(Self.table(cards: cards), name: "a.fits").rows == [["1 2"], ["2 3 4"]])
  }

  @Test func aWrongDataSum() {
    let error = failure { () throws(TableError) in
      _ = try read(Self.table(dataSum: "7"), name: "a.fits")
    }
    #expect(error?.code == .malformedData)
    #expect(error?.expected == "DATASUM = 7")
    #expect(error?.hint?.contains("damaged") == true)
  }

  /// Every bit of the rows, of the heap, of the filling and of the cards.
  @Test func aBitFlippedAnywhere() throws {
    let bytes = Self.table()
    for position in stride(from: 2880, to: bytes.count, by: 97) {
      // Without its keyword the sum is not stated any more.
      let card = position / 80 * 80
      if bytes[card...].starts(with: "CHECKSUM".utf8), position < card + 9 { continue }
      var damaged = bytes
      damaged[position] ^= 1 << UInt8(position % 8)
      let error = failure { () throws(TableError) in _ = try read(damaged, name: "a.fits") }
      #expect(error != nil, "bit \(position % 8) of byte \(position)")
    }
  }

  @Test(arguments: ["DATASUM = '        '", "DATASUM =", "CHECKSUM= '        '", "CHECKSUM="])
  func aSumThatIsNotStated(_ card: String) throws {
    var table = FITSListTests.table
    table.cards = [card]
    #expect(try read(table.bytes, name: "a.fits").rows.count == 2)
  }

  /// DATASUM alone, whose filling a file may lack at its end.
  @Test func aFileWithoutTheLastFilling() throws {
    var table = FITSListTests.table
    table.cards = ["DATASUM = '\(Self.sum(table.unit.suffix(2880)))'"]
    let bytes = Array(table.bytes.dropLast(2880 - 16 - 4))
    #expect(try read(bytes, name: "a.fits").rows == [["1 2"], ["2 3 4"]])
  }
}

extension FITSListTests {
  /// Two lists that share a byte.
  static let table = FITSBytes(
    "1PB", rows: [descriptor(2, 0), descriptor(3, 1)], heap: [1, 2, 3, 4])
}
