// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a source table by its manifest: every row becomes a record, none is lost on the way.

internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// Reads the rows of one source table.
struct SourceReader {
  let source: String
  let table: SourceTable
  let clusters: ClusterList

  /// All rows of the table, in order; what the table says against itself is handed on.
  func records(
    at path: String, warn: (TableWarning) -> Void = { _ in }
  ) throws(CatalogError) -> [SourceRecord] {
    var records: [SourceRecord] = []
    do {
      var reader = try openTable(
        path: path, format: try format(path),
        options: TableReadingOptions(nullWords: Set(table.nulls ?? [])))
      let schema = reader.schema
      for name in table.columns.flatMap(\.columnNames) + table.rules.flatMap(\.columnNames)
      where schema.index(of: name) == nil {
        throw CatalogError(
          .unexpectedContent, at: path, "has no column \"\(name)\", which the manifest reads",
          hint: "Its columns are \(schema.columns.map(\.name).joined(separator: ", "))")
      }
      while let chunk = try reader.next(upTo: 4096) {
        for row in 0..<chunk.rowCount {
          records.append(try record(SourceRow(chunk: chunk, schema: schema, row: row)))
        }
      }
      reader.warnings.forEach(warn)
    } catch let error as CatalogError {
      throw error
    } catch let error as TableError {
      throw CatalogError(.unexpectedContent, at: source, "\(error)")
    } catch {
      throw CatalogError(.unexpectedContent, at: path, "\(error)")
    }
    guard records.count == table.rows else {
      throw CatalogError(
        .unexpectedContent, at: path, "has \(records.count) rows, the manifest says \(table.rows)")
    }
    return records
  }

  private func format(_ path: String) throws(CatalogError) -> TableFormat? {
    guard let name = table.format else { return nil }
    guard let format = TableFormat(rawValue: name) else {
      throw CatalogError(.badDescription, at: source, "names the table format \"\(name)\"")
    }
    return format
  }

  private func record(_ row: SourceRow) throws -> SourceRecord {
    var record = SourceRecord(source: source, place: row.place(column: nil))
    record.cluster = table.cluster
    (record.file, record.priority) = (table.file, table.priority ?? 0)
    var parts = ColorParts()
    for column in table.columns {
      guard let role = column.role,
        try (column.onlyIf ?? []).allSatisfy({ try $0.holds(in: row) })
      else { continue }
      try record.take(role, column, row, &parts)
    }
    if let name = record.cluster {
      guard let cluster = clusters.cluster(named: name) else {
        throw CatalogError(
          .unknownName, at: record.place, "is in the cluster \"\(name)\", which is not known",
          hint: "Add it, or an alias, to clusters.json")
      }
      record.cluster = cluster.key
    }
    record.bpRp = record.bpRp ?? parts.bpRp
    record.bpRpDR2 = record.bpRpDR2 ?? parts.bpRpDR2
    record.bpRpSigma = record.bpRpSigma ?? parts.bpRpSigma
    record.bpRp0 = record.bpRp0 ?? parts.bpRp0
    // Two magnitudes that are possible can be those of no star.
    for (color, role) in [(record.bpRp, ColumnRole.bpRp), (record.bpRp0, .bpRp0)] {
      guard let color, let range = role.possibleValues, !range.contains(color) else { continue }
      throw CatalogError(
        .unexpectedContent, at: record.place,
        "has the \(role.rawValue) \(color), expected \(range.lowerBound) to \(range.upperBound)",
        hint: "If one of its magnitudes means a missing one, add it to \"nullNumbers\"")
    }
    for rule in table.rules where try rule.applies(to: row) {
      if let flag = rule.flag.flatMap(QualityFlags.named) {
        record.remarks.append(SourceRecord.Remark(flag: flag, reason: rule.reason))
      } else {
        record.rejection = record.rejection ?? rule.reason
      }
    }
    return record
  }
}

/// Magnitudes and fluxes from which a color and its error can be made.
private struct ColorParts {
  var bpMag, rpMag, bpMagSigma, rpMagSigma: Double?
  var bpFluxOverError, rpFluxOverError: Double?
  var bpMag0, rpMag0: Double?
  var bpMagDR2, rpMagDR2: Double?

  var bpRp: Double? {
    guard let bpMag, let rpMag else { return nil }
    return bpMag - rpMag
  }

  var bpRpDR2: Double? {
    guard let bpMagDR2, let rpMagDR2 else { return nil }
    return bpMagDR2 - rpMagDR2
  }

