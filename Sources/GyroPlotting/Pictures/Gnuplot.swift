// SPDX-License-Identifier: GPL-3.0-or-later
// Runs gnuplot, and leaves a script with instructions where it is not installed.

internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform

/// The program that draws.
package enum Gnuplot {
  /// Whether pictures can be drawn.
  package static var isInstalled: Bool { installed != nil }

  /// The script that is written where a picture cannot be drawn: its name with the ending .gp.
  ///
  /// - Returns: The path; nil where gnuplot is installed, or the file is not drawn but written.
  package static func substitute(for path: String) -> String? {
    isInstalled || path.hasSuffix(".gp") || path.hasSuffix(".json")
      ? nil : scriptPath(beside: path)
  }

  /// Draws a script into a file that appears whole or not at all.
  ///
  /// - Parameters:
  ///   - script: The figure.
  ///   - terminal: The kind of picture.
  ///   - path: The file.
  /// - Throws: ``GyroFiles/FileError`` if gnuplot fails, or leaves the picture incomplete. Where it is not
  ///   installed, the script is written next to the picture and named in the error.
  package static func draw(
    _ script: GnuplotScript, as terminal: GnuplotScript.Terminal, to path: String
  ) throws(FileError) {
    let name = "figure.\(terminal.rawValue)"
    guard let program = installed else {
      try leaveScript(
        script.text(terminal, output: URL(filePath: path).lastPathComponent), insteadOf: path)
    }
    let pictures = try pictures(
      [name], of: PictureFormat(terminal), by: script.text(terminal, output: name),
      program: program, for: path)
    try AtomicFile.write(pictures[0], to: path)
  }

  /// Draws an animation into a file that appears whole or not at all.
  ///
  /// - Parameters:
  ///   - script: The frames.
  ///   - file: The file, and what kind it is.
  /// - Throws: As ``draw(_:as:to:)`` does.
  package static func animate(
    _ script: GnuplotScript, to file: AnimationFile
  ) throws(FileError) {
    let (path, milliseconds) = (file.path, AnimationFile.frameMilliseconds)
    guard let program = installed else {
      // gnuplot alone makes a GIF of many frames, and no PNG.
      let picture = URL(filePath: path).deletingPathExtension().lastPathComponent + ".gif"
      try leaveScript(
        script.animation(output: picture, milliseconds: milliseconds), insteadOf: path)
    }
    switch file.format {
    case .gif:
      let pictures = try pictures(
        ["figure.gif"], of: .gif,
        by: script.animation(output: "figure.gif", milliseconds: milliseconds),
        program: program, for: path)
      try AtomicFile.write(pictures[0], to: path)
    case .png:
      func name(_ index: Int) -> String { "\(index).png" }
      let frames = try pictures(
        (0..<script.frameCount).map(name), of: .png, by: script.frames(output: name),
        program: program, for: path)
      guard let bytes = AnimatedPNG.bytes(frames: frames, milliseconds: milliseconds) else {
        throw FileError(path: path, problem: "cannot be drawn: the frames do not fit together")
      }
      try AtomicFile.write(bytes, to: path)
    }
  }

  /// Writes a script next to a picture that cannot be drawn.
  ///
  /// - Throws: Always: the error names the script.
  private static func leaveScript(
    _ text: String, insteadOf path: String
  ) throws(FileError) -> Never {
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

  /// Draws in a folder of our own under names of our own, so that no path of a user reaches gnuplot.
  ///
  /// - Returns: The pictures, in the order of their names, each complete.
  private static func pictures(
    _ names: [String], of format: PictureFormat, by script: String, program: URL, for path: String
  ) throws(FileError) -> [Data] {
    try ScratchFolder.with { folder throws(FileError) in
      let message = try run(script, program: program, in: folder, for: path)
      return try names.map { name throws(FileError) in
        let bytes = (try? Data(contentsOf: folder.appending(path: name))) ?? Data()
        guard format.isComplete(bytes) else {
          throw FileError(
            path: path,
            problem: "cannot be drawn: gnuplot left the picture unfinished"
              + (message.isEmpty ? "" : " and says \"\(message)\""),
            hint: "Check that the folder for temporary files, "
              + "\(FileManager.default.temporaryDirectory.path), is not full")
        }
        return bytes
      }
    }
  }

  /// The largest part of what gnuplot says that is shown, bytes and characters.
  private static let (readBytes, shownCount) = (4096, 300)

  /// Runs a script in a folder, and returns what gnuplot said, in one line.
  private static func run(
    _ script: String, program: URL, in folder: URL, for path: String
  ) throws(FileError) -> String {
    let (commands, messages) = (
      folder.appending(path: "figure.gp"), folder.appending(path: "messages")
    )
    try AtomicFile.write(Data(script.utf8), to: commands.path)
    try AtomicFile.write(Data(), to: messages.path)
    let status: Int32
    do throws(ExternalProgram.Failure) {
      // Without the user's own settings, so that the picture is the same everywhere. Its messages go to a file and not
      // to a pipe: no amount of warnings can block gnuplot.
      status = try ExternalProgram(
        program.path, ["-d", commands.lastPathComponent], in: folder.path,
        messages: .file(messages.path)
      ).wait()
    } catch {
      throw FileError(
        path: path, problem: "cannot be drawn: gnuplot cannot be run, \(error.problem)",
        hint: "Check that \(program.path) works")
    }
    let said = try FileContents.start(of: messages.path, count: readBytes)
    let message = String(
      String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline)
        .joined(separator: " ").prefix(shownCount))
    guard status == 0 else {
      throw FileError(
        path: path, problem: "cannot be drawn: gnuplot says \"\(message)\"",
        hint: "Write the script (--plot FILE.gp) and look at the line")
    }
    return message
  }

  /// The program in the search path.
  private static var installed: URL? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(filePath: String($0)).appending(path: "gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
