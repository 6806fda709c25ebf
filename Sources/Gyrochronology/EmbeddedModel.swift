// SPDX-License-Identifier: GPL-3.0-or-later
// The model that ships inside the program.

internal import CEmbeddedModel
package import GyroFiles

/// The default checkpoint, compiled into the program.
public enum EmbeddedModel {
  /// The name by which it can be asked for.
  public static let name = "default"

  /// The checkpoint file, byte for byte.
  public static var bytes: [UInt8] { Array(memory) }

  /// The checkpoint file where it lies in the program.
  static var memory: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: gyro_embedded_model_bytes(), count: gyro_embedded_model_size)
  }

  /// The digest of the file, which stands beside it: starting OpenSSL and digesting the file takes half a millisecond of each start.
  package static let digest: SHA256Digest = {
    let digits = UnsafeBufferPointer(
      start: gyro_embedded_model_sha256(), count: gyro_embedded_model_sha256_size)
    guard let digest = SHA256Digest(hexadecimal: String(decoding: digits, as: UTF8.self)) else {
      preconditionFailure("the digest beside the embedded model is not one")
    }
    return digest
  }()
}
