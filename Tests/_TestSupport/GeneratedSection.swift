// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a page of the documentation that the program makes.

internal import Foundation
public import Testing

/// Expects a page to hold a text between the markers `<!-- NAME -->` and `<!-- /NAME -->`.
///
/// With `GYRO_RECORD=1` in the environment that part of the page is written anew and the test fails, as
/// with snapshots.
///
/// - Parameters:
///   - text: What was made.
///   - name: The name in the markers.
///   - page: The page, relative to the package.
///   - sourceLocation: Where the test stands.
/// - Throws: An error if the page cannot be read or written.
public func expectSection(
  of text: String, named name: String, in page: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = PackageFolder.url.appending(path: page)
  var content = try String(contentsOf: file, encoding: .utf8)
  guard let start = content.range(of: "<!-- \(name) -->\n"),
    let end = content.range(
      of: "<!-- /\(name) -->", range: start.upperBound..<content.endIndex)
  else {
    Issue.record("\(page) has no markers \(name)", sourceLocation: sourceLocation)
    return
  }
  let section = start.upperBound..<end.lowerBound
  guard let difference = LineDifference(text, String(content[section])) else { return }
  if isRecording {
    content.replaceSubrange(section, with: text)
    try Data(content.utf8).write(to: file)
  }
  Issue.record(
    Comment(
      rawValue: "\(page), \(name) "
        + (isRecording
          ? "was recorded: read what changed, and run again without GYRO_RECORD.\n"
          : "differs; if the change is meant, run again with GYRO_RECORD=1.\n")
        + difference.description),
    sourceLocation: sourceLocation)
}
