// SPDX-License-Identifier: GPL-3.0-or-later
// A file of a source catalog: its name, its digest, and where it is to be had.

/// A file of a source catalog, pinned by its digest.
package struct SourceFile: Codable, Hashable, Sendable {
  /// The largest file that is fetched or unpacked, in bytes, where the manifest does not give a size.
  package static let defaultByteLimit = 512 << 20
  /// The largest size that a manifest may give, in bytes.
  static let largestByteCount = 16 << 30

  /// The name under which it is kept.
  package let name: String
  /// Its SHA-256 digest in hexadecimal.
  package let sha256: String
  /// Its size in bytes; nil where it is not known beforehand.
  package let byteCount: Int?
  /// Where it is fetched: a web address, or `pypi:NAME==VERSION` for a Python source distribution.
  package let address: String?
  /// The key of the manifest whose first file is the archive that holds it, in place of an address.
  package let archive: String?
  /// Its path in that archive.
  package let member: String?
  /// Folders of a mirror in which to look, besides the mirror itself and the one of the key.
  package let mirrorFolders: [String]?
  /// Why the rows of the file are not used, where they are not.
  package let refused: String?

  /// The most bytes that are taken from anywhere for this file.
  var byteLimit: Int { byteCount ?? Self.defaultByteLimit }

  /// Reads a file's description; names and paths that could lead out of their folder are errors.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(.fileName, forKey: .name)
    sha256 = try container.decode(.digest, forKey: .sha256).lowercased()
    byteCount = try container.decodeIfPresent(0...Self.largestByteCount, forKey: .byteCount)
    address = try container.decodeIfPresent(.address, forKey: .address)
    archive = try container.decodeIfPresent(.key, forKey: .archive)
    member = try container.decodeIfPresent(.relativePath, forKey: .member)
    refused = try container.decodeIfPresent(.line, forKey: .refused)
    mirrorFolders = try container.decodeIfPresent([String].self, forKey: .mirrorFolders)
    if let folder = mirrorFolders?.first(where: { !TextRule.relativePath.isFulfilled($0) }) {
      throw DecodingError.dataCorruptedError(
        forKey: .mirrorFolders, in: container,
        debugDescription:
          "found \(TextRule.quoted(folder)), expected \(TextRule.relativePath.expected)")
    }
    guard (archive == nil) == (member == nil) else {
      throw DecodingError.dataCorruptedError(
        forKey: archive == nil ? .archive : .member, in: container,
        debugDescription: "\"archive\" and \"member\" go together, and one is missing")
    }
    guard archive == nil || address == nil else {
      throw DecodingError.dataCorruptedError(
        forKey: .address, in: container,
        debugDescription: "a file has an \"address\" or an \"archive\", not both")
    }
  }
}
