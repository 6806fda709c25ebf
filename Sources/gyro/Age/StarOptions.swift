// SPDX-License-Identifier: GPL-3.0-or-later
// One star given by options, and as a table of one row.

internal import ArgumentParser
internal import GyroTables
internal import Gyrochronology

struct StarOptions: ParsableArguments {
  // Unconditional, so that a negative number is a value and not an option.
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
  @Option(parsing: .unconditional, help: "Its photometric error, mag.") var bpRpSigma: Double?
  @Option(parsing: .unconditional, help: "Extinction A_V, mag.") var av: Double?
  @Option(parsing: .unconditional, help: "Its error, mag.") var avSigma: Double?
  @Option(parsing: .unconditional, help: "Color excess E(B-V), mag.") var ebv: Double?
  @Option(parsing: .unconditional, help: "Its error, mag.") var ebvSigma: Double?
  @Option(parsing: .unconditional, help: "Color excess E(BP-RP), mag.") var eBpRp: Double?
  @Option(parsing: .unconditional, help: "Its error, mag.") var eBpRpSigma: Double?
  @Option(
    parsing: .unconditional,
    help: "Effective temperature, K, in place of the color, by the table of dwarfs.")
  var teff: Double?
  @Option(parsing: .unconditional, help: "Its error, K.") var teffSigma: Double?
  @Option(
    name: .customLong("b-v"), parsing: .unconditional,
    help: "Dereddened B-V, mag, in place of the color, by the table of dwarfs.")
  var bV: Double?
  @Option(name: .customLong("b-v-sigma"), parsing: .unconditional, help: "Its error, mag.")
  var bVSigma: Double?
  @Option(
    parsing: .unconditional,
    help: "Chance that the star belongs to the population whose age is asked for (default: 1).")
  var membership: Double?

  private var values: [(column: StarColumn, value: Double)] {
    let all: [(StarColumn, Double?)] = [
      (.period, period), (.periodSigma, periodSigma), (.bpRp0, bpRp0), (.bpRp0Sigma, bpRp0Sigma),
      (.bpRp, bpRp),
      (.bpRpSigma, bpRpSigma), (.av, av), (.avSigma, avSigma), (.ebv, ebv), (.ebvSigma, ebvSigma),
      (.eBpRp, eBpRp), (.eBpRpSigma, eBpRpSigma), (.teff, teff), (.teffSigma, teffSigma),
      (.bV, bV), (.bVSigma, bVSigma), (.membership, membership),
    ]
    return all.compactMap { column, value in value.map { (column, $0) } }
  }

  private static func option(_ column: StarColumn) -> String {
    "--" + column.rawValue.replacing("_", with: "-")
  }

  /// The options that were given, as they are typed.
  var given: [String] { values.map { Self.option($0.column) } }

  /// Checks that the options describe one star.
  func validateAsStar() throws {
    guard !values.isEmpty else {
      throw ValidationError("Name a table, or give one star: --period with a color.")
    }
    for (column, value) in values where !value.isFinite {
      throw ValidationError("\(Self.option(column)) is \(value), expected a finite number.")
    }
    guard let period else { throw ValidationError("--period is missing.") }
    guard period > 0 else {
      throw ValidationError("--period is \(period), expected a positive number of days.")
    }
    let extinctions: [StarColumn] = [.av, .ebv, .eBpRp].filter { column in
      values.contains { $0.column == column }
    }
    let colors = [StarColumn.bpRp0, .bpRp, .teff, .bV].filter { column in
      values.contains { $0.column == column }
    }
    guard colors.count < 2 else {
      throw ValidationError(
        "\(colors.map(Self.option).joined(separator: " and ")) are "
          + "\(colors.count == 2 ? "both" : "all") given; expected one of them.")
    }
    switch colors.first {
    case nil:
      throw ValidationError(
        "The color is missing: give --bp-rp0, or --bp-rp with its extinction, or --teff, or --b-v.")
    case .bpRp?:
      guard extinctions.count == 1 else {
        throw ValidationError(
          extinctions.isEmpty
            ? "--bp-rp is an observed color and needs one of --av, --ebv, --e-bp-rp; --av 0 means no extinction."
            : "\(extinctions.map(Self.option).joined(separator: " and ")) are given; expected one of them."
        )
      }
    case let color?:
      if let column = extinctions.first {
        throw ValidationError("\(Self.option(column)) has no effect on \(Self.option(color)).")
      }
    }
    let pairs: [(sigma: StarColumn, of: StarColumn)] = [
      (.bpRp0Sigma, .bpRp0), (.bpRpSigma, .bpRp), (.avSigma, .av), (.ebvSigma, .ebv),
      (.eBpRpSigma, .eBpRp), (.periodSigma, .period), (.teffSigma, .teff), (.bVSigma, .bV),
    ]
    for pair in pairs {
      guard let sigma = values.first(where: { $0.column == pair.sigma }) else { continue }
      guard values.contains(where: { $0.column == pair.of }) else {
        throw ValidationError(
          "\(Self.option(pair.sigma)) is given without \(Self.option(pair.of)).")
      }
      guard sigma.value > 0 || (sigma.value == 0 && pair.sigma != .bpRp0Sigma) else {
        throw ValidationError(
          "\(Self.option(pair.sigma)) is \(sigma.value), expected a positive number.")
      }
    }
    if let membership, !(0...1).contains(membership) {
      throw ValidationError("--membership is \(membership), expected 0 to 1.")
    }
  }

  /// The star as a table of one row, whose columns bear the keys of the options.
  var table: any TableReader {
    let columns = values.map { column, value in
      TableColumn(
        ColumnDescription(name: column.rawValue, type: .float64), doubles: [value])
    }
    return OneChunk(
      schema: TableSchema(columns: columns.map(\.description)), chunk: TableChunk(columns: columns))
  }
}

/// A table in memory, read in one piece.
private struct OneChunk: TableReader {
  let schema: TableSchema
  var chunk: TableChunk?

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    defer { chunk = nil }
    return chunk
  }
}
