// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model`: look at models, take them over from elsewhere, evaluate their densities.

internal import ArgumentParser

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Show, describe, score, import and evaluate models.",
    subcommands: [
      ModelShowCommand.self, ModelCardCommand.self, ModelScoreCommand.self, ModelImportCommand.self,
      ModelDensityCommand.self,
    ])
}
