// SPDX-License-Identifier: GPL-3.0-or-later
// What a long run says when it is interrupted: what is kept, and how it goes on.

internal import Dispatch
internal import GyroFiles
internal import GyroPlatform

/// Says a text when the run is interrupted or told to end, and then ends as it would have without it.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Waits for a signal.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether nothing is to be said.
  ///   - words: What is said; called on another thread.
  init(isQuiet: Bool, words: @escaping @Sendable () -> String) {
    guard !isQuiet else {
      sources = []
      return
    }
    let ignored = unsafeBitCast(SIG_IGN, to: Int.self)
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      // A signal that is ignored stays ignored.
      guard unsafeBitCast(signal(number, SIG_IGN), to: Int.self) != ignored else { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // A new line, since the terminal has shown ^C behind the progress.
        StandardError.say("\n" + words())
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.resume()
      return source
    }
  }

  /// Leaves signals to do what they do by themselves.
  func end() {
    for source in sources { source.cancel() }
    if !sources.isEmpty { for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) } }
  }
}
