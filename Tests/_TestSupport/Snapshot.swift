// SPDX-License-Identifier: GPL-3.0-or-later
// What our own code printed when someone last looked, to notice when it changes.

internal import Foundation
public import Testing

/// Whether snapshots are to be written anew, with `GYRO_RECORD=1` in the environment.
public var isRecording: Bool { ProcessInfo.processInfo.environment["GYRO_RECORD"] == "1" }

/// Expects a text to be what the file `Snapshots/NAME` in the folder of its target holds.
///
/// A snapshot is no proof that the text is right, only that it is the one that was read in review. With
/// `GYRO_RECORD=1` in the environment the file is written anew instead and the test fails, so that the
/// change is read before it is committed.
///
/// - Parameters:
///   - text: What was made.
///   - name: The file, with folders before it.
///   - numbers: How close numbers must be; nil compares their characters.
///   - testFile: The test's file.
///   - sourceLocation: Where the test stands.
/// - Throws: An error if the snapshot cannot be written.
public func expectSnapshot(
  of text: String, named name: String, numbers: Closeness? = nil, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = PackageFolder.target(of: testFile)
    .appending(path: "Snapshots/\(name)")
  let recorded = try? String(contentsOf: file, encoding: .utf8)
  let difference = recorded.map { LineDifference(text, $0, numbers: numbers) }
  if let difference, difference == nil { return }
  if isRecording {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  let change = (difference ?? nil)?.description ?? "There was no such snapshot."
  Issue.record(
    Comment(
      rawValue: "Snapshots/\(name) "
        + (isRecording
          ? "was recorded: read what changed, and run again without GYRO_RECORD.\n"
          : "differs; if the change is meant, run again with GYRO_RECORD=1.\n") + change),
    sourceLocation: sourceLocation)
}

/// Expects a folder of snapshots of the test's target to hold these files and no others, so that none outlives
/// what it shows.
public func expectSnapshots(
  in folder: String, are names: Set<String>, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = PackageFolder.target(of: testFile)
    .appending(path: "Snapshots/\(folder)").path
  let found = Set(try FileManager.default.contentsOfDirectory(atPath: path))
  #expect(found.subtracting(names).isEmpty, "nothing makes these", sourceLocation: sourceLocation)
}
