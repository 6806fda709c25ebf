// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 of bytes and of files, so that every result can name exactly what it rests on.

internal import CCrypto
internal import Foundation

/// A SHA-256 message digest.
public struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
  /// The digest as 64 lowercase hexadecimal digits.
  public let hexadecimal: String

  /// Accepts 64 hexadecimal digits, in either case; anything else gives nil.
  public init?(hexadecimal: String) {
    guard hexadecimal.utf8.count == 64, hexadecimal.allSatisfy({ $0.isASCII && $0.isHexDigit })
    else { return nil }
    self.hexadecimal = hexadecimal.lowercased()
  }

  /// Digests bytes that are in memory.
  public init(of bytes: some Sequence<UInt8>) {
    var hash = IncrementalHash()
    hash.update(Array(bytes))
    self.hexadecimal = hash.finish()
  }

  /// Digests a file in pieces of one megabyte, whatever its size.
  public init(ofFileAt path: String) throws(FileError) {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw FileError(path: path, problem: "cannot be opened for reading")
    }
    defer { try? file.close() }
    var hash = IncrementalHash()
    do {
      while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
        hash.update([UInt8](piece))
      }
    } catch {
      throw FileError(path: path, problem: "cannot be read: \(error.localizedDescription)")
    }
    self.hexadecimal = hash.finish()
  }

  /// What a person reads.
  public var description: String { hexadecimal }
}

/// OpenSSL's incremental SHA-256, owned by exactly one digest at a time.
private struct IncrementalHash: ~Copyable {
  private let context: OpaquePointer

  init() {
    // EVP_sha256 cannot fail, and EVP_MD_CTX_new fails only when memory is exhausted.
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("OpenSSL could not start a SHA-256 digest")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: [UInt8]) {
    let status = EVP_DigestUpdate(context, bytes, bytes.count)
    precondition(status == 1, "OpenSSL could not digest \(bytes.count) bytes")
  }

  mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    let status = EVP_DigestFinal_ex(context, &digest, nil)
    precondition(status == 1, "OpenSSL could not finish a digest")
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
