// SPDX-License-Identifier: GPL-3.0-or-later
// A line on the terminal for each file that comes over the network.

internal import Synchronization

/// Shows how much of a file has come, file after file.
final class FetchProgress: Sendable {
  private struct Current {
    let name: String
    var line: ProgressLine
  }
  private let current = Mutex<Current?>(nil)

  /// Shows how many bytes of a file have arrived.
  func update(_ name: String, byteCount: Int) {
    current.withLock {
      if $0?.name != name {
        $0?.line.finish()
        $0 = Current(name: name, line: ProgressLine(total: nil, unit: "kB", isQuiet: false))
      }
      $0?.line.update(byteCount / 1000, name)
    }
  }

  deinit { current.withLock { $0?.line.finish() } }
}
