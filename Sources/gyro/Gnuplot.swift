// SPDX-License-Identifier: GPL-3.0-or-later
// Runs gnuplot, and says what to do where it is not installed.

internal import Foundation
internal import GyroFigures
internal import GyroFiles

enum Gnuplot {
  /// Draws a script into a file that appears whole or not at all.
  ///
  /// - Throws: ``GyroFiles/FileError`` if gnuplot fails; if it is not there, the script stands beside.
  static func draw(
    _ script: GnuplotScript, as terminal: GnuplotScript.Terminal, to path: String
  ) throws {
    guard let program = installed else {
      let beside = URL(filePath: path).deletingPathExtension()
      let name = beside.lastPathComponent + ".gp"
      let scriptPath =
        path.hasSuffix("/" + URL(filePath: path).lastPathComponent)
        ? String(path.dropLast(URL(filePath: path).lastPathComponent.count)) + name : name
      let text = script.text(terminal, output: URL(filePath: path).lastPathComponent)
      try AtomicFile.write(Data(text.utf8), to: scriptPath)
      throw FileError(
        path: path,
        problem: "cannot be drawn: gnuplot is not installed; its script stands in \(scriptPath)",
        hint: "Install it (apt-get install gnuplot-nox) and run: gnuplot \(scriptPath)")
    }
    var file = try AtomicFile(path: path)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (commands, remarks) = (folder.appending(path: "figure.gp"), folder.appending(path: "said"))
    try Data(script.text(terminal, output: file.temporaryPath).utf8).write(to: commands)
    try Data().write(to: remarks)
    let process = Process()
    process.executableURL = program
    // Without the user's own settings, so that the picture is the same everywhere.
    process.arguments = ["-d", commands.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: remarks)
    try process.run()
    process.waitUntilExit()
    let size =
      try FileManager.default.attributesOfItem(atPath: file.temporaryPath)[.size] as? Int ?? 0
    guard process.terminationStatus == 0, size > 0 else {
      let said = String(decoding: try Data(contentsOf: remarks), as: UTF8.self)
      let words = said.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(300)
      throw FileError(
        path: path, problem: "cannot be drawn: gnuplot says \"\(words)\"",
        hint: "Write the script (--plot FILE.gp) and look at the line")
    }
    try file.commit()
  }

  /// The program in the search path.
  private static var installed: URL? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(filePath: String($0)).appending(path: "gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
