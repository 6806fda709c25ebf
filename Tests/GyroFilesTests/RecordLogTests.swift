// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing
import _TestSupport

@Suite struct RecordLogTests {
  let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  static let records = (0..<9).map { [UInt8](repeating: UInt8($0), count: $0 * $0 * 10) }

  func filled() throws -> Data {
    let log = try RecordLog(path: path, header: "table: a\nprior: flat")
    for record in Self.records { try log.append(record) }
    return try Data(contentsOf: URL(filePath: path))
  }

  func stored() throws -> [[UInt8]] {
    let log = try RecordLog(path: path, header: "table: a\nprior: flat")
    var records: [[UInt8]] = []
    while let record = log.next() { records.append(record) }
    #expect(records.count == log.storedCount)
    return records
  }

  @Test func recordsComeBackInOrder() throws {
    defer { unlink(path) }
    _ = try filled()
    #expect(try stored() == Self.records)
    let log = try RecordLog(path: path, header: "table: a\nprior: flat")
    try log.append([7])
    #expect(log.next() == [])
  }

  @Test func whereverACrashCutsTheFileWholeRecordsRemain() throws {
    defer { unlink(path) }
    let bytes = try filled()
    for size in stride(from: 0, through: bytes.count, by: 37) {
      try bytes.prefix(size).write(to: URL(filePath: path))
      let found = try stored()
      #expect(found == Array(Self.records.prefix(found.count)))
      // What was cut off can be added again.
      do {
        let log = try RecordLog(path: path, header: "table: a\nprior: flat")
        for record in Self.records.dropFirst(found.count) { try log.append(record) }
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }
  }

  @Test func aDamagedRecordEndsTheLog() throws {
    defer { unlink(path) }
    var bytes = try filled()
    bytes[bytes.count - 3] ^= 1
    try bytes.write(to: URL(filePath: path))
    #expect(try stored() == Self.records.dropLast())
  }

  @Test func anotherHeaderIsRefusedWithTheDifference() throws {
    defer { unlink(path) }
    let bytes = try filled()
    let error = #expect(throws: FileError.self) {
      try RecordLog(path: path, header: "table: a\nprior: steep")
    }
    #expect(error?.problem == "belongs to another run: there prior: flat, now steep")
    try Data("something else".utf8).write(to: URL(filePath: path))
    let other = #expect(throws: FileError.self) {
      try RecordLog(path: path, header: "table: a\nprior: flat")
    }
    #expect(other?.problem == "is not a record of a run")
    try bytes.write(to: URL(filePath: path))
    #expect(try stored() == Self.records)
  }

  @Test func twoAtATimeAreTooMany() throws {
    defer { unlink(path) }
    let log = try RecordLog(path: path, header: "a: b")
    let error = #expect(throws: FileError.self) { try RecordLog(path: path, header: "a: b") }
    #expect(error?.problem == "is in use by another run")
    _ = log.storedCount
  }

  /// Damage ends the log at a whole record, or is refused as another's; it never makes a record.
  @Test(arguments: 0..<300) func damagedLogsKeepWholeRecordsOnly(seed: Int) throws {
    defer { unlink(path) }
    let header = "table: a\nprior: flat"
    let bytes = damaged([UInt8](try filled()), seed: seed)
    let inMemory = try? RecordLog.records(in: bytes, name: "log", header: header)
    if let inMemory { #expect(Self.records.starts(with: inMemory)) }
    try Data(bytes).write(to: URL(filePath: path))
    #expect((try? stored()) == inMemory)
  }

  /// Lengths in front of a record that would ask for more memory than there is.
  @Test(arguments: [UInt64(1) << 31, (1 << 32) - 1, 1 << 62, .max])
  func aLengthBeyondTheFileIsNoRecord(length: UInt64) throws {
    defer { unlink(path) }
    let whole = try filled()
    let head =
      withUnsafeBytes(of: length.littleEndian) { Data($0) } + Data(repeating: 48, count: 64)
    try (whole + head + Data("x".utf8)).write(to: URL(filePath: path))
    #expect(try stored() == Self.records)
  }
}
