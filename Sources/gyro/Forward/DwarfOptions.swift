// SPDX-License-Identifier: GPL-3.0-or-later
// What can be given in place of the color of tracks and gyrochrones, as options.

internal import ArgumentParser
internal import Gyrochronology

/// Temperatures, colors or masses of dwarfs, which stand for their BP-RP.
struct DwarfOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Effective temperatures, K, by the table of dwarfs: of tracks a list, of gyrochrones also a range.",
      valueName: "K,K"),
    transform: NumberRange.init(_:))
  var teff: NumberRange?
  @Option(
    name: .customLong("b-v"), parsing: .unconditional,
    help: ArgumentHelp("Dereddened colors B-V, mag, in the same way.", valueName: "mag,mag"),
    transform: NumberRange.init(_:))
  var bV: NumberRange?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Masses, solar masses, in the same way; a mass says little about a color.",
      valueName: "Msun,Msun"),
    transform: NumberRange.init(_:))
  var mass: NumberRange?

  private var all: [(key: StarColumn, values: NumberRange)] {
    let all: [(StarColumn, NumberRange?)] = [(.teff, teff), (.bV, bV), (.mass, mass)]
    return all.compactMap { key, values in values.map { (key, $0) } }
  }

  /// The options that were given, as they are typed.
  var given: [String] { all.map { OptionName.spelled($0.key) } }

  /// The colors that they stand for; nil if none was given.
  var colors: DwarfColors? { all.first.map { DwarfColors($0.key, $0.values) } }
}
