// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroTables
import Testing

/// Reading ahead and writing behind against doing one after the other.
@Suite struct OverlapTests {
  static let text =
    "id,value,word\n" + (1...1000).map { "\($0),\(Double($0) / 7),w\($0 % 9)\n" }.joined()

  @Test(arguments: [true, false]) func aTableIsTheSameReadAhead(onAnotherThread: Bool) throws {
    let reader = try openTable(bytes: Array(Self.text.utf8), name: "a.csv")
    var ahead: any TableReader = ReadAhead(reader, rowCount: 64, isAhead: onAnotherThread)
    #expect(ahead.schema == reader.schema)
    #expect(try rows(of: &ahead, upTo: 64) == read(Self.text).rows)
    #expect(try ahead.next(upTo: 64) == nil && ahead.next(upTo: 64) == nil)
  }

  @Test func theTimeOfEachSideIsKnown() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
      .path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let ahead = ReadAhead(
      try openTable(bytes: Array(Self.text.utf8), name: "a.csv"), rowCount: 64)
    let behind = WriteBehind(try createTable(path: path, schema: ahead.schema))
    #expect(ahead.readingTime == .zero && behind.writingTime == .zero)
    while let chunk = try ahead.next(upTo: 64) { try behind.append(chunk) }
    try behind.finish()
    #expect(ahead.readingTime > .zero && behind.writingTime > .zero)
  }

  @Test(arguments: [true, false]) func anErrorOfReadingComesInItsTurn(onAnotherThread: Bool) throws
  {
    let reader = try openTable(bytes: Array("a,b\n1,2\n3,4\n5\n".utf8), name: "a.csv")
    var ahead: any TableReader = ReadAhead(reader, rowCount: 1, isAhead: onAnotherThread)
    #expect(try ahead.next(upTo: 1)?.columns[1].text(at: 0) == "2")
    #expect(try ahead.next(upTo: 1)?.columns[1].text(at: 0) == "4")
    for _ in 0..<2 { #expect(throws: TableError.self) { try ahead.next(upTo: 1) } }
  }

  @Test(arguments: ["csv", "fits", "ecsv", "vot"]) func aTableIsTheSameWrittenBehind(
    form: String
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, behind: Bool) throws -> Data {
      let path = folder.appending(path: "\(name).\(form)").path
      var reader = try openTable(
        bytes: Array(Self.text.utf8), name: "a.csv",
        options: TableReadingOptions(infersTypes: true))
      let plain = try createTable(path: path, schema: reader.schema)
      var writer: any TableWriter = behind ? WriteBehind(plain) : plain
      while let chunk = try reader.next(upTo: 100) { try writer.append(chunk) }
      try writer.finish()
      return try Data(contentsOf: URL(filePath: path))
    }
    #expect(try write("behind", behind: true) == write("plain", behind: false))
  }

  @Test func whoeverGivesUpLeavesNothingBehind() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let chunk = try chunk(Self.text)
    do {
      let schema = try openTable(bytes: Array(Self.text.utf8), name: "a.csv").schema
      let writer = WriteBehind(
        try createTable(path: folder.appending(path: "a.csv").path, schema: schema))
      for _ in 0..<50 { try writer.append(chunk) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
