// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the installed pip which package index it is set up with; pip does nothing else.

internal import Dispatch
internal import GyroFiles
internal import GyroPlatform

/// What the installed pip is set up with.
enum PipSettings {
  /// The address of its index, from the help text, in which pip prints the values that are in force.
  ///
  /// Python runs in isolated mode and in the root folder, so that no file of the working folder or of
  /// the user's module path is run. No word of a manifest is among the arguments.
  static func indexAddress() -> String? {
    // Wide enough that no line is broken inside the address.
    guard
      let program = try? ExternalProgram(
        "/usr/bin/env", ["python3", "-I", "-m", "pip", "download", "--help"], in: "/",
        variables: ["COLUMNS": "4000"], output: .pipe)
    else { return nil }
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 60)
    timer.setEventHandler { program.send(SIGTERM) }
    timer.resume()
    defer { timer.cancel() }
    let text = ExternalProgram.readAll(program.output, keeping: 1 << 20)
    _ = program.wait()
    return indexAddress(inHelp: String(decoding: text, as: UTF8.self))
  }

  /// The address in a help text.
  static func indexAddress(inHelp text: String) -> String? {
    text.firstMatch(of: /--index-url\s[^(]*\(default\s+([^\s)]+)\)/).map { String($0.1) }
  }
}
