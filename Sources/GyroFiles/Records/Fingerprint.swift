// SPDX-License-Identifier: GPL-3.0-or-later
// The identity of an input: an explicit list of its parts, digested.

internal import GyroEssentials

/// The parts that fix a result, as bytes in which no two different lists of parts are alike.
///
/// Every part carries its kind, and texts and lists their length, so that parts never run into each
/// other: `["ab", "c"]` differs from `["a", "bc"]`, and an absent number from an empty text. Numbers
/// enter by their bit patterns. What has been left out does not change the identity, so every part that
/// a result depends on is added by hand.
package struct Fingerprint: Sendable {
  private var bytes: [UInt8] = []

  /// Begins a list.
  ///
  /// - Parameter subject: What is identified, and by which version of the computation: results of
  ///   different subjects never share an identity.
  package init(of subject: String) { add(subject) }

  /// Adds a part.
  package mutating func add(_ part: some Fingerprintable) { part.add(to: &self) }

  /// Adds a value by the JSON that it is recorded as, with sorted keys.
  ///
  /// - Throws: ``FileError`` if it holds a number that is NaN or infinite.
  package mutating func add(recorded value: some Encodable, name: String) throws(FileError) {
    append(.record, try CanonicalJSON.data(value, name: name))
  }

  /// The digest of all parts so far.
  package var digest: SHA256Digest { SHA256Digest(of: bytes) }

  /// What kind a part is.
  fileprivate enum Tag: UInt8 {
    case absent, flag, number, integer, text, list, record
  }

  fileprivate mutating func append(_ tag: Tag, _ word: UInt64) {
    bytes.append(tag.rawValue)
    withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
  }

  fileprivate mutating func append(_ tag: Tag, _ content: some Collection<UInt8>) {
    append(tag, UInt64(content.count))
    bytes += content
  }
}

/// A value that can be part of an identity.
package protocol Fingerprintable {
  /// Adds everything that tells it from other values of its type.
  func add(to fingerprint: inout Fingerprint)
}

extension String: Fingerprintable {
  /// Adds its UTF-8 bytes.
  package func add(to fingerprint: inout Fingerprint) { fingerprint.append(.text, Array(utf8)) }
}

extension Double: Fingerprintable {
  /// Adds its bit pattern.
  package func add(to fingerprint: inout Fingerprint) { fingerprint.append(.number, bitPattern) }
}

extension Int: Fingerprintable {
  /// Adds it as 64 bits.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.append(.integer, UInt64(bitPattern: Int64(self)))
  }
}

extension UInt64: Fingerprintable {
  /// Adds its 64 bits.
  package func add(to fingerprint: inout Fingerprint) { fingerprint.append(.integer, self) }
}

extension Bool: Fingerprintable {
  /// Adds 1 or 0.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.append(.flag, UInt64(self ? 1 : 0))
  }
}

extension SHA256Digest: Fingerprintable {
  /// Adds its hexadecimal digits.
  package func add(to fingerprint: inout Fingerprint) { hexadecimal.add(to: &fingerprint) }
}

extension Optional: Fingerprintable where Wrapped: Fingerprintable {
  /// Adds the value, or that there is none.
  package func add(to fingerprint: inout Fingerprint) {
    switch self {
    case .some(let value): fingerprint.add(value)
    case .none: fingerprint.append(.absent, 0)
    }
  }
}

extension Array: Fingerprintable where Element: Fingerprintable {
  /// Adds its length and its elements in their order.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.append(.list, UInt64(count))
    for element in self { fingerprint.add(element) }
  }
}

extension ClosedRange: Fingerprintable where Bound: Fingerprintable {
  /// Adds its bounds.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.add([lowerBound, upperBound])
  }
}
