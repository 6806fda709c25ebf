// SPDX-License-Identifier: GPL-3.0-or-later
// Runs gnuplot, and says what to do where it is not installed.

internal import Foundation
internal import GyroFiles

package enum Gnuplot {
  /// Draws a script into a file that appears whole or not at all.
  ///
  /// - Throws: ``GyroFiles/FileError`` if gnuplot fails; if it is not there, the script stands beside.
  package static func draw(
    _ script: GnuplotScript, as terminal: GnuplotScript.Terminal, to path: String
  ) throws {
    guard let program = installed else {
      try leaveScript(
        script.text(terminal, output: URL(filePath: path).lastPathComponent), insteadOf: path)
    }
    let name = "figure.\(terminal.rawValue)"
    try draw(
      script.text(terminal, output: name), as: WholePicture(terminal), named: name, to: path,
      program: program)
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
  package static func scriptPath(beside path: String) -> String {
    let file = URL(filePath: path).lastPathComponent
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent + ".gp"
    return path.hasSuffix("/" + file) ? String(path.dropLast(file.count)) + name : name
  }

  /// What an animation is written as.
  package enum Animation {
    case gif, png

    package init?(path: String) {
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
  package static func animate(_ script: GnuplotScript, to path: String) throws {
    guard let program = installed else {
      // gnuplot alone makes a GIF of many frames, and no PNG.
      let picture = URL(filePath: path).deletingPathExtension().lastPathComponent + ".gif"
      try leaveScript(
        script.animation(output: picture, milliseconds: milliseconds), insteadOf: path)
    }
    switch Animation(path: path) {
    case .gif:
      try draw(
        script.animation(output: "figure.gif", milliseconds: milliseconds), as: .gif,
        named: "figure.gif", to: path, program: program)
    case .png, nil:
      func name(_ index: Int) -> String { "\(index).png" }
      let frames = try ScratchFolder.with { folder in
        let said = try run(script.frames(output: name), program: program, in: folder, for: path)
        return try (0..<script.frameCount).map {
          try picture(.png, named: name($0), in: folder, said: said, for: path)
        }
      }
      guard let bytes = AnimatedPNG.bytes(frames: frames, milliseconds: milliseconds) else {
        throw FileError(path: path, problem: "cannot be drawn: the frames do not fit together")
      }
      try AtomicFile.write(bytes, to: path)
    }
  }

  /// Draws under a name of our own in a folder of our own, so that no path of a user reaches gnuplot, and puts
  /// the picture in its place if it is whole.
  private static func draw(
    _ script: String, as form: WholePicture, named name: String, to path: String, program: URL
  ) throws {
    let bytes = try ScratchFolder.with { folder in
      let said = try run(script, program: program, in: folder, for: path)
      return try picture(form, named: name, in: folder, said: said, for: path)
    }
    try AtomicFile.write(bytes, to: path)
  }

  /// A picture that gnuplot has drawn, if it is there to its end.
  private static func picture(
    _ form: WholePicture, named name: String, in folder: URL, said: String, for path: String
  ) throws -> Data {
    let bytes = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
    guard form.holds(bytes) else {
      throw FileError(
        path: path,
        problem: "cannot be drawn: gnuplot left the picture unfinished"
          + (said.isEmpty ? "" : " and says \"\(said)\""),
        hint: "Check that the folder for temporary files, "
          + "\(FileManager.default.temporaryDirectory.path), is not full")
    }
    return bytes
  }

  /// Runs a script in a folder, and gives what gnuplot said.
  private static func run(
    _ text: String, program: URL, in folder: URL, for path: String
  ) throws -> String {
    let (commands, remarks) = (folder.appending(path: "figure.gp"), folder.appending(path: "said"))
    try AtomicFile.write(Data(text.utf8), to: commands.path)
    try Data().write(to: remarks)
    let process = Process()
    process.executableURL = program
    process.currentDirectoryURL = folder
    // Without the user's own settings, so that the picture is the same everywhere.
    process.arguments = ["-d", commands.lastPathComponent]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: remarks)
    try process.run()
    process.waitUntilExit()
    let words = String(decoding: try Data(contentsOf: remarks), as: UTF8.self)
      .split(whereSeparator: \.isNewline).joined(separator: " ")
    let said = String(words.prefix(300))
    guard process.terminationStatus == 0 else {
      throw FileError(
        path: path, problem: "cannot be drawn: gnuplot says \"\(said)\"",
        hint: "Write the script (--plot FILE.gp) and look at the line")
    }
    return said
  }

  /// Whether pictures can be drawn.
  package static var isInstalled: Bool { installed != nil }

  /// The program in the search path.
  private static var installed: URL? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(filePath: String($0)).appending(path: "gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}

extension WholePicture {
  fileprivate init(_ terminal: GnuplotScript.Terminal) {
    switch terminal {
    case .png: self = .png
    case .svg: self = .svg
    case .pdf: self = .pdf
    }
  }
}
