// SPDX-License-Identifier: GPL-3.0-or-later
// How many threads share the work, in all commands that ask.

internal import ArgumentParser
internal import GyroEssentials

/// The argument of --threads.
enum Threads {
  /// Refuses a number of threads that is out of range.
  static func check(_ asked: Int?) throws(ValidationError) {
    try Usage.check("--threads", asked, in: 1...1024)
  }

  /// As many as were asked for, else one for each core.
  static func count(_ asked: Int?) -> Int {
    asked ?? ProcessInfo.processInfo.activeProcessorCount
  }
}
