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
      RobustnessCommand.self, PlotCommand.self,
    ])

  static func main() {
    // Whoever reads our output may stop: that is an error to report, and no signal to die of.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
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
