// SPDX-License-Identifier: GPL-3.0-or-later
// A row of a table as a star, or the reason why it cannot be one.

internal import GyroModel
internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// A row read as a star.
struct StarRow {
  private let chunk: TableChunk
  private let row: Int
  private let columns: StarColumns
  /// The star, or why the row cannot be used.
  let observation: Result<StarObservation, UnusableStar>

  init(_ chunk: TableChunk, row: Int, columns: StarColumns) {
    (self.chunk, self.row, self.columns) = (chunk, row, columns)
    observation = StarReader(chunk, columns: columns).observation(row)
  }

  /// The star's name in the table, or the number of the row.
  var id: String { Self.id(chunk, row: row, columns: columns) }

  /// The name of a row's star, or the number of the row.
  static func id(_ chunk: TableChunk, row: Int, columns: StarColumns) -> String {
    columns.id.flatMap { chunk.columns[$0].text(at: row) } ?? String(chunk.firstRow + row)
  }
}

/// Reads the rows of a chunk as stars; a class, since what it holds is not to be copied for each row.
final class StarReader: Sendable {
  private let chunk: TableChunk
  private let columns: StarColumns
  /// The numbers of each column of the chunk that has them in double precision: these need no conversion.
  private let doubles: [[Double]?]
  private let membership, ruwe: StarColumns.Cell?
  /// Whether anything else is known of the stars than period, color, membership and RUWE.
  private let hasApplicability: Bool

  init(_ chunk: TableChunk, columns: StarColumns) {
    (self.chunk, self.columns) = (chunk, columns)
    doubles = chunk.columns.map(\.doubles)
    (membership, ruwe) = (columns.others[.membership], columns.others[.ruwe])
    hasApplicability = columns.others.contains { $0.key != .membership && $0.key != .ruwe }
  }

  /// The star of a row, or why the row cannot be used.
  func observation(_ row: Int) -> Result<StarObservation, UnusableStar> {
    do { return .success(try star(row)) } catch { return .failure(error) }
  }

  private func star(_ row: Int) throws(UnusableStar) -> StarObservation {
    guard let measured = try measured(columns.period, row) else {
      throw UnusableStar(.periodMissing, "the period is missing")
    }
    guard let period = RotationPeriod.days(measured.value) else {
      throw UnusableStar(
        .periodInvalid, "the period is \(measured.value), expected a positive number of days")
    }
    let given =
      try membership.map { cell throws(UnusableStar) in
        try number(cell, .membership, row)
      } ?? nil
    let membership = given ?? 1
    guard (0...1).contains(membership) else {
      throw UnusableStar(
        .membershipOutOfRange,
        "the membership is \(membership), expected 0 to 1"
          + (membership > 1 && membership <= 100
            ? "; one in percent is named with its unit, as in --column \"membership=NAME [%]\""
            : ""))
    }
    let (color, isFromGSPPhot) = try color(row)
    var star = StarObservation(
      period: period, periodDaysSigma: measured.sigma, color: color,
      membershipProbability: membership,
      // Without a column, every star is a certain member; an empty cell means that this one was not assessed.
      isMembershipAssumed: given == nil && self.membership != nil,
      ruwe: try ruwe.map { cell throws(UnusableStar) in try number(cell, .ruwe, row) } ?? nil)
    star.periodAsymmetry = measured.asymmetry
    star.isFromGSPPhot = isFromGSPPhot
    if hasApplicability {
      star.applicability.log10Gravity = number(.logg, row)
      star.applicability.gMagAbsolute = number(.gMagAbsolute, row)
      star.applicability.gMag = number(.gMag, row)
      star.applicability.parallaxMas = number(.parallax, row)
      star.applicability.orbitalPeriodDays = number(.orbitalPeriod, row)
      star.applicability.velocityScatterKmS = number(.velocityScatter, row)
    }
    return star
  }

  /// The best color for which the row has numbers.
  private func color(_ row: Int) throws(UnusableStar) -> (color: GaiaColor, isFromGSPPhot: Bool) {
    var extinction: (value: Measured<Extinction>, isGSPPhot: Bool)?
    var lacksExtinction = false
    for source in columns.colors {
      guard let value = try measured(source, row) else { continue }
      if source.isObserved, extinction == nil {
        extinction = try self.extinction(row)
        if extinction == nil {
          lacksExtinction = true
          continue
        }
      }
      let isFromGSPPhot =
        source.terms.contains(where: \.isGSPPhot)
        || (source.isObserved && extinction?.isGSPPhot ?? false)
      let color: GaiaColor =
        switch (source.axis, source.isObserved ? extinction?.value : nil) {
        case (.bpRp0, let extinction?): .observed(value, behind: extinction)
        case (.bpRp0, nil): .intrinsic(value)
        case (let axis, let extinction): .ofDwarf(value, axis, behind: extinction)
        }
      return (color, isFromGSPPhot)
    }
    if lacksExtinction {
      throw UnusableStar(
        .extinctionMissing,
        "the dereddened color is missing, and so is the extinction of the observed one")
    }
    let axes = Set(columns.colors.map(\.axis))
    let what = axes.count == 1 && axes.first != .bpRp0 ? axes.first?.name : nil
    throw UnusableStar(.colorMissing, "\(what ?? "the color") is missing")
  }

