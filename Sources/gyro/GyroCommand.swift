// SPDX-License-Identifier: GPL-3.0-or-later
// The command `gyro`: one file a sub-command, assembled here.

internal import ArgumentParser
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
internal import Gyrochronology

@main
struct GyroCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gyro",
    abstract: "Stellar ages from rotation.",
    version: ProgramVersion.current,
    subcommands: [
      AgeCommand.self, ClusterCommand.self, TrackCommand.self, SimulateCommand.self,
      CatalogCommand.self, CiteCommand.self, TrainCommand.self, ModelCommand.self,
      RobustnessCommand.self, PlotCommand.self, ExploreCommand.self,
    ])

  static func main() {
    // A closed pipe is an error of the write, so that files of the same run are finished.
    signal(SIGPIPE, SIG_IGN)
    StandardStreams.reserve()
    if let argument = CommandLine.firstUnreadableArgument {
      exit(
        withError: ValidationError(
          "The argument \"\(argument)\" is not UTF-8, so that the file it names cannot be found. "
            + "Rename the file, or name a link to it."))
    }
    let (arguments, notes) = OldSpelling.modernized(Array(CommandLine.arguments.dropFirst()))
    if !arguments.contains("--quiet"), !arguments.contains("-q") {
      for note in notes { StandardError.say(note) }
    }
    var command: any ParsableCommand
    do {
      try checkName(arguments)
      command = try parse(arguments, as: arguments.first) ?? parseAsRoot(arguments)
    } catch let error as RequestError {
      end(ValidationError(error.description), of: GyroCommand.self)
    } catch {
      if exitCode(for: error) == .validationFailure,
        let (unknown, command) = unknownOption(in: arguments)
      {
        end(unknown, of: command)
      }
      end(error, of: GyroCommand.self)
    }
    do { try command.run() } catch let error as RequestError {
      end(ValidationError(error.description), of: type(of: command))
    } catch {
      end(error, of: type(of: command))
    }
  }

  /// The sub-command that a name stands for with its arguments; nil where there are errors, help or further sub-commands, which
  /// the whole tree of commands knows best.
  ///
  /// Laying out the tree takes longer than dating a star.
  private static func parse(
    _ arguments: [String], as name: String?
  ) -> (any ParsableCommand)? {
    let found = configuration.subcommands.first { $0.configuration.commandName == name }
    guard let found, found.configuration.subcommands.isEmpty else { return nil }
    let command = try? found.parseAsRoot(Array(arguments.dropFirst()))
    // Help that was asked for is a command of its own.
    return command.flatMap { type(of: $0) == found ? $0 : nil }
  }

  /// Refuses a sub-command that does not exist, with the one that may be meant.
  private static func checkName(_ arguments: [String]) throws {
    var names = arguments[...]
    if names.first == "help" { names.removeFirst() }
    guard let name = names.first, !name.hasPrefix("-") else { return }
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !known.contains(name), name != "help" else { return }
    throw ValidationError(
      "There is no sub-command \"\(name)\"." + SimilarName.hint(for: name, among: known))
  }

  /// An option that a command does not have, in place of an error that comes of its value.
  ///
  /// That is taken for the table, and what goes with a table is checked first.
  private static func unknownOption(
    in arguments: [String]
  ) -> (error: ValidationError, command: any ParsableCommand.Type)? {
    var command: any ParsableCommand.Type = GyroCommand.self
    for name in arguments {
      let child = command.configuration.subcommands.first { $0.configuration.commandName == name }
      guard let child else { break }
      command = child
    }
    while let child = command.configuration.defaultSubcommand { command = child }
    let help = command.helpMessage(includeHidden: true, columns: 1000)
    let known = Set(help.matches(of: #/--[a-z0-9-]+/#).map { String($0.output) })
    let given = arguments.prefix { $0 != "--" }
      .filter { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "=" }) }
    guard let unknown = given.first(where: { !known.contains($0) }) else { return nil }
    // In the words of the parser, which finds others by itself.
    let hint = SimilarName.nearest(to: unknown, among: known.sorted())
      .map { " Did you mean '\($0)'?" }
    return (ValidationError("Unknown option '\(unknown)'.\(hint ?? "")"), command)
  }

  /// The words that call a sub-command, such as `gyro catalog show`.
  private static func words(
    of wanted: any ParsableCommand.Type, from root: any ParsableCommand.Type = GyroCommand.self
  ) -> [String]? {
    let name = root.configuration.commandName ?? "gyro"
    if root == wanted { return [name] }
    for child in root.configuration.subcommands {
      if let rest = words(of: wanted, from: child) { return [name] + rest }
    }
    return nil
  }

  /// Says what went wrong, or the help that was asked for; names in a message come from files.
  private static func end(_ error: any Error, of command: any ParsableCommand.Type) -> Never {
    // As other programs that a closed pipe ends: no message.
    if StandardOutput.readerHasStopped { exit(withError: ExitCode(128 + SIGPIPE)) }
    let code = exitCode(for: error)
    var text = command.fullMessage(for: error)
    if let words = words(of: command), let name = words.last, words.count > 1 {
      let whole = words.joined(separator: " ")
      text = text.replacing("Usage: \(name)", with: "Usage: \(whole)")
        .replacing("See '\(name) ", with: "See '\(whole) ")
    }
    let message = PrintableText.page(text)
    if !message.isEmpty {
      if code.isSuccess {
        try? StandardOutput.write(Data((message + "\n").utf8))
      } else {
        StandardError.say(message)
      }
    }
    exit(withError: code)
  }
}

extension CommandLine {
  /// The first argument that is not UTF-8, with `\xNN` for the bytes that are not; nil if all are.
  fileprivate static var firstUnreadableArgument: String? {
    for index in 0..<Int(argc) {
      guard let argument = unsafeArgv[index], String(validatingCString: argument) == nil else {
        continue
      }
      return UnsafeBufferPointer(start: argument, count: strlen(argument)).map { byte in
        byte > 0
          ? String(decoding: [UInt8(byte)], as: UTF8.self)
          : String(printf: "\\x%02X", UInt8(bitPattern: byte))
      }.joined()
    }
    return nil
  }
}
