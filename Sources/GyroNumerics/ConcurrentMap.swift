// SPDX-License-Identifier: GPL-3.0-or-later
// A pure function over a range of indices, on several threads.

/// The values of a pure function at 0 up to a count, in order, whatever the number of threads.
///
/// - Parameters:
///   - count: How many values.
///   - threadCount: How many threads share the work; 1 is the calling thread alone.
///   - value: The function; it must depend on nothing but its index.
/// - Returns: One value per index.
public func concurrentMap<Value: Sendable>(
  count: Int, threadCount: Int, _ value: @Sendable (Int) -> Value
) -> [Value] {
  precondition(threadCount > 0, "\(threadCount) threads")
  let threadCount = min(threadCount, count)
  guard threadCount > 1 else { return (0..<count).map(value) }
  // Short enough runs that no thread is left alone with the last one, long enough that taking one costs nothing.
  let length = min(max(count / (threadCount * 32), 1), 256)
  return [Value](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    nonisolated(unsafe) let buffer = buffer
    concurrentForEach(
      count: (count + length - 1) / length, threadCount: threadCount, scratch: {}
    ) { run, _ in
      for index in (run * length)..<min((run + 1) * length, count) {
        buffer.initializeElement(at: index, to: value(index))
      }
    }
    initializedCount = count
  }
}
