// SPDX-License-Identifier: GPL-3.0-or-later
// Writes rows of a table while the next ones are being made.

internal import Dispatch

/// A writer that writes on another thread, one chunk behind.
///
/// An error of writing is thrown by the next call. Whoever gives up without ``finish()`` leaves nothing
/// behind: the last write is waited for, and the unfinished file goes away with the writer.
package final class WriteBehind: TableWriter {
  /// How long it took to write what is finished, in parallel with other work.
  package private(set) var writingTime = Duration.zero
  private let work: Work

  /// Owns a writer, which no other code may use from now on.
  package init(_ writer: any TableWriter) { work = Work(writer) }

  deinit { work.wait() }

  /// Hands rows over once the rows before them are written.
  package func append(_ chunk: TableChunk) throws(TableError) {
    try append(chunk, from: nil)
  }

  /// The same of rows that were made from something, which is held until they are written: so it is the other thread that
  /// gives its memory back.
  package func append(_ chunk: TableChunk, from source: (any Sendable)?) throws(TableError) {
    try work.waitForSuccess()
    writingTime = work.time
    work.append(chunk, from: source)
  }

  /// Waits for the last rows and gives the file its name.
  package func finish() throws(TableError) {
    try work.waitForSuccess()
    try work.finish()
    writingTime = work.time
  }

  /// What the two threads share; the group passes it from one to the other.
  private final class Work: @unchecked Sendable {
    private var writer: any TableWriter
    private var failure: TableError?
    private(set) var time = Duration.zero
    private let queue = DispatchQueue(label: "write behind")
    private let group = DispatchGroup()

    init(_ writer: any TableWriter) { self.writer = writer }

    func wait() { group.wait() }

    func waitForSuccess() throws(TableError) {
      group.wait()
      if let failure { throw failure }
    }

    func append(_ chunk: TableChunk, from source: (any Sendable)?) {
      queue.async(group: group) { [self] in
        do throws(TableError) {
          try timed { () throws(TableError) in try writer.append(chunk) }
        } catch { failure = error }
        withExtendedLifetime(source) {}
      }
    }

    func finish() throws(TableError) {
      try timed { () throws(TableError) in try writer.finish() }
    }

    private func timed(_ step: () throws(TableError) -> Void) throws(TableError) {
      let start = ContinuousClock.now
      defer { time += ContinuousClock.now - start }
      try step()
    }
  }
}
