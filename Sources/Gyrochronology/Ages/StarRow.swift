// SPDX-License-Identifier: GPL-3.0-or-later
// A row of a table as a star, or the reason why it cannot be one.

internal import GyroModel
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
    let reader = CellReader(chunk: chunk, row: row, columns: columns)
    do { observation = .success(try reader.observation()) } catch { observation = .failure(error) }
  }

  /// The star's name in the table, or the number of the row.
  var id: String { Self.id(chunk, row: row, columns: columns) }

  /// The name of a row's star, or the number of the row.
  static func id(_ chunk: TableChunk, row: Int, columns: StarColumns) -> String {
    columns.place(.id).flatMap { chunk.columns[$0].text(at: row) } ?? String(chunk.firstRow + row)
  }
}

private struct CellReader {
  let chunk: TableChunk
  let row: Int
  let columns: StarColumns

  func observation() throws(UnusableStar) -> StarObservation {
    guard let days = try number(.period) else {
      throw UnusableStar(.periodMissing, "the period is missing")
    }
    guard let period = RotationPeriod.days(days) else {
      throw UnusableStar(
        .periodInvalid, "the period is \(days), expected a positive number of days")
    }
    let given = try number(.membership)
    let membership = given ?? 1
    guard (0...1).contains(membership) else {
      throw UnusableStar(
        .membershipOutOfRange, "the membership is \(membership), expected 0 to 1")
    }
    return StarObservation(
      period: period, periodDaysSigma: try sigma(.periodSigma), color: try color(),
      membershipProbability: membership,
      // Without a column, every star is a certain member; an empty cell means that this one was not assessed.
      isMembershipAssumed: given == nil && columns.place(.membership) != nil,
      ruwe: try number(.ruwe))
  }

  private func color() throws(UnusableStar) -> GaiaColor {
    switch columns.colorSubstitute {
    case .teff:
      guard let kelvin = try number(.teff) else {
        throw UnusableStar(.colorMissing, "the temperature is missing")
      }
      return .ofDwarf(Measured(kelvin, sigma: try sigma(.teffSigma)), .teffKelvin)
    case .bV:
      guard let bV = try number(.bV) else {
        throw UnusableStar(.colorMissing, "B-V is missing")
      }
      return .ofDwarf(Measured(bV, sigma: try sigma(.bVSigma)), .bV)
    default: break
    }
    if let bpRp0 = try number(.bpRp0) {
      return .intrinsic(Measured(bpRp0, sigma: try sigma(.bpRp0Sigma)))
    }
    guard let bpRp = try number(.bpRp) else {
      throw UnusableStar(.colorMissing, "the color is missing")
    }
    let extinction: Measured<Extinction>? =
      switch columns.extinction {
      case .av:
        try number(.av).map { (value) throws(UnusableStar) in
          Measured(.aV(value), sigma: try sigma(.avSigma))
        }
      case .ebv:
        try number(.ebv).map { (value) throws(UnusableStar) in
          Measured(.eBV(value), sigma: try sigma(.ebvSigma))
        }
      case .eBpRp:
        try number(.eBpRp).map { (value) throws(UnusableStar) in
          Measured(.eBpRp(value), sigma: try sigma(.eBpRpSigma))
        }
      default: nil
      }
    guard let extinction else {
      throw UnusableStar(
        .extinctionMissing,
        "the dereddened color is missing, and so is the extinction of the observed one")
    }
    return .observed(Measured(bpRp, sigma: try sigma(.bpRpSigma)), behind: extinction)
  }

  private func sigma(_ column: StarColumn) throws(UnusableStar) -> Double? {
    guard let sigma = try number(column) else { return nil }
    guard sigma >= 0 else {
      throw UnusableStar(
        .valueUnreadable, "\(column.rawValue) is \(sigma), expected a number that is not negative")
    }
    return sigma
  }

  /// A finite number in d, mag or as a fraction; nil where the column or the cell is missing.
  private func number(_ column: StarColumn) throws(UnusableStar) -> Double? {
    guard let place = columns.place(column) else { return nil }
    let value: Double?
    do { value = try chunk.columns[place].double(at: row) } catch {
      throw UnusableStar(
        .valueUnreadable, "\(column.rawValue) is \(error.found), expected \(error.expected)")
    }
    if let value, !value.isFinite {
      throw UnusableStar(
        .valueUnreadable, "\(column.rawValue) is \(value), expected a finite number")
    }
    return value.map { $0 * columns.factor(column) }
  }
}
