// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks of unequal length on several threads, each thread with scratch memory of its own.

internal import Dispatch
internal import Synchronization

/// Does every task once; a thread that is done with one takes the next.
///
/// Which thread does a task is left to chance, so what a task leaves behind must depend on its index
/// alone and go to memory of its own.
///
/// - Parameters:
///   - count: How many tasks.
///   - threadCount: How many threads share the work; 1 is the calling thread alone.
///   - scratch: Makes what a thread needs for its tasks.
///   - task: Does a task.
public func concurrentForEach<Scratch: SendableMetatype>(
  count: Int, threadCount: Int, scratch: @Sendable () -> Scratch,
  _ task: @Sendable (Int, Scratch) -> Void
) {
  precondition(threadCount > 0, "\(threadCount) threads")
  guard count > 0 else { return }
  let next = Counter()
  @Sendable func work() {
    let memory = scratch()
    while true {
      let index = next.value.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      task(index, memory)
    }
  }
  let threadCount = min(threadCount, count)
  if threadCount == 1 {
    work()
  } else {
    DispatchQueue.concurrentPerform(iterations: threadCount) { _ in work() }
  }
}

private final class Counter: Sendable { let value = Atomic(0) }
