// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing
import _TestSupport

/// FITS files that others had trouble with; they stand beside the package and are never part of it.
@Suite(.enabled(if: SharedCase.arePresent, Comment(rawValue: SharedFolder.absence)))
struct FITSSharedCaseTests {
  /// What the first column of each file holds.
  static let readable: [(path: String, cells: [String])] = [
    ("fits-uint64-column.fits", ["4611686018427387905", "4611686018427387907"]),
    ("fits-free-format-real.fits", ["4611686018427387905", "4611686018427387907"]),
    ("fits-long-integer-card.fits", ["4611686018427387905", "4611686018427387907"]),
    ("fits-stars-in-second-table.fits", ["1", "2"]),
    ("hostile/astropy-uint64-id.fits", ["659477767146049664", "9223372036854775813"]),
    ("hostile/string-array.fits", ["[\"a\",\"bb\",\"c\"]", "[\"a\",\"bb\",\"c\"]"]),
    (
      "hostile/vla-int64.fits",
      [String](repeating: "659477767146049665 659477767146049667", count: 2)
    ),
  ]

  @Test(arguments: readable.indices) func isRead(_ index: Int) throws {
    var reader = try openTable(path: SharedCase.path(Self.readable[index].path))
    #expect(try rows(of: &reader).map { $0[0] } == Self.readable[index].cells)
  }

  @Test func theOtherTableIsNamed() throws {
    let reader = try openTable(path: SharedCase.path("fits-stars-in-second-table.fits"))
    #expect(reader.schema.columnList.hasSuffix("which also holds HDU 2 \"STARS\""))
  }

  @Test func isRefused() {
    let twice = failure { () throws(TableError) in
      _ = try openTable(path: SharedCase.path("hostile/cfitsio-overflow-gzgz.fits.gz"))
    }
    #expect(twice?.code == .unsupported)
    #expect(twice?.found == "data packed with gzip inside gzip")
    let bomb = failure { () throws(TableError) in
      _ = try openTable(path: SharedCase.path("hostile/list-bomb.fits"))
    }
    #expect(bomb?.code == .tooLarge)
    #expect(bomb?.found == "lists of 4294967296 bytes so far in a heap of 1048576")
  }

  /// 65,001 rows with one name of 3 MiB: a file of some megabytes, where blanks would make it 200 GB.
  @Test func oneLongCell() throws {
    let folder = try TemporaryFolder()
    var reader = try openTable(
      path: SharedCase.path("hostile/one-long-cell.csv.gz"),
      options: TableReadingOptions(infersTypes: true))
    var writer = try createTable(path: folder.path("a.fits"), schema: reader.schema)
    while let chunk = try reader.next(upTo: 8192) { try writer.append(chunk) }
    try writer.finish()
    let size = try folder.bytes("a.fits").count
    #expect(size < 10 << 20)
    var (rowCount, longest) = (0, 0)
    var back = try openTable(path: folder.path("a.fits"))
    while let chunk = try back.next(upTo: 8192) {
      rowCount += chunk.rowCount
      for row in 0..<chunk.rowCount {
        longest = max(longest, chunk.columns[0].text(at: row)?.utf8.count ?? 0)
      }
    }
    #expect(rowCount == 65_001)
    #expect(longest == 3 << 20)
  }
}

/// The folder of the cases.
enum SharedCase {
  static let arePresent = FileManager.default.fileExists(atPath: path("hostile"))

  static func path(_ name: String) -> String { SharedFolder.file("cases/\(name)").path }
}
