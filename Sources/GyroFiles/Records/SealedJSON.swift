// SPDX-License-Identifier: GPL-3.0-or-later
// Values as JSON that carry a digest of themselves, so that a changed one is noticed.

package import GyroEssentials

/// JSON objects with the SHA-256 digest of their content in the field `sha256`.
///
/// The digest is that of the value encoded anew, so it does not depend on spacing or on the order of
/// fields. Decoding is no validation: what else must hold of the value is for its reader to check.
package enum SealedJSON {
  /// The bytes of a value.
  ///
  /// - Parameters:
  ///   - value: A value that is encoded as an object with at least one field.
  ///   - path: What errors call it.
  ///   - isPretty: Whether each field stands in a line of its own.
  ///   - allowsInfinity: Whether numbers may be infinite, which are then written as words.
  /// - Returns: A JSON object.
  /// - Throws: ``FileError`` if it holds a number that is NaN, or infinite where that is not allowed.
  package static func encoded(
    _ value: some Encodable, path: String, isPretty: Bool = false, allowsInfinity: Bool = false
  ) throws(FileError) -> Data {
    let content = try plain(value, path: path, allowsInfinity, isPretty: isPretty)
    let digest = isPretty ? try plain(value, path: path, allowsInfinity) : content
    let (space, colon) = isPretty ? ("\n  ", " : ") : ("", ":")
    let seal = "{\(space)\"sha256\"\(colon)\"\(SHA256Digest(of: digest))\","
    return Data(seal.utf8) + content.dropFirst()
  }

  /// The value of bytes.
  ///
  /// - Parameters:
  ///   - bytes: A whole file.
  ///   - path: What errors call it.
  ///   - allowsInfinity: Whether numbers may be infinite.
  /// - Returns: The value that was encoded.
  /// - Throws: ``FileError`` if the bytes are no such value, or are not what was written.
  package static func decoded<Value: Codable>(
    from bytes: some Sequence<UInt8>, path: String,
    allowsInfinity: Bool = false
  ) throws(FileError) -> Value {
    let data = Data(bytes)
    let decoder = JSONDecoder()
    if allowsInfinity {
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    }
    guard let seal = try? decoder.decode(Seal.self, from: data),
      let value = try? decoder.decode(Value.self, from: data)
    else { throw FileError(path: path, problem: "is not a file of this version, or is damaged") }
    guard SHA256Digest(of: try plain(value, path: path, allowsInfinity)).hexadecimal == seal.sha256
    else {
      throw FileError(
        path: path, problem: "is not what was written: a number or a word was altered")
    }
    return value
  }

  private struct Seal: Decodable { let sha256: String }

  /// A value as JSON; the same value gives the same bytes.
  private static func plain(
    _ value: some Encodable, path: String, _ allowsInfinity: Bool, isPretty: Bool = false
  ) throws(FileError) -> Data {
    let encoder = CanonicalJSON.encoder(isPretty: isPretty)
    if allowsInfinity {
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    }
    do { return try encoder.encode(value) } catch {
      throw FileError(
        path: path,
        problem: "would hold a number that is NaN or infinite, which JSON has no word for"
      )
    }
  }
}
