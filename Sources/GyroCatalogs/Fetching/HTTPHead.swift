// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that come before the bytes of an answer over http: its status and its fields.

internal import Algorithms
internal import GyroEssentials

/// The head of an answer, read from bytes as they come.
struct HTTPHead {
  /// The status; nil before the head is complete.
  private(set) var status: Int?
  /// The fields, by their names in small letters.
  private(set) var fields: [String: String] = [:]
  private var pending: [UInt8] = []

  private static let byteLimit = 1 << 18
  private static let end = Array("\r\n\r\n".utf8)

  /// Takes the next bytes.
  ///
  /// - Returns: The bytes behind the head; nil if it goes on.
  /// - Throws: ``CurlProcess/Failure`` if it is no head.
  mutating func read(_ bytes: [UInt8]) throws(CurlProcess.Failure) -> [UInt8]? {
    pending += bytes
    while let end = pending.firstRange(of: Self.end) {
      let lines = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
        .split(separator: "\r\n", omittingEmptySubsequences: true)
      pending.removeFirst(end.upperBound)
      guard let first = lines.first, first.hasPrefix("HTTP/"),
        let found = first.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
      else { throw CurlProcess.Failure(problem: "gave no answer over http") }
      // An interim answer only says that the one that counts will come.
      if (100..<200).contains(found) { continue }
      for line in lines.dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { continue }
        fields[line[..<colon].lowercased()] =
          String(line[line.index(after: colon)...].trimming(while: \.isWhitespace))
      }
      status = found
      return pending
    }
    guard pending.count <= Self.byteLimit else {
      throw CurlProcess.Failure(problem: "sent a head of more than \(Self.byteLimit) bytes")
    }
    return nil
  }

  /// Where the answer sends on to; nil if it does not.
  func target(from address: URL) -> URL? {
    guard let status, [301, 302, 303, 307, 308].contains(status) else { return nil }
    return fields["location"].flatMap { URL(string: $0, relativeTo: address)?.absoluteURL }
  }
}
