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

  /// Runs a line of shell and kills it, without a chance to clean up, once a condition of the shell holds.
  ///
  /// How fast the machine is decides only how often this is tried: a run that was done before it could be
  /// killed is begun again.
  ///
  /// - Parameters:
  ///   - line: The command, which ends by itself only with its output in place or with an error.
  ///   - condition: What holds in the middle of the run.
  ///   - output: What is there once the run is done.
  /// - Returns: What was printed; status 0 if the run was killed in the middle.
  /// - Throws: An error if the shell cannot be started.
  func killing(_ line: String, once condition: String, output: String) throws -> ProgramRun {
    try shell(
      "for try in $(seq 20); do rm -rf \(output); \(line) & pid=$!; "
        + "while kill -0 $pid 2> /dev/null && ! \(condition); do sleep 0.01; done; "
        + "kill -9 $pid 2> /dev/null; wait $pid; \(condition) && [ ! -e \(output) ] && exit 0; done; exit 1"
    )
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
    // Threads that run tests block signals, and a child inherits that: a shell would wait for its own
    // children for ever, since it is never told of their end.
    var (every, blocked) = (sigset_t(), sigset_t())
    sigfillset(&every)
    pthread_sigmask(SIG_UNBLOCK, &every, &blocked)
    defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
    try process.run()
    process.waitUntilExit()
    return ProgramRun(
      standardOutput: String(decoding: try Data(contentsOf: paths[1]), as: UTF8.self),
      standardError: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self),
      exitCode: process.terminationStatus)
  }
}
