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
      try leaveScript(
        script.text(terminal, output: URL(filePath: path).lastPathComponent), insteadOf: path)
    }
    try draw(path: path, program: program) { script.text(terminal, output: $0) }
  }

  /// Writes a script beside the place of a picture that cannot be drawn.
  ///
  /// - Throws: Always, and says where the script is.
  private static func leaveScript(_ text: String, insteadOf path: String) throws -> Never {
    let script = scriptPath(beside: path)
    try AtomicFile.write(Data(text.utf8), to: script)
    throw FileError(
      path: path,
      problem: "cannot be drawn: gnuplot is not installed; its script stands in \(script)",
      hint: "Install it (apt-get install gnuplot-nox) and, in that folder, run: gnuplot "
        + URL(filePath: script).lastPathComponent)
  }

  /// The path of the script of a picture: the same with the ending .gp.
  static func scriptPath(beside path: String) -> String {
    let file = URL(filePath: path).lastPathComponent
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent + ".gp"
    return path.hasSuffix("/" + file) ? String(path.dropLast(file.count)) + name : name
  }

  /// What an animation is written as.
  enum Animation {
    case gif, png

    init?(path: String) {
      switch URL(filePath: path).pathExtension.lowercased() {
      case "gif": self = .gif
      case "png", "apng": self = .png
      default: return nil
      }
    }
  }

  /// How long a frame of an animation is shown.
  private static let milliseconds = 120

  /// Draws an animation into a file that appears whole or not at all.
  static func animate(_ script: GnuplotScript, to path: String) throws {
    guard let program = installed else {
      // gnuplot alone makes a GIF of many frames, and no PNG.
      let picture = URL(filePath: path).deletingPathExtension().lastPathComponent + ".gif"
      try leaveScript(
        script.animation(output: picture, milliseconds: milliseconds), insteadOf: path)
    }
    switch Animation(path: path) {
    case .gif:
      try draw(path: path, program: program) {
        script.animation(output: $0, milliseconds: milliseconds)
      }
    case .png, nil:
      let folder = try scratchFolder()
      defer { try? FileManager.default.removeItem(at: folder) }
      func frame(_ index: Int) -> URL { folder.appending(path: "\(index).png") }
      try run(script.frames { frame($0).path }, program: program, in: folder, for: path)
      let frames = try (0..<script.frameCount).map { try Data(contentsOf: frame($0)) }
      guard let bytes = AnimatedPNG.bytes(frames: frames, milliseconds: milliseconds) else {
        throw FileError(path: path, problem: "cannot be drawn: the frames do not fit together")
      }
      try AtomicFile.write(bytes, to: path)
    }
  }

  private static func draw(
    path: String, program: URL, _ text: (_ output: String) -> String
  ) throws {
    var file = try AtomicFile(path: path)
    let folder = try scratchFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try run(text(file.temporaryPath), program: program, in: folder, for: path)
    let size =
      try FileManager.default.attributesOfItem(atPath: file.temporaryPath)[.size] as? Int ?? 0
    guard size > 0 else { throw FileError(path: path, problem: "was left empty by gnuplot") }
    try file.commit()
  }

  private static func scratchFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static func run(_ text: String, program: URL, in folder: URL, for path: String) throws {
    let (commands, remarks) = (folder.appending(path: "figure.gp"), folder.appending(path: "said"))
    try Data(text.utf8).write(to: commands)
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
    guard process.terminationStatus == 0 else {
      let said = String(decoding: try Data(contentsOf: remarks), as: UTF8.self)
      let words = said.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(300)
      throw FileError(
        path: path, problem: "cannot be drawn: gnuplot says \"\(words)\"",
        hint: "Write the script (--plot FILE.gp) and look at the line")
    }
  }

  /// Whether pictures can be drawn.
  static var isInstalled: Bool { installed != nil }

  /// The program in the search path.
  private static var installed: URL? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(filePath: String($0)).appending(path: "gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
