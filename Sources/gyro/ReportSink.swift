// SPDX-License-Identifier: GPL-3.0-or-later
// Where every result in words goes; one that cannot be written is an error.

internal import Foundation
internal import GyroFiles

/// Text on its way to standard output, or to a file that appears whole or not at all.
final class ReportSink {
  private var file: AtomicFile?
  private var pending: [UInt8] = []

  init(path: String) throws(FileError) { if path != "-" { file = try AtomicFile(path: path) } }

  func write(_ text: String) throws(FileError) {
    pending += text.utf8
    if pending.count > 64 * 1024 { try flush() }
  }

  func finish() throws(FileError) {
    try flush()
    try file?.commit()
  }

  /// Writes a text as a whole, to standard output unless a path is named.
  static func write(_ text: String, to path: String = "-") throws(FileError) {
    let sink = try ReportSink(path: path)
    try sink.write(text)
    try sink.finish()
  }

  private func flush() throws(FileError) {
    if file != nil {
      try file?.write(pending)
    } else {
      try StandardOutput.write(pending)
    }
    pending.removeAll(keepingCapacity: true)
  }
}
