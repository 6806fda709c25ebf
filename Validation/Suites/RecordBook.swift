// SPDX-License-Identifier: GPL-3.0-or-later
// When, with what and from which commit the committed results were made.

internal import Foundation
internal import GyroFiles
internal import Gyrochronology

/// The file `records.json` beside the results.
struct RecordBook: Codable {
  private static let kind = "validation-records"
  private static let version = 1

  /// The last recorded measurement of a case.
  struct Entry: Codable {
    /// The day, as 2026-11-27.
    let date: String
    /// The commit that the program was built from.
    let commit: String
    /// What made it.
    let command: String
    /// The metrics by name; nil for a case that reads a committed file.
    let metrics: [String: Double]?
  }

  private(set) var entries: [String: Entry]

  private enum CodingKeys: String, CodingKey { case kind, version, entries }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try values.decode(String.self, forKey: .kind)
    let version = try values.decode(Int.self, forKey: .version)
    guard (kind, version) == (Self.kind, Self.version) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: values,
        debugDescription: "found \(kind) \(version), expected \(Self.kind) \(Self.version)")
    }
    entries = try values.decode([String: Entry].self, forKey: .entries)
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(Self.kind, forKey: .kind)
    try values.encode(Self.version, forKey: .version)
    try values.encode(entries, forKey: .entries)
  }

  /// Reads the book of a folder of results.
  ///
  /// - Throws: `FileError` if it cannot be read.
  static func read(results: String) throws(FileError) -> RecordBook {
    try JSONValue.decode(RecordBook.self, at: results + "/records.json")
  }

  /// The entry of a case.
  ///
  /// - Throws: `FileError` if there is none: a committed result whose origin is not stated.
  func entry(of name: String, results: String) throws(FileError) -> Entry {
    guard let entry = entries[name] else {
      throw FileError(
        path: results + "/records.json",
        problem: "does not state when and from which commit the result of \(name) was made")
    }
    return entry
  }

  /// Enters a measurement of today by the program of the current commit.
  mutating func enter(_ name: String, command: String, metrics: [String: Double]?) {
    entries[name] = Entry(
      date: Date.now.formatted(.iso8601.year().month().day()), commit: Self.currentCommit,
      command: command, metrics: metrics?.filter { $0.value.isFinite })
  }

  func write(results: String) throws(FileError) {
    try JSONValue.write(self, to: results + "/records.json")
  }

  /// The commit of the working folder; "unknown" outside a repository.
  private static var currentCommit: String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "rev-parse", "--short=8", "HEAD"]
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    guard (try? process.run()) != nil,
      let data = try? pipe.fileHandleForReading.readToEnd()
    else { return "unknown" }
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? "unknown" : text
  }
}
