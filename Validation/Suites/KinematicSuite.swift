// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of field dwarfs beside those that the spread of their velocities gives to stars like them.

internal import Foundation
internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities
internal import Gyrochronology

/// Medians of ages from rotation minus medians of gyro-kinematic ages, by range of kinematic age and of color, dex.
///
/// A kinematic age belongs to an ensemble of stars alike in temperature, magnitude and rotation, and has an error
/// of some 1.7 Gyr for each star; only medians over many stars are compared.
///
/// > Source: Lu et al. (2021), AJ 161, 189.
struct KinematicSuite: Suite {
  static let kind = "kinematicEnsembles"

  /// A range of dereddened colors, by name.
  struct ColorRange: Decodable {
    let name: String
    let bpRp0: [Double]
  }

  /// The table of field rotators.
  let fieldTable: String
  /// Where ranges of kinematic age begin and end, Gyr, ascending.
  let edgesGyr: [Double]
  let colors: [ColorRange]
  /// Ensembles of fewer stars are left out.
  let minimumStarCount: Int

  var isSlow: Bool { true }
  var missingFile: String? {
    FileManager.default.isReadableFile(atPath: fieldTable) ? nil : fieldTable
  }

  /// A dwarf with both ages.
  private struct Dated {
    let bpRp0, kinematicLog10AgeMyr: Double
    let summary: AgeSummary
    var offset: Double { summary.q50 - kinematicLog10AgeMyr }
    var is68: Bool { (summary.q16...summary.q84).contains(kinematicLog10AgeMyr) }
  }

  func measure(_ context: CaseContext) throws -> Outcome {
    let model = try LoadedModel()
    let stars = try KeplerField(path: fieldTable).rotators.compactMap {
      rotator -> (StarObservation, KeplerField.Rotator, Double)? in
      guard let age = rotator.kinematicAgeGyr, age > 0,
        let period = RotationPeriod.days(rotator.periodDays)
      else { return nil }
      let star = StarObservation(period: period, color: .intrinsic(Measured(rotator.bpRp0)))
      return (star, rotator, log10(1000 * age))
    }
    let estimates = AgeBatch(try AgeEstimator(model: model), engine: .fast)
      .estimates(stars.map(\.0), threadCount: context.threadCount)
    let dated = zip(stars, estimates).compactMap { star, estimate -> Dated? in
      guard case .age(let age) = estimate else { return nil }
      return Dated(bpRp0: star.1.bpRp0, kinematicLog10AgeMyr: star.2, summary: age.summary)
    }
    var metrics = ["stars": Double(stars.count), "dated": Double(dated.count)]
    var rows = ""
    for range in colors {
      let inColor = dated.filter { $0.bpRp0 >= range.bpRp0[0] && $0.bpRp0 < range.bpRp0[1] }
      for (lower, upper) in zip(edgesGyr, edgesGyr.dropFirst()) {
        let ages = log10(1000 * lower)..<log10(1000 * upper)
        let ensemble = inColor.filter { ages.contains($0.kinematicLog10AgeMyr) }
        guard ensemble.count >= minimumStarCount else { continue }
        let kinematic = median(ensemble.map(\.kinematicLog10AgeMyr))
        let rotation = median(ensemble.map(\.summary.q50))
        let share = Double(ensemble.count(where: \.is68)) / Double(ensemble.count)
        metrics[String(format: "%@, %g to %g Gyr", range.name, lower, upper)] = rotation - kinematic
        rows += String(
          format: "| %@ | %g to %g | %d | %.2f | %.2f | %+.3f | %.3f | %.0f %% |\n", range.name,
          lower,
          upper, ensemble.count, pow(10, kinematic - 3), pow(10, rotation - 3),
          rotation - kinematic, spread(ensemble.map(\.offset)), 100 * share)
      }
    }
    return Outcome(metrics: metrics, page: page(model, dated.count, rows))
  }

  private func median(_ values: [Double]) -> Double {
    Statistics.quantile(0.5, ofSorted: values.sorted())
  }

  /// Half of the central 68 percent.
  private func spread(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return 0.5
      * (Statistics.quantile(0.84, ofSorted: sorted) - Statistics.quantile(0.16, ofSorted: sorted))
  }

  private func page(_ model: LoadedModel, _ count: Int, _ rows: String) -> String {
    """
    # Field dwarfs beside their gyro-kinematic ages

    `gyro-validate --suite kinematics --full --record`, model sha256 `\(model.digest.hexadecimal)`: \(count) dwarfs of the Kepler
    field (Lu et al. 2021, table 1; within 0.8 mag of their sequence of absolute magnitudes), dated one by one with the
    default assumptions; colors from their effective temperatures by the table of dwarfs. A gyro-kinematic age belongs to an ensemble of stars
    alike in temperature, magnitude and rotation; its error is some 1.7 Gyr for each star, so that no age below 2 Gyr is measured well and
    ensembles chosen by it are biased towards its extremes. Medians are compared; the column *scatter* is half of the central 68 % of the differences star by star, and the last one
    says how often the 68 % interval of a star holds the kinematic age, whose error is not taken into account.

    | colors | kinematic age (Gyr) | stars | its median (Gyr) | median from rotation (Gyr) | difference (dex) | scatter (dex) | in the 68 % interval |
    |---|---|---:|---:|---:|---:|---:|---:|
    \(rows)
    """
  }
}
