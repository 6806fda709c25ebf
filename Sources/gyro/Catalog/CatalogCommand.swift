// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro catalog`: get source tables, make the standard catalog of them, look at it, check it.

internal import ArgumentParser

struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Fetch source tables, build, show and check the standard catalog.",
    subcommands: [
      CatalogFetchCommand.self, CatalogBuildCommand.self, CatalogShowCommand.self,
      CatalogCheckCommand.self, CatalogCompareCommand.self,
    ])
}
