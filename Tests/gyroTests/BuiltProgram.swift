// SPDX-License-Identifier: GPL-3.0-or-later
// The command `gyro` as it was built beside these tests, run as a user runs it.

import Foundation

/// What a finished program left behind.
struct ProgramRun {
  let standardOutput: String
  let standardError: String
  let exitCode: Int32
}

/// Runs programs in a folder of their own, with the freshly built `gyro` first in the search path.
///
/// The streams go through files and not through pipes, so that no amount of output can block.
struct BuiltProgram: ~Copyable {
  /// The working folder, removed with this value.
  let folder: URL
  private let streams: URL

  /// Makes an empty working folder.
  init() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    (folder, streams) = (
      base.appendingPathComponent("work"), base.appendingPathComponent("streams")
    )
    for each in [folder, streams] {
      try FileManager.default.createDirectory(at: each, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

  /// Runs `gyro` with arguments and, if given, standard input.
  func gyro(_ arguments: String..., standardInput: String = "") throws -> ProgramRun {
    try gyro(arguments, standardInput: standardInput)
  }

  /// Runs `gyro` with a list of arguments.
  func gyro(_ arguments: [String], standardInput: String = "") throws -> ProgramRun {
    try run(
      Self.binaries.appendingPathComponent("gyro"), arguments, standardInput: standardInput,
      mergingErrors: false)
  }

  /// Runs a line of shell; standard error goes where standard output goes, as on a terminal.
  func shell(_ line: String) throws -> ProgramRun {
    try run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", line], standardInput: "", mergingErrors: true)
  }

  /// Where the tests were built, and `gyro` with them.
  private static var binaries: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? .main
    return bundle.bundleURL.pathExtension == "xctest"
      ? bundle.bundleURL.deletingLastPathComponent() : bundle.bundleURL
  }

  private func run(
    _ executable: URL, _ arguments: [String], standardInput: String, mergingErrors: Bool
  ) throws -> ProgramRun {
    let paths = ["in", "out", "err"].map { streams.appendingPathComponent($0) }
    for (path, contents) in zip(paths, [standardInput, "", ""]) {
      try Data(contents.utf8).write(to: path)
    }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PATH": "\(Self.binaries.path):/usr/bin:/bin", "LC_ALL": "C"]) { $1 }
    let output = try FileHandle(forWritingTo: paths[1])
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = output
    process.standardError = mergingErrors ? output : try FileHandle(forWritingTo: paths[2])
    try process.run()
    process.waitUntilExit()
    return ProgramRun(
      standardOutput: String(decoding: try Data(contentsOf: paths[1]), as: UTF8.self),
      standardError: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self),
      exitCode: process.terminationStatus)
  }
}
