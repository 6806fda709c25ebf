// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes into an open file, every one of them, or the system's message.

package import GyroEssentials
internal import GyroPlatform
internal import Synchronization

/// The three streams that every program is given.
package enum StandardStreams {
  /// Opens those that are closed, so that no file of a run takes the number of one and its bytes.
  ///
  /// They are opened in the wrong direction, so that using one fails as if it were closed.
  package static func reserve() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

/// Standard output as a place for results: what cannot be written is an error, never silence.
package enum StandardOutput {
  /// What errors call it.
  package static let name = "<standard output>"

  private struct Pipe {
    var hasStopped = false
    var goesOn = false
  }
  private static let state = Mutex(Pipe())

  /// Whether the reader of a pipe has closed it.
  package static var readerHasStopped: Bool { state.withLock { $0.hasStopped } }

  /// Makes a run that has other outputs go on to them when the reader of a pipe closes it.
  package static func goOnWithoutReader() { state.withLock { $0.goesOn = true } }

  /// Whether it is a terminal.
  package static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes bytes at once; nothing once the reader has stopped and the run goes on to other outputs.
  package static func write(_ bytes: some DataProtocol) throws(FileError) {
    if state.withLock({ $0.hasStopped && $0.goesOn }) { return }
    if let reason = writeAll(bytes, to: STDOUT_FILENO) {
      if reason == String(cString: strerror(EPIPE)) {
        let goesOn = state.withLock { state in
          state.hasStopped = true
          return state.goesOn
        }
        if goesOn { return }
      }
      throw FileError(
        path: name, problem: "cannot be written: \(reason)",
        hint: reason == String(cString: strerror(EPIPE)) ? "Its reader has stopped" : nil)
    }
  }
}

/// Standard error, for messages that no program reads.
package enum StandardError {
  /// Whether it is a terminal.
  package static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line; where that fails there is no other place to report it.
  ///
  /// Names in it come from files, and nothing of them acts on a terminal.
  package static func say(_ line: String) { show(PrintableText.page(line) + "\n") }

  /// Writes text without the end of a line, as it is.
  package static func show(_ text: String) {
    _ = writeAll(Data(text.utf8), to: STDERR_FILENO)
  }
}

/// Writes every byte; gives the reason where that fails.
package func writeAll(_ bytes: some DataProtocol, to descriptor: Int32) -> String? {
  for region in bytes.regions {
    let failure: Int32? = region.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { return errno }
        rest = rest.dropFirst(count)
      }
      return nil
    }
    if let failure { return String(cString: strerror(failure)) }
  }
  return nil
}
