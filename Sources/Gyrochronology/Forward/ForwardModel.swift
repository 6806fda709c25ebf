// SPDX-License-Identifier: GPL-3.0-or-later
// Tracks, gyrochrones and information as tables: the model read from age to period.

public import GyroModel
internal import GyroNumerics
internal import GyroPlatform
package import GyroTables

/// A track or a gyrochrone: points along one line at one quantile.
public struct SpinDownLine: Hashable, Sendable {
  /// The share of stars that rotate faster.
  public let quantile: Double
  /// The points, by increasing age or color.
  public let points: [SpinDownPoint]
}

/// The model from age to period, for stars whose color is known with one error.
public struct ForwardModel: Sendable {
  /// The model.
  public let model: LoadedModel
  /// The error of the color that periods are predicted for, mag.
  public let bpRp0Sigma: Double
  let spinDown: SpinDown

  /// A forward model at one error of the color.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - bpRp0Sigma: Error of the color, mag; nil is the median of the training stars.
  public init(_ model: LoadedModel, bpRp0Sigma: Double? = nil) {
    self.model = model
    // A checkpoint that does not say what is usual gets the floor of the Gaia bands.
    self.bpRp0Sigma = bpRp0Sigma ?? model.rotation.medianBpRp0Sigma ?? 0.0142
    spinDown = SpinDown(model.rotation, bpRp0Sigma: self.bpRp0Sigma)
  }

  /// The colors that are asked for where none are named, mag: from where stars brake to where calibrators
  /// get rare, as far as the model was calibrated.
  public static func usualColors(of model: LoadedModel) -> ClosedRange<Double> {
    let usual = AgeFlag.minimumBpRp0...3.0
    guard let known = model.rotation.domain?.bpRp0, known.overlaps(usual) else { return usual }
    return usual.clamped(to: known)
  }

  /// Period against age at one color: the path of constant quantile.
  ///
  /// - Parameters:
  ///   - bpRp0: Dereddened color, mag.
  ///   - agesMyr: Ages, Myr.
  ///   - quantiles: Shares of stars that rotate faster, in (0, 1).
  /// - Returns: One line per quantile.
  public func tracks(bpRp0: Double, agesMyr: [Double], quantiles: [Double]) -> [SpinDownLine] {
    lines(agesMyr.map { (log10AgeMyr: log10($0), bpRp0: bpRp0) }, quantiles)
  }

  /// Period against color at one age.
  public func gyrochrone(ageMyr: Double, bpRp0: [Double], quantiles: [Double]) -> [SpinDownLine] {
    lines(bpRp0.map { (log10AgeMyr: log10(ageMyr), bpRp0: $0) }, quantiles)
  }

  private func lines(
    _ positions: [(log10AgeMyr: Double, bpRp0: Double)], _ quantiles: [Double]
  ) -> [SpinDownLine] {
    let points = spinDown.points(at: positions, quantiles: quantiles)
    return quantiles.indices.map { index in
      SpinDownLine(quantile: quantiles[index], points: points.map { $0[index] })
    }
  }

  /// The density of periods on a grid, per dex of period.
  ///
  /// - Parameters:
  ///   - positions: Ages in Myr with dereddened colors in mag.
  ///   - log10PeriodsDays: Periods, dex of days.
  /// - Returns: Row-major, shape `[positions, periods]`.
  public func densities(
    at positions: [(ageMyr: Double, bpRp0: Double)], log10PeriodsDays: [Double]
  ) -> [Double] {
    spinDown.densities(at: positions.map { (log10AgeMyr: log10($0.ageMyr), bpRp0: $0.bpRp0) })
      .flatMap { density in log10PeriodsDays.map(density) }
  }

  // MARK: Tables

  /// The columns of points, and of relations where they are asked for.
  package static func columns(relations: [PublishedRelation]) -> [ColumnDescription] {
    let numbers: [(String, String?, String)] = [
      ("bp_rp0", "mag", "dereddened BP-RP"), ("age_myr", "Myr", "age"),
      ("quantile", nil, "share of stars of this age and color that rotate faster"),
      ("period_days", "d", "rotation period"),
      ("log10_period_days", "dex(d)", "log10 of the period"),
      (
        "log10_period_days_model_sigma", "dex(d)",
        "standard deviation of the same over the flows of the model"
      ),
      ("braking_index", nil, "d log period / d log age at constant quantile"),
      (
        "braking_index_model_sigma", nil,
        "standard deviation of the same over the flows of the model"
      ),
    ]
    return numbers.map {
      ColumnDescription(name: $0.0, type: .float64, unit: $0.1, meaning: $0.2)
    } + [ColumnDescription(name: "gyro_flags", type: .text, meaning: "warnings, joined by ;")]
      + relations.map {
        ColumnDescription(
          name: "period_days_" + $0.key, type: .float64, unit: "d", meaning: $0.source)
      }
  }

  /// Lines as rows, one after the other.
  ///
  /// - Parameters:
  ///   - lines: Tracks or gyrochrones.
  ///   - relations: Published relations, a column for each.
  ///   - dwarfs: What the colors were given by, the first column; nil for the colors themselves.
  /// - Returns: The rows.
  package static func table(
    _ lines: [SpinDownLine], relations: [PublishedRelation], dwarfs: DwarfColors? = nil
  ) -> TableChunk {
    let points = lines.flatMap(\.points)
    let descriptions = columns(relations: relations)
    let flag = dwarfs.map { [AgeFlag.colorFrom($0.axis).rawValue] } ?? []
    let values: [(SpinDownPoint) -> Double?] = [
      { $0.bpRp0 }, { ageMyr(log10: $0.log10AgeMyr) }, { $0.quantile },
      { pow(10, $0.log10PeriodDays) },
      { $0.log10PeriodDays }, { $0.log10PeriodDaysSigma }, { $0.brakingIndex },
      { $0.brakingIndexSigma },
    ]
    var columns = zip(descriptions, values).map { description, value in
      TableColumn(description, doubles: points.map(value))
    }
    columns.append(
      TableColumn(
        descriptions[values.count],
        texts: points.map { (flag + $0.flagNames).joined(separator: ";") }))
    for (relation, description) in zip(relations, descriptions.dropFirst(values.count + 1)) {
      let periods = points.map {
        relation.periodDays(ageMyr: pow(10, $0.log10AgeMyr), bpRp0: $0.bpRp0)
      }
      columns.append(TableColumn(description, doubles: periods))
    }
    return TableChunk(columns: (dwarfs.map { [column(of: points, $0)] } ?? []) + columns)
  }
}

extension ForwardModel {
  /// What stands for the color of each point.
  private static func column(of points: [SpinDownPoint], _ dwarfs: DwarfColors) -> TableColumn {
    let values = Dictionary(dwarfs.pairs.map { ($0.bpRp0, $0.value) }) { first, _ in first }
    return TableColumn(
      ColumnDescription(
        name: dwarfs.key.rawValue, type: .float64, unit: dwarfs.tableUnit,
        meaning: dwarfs.columnMeaning),
      doubles: points.map { values[$0.bpRp0] })
  }
}

/// An age in twelve digits: 700 and not the 700.0000000000001 of its logarithm.
func ageMyr(log10 log10AgeMyr: Double) -> Double {
  Double(String(printf: "%.12g", pow(10, log10AgeMyr))) ?? .nan
}