  var bpRp0: Double? {
    guard let bpMag0, let rpMag0 else { return nil }
    return bpMag0 - rpMag0
  }

  /// The error of BP-RP: of the magnitudes, or of the fluxes by dm = 2.5 / ln 10 · dF / F.
  var bpRpSigma: Double? {
    if let bpMagSigma, let rpMagSigma {
      return (bpMagSigma * bpMagSigma + rpMagSigma * rpMagSigma).squareRoot()
    }
    guard let bp = bpFluxOverError, let rp = rpFluxOverError, bp > 0, rp > 0 else { return nil }
    return 2.5 / log(10) * (1 / (bp * bp) + 1 / (rp * rp)).squareRoot()
  }
}

extension SourceRecord {
  /// Takes the cell of one column for what its role says.
  fileprivate mutating func take(
    _ role: ColumnRole, _ column: SourceColumn, _ row: SourceRow, _ parts: inout ColorParts
  ) throws {
    switch role {
    case .gaiaDR2: gaiaDR2 = try row.gaiaID(column, .dr2) ?? gaiaDR2
    case .gaiaDR3: gaiaDR3 = try row.gaiaID(column, .dr3) ?? gaiaDR3
    case .identifier:
      guard let text = row.text(column) else { return }
      identifiers.append((column.label.map { $0 + " " } ?? "") + text)
    case .cluster: cluster = row.text(column)
    case .subgroup: subgroup = row.text(column).map { (column.label.map { $0 + " " } ?? "") + $0 }
    case .period:
      // A negative period is how some authors write one they doubt; zero is none at all.
      guard let days = try row.number(column), days != 0, periodDays == nil else { return }
      periodDays = abs(days)
      if days < 0 {
        remarks.append(Remark(flag: .periodDoubted, reason: "period given as negative"))
      }
    case .periodSigma: periodDaysSigma = try row.number(column).flatMap { $0 > 0 ? $0 : nil }
    case .periodCandidate:
      guard let days = try row.number(column), days > 0 else { return }
      otherPeriods.append(
        PeriodCandidate(
          source: source, label: column.label ?? column.name, periodDays: days,
          periodDaysSigma: nil))
    case .periodSource:
      for token in (row.text(column) ?? "").split(separator: ";").map(String.init)
      where !periodSources.contains(token) {
        periodSources.append(token)
      }
    case .bpRp: bpRp = try row.number(column)
    case .bpRpDR2: bpRpDR2 = try row.number(column)
    case .bpMagDR2: parts.bpMagDR2 = try row.number(column)
    case .rpMagDR2: parts.rpMagDR2 = try row.number(column)
    case .bpMag0: parts.bpMag0 = try row.number(column)
    case .rpMag0: parts.rpMag0 = try row.number(column)
    case .bpRpSigma: bpRpSigma = try row.number(column)
    case .bpMag: parts.bpMag = try row.number(column)
    case .bpMagSigma: parts.bpMagSigma = try row.number(column)
    case .rpMag: parts.rpMag = try row.number(column)
    case .rpMagSigma: parts.rpMagSigma = try row.number(column)
    case .bpFluxOverError: parts.bpFluxOverError = try row.number(column)
    case .rpFluxOverError: parts.rpFluxOverError = try row.number(column)
    case .gMag: gMag = try row.number(column)
    case .bpRp0: bpRp0 = try row.number(column)
    case .bpRp0Sigma: bpRp0Sigma = try row.number(column)
    case .gMag0: gMag0 = try row.number(column)
    case .extinctionAV: extinctionAV = try row.number(column)
    case .extinctionAVSigma: extinctionAVSigma = try row.number(column)
    case .extinctionSource: extinctionSource = row.text(column)
    case .ra: raDegrees = try row.angle(column, unitsPerTurn: 24)
    case .dec: decDegrees = try row.angle(column, unitsPerTurn: 360)
    case .membership:
      guard membershipProbability == nil, let value = try row.number(column) else { return }
      membershipProbability = value
      membershipSource = "\(source): \(column.label ?? column.name)"
    case .parallax: parallaxMas = try row.number(column)
    case .ruwe: ruwe = try row.number(column).flatMap { $0 > 0 ? $0 : nil }
    case .matchDistance: matchDistance = try row.number(column)
    case .age: ageMyr = try row.myr(column)
    case .ageLowerSigma: ageMyrLowerSigma = try row.myr(column)
    case .ageUpperSigma: ageMyrUpperSigma = try row.myr(column)
    }
  }
}
