// SPDX-License-Identifier: GPL-3.0-or-later
// What a call hands back where it fails: a code, and a message in the caller's memory.

internal import GyroPlatform

/// The codes of the header.
enum ResultCode {
  static let success: Int32 = 0
  static let badArgument: Int32 = 1
  static let failed: Int32 = 2
}

/// An argument that cannot be used.
struct ArgumentError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Where a caller wants the message of a failure, at most so many bytes with the zero at the end.
struct MessageBuffer {
  let start: UnsafeMutablePointer<CChar>?
  let byteCount: Int

  init(_ start: UnsafeMutablePointer<CChar>?, _ byteCount: Int) {
    (self.start, self.byteCount) = (start, byteCount)
  }

  /// Writes a text, cut between characters where it does not fit.
  func write(_ text: String) {
    guard let start, byteCount > 0 else { return }
    var bytes = Array(text.utf8.prefix(byteCount - 1))
    while !bytes.isEmpty, String(validating: bytes, as: UTF8.self) == nil { bytes.removeLast() }
    for (index, byte) in bytes.enumerated() { start[index] = CChar(bitPattern: byte) }
    start[bytes.count] = 0
  }

  /// Runs what a call is to do, and turns an error into a code and a message.
  func catching(_ body: () throws -> Void) -> Int32 {
    do {
      try body()
      write("")
      return ResultCode.success
    } catch let error as ArgumentError {
      write(error.description)
      return ResultCode.badArgument
    } catch {
      write("\(error)")
      return ResultCode.failed
    }
  }
}

/// Text for the caller, who frees it with `gyro_free`.
func copied(_ text: String) -> UnsafeMutablePointer<CChar>? { strdup(text) }

/// Frees a text that a call returned; NULL is allowed.
@c(gyro_free)
public func gyroFree(_ text: UnsafeMutablePointer<CChar>?) { free(text) }