  private func extinction(_ row: Int) throws(UnusableStar) -> (Measured<Extinction>, Bool)? {
    for quantity in columns.extinctions {
      guard let value = try measured(quantity, row) else { continue }
      let extinction: Extinction =
        switch quantity.column {
        case .av: .aV(value.value)
        case .ebv: .eBV(value.value)
        default: .eBpRp(value.value)
        }
      return (Measured(extinction, sigma: value.sigma), quantity.isGSPPhot)
    }
    return nil
  }

  /// A color: a quantity, or the difference of two magnitudes with their errors in quadrature.
  private func measured(
    _ source: StarColumns.ColorSource, _ row: Int
  ) throws(UnusableStar) -> Measured<Double>? {
    guard let first = try measured(source.terms[0], row) else { return nil }
    guard source.terms.count > 1 else { return first }
    guard let second = try measured(source.terms[1], row) else { return nil }
    let difference = first.value - second.value
    guard let sigma = first.sigma, let other = second.sigma else { return Measured(difference) }
    return Measured(difference, sigma: sigma).blurred(by: other)
  }

  /// A quantity with its error; nil where it is missing.
  private func measured(
    _ quantity: StarColumns.Quantity, _ row: Int
  ) throws(UnusableStar) -> Measured<Double>? {
    let column = quantity.column
    guard let value = try number(quantity.cell, column, row) else { return nil }
    switch quantity.sigma {
    case .none: return Measured(value)
    case .one(let cell): return Measured(value, sigma: try sigma(cell, column, row))
    case .signalToNoise(let cell):
      return Measured(value, sigma: Self.magnitudeSigma(try number(cell, column, row)))
    case .signalToNoises(let bp, let rp):
      guard let first = Self.magnitudeSigma(try number(bp, .bpSNR, row)),
        let second = Self.magnitudeSigma(try number(rp, .rpSNR, row))
      else { return Measured(value) }
      return Measured(value, sigma: min(hypot(first, second), .greatestFiniteMagnitude))
    case .sides(let lower, let upper):
      return Self.measured(
        value, lower: try number(lower, column.sigma, row).map(abs),
        upper: try sigma(upper, column, row))
    case .ends(let lower, let upper):
      guard let low = try number(lower, column.sigma, row),
        let high = try number(upper, column.sigma, row)
      else { return Measured(value) }
      if low <= value, value <= high, high > low, (high - low).isFinite {
        return Measured(value, sigmaLower: value - low, sigmaUpper: high - value)
      }
      guard high >= 0 else { throw negative(column.sigma, high) }
      return Self.measured(value, lower: abs(low), upper: high)
    }
  }

  /// The error of a magnitude by the signal-to-noise ratio of its flux; nil where that is none.
  private static func magnitudeSigma(_ ratio: Double?) -> Double? {
    guard let ratio, ratio > 0 else { return nil }
    return min(2.5 / log(10) / ratio, .greatestFiniteMagnitude)
  }

  /// A value with an error for each side; one that is missing is taken for as large as the other.
  private static func measured(
    _ value: Double, lower: Double?, upper: Double?
  ) -> Measured<Double> {
    guard let one = lower ?? upper else { return Measured(value) }
    return Measured(value, sigmaLower: lower ?? one, sigmaUpper: upper ?? one)
  }

  private func sigma(
    _ cell: StarColumns.Cell, _ column: StarColumn, _ row: Int
  ) throws(UnusableStar) -> Double? {
    guard let sigma = try number(cell, column.sigma, row) else { return nil }
    guard sigma >= 0 else { throw negative(column.sigma, sigma) }
    return sigma
  }

  private func negative(_ column: StarColumn, _ value: Double) -> UnusableStar {
    UnusableStar(
      .valueUnreadable, "\(column.rawValue) is \(value), expected a number that is not negative")
  }

  /// A number of a column that not every table has, and on which no age depends.
  private func number(_ column: StarColumn, _ row: Int) -> Double? {
    guard let cell = columns.others[column] else { return nil }
    return (try? number(cell, column, row)) ?? nil
  }

  /// A finite number in d, mag or as a fraction; nil where the cell is missing.
  private func number(
    _ cell: StarColumns.Cell, _ column: StarColumn, _ row: Int
  ) throws(UnusableStar) -> Double? {
    let (index, factor): (Int, Double)
    switch cell {
    case .constant(let value): return value
    case .column(let column, let unit): (index, factor) = (column, unit)
    }
    guard let value = try number(inColumn: index, column, row) else { return nil }
    guard value.isFinite, (value * factor).isFinite else {
      throw UnusableStar(
        .valueUnreadable, "\(column.rawValue) is \(value), expected a finite number")
    }
    return value * factor
  }

  private func number(
    inColumn index: Int, _ column: StarColumn, _ row: Int
  ) throws(UnusableStar) -> Double? {
    if let doubles = doubles[index] { return doubles[row].isNaN ? nil : doubles[row] }
    do { return try chunk.columns[index].double(at: row) } catch {
      throw UnusableStar(
        .valueUnreadable, "\(column.rawValue) is \(error.found), expected \(error.expected)")
    }
  }
}
