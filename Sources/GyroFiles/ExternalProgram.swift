// SPDX-License-Identifier: GPL-3.0-or-later
// Another program, started with its own streams and waited for.

internal import GyroEssentials
internal import GyroPlatform
internal import Synchronization

/// A program that was started: nothing comes in, and what it writes goes where the caller says.
///
/// It has a process group of its own, so that a terminal's interrupt reaches this program alone, which ends it in its own time.
package final class ExternalProgram: Sendable {
  /// Where an output of the program goes.
  package enum Destination: Hashable {
    /// Nowhere.
    case nowhere
    /// To this program, which reads it.
    case pipe
    /// To a file that is there.
    case file(String)
  }

  /// Why a program was not started.
  package struct Failure: Error {
    /// The system's message.
    package let problem: String
  }

  private let process: pid_t
  /// Where the output and the messages are read; negative where they go elsewhere.
  package let output, messages: Int32
  private let hasEnded = Mutex(false)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - arguments: What follows its name.
  ///   - folder: The folder it works in; nil is that of this program.
  ///   - variables: Variables of the environment besides those of this program.
  ///   - output: Where its standard output goes.
  ///   - messages: Where its standard error goes.
  /// - Throws: ``Failure`` if the system does not start it. In a folder, a program that is not there ends with 126 or 127.
  package init(
    _ path: String, _ arguments: [String], in folder: String? = nil,
    variables: [String: String] = [:], output: Destination = .nowhere,
    messages: Destination = .nowhere
  ) throws(Failure) {
    var words = [path] + arguments
    // The shell changes the folder, since not every C library can do so for a new process.
    if let folder {
      words = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder] + words
    }
    var actions = FileActions()
    actions.open(STDIN_FILENO, "/dev/null", O_RDONLY)
    var (ends, theirs) = ([Int32](), [Int32]())
    for (descriptor, destination) in [(STDOUT_FILENO, output), (STDERR_FILENO, messages)] {
      switch destination {
      case .nowhere: actions.open(descriptor, "/dev/null", O_WRONLY)
      case .file(let path): actions.open(descriptor, path, O_WRONLY)
      case .pipe:
        guard let pipe = Self.pipe() else {
          let problem = Self.lastProblem
          (ends + theirs).forEach { close($0) }
          throw Failure(problem: problem)
        }
        actions.duplicate(pipe.writing, as: descriptor)
        theirs.append(pipe.writing)
        ends.append(pipe.reading)
      }
    }
    let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    var process = pid_t()
    let status = actions.spawn(
      words, environment.map { "\($0.key)=\($0.value)" }.sorted(), &process)
    theirs.forEach { close($0) }
    guard status == 0 else {
      ends.forEach { close($0) }
      throw Failure(problem: String(cString: strerror(status)))
    }
    self.process = process
    self.output = output == .pipe ? ends.removeFirst() : -1
    self.messages = ends.first ?? -1
  }

  deinit { for descriptor in [output, messages] where descriptor >= 0 { close(descriptor) } }

  /// All that is written to a pipe until its end, of which at most so many bytes are kept.
  package static func readAll(_ descriptor: Int32, keeping limit: Int) -> [UInt8] {
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count > 0 {
        bytes += piece.prefix(min(count, limit - bytes.count))
      } else if count == 0 || errno != EINTR {
        return bytes
      }
    }
  }

  /// Waits for its end.
  ///
  /// - Returns: Its exit status; of a program that a signal ended, 128 and the number of the signal.
  package func wait() -> Int32 {
    var information = siginfo_t()
    // Its number stays taken until no more signals are sent, so that none can reach another process.
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    var status: Int32 = 0
    hasEnded.withLock { hasEnded in
      guard !hasEnded else { return }
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      hasEnded = true
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// Sends a signal, unless its end was waited for.
  package func send(_ signal: Int32) {
    hasEnded.withLock { hasEnded in if !hasEnded { kill(process, signal) } }
  }

  private static var lastProblem: String { String(cString: strerror(errno)) }

  /// A pipe that other programs do not inherit.
  private static func pipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard GyroPlatform.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

/// What is done to the streams of a new process before it begins.
private struct FileActions: ~Copyable {
  #if canImport(Darwin)
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
  #else
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
  #endif

  init() {
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    // Threads of Dispatch block signals, which a program would inherit.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
  }

  deinit {
    var (actions, attributes) = (actions, attributes)
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }

  mutating func open(_ descriptor: Int32, _ path: String, _ flags: Int32) {
    posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0)
  }

  mutating func duplicate(_ source: Int32, as descriptor: Int32) {
    posix_spawn_file_actions_adddup2(&actions, source, descriptor)
  }

  mutating func spawn(
    _ words: [String], _ environment: [String], _ process: inout pid_t
  ) -> Int32 {
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    return posix_spawn(&process, words[0], &actions, &attributes, arguments, variables)
  }
}
