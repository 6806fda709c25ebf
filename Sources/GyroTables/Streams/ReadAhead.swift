// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the next rows of a table while the last ones are being used.

internal import Dispatch

/// A reader whose next chunk is read on another thread, one chunk ahead.
package final class ReadAhead: TableReader {
  /// The columns and the remarks about the table.
  package private(set) var schema: TableSchema
  /// What the user should know about the rows that were handed out.
  package private(set) var warnings: [TableWarning] = []
  /// About which part of the table has been handed out.
  package private(set) var fractionRead: Double?
  /// How long it took to read what was handed out, in parallel with other work.
  package private(set) var readingTime = Duration.zero
  private let work: Work

  /// Starts reading.
  ///
  /// - Parameters:
  ///   - reader: A reader, which no other code may use from now on.
  ///   - rowCount: How many rows are read at once, whatever ``next(upTo:)`` asks for.
  ///   - isAhead: Whether another thread reads; else this one does, still a chunk ahead.
  package init(_ reader: any TableReader, rowCount: Int, isAhead: Bool = true) {
    schema = reader.schema
    work = Work(reader, rowCount: rowCount, isAhead: isAhead)
    work.start()
  }

  /// The rows that were read meanwhile.
  ///
  /// - Precondition: `rowCount` is not less than what the reader was made with.
  package func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    precondition(rowCount >= work.rowCount, "\(rowCount) rows wanted, \(work.rowCount) are read")
    let state = work.take()
    (fractionRead, readingTime) = (state.fraction, state.time)
    (schema, warnings) = (state.schema, state.warnings)
    let chunk = try state.result.get()
    // After the last row, or an error, there is nothing more to read.
    if chunk != nil { work.start() }
    return chunk
  }

  /// What the two threads share; the semaphore passes it from one to the other.
  private final class Work: @unchecked Sendable {
    let rowCount: Int
    private var reader: any TableReader
    private var state: State
    private var isFinished = false
    private let isReady = DispatchSemaphore(value: 0)
    /// The other thread; nil if there is none.
    private let queue: DispatchQueue?

    /// What came of reading the last chunk.
    struct State {
      var result: Result<TableChunk?, TableError> = .success(nil)
      var schema: TableSchema
      var warnings: [TableWarning] = []
      var fraction: Double?
      var time = Duration.zero
    }

    init(_ reader: any TableReader, rowCount: Int, isAhead: Bool) {
      (self.reader, self.rowCount) = (reader, rowCount)
      queue = isAhead ? DispatchQueue(label: "read ahead") : nil
      state = State(schema: reader.schema)
    }

    func start() {
      if let queue { queue.async { [self] in read() } } else { read() }
    }

    private func read() {
      let start = ContinuousClock.now
      do throws(TableError) {
        state.result = .success(try reader.next(upTo: rowCount))
      } catch { state.result = .failure(error) }
      state.fraction = reader.fractionRead
      (state.schema, state.warnings) = (reader.schema, reader.warnings)
      state.time += ContinuousClock.now - start
      if case .success(.some) = state.result {} else { isFinished = true }
      isReady.signal()
    }

    func take() -> State {
      isReady.wait()
      // A call after the end has the same answer again.
      if isFinished { isReady.signal() }
      return state
    }
  }
}
