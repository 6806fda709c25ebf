// SPDX-License-Identifier: GPL-3.0-or-later
// The command `gyro`: one file a sub-command, assembled here.

internal import ArgumentParser
internal import Foundation
internal import GyroFiles
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
    // Whoever reads our output may stop: that is an error to report, and no signal to die of.
    signal(SIGPIPE, SIG_IGN)
    StandardStreams.reserve()
    if let argument = CommandLine.firstUnreadableArgument {
      exit(
        withError: ValidationError(
          "The argument \"\(argument)\" is not UTF-8, so that the file it names cannot be found. "
            + "Rename the file, or name a link to it."))
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as RequestError {
      end(ValidationError(error.description))
    } catch {
      end(error)
    }
  }

  /// Says what went wrong, or the help that was asked for; names in a message come from files.
  private static func end(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    let message = PrintableText.page(fullMessage(for: error))
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
          : String(format: "\\x%02X", UInt8(bitPattern: byte))
      }.joined()
    }
    return nil
  }
}
