// SPDX-License-Identifier: GPL-3.0-or-later
// A value that is written to a file and read back, by one type alone.

package import GyroEssentials
internal import GyroPlatform

/// A value with a file of its own, which says what it is and by which version of its form.
///
/// The file is a JSON object: the fields of the value, sorted, with `kind` and `version` among them.
/// ``impossibility`` is asked before a file is written and after one is read, so that a damaged or altered
/// file is refused and never computed with.
package protocol Artefact: Codable {
  /// What a file of this type calls itself, such as `held-out-result`.
  static var kind: String { get }
  /// The version of the form; raised whenever a file of an earlier one can no longer be read.
  static var version: Int { get }
  /// What it is, with the command that makes it, to be told to a user who named another file.
  static var about: String { get }
  /// Whether its file carries the digest of its content, which tells an altered one from a whole one.
  static var isSealed: Bool { get }
  /// Why the value cannot be, as the end of a sentence that starts with the file; nil if it can.
  var impossibility: String? { get }
  /// The fields of a file of version 0.1 of the program, which had no kind, in the form of today; nil if they
  /// are those of no such file.
  static func upgraded(_ fields: [String: JSONValue]) -> [String: JSONValue]?
}

extension Artefact {
  /// Not sealed.
  package static var isSealed: Bool { false }
  /// Every value that can be decoded can be.
  package var impossibility: String? { nil }
  /// No file without a kind is one of this type.
  package static func upgraded(_ fields: [String: JSONValue]) -> [String: JSONValue]? { nil }

  /// Whether a file is one of this type, be it whole or damaged.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: What errors call it.
  /// - Returns: Whether the file says so, or has the fields of one of version 0.1.
  /// - Throws: ``FileError`` if the bytes are not a JSON object.
  package static func matches(
    _ bytes: some Sequence<UInt8>, path: String
  ) throws(FileError) -> Bool {
    let data = Data(bytes)
    let header = try ArtefactHeader(bytes: data, path: path, expected: about)
    return header.kind.map { $0 == kind } ?? (upgrading(data) != nil)
  }

  /// A file without a kind in the form of today; nil if it is none of this type.
  private static func upgrading(_ data: Data) -> Data? {
    guard let fields = try? JSONDecoder().decode([String: JSONValue].self, from: data),
      var new = upgraded(fields)
    else { return nil }
    (new["kind"], new["version"]) = (.text(kind), .number(Double(version)))
    return try? JSONEncoder().encode(new)
  }

  /// The bytes of its file.
  ///
  /// - Parameter path: What errors call it.
  /// - Returns: JSON in lines, with sorted keys.
  /// - Throws: ``FileError`` if the value cannot be, or holds a number that is NaN or infinite.
  package func encoded(path: String) throws(FileError) -> Data {
    if let impossibility {
      throw FileError(path: path, problem: "would not be read: " + impossibility)
    }
    let document = ArtefactDocument(value: self)
    let data =
      Self.isSealed
      ? try SealedJSON.encoded(document, path: path, isPretty: true)
      : try CanonicalJSON.data(document, name: path, isPretty: true)
    return data + Data("\n".utf8)
  }

  /// Writes its file, which appears whole or not at all.
  ///
  /// - Throws: ``FileError`` if it cannot be written, or the value cannot be.
  package func write(to path: String) throws(FileError) {
    try AtomicFile.write(encoded(path: path), to: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: What errors call it.
  /// - Throws: ``FileError`` if the file is of another kind or version, is damaged, or its value cannot be.
  package init(bytes: some Sequence<UInt8>, path: String) throws(FileError) {
    var data = Data(bytes)
    var header = try ArtefactHeader(bytes: data, path: path, expected: Self.about)
    if header.kind == nil, let new = Self.upgrading(data) {
      data = new
      header = try ArtefactHeader(bytes: data, path: path, expected: Self.about)
    }
    guard header.kind == Self.kind else {
      throw FileError(
        path: path,
        problem: header.kind.map { "is of the kind \"\($0.prefix(100))\", expected \(Self.about)" }
          ?? "does not say of what kind it is, expected \(Self.about)",
        hint: "Name such a file, or make it anew")
    }
    guard header.version == Self.version else {
      throw FileError(
        path: path,
        problem: "has the form \(header.version.map(String.init) ?? "unknown") of its kind, "
          + "expected \(Self.version)",
        hint: "Make it anew with this version of the program")
    }
    let document: ArtefactDocument<Self>
    if Self.isSealed {
      document = try SealedJSON.decoded(from: data, path: path)
    } else {
      do { document = try JSONDecoder().decode(ArtefactDocument<Self>.self, from: data) } catch {
        throw FileError(
          path: path, problem: ArtefactHeader.words(error) + ", expected \(Self.about)",
          hint: "The file was altered or is damaged; make it anew")
      }
    }
    if let impossibility = document.value.impossibility {
      throw FileError(
        path: path, problem: impossibility,
        hint: "The file was altered or is damaged; make it anew")
    }
    self = document.value
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The largest size that is accepted, bytes.
  /// - Throws: ``FileError`` if there is none or it is larger, and as ``init(bytes:path:)``.
  package init(path: String, limit: Int = 1 << 28) throws(FileError) {
    guard let bytes = try FileContents.regular(path, limit: limit) else {
      throw FileError(path: path, problem: "is not there", hint: "Expected \(Self.about)")
    }
    try self.init(bytes: bytes, path: path)
  }
}

/// What the file of an artefact says of itself.
package struct ArtefactHeader: Decodable {
  /// The kind; nil if there is none.
  package let kind: String?
  /// The version of the form; nil if there is none.
  package let version: Int?

  /// Reads the header of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: What errors call it.
  ///   - expected: What was expected, for errors.
  /// - Throws: ``FileError`` if the bytes are not a JSON object.
  package init(
    bytes: some Sequence<UInt8>, path: String, expected: String
  ) throws(FileError) {
    do { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) } catch {
      throw FileError(
        path: path, problem: "is not a JSON object with a kind, expected \(expected)",
        hint: "Name such a file, or make it anew")
    }
  }

  /// Where the decoding of a value failed, and why.
  static func words(_ error: any Error) -> String {
    let context: DecodingError.Context
    switch error {
    case DecodingError.dataCorrupted(let found), DecodingError.typeMismatch(_, let found),
      DecodingError.valueNotFound(_, let found):
      context = found
    case DecodingError.keyNotFound(let key, let found):
      return "lacks \"\(key.stringValue)\"" + place(found)
    default: return "cannot be read"
    }
    return "has a value that cannot be read" + place(context)
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return path.isEmpty ? "" : " at \(path.joined(separator: "/"))"
  }
}

/// The fields of a value with its kind and version among them.
private struct ArtefactDocument<Value: Artefact>: Codable {
  let value: Value

  private enum CodingKeys: String, CodingKey { case kind, version }

  init(value: Value) { self.value = value }

  init(from decoder: any Decoder) throws { value = try Value(from: decoder) }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(Value.kind, forKey: .kind)
    try fields.encode(Value.version, forKey: .version)
  }
}
