// SPDX-License-Identifier: GPL-3.0-or-later
// One star given by options.

internal import ArgumentParser
internal import GyroFiles
internal import Gyrochronology

/// A star of a standard catalog by its name.
struct NamedStarOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A star of the standard catalog by its Gaia source number or another identifier, such as \"EPIC 211892816\".",
      valueName: "name"))
  var star: String?
  @Option(
    help: ArgumentHelp(
      "A standard catalog. Default: that of --catalogs, else the one inside the program.",
      valueName: "file"))
  var catalog: String?
  @OptionGroup var folder: CatalogFolderOption

  func validate() throws {
    if star == nil, catalog != nil { throw ValidationError("--catalog goes with --star.") }
  }

  /// Declares the catalog, where a star of it is asked for.
  func declare(in files: inout FileRoles) {
    if star != nil { files.readsCatalog(catalog, in: folder) }
  }
}

struct StarOptions: ParsableArguments {
  // Unconditional, so that a negative number is a value and not an option.
  @Option(help: "What to call the star in the result (default: 1).") var id: String?
  @Option(parsing: .unconditional, help: "Rotation period, d.") var period: Double?
  @Option(parsing: .unconditional, help: "Its error, d (default: 0).") var periodSigma: Double?
  @Option(parsing: .unconditional, help: "Dereddened BP-RP, mag.") var bpRp0: Double?
  @Option(
    parsing: .unconditional, help: "Its error, mag; without it the training stars' median is taken."
  )
  var bpRp0Sigma: Double?
  @Option(
    parsing: .unconditional, help: "Observed BP-RP, mag; needs one of --av, --ebv, --e-bp-rp.")
  var bpRp: Double?
  @Option(
    parsing: .unconditional,
    help:
      "Its photometric error, mag; without it the training stars' median is taken for that of the color."
  )
  var bpRpSigma: Double?
  @Option(
    parsing: .unconditional,
    help: "Extinction A_V, mag; with a table, that of all its rows, if it has no column of it.")
  var av: Double?
  @Option(parsing: .unconditional, help: "Its error, mag (default: 0, which is flagged).")
  var avSigma: Double?
  @Option(parsing: .unconditional, help: "Color excess E(B-V), mag, in place of --av.")
  var ebv: Double?
  @Option(parsing: .unconditional, help: "Its error, mag (default: 0, which is flagged).")
  var ebvSigma: Double?
  @Option(parsing: .unconditional, help: "Color excess E(BP-RP), mag, in place of --av.")
  var eBpRp: Double?
  @Option(parsing: .unconditional, help: "Its error, mag (default: 0, which is flagged).")
  var eBpRpSigma: Double?
  @Option(
    parsing: .unconditional,
    help: "Effective temperature, K, in place of the color, by the table of dwarfs.")
  var teff: Double?
  @Option(
    parsing: .unconditional,
    help: "Its error, K; without it the training stars' median error of a color is taken.")
  var teffSigma: Double?
  @Option(
    name: .customLong("b-v"), parsing: .unconditional,
    help: "Dereddened B-V, mag, in place of the color, by the table of dwarfs.")
  var bV: Double?
  @Option(
    name: .customLong("b-v-sigma"), parsing: .unconditional,
    help: "Its error, mag; without it the training stars' median error of a color is taken.")
  var bVSigma: Double?
  @Option(
    parsing: .unconditional,
    help:
      "Mass, solar masses, as a last resort in place of the color, by the table of dwarfs.")
  var mass: Double?
  @Option(
    parsing: .unconditional,
    help:
      "Its error, solar masses; without it the training stars' median error of a color is taken.")
  var massSigma: Double?
  @Option(
    parsing: .unconditional,
    help:
      "Probability that the star belongs to the population whose age is asked for, 0 to 1 (default: 1)."
  )
  var membership: Double?

  private var values: [(column: StarColumn, value: Double)] {
    let all: [(StarColumn, Double?)] = [
      (.period, period), (.periodSigma, periodSigma), (.bpRp0, bpRp0), (.bpRp0Sigma, bpRp0Sigma),
      (.bpRp, bpRp),
      (.bpRpSigma, bpRpSigma), (.av, av), (.avSigma, avSigma), (.ebv, ebv), (.ebvSigma, ebvSigma),
      (.eBpRp, eBpRp), (.eBpRpSigma, eBpRpSigma), (.teff, teff), (.teffSigma, teffSigma),
      (.bV, bV), (.bVSigma, bVSigma), (.mass, mass), (.massSigma, massSigma),
      (.membership, membership),
    ]
    return all.compactMap { column, value in value.map { (column, $0) } }
  }

  /// The options that were given, as they are typed.
  var given: [String] { (id == nil ? [] : ["--id"]) + values.map { OptionName.spelled($0.column) } }

  /// The extinction, which all rows of a table can share.
  var extinction: [StarColumn: Double] {
    Dictionary(uniqueKeysWithValues: values.filter { Self.extinctions.contains($0.column) })
  }

  /// The options that were given and are about one star alone, as they are typed.
  var givenForOneStar: [String] {
    let shared = extinction.keys.map { OptionName.spelled($0) }
    return given.filter { !shared.contains($0) }
  }

  private static let extinctions: Set<StarColumn> = [
    .av, .avSigma, .ebv, .ebvSigma, .eBpRp, .eBpRpSigma,
  ]

  /// The star.
  var request: StarRequest {
    StarRequest(Dictionary(uniqueKeysWithValues: values.map { ($0.column, $0.value) }), id: id)
  }
}
