// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 of bytes and of files, so that every result can name exactly what it rests on.

internal import CCrypto
internal import GyroPlatform

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

  /// Digests a regular file in pieces of one megabyte, whatever its size.
  ///
  /// - Throws: ``FileError`` if it cannot be read, or is a pipe, a device or a folder, which would be empty
  ///   for the next reader.
  public init(ofFileAt path: String) throws(FileError) {
    let descriptor = try RegularFile.open(path, O_RDONLY)
    defer { close(descriptor) }
    var hash = IncrementalHash()
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count > 0 {
        hash.update(piece, count: count)
      } else if count == 0 {
        break
      } else if errno != EINTR {
        throw FileError(path: path, problem: "cannot be read: \(String(cString: strerror(errno)))")
      }
    }
    self.hexadecimal = hash.finish()
  }

  /// The 32 bytes of the digest.
  package var bytes: [UInt8] {
    var (bytes, high) = ([UInt8](), UInt8?.none)
    for digit in hexadecimal.compactMap({ $0.hexDigitValue }).map({ UInt8($0) }) {
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return bytes
  }

  /// What a person reads.
  public var description: String { hexadecimal }
}

/// A digest of bytes that come piece by piece, to be looked at between any two of them.
public final class RunningDigest {
  private var hash = IncrementalHash()

  /// Begins with no bytes.
  public init() {}

  /// Adds bytes.
  public func update(_ bytes: [UInt8]) { hash.update(bytes) }

  /// The digest of all bytes so far.
  public var digest: SHA256Digest {
    var copy = hash.copy()
    return SHA256Digest(finished: copy.finish())
  }
}

extension SHA256Digest {
  fileprivate init(finished hexadecimal: String) { self.hexadecimal = hexadecimal }
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

  private init(copyOf other: OpaquePointer) {
    guard let context = EVP_MD_CTX_new(), EVP_MD_CTX_copy_ex(context, other) == 1 else {
      preconditionFailure("OpenSSL could not copy a SHA-256 digest")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// The same digest under way, to go on in another direction.
  func copy() -> IncrementalHash { IncrementalHash(copyOf: context) }

  mutating func update(_ bytes: [UInt8]) { update(bytes, count: bytes.count) }

  /// Adds the first bytes of an array.
  mutating func update(_ bytes: [UInt8], count: Int) {
    let status = EVP_DigestUpdate(context, bytes, count)
    precondition(status == 1, "OpenSSL could not digest \(count) bytes")
  }

  mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    let status = EVP_DigestFinal_ex(context, &digest, nil)
    precondition(status == 1, "OpenSSL could not finish a digest")
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
