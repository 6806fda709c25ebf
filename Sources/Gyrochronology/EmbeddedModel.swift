// SPDX-License-Identifier: GPL-3.0-or-later
// The model that ships inside the program.

internal import CEmbeddedModel

/// The default checkpoint, compiled into the program.
public enum EmbeddedModel {
  /// The name by which it can be asked for.
  public static let name = "default"

  /// The checkpoint file, byte for byte.
  public static var bytes: [UInt8] {
    Array(UnsafeBufferPointer(start: gyro_embedded_model_bytes(), count: gyro_embedded_model_size))
  }
}
