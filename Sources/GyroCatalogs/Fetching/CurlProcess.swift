// SPDX-License-Identifier: GPL-3.0-or-later
// The program curl with one request: its answer is read piece by piece, and it can be stopped at any of them.

internal import Algorithms
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// A running curl.
///
/// Nothing of the user's is sent: no settings of curl, no cookies, no passwords. A proxy that the environment names
/// is used.
struct CurlProcess {
  /// Why there is no answer, or no more of it.
  struct Failure: Error {
    let problem: String
  }

  private let program: ExternalProgram
  private static let pieceByteCount = 1 << 16

  /// Sends a request; the answer begins with the lines of its head.
  init(_ url: URL, accept: String) throws(Failure) {
    let arguments = [
      "curl", "--disable", "--silent", "--show-error", "--no-buffer", "--globoff",
      "--include", "--suppress-connect-headers", "--proto", "=http,https",
      // The digest is of the bytes as they were published.
      "--header", "Accept: \(accept)", "--header", "Accept-Encoding: identity",
      "--url", url.absoluteString,
    ]
    do throws(ExternalProgram.Failure) {
      program = try ExternalProgram("/usr/bin/env", arguments, output: .pipe, messages: .pipe)
    } catch { throw Failure(problem: "curl cannot be run: \(error.problem)") }
  }

  /// The next bytes of the answer; none at its end.
  ///
  /// - Throws: ``Failure`` if no byte comes for some seconds.
  func read(waiting seconds: Double) throws(Failure) -> [UInt8] {
    let descriptor = program.output
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var found: Int32
    repeat { found = poll(&state, 1, Int32(seconds * 1000)) } while found < 0 && errno == EINTR
    guard found != 0 else { throw Failure(problem: "sent nothing for \(seconds) s") }
    var bytes = [UInt8](repeating: 0, count: Self.pieceByteCount)
    var count: Int
    repeat {
      count = GyroPlatform.read(descriptor, &bytes, bytes.count)
    } while count < 0
      && errno == EINTR
    guard count >= 0 else {
      throw Failure(problem: "cannot be read: \(String(cString: strerror(errno)))")
    }
    return Array(bytes.prefix(count))
  }

  /// Waits for the end of a curl whose answer has been read.
  ///
  /// - Throws: ``Failure`` with what curl says if it has failed.
  func finish() throws(Failure) {
    let said = ExternalProgram.readAll(program.messages, keeping: 300)
    let text = String(decoding: said, as: UTF8.self).trimming(while: \.isWhitespace)
      .replacing(#/^curl: \(\d+\) /#, with: "")
    switch program.wait() {
    case 0: return
    case 127: throw Failure(problem: "is fetched by curl, which is not installed")
    case let status:
      throw Failure(
        problem: text.isEmpty ? "was not fetched: curl ended with \(status)" : String(text))
    }
  }

  /// Ends it, whatever is left of the answer.
  func stop() {
    // It leaves nothing behind, and the signal that asks may be blocked where this thread blocks it.
    program.send(SIGKILL)
    _ = program.wait()
  }
}
