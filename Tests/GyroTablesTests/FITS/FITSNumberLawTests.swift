// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// Whole numbers at the ends of every width, stored in every way: no digit is lost, in or out.
@Suite struct FITSNumberLawTests {
  /// A form of whole numbers, its TZERO and what is stored.
  struct Numbers: CustomTestStringConvertible, Sendable {
    let letter: Character
    let zero: String?
    let stored: [Int64]

    /// What is meant, with as many digits as it takes.
    var expected: [String] {
      stored.map { "\(Int128($0) + (zero.flatMap { Int128($0) } ?? 0))" }
    }

    func bytes(_ value: Int64) -> [UInt8] {
      switch letter {
      case "B": [UInt8(value)]
      case "I": bigEndian(Int16(value))
      case "J": bigEndian(Int32(value))
      default: bigEndian(value)
      }
    }

    var testDescription: String { "\(letter), TZERO \(zero ?? "absent")" }

    var cards: [String] { zero.map { ["TZERO1  = \($0)"] } ?? [] }
  }

  static func ends(_ range: ClosedRange<Int64>) -> [Int64] {
    [range.lowerBound, range.lowerBound + 1]
      + [-1, 0, 1, 7].filter { $0 > range.lowerBound + 1 }
      + [range.upperBound - 1, range.upperBound]
  }

  static let cases: [Numbers] = [
    Numbers(letter: "B", zero: nil, stored: ends(0...255)),
    Numbers(letter: "B", zero: "-128", stored: ends(0...255)),
    Numbers(letter: "I", zero: nil, stored: ends(-32768...32767)),
    Numbers(letter: "I", zero: "32768", stored: ends(-32768...32767)),
    Numbers(letter: "J", zero: nil, stored: ends(-2_147_483_648...2_147_483_647)),
    Numbers(letter: "J", zero: "2147483648", stored: ends(-2_147_483_648...2_147_483_647)),
    Numbers(letter: "J", zero: "4611686018427387905", stored: ends(-2_147_483_648...2_147_483_647)),
    Numbers(letter: "K", zero: nil, stored: ends(.min ... .max)),
    Numbers(letter: "K", zero: "9223372036854775808", stored: ends(.min ... .max)),
    Numbers(letter: "K", zero: "9223372036854775808", stored: [.min, -3, -1]),
    Numbers(letter: "K", zero: "1", stored: [4_611_686_018_427_387_905, .max - 1]),
    Numbers(letter: "K", zero: "-1", stored: [.min, .max]),
  ]

  static let options = TableReadingOptions(minimumIntegerIsMissing: false)

  /// Reads a table, writes it as FITS and reads that.
  static func thereAndBack(_ table: FITSBytes) throws -> [[TableColumn]] {
    let folder = try TemporaryFolder()
    var reader = try openTable(bytes: table.bytes, name: "a.fits", options: options)
    var writer = try createTable(path: folder.path("b.fits"), schema: reader.schema)
    var read: [TableColumn] = []
    while let chunk = try reader.next(upTo: 3) {
      read += chunk.columns
      try writer.append(chunk)
    }
    try writer.finish()
    var second = try openTable(path: folder.path("b.fits"), options: options)
    var again: [TableColumn] = []
    while let chunk = try second.next(upTo: 3) { again += chunk.columns }
    return [read, again]
  }

  static func texts(_ columns: [TableColumn]) -> [String?] {
    columns.flatMap { column in (0..<column.count).map { column.text(at: $0) } }
  }

  @Test(arguments: cases) func scalars(_ numbers: Numbers) throws {
    let table = FITSBytes(
      "1\(numbers.letter)", rows: numbers.stored.map(numbers.bytes), cards: numbers.cards)
    for columns in try Self.thereAndBack(table) {
      #expect(Self.texts(columns) == numbers.expected)
      let areShort = numbers.expected.allSatisfy { Int64($0) != nil }
      #expect(columns[0].description.type == (areShort ? .int64 : .text))
      for (row, expected) in numbers.expected.enumerated() where areShort {
        #expect(try columns[row / 3].int64(at: row % 3) == Int64(expected))
      }
    }
  }

