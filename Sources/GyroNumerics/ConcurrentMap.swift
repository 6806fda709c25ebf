// SPDX-License-Identifier: GPL-3.0-or-later
// A pure function over a range of indices, on several threads.

internal import Dispatch

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
  return [Value](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    // Thread t fills the elements t, t + threadCount, …: none twice, and slow neighbors are shared out.
    nonisolated(unsafe) let buffer = buffer
    DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
      for index in stride(from: thread, to: count, by: threadCount) {
        buffer.initializeElement(at: index, to: value(index))
      }
    }
    initializedCount = count
  }
}
