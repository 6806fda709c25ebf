// SPDX-License-Identifier: GPL-3.0-or-later
// The extinction that all stars of a group share, as options.

internal import ArgumentParser
internal import Gyrochronology

/// One extinction for all stars of a table that has no column of it.
struct SharedExtinctionOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Extinction A_V of all stars, mag, if the table has no column of it.")
  var av: Double?
  @Option(
    parsing: .unconditional,
    help: """
      Its error, mag, which all stars have in common: it widens the prior of --zero-point-sigma. Alone, the error of \
      each value of a column that has none.
      """)
  var avSigma: Double?
  @Option(parsing: .unconditional, help: "Color excess E(B-V) of all stars, mag, in place of --av.")
  var ebv: Double?
  @Option(parsing: .unconditional, help: "Its error, mag, in the same way.")
  var ebvSigma: Double?
  @Option(
    parsing: .unconditional, help: "Color excess E(BP-RP) of all stars, mag, in place of --av.")
  var eBpRp: Double?
  @Option(parsing: .unconditional, help: "Its error, mag, in the same way.")
  var eBpRpSigma: Double?

  /// What was given, by the keys of columns.
  var values: [StarColumn: Double] {
    let all: [(StarColumn, Double?)] = [
      (.av, av), (.avSigma, avSigma), (.ebv, ebv), (.ebvSigma, ebvSigma), (.eBpRp, eBpRp),
      (.eBpRpSigma, eBpRpSigma),
    ]
    return Dictionary(
      uniqueKeysWithValues: all.compactMap { key, value in value.map { (key, $0) } })
  }

  /// The options that were given, as they are typed.
  var given: [String] { values.keys.map { OptionName.spelled($0) }.sorted() }
}