  @Test(arguments: cases) func vectors(_ numbers: Numbers) throws {
    let rows = numbers.stored.map { numbers.bytes($0) + numbers.bytes(numbers.stored[0]) }
    let table = FITSBytes("2\(numbers.letter)", rows: rows, cards: numbers.cards)
    for columns in try Self.thereAndBack(table) {
      for (row, expected) in numbers.expected.enumerated() {
        let column = columns[row / 3]
        if column.description.type == .text {
          #expect(column.text(at: row % 3) == "\(expected) \(numbers.expected[0])")
        } else {
          // Doubles hold whole numbers up to 2⁵³ exactly.
          let vector = try #require(try column.vector(at: row % 3))
          #expect(
            vector.map { $0.flatMap { Int64(exactly: $0) }.map { "\($0)" } }
              == [expected, numbers.expected[0]])
        }
      }
    }
  }

  @Test(arguments: cases, ["P", "Q"]) func lists(_ numbers: Numbers, _ letter: String) throws {
    // The first row holds all, the second nothing, the third the last one.
    let size = numbers.bytes(0 + numbers.stored[0]).count
    let count = numbers.stored.count
    let places = [(count, 0), (0, 0), (1, size * (count - 1))]
    let rows = places.map { place in
      letter == "P"
        ? bigEndian(Int32(place.0)) + bigEndian(Int32(place.1))
        : bigEndian(Int64(place.0)) + bigEndian(Int64(place.1))
    }
    let table = FITSBytes(
      "1\(letter)\(numbers.letter)(\(count))", rows: rows,
      heap: numbers.stored.flatMap(numbers.bytes), cards: numbers.cards)
    for columns in try Self.thereAndBack(table) {
      #expect(
        Self.texts(columns) == [
          numbers.expected.joined(separator: " "), nil, numbers.expected.last,
        ])
    }
  }

  @Test(arguments: cases) func theDeclaredNull(_ numbers: Numbers) throws {
    let null = numbers.stored[0]
    let rows = numbers.stored.map(numbers.bytes)
    let cards = numbers.cards + ["TNULL1  = \(null)"]
    let scalars = try read(
      FITSBytes("1\(numbers.letter)", rows: rows, cards: cards).bytes, name: "a.fits")
    #expect(scalars.rows.map { $0[0] } == [nil] + numbers.expected.dropFirst().map { $0 })
    let count = rows.count
    let list = FITSBytes(
      "1P\(numbers.letter)", rows: [bigEndian(Int32(count)) + bigEndian(Int32(0))],
      heap: rows.flatMap { $0 }, cards: cards)
    #expect(
      try read(list.bytes, name: "a.fits").rows == [
        [(["--"] + numbers.expected.dropFirst()).joined(separator: " ")]
      ])
  }

  /// Of unsigned columns astropy writes the null that is meant; the ends of what is stored are as they are.
  @Test func nullsOfUnsignedColumns() throws {
    let fill = FITSBytes(
      "1K", rows: [999_999, .min + 999_999, .min + 1].map { bigEndian($0 as Int64) },
      cards: ["TZERO1  = 9223372036854775808", "TNULL1  = 999999"])
    #expect(try read(fill.bytes, name: "a.fits").rows == [[nil], [nil], ["1"]])
    let end = FITSBytes(
      "1I", rows: [32767, -1, 0].map { bigEndian($0 as Int16) },
      cards: ["TZERO1  = 32768", "TNULL1  = 32767"])
    #expect(try read(end.bytes, name: "a.fits").rows == [[nil], ["32767"], ["32768"]])
  }

  /// Scales that are whole and others, in ASCII tables too.
  @Test func scales() throws {
    let doubled = FITSBytes(
      "1K", rows: [bigEndian(Int64(1_152_921_504_606_846_977))], cards: ["TSCAL1  = 2.0"])
    #expect(try read(doubled.bytes, name: "a.fits").rows == [["2305843009213693954"]])
    let tenths = FITSBytes(
      "1I", rows: [bigEndian(Int16(5)), bigEndian(Int16(-5))],
      cards: ["TSCAL1  = 0.5", "TZERO1  = 10", "TNULL1  = -5"])
    let table = try read(tenths.bytes, name: "a.fits")
    #expect(table.schema.columns[0].type == .float64)
    #expect(table.rows == [["12.5"], [nil]])
    let single = FITSBytes("1E", rows: [bigEndian(Float(1.5).bitPattern)], cards: ["TZERO1  = 1D0"])
    #expect(try read(single.bytes, name: "a.fits").rows == [["2.5"]])
    let ascii = FITSBytes(
      isASCII: true,
      columns: [.init(form: "I19", name: "x", firstByte: 1, cards: [("TZERO", "1")])],
      rowWidth: 19, rows: [Array("4611686018427387905".utf8)])
    #expect(try read(ascii.bytes, name: "a.fits").rows == [["4611686018427387906"]])
  }
}
