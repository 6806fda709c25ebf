// SPDX-License-Identifier: GPL-3.0-or-later
// Many tasks in parallel, each on disk as soon as it is done.

internal import GyroFiles
internal import GyroNumerics
internal import GyroPlatform
package import Gyrochronology
internal import Synchronization

extension RobustnessRun {
  /// How far a run has come.
  package struct Progress: Sendable {
    /// Tasks done, of how many.
    package let done, total: Int
    /// The task done last.
    package let task: String
  }

  /// Does what is missing of the tasks of a shard.
  ///
  /// - Parameters:
  ///   - store: Where results are looked for and kept.
  ///   - shard: The part to do.
  ///   - threadCount: How many tasks run side by side; no result depends on it.
  ///   - clock: Seconds since any moment, by which tasks are timed.
  ///   - isCancelled: Asked before each task; true ends the run after those that are under way.
  ///   - progress: Called after each task, from any thread, one call at a time.
  /// - Returns: How many results were found and need not be made.
  /// - Throws: The first error of a task; those that run are finished before.
  package func complete(
    store: RobustnessStore, shard: Shard = .whole, threadCount: Int,
    clock: @Sendable () -> Double = { 0 }, isCancelled: @Sendable () -> Bool = { false },
    progress: @Sendable (Progress) -> Void
  ) throws -> Int {
    let mine = plan.tasks.enumerated().filter { shard.contains($0.offset) }
      .map(\.element)
    let missing = mine.filter { store.result($0.label) == nil }
    let fast =
      missing.count { !$0.variant.isTraining } > 3 ? try withCaches(threadCount: threadCount) : self
    let state = Mutex((next: 0, done: 0, failure: (any Error)?.none))
    // Each thread takes the next task when it is free: trainings take longer than inferences.
    _ = concurrentMap(count: threadCount, threadCount: threadCount) { _ in
      while true {
        let task = state.withLock { state -> RobustnessTask? in
          guard state.failure == nil, state.next < missing.count, !isCancelled() else { return nil }
          state.next += 1
          return missing[state.next - 1]
        }
        guard let task else { return }
        do {
          let start = clock()
          var result = try fast.result(of: task)
          result.seconds = clock() - start
          try store.results.save(result)
          state.withLock {
            $0.done += 1
            progress(Progress(done: $0.done, total: missing.count, task: task.name))
          }
        } catch {
          state.withLock { $0.failure = $0.failure ?? error }
        }
      }
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
    return mine.count - missing.count
  }
}
