// SPDX-License-Identifier: GPL-3.0-or-later
// The contribution of each source to the error of a cluster's age.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform

/// The standard deviation of a cluster's log10 age by cause, dex; nil where a cause was not considered.
///
/// Statistical, extinction and membership are parts of one joint posterior. With V(a | X) the variance of the
/// age that is left when its linear dependence on the nuisances X is taken out,
///
///     statistical² = V(a | E, M)
///     extinction²  = ½ [V(a) − V(a | E)] + ½ [V(a | M) − V(a | E, M)]
///     membership²  = ½ [V(a) − V(a | M)] + ½ [V(a | E) − V(a | E, M)]
///
/// where E is the zero point of E(BP-RP), and M the shift of the membership log-odds with the log-odds of
/// the outlier fraction. The three squares sum to V(a); the mean over both orders favors neither.
///
/// A normal prior N(m, s) of the age shares out what the stars and the calibrators leave open. With
/// k = 1 / (1 + σ_cal² / s²) the parts of the posterior's variance are k² times those above, and
/// calibration² = k σ_cal² (`CalibratedAge`), so that the squares sum to that of the total with a prior too.
public struct ClusterBudget: Hashable, Sendable {
  /// From the number of stars and the scatter of their periods.
  public let statistical: Double
  /// From the zero point of the extinction.
  public let extinction: Double?
  /// From memberships and outliers.
  public let membership: Double?
  /// From the ages of the calibrators: ``CalibrationUncertainty``, narrowed by a normal prior.
  public let calibration: Double
  /// The standard deviation of a normal prior, which narrows the other parts and is none of them; nil for others.
  public let prior: Double?
  /// All together: the standard deviation of the age that is reported with everything in it.
  public let total: Double

  /// A budget of an age on the calibrators' scale from its density on a grid.
  ///
  /// The density was made with the prior N(m, s) itself, as if the scale had no error. Where it has one, the age on
  /// the scale has the wider prior N(m, √(s² + σ_cal²)), so that the density is weighed by the ratio of both.
  ///
  /// - Parameters:
  ///   - density: Of the age under the prior.
  ///   - outlierShare: The part of the variance that outliers explain, 0…1; nil where their fraction is held fixed.
  ///   - calibration: What the calibrators add, dex.
  ///   - prior: Of the age.
  init(
    density: GriddedDensity, outlierShare: Double?, calibration: Double, prior: AgePrior
  ) {
    let share = Self.share(calibration: calibration, prior: prior)
    var deviation = density.sigma
    if share < 1, case .normal(let mean, let sigma) = prior {
      let wider = hypot(sigma, calibration)
      let logValues = zip(density.grid, density.values).map { age, value in
        log(value) + 0.5 * (age - mean) * (age - mean) * (1 / (sigma * sigma) - 1 / (wider * wider))
      }
      deviation = GriddedDensity(grid: density.grid, logValues: logValues)?.sigma ?? deviation
    }
    let part = share * deviation
    statistical = part * max(0, 1 - (outlierShare ?? 0)).squareRoot()
    (extinction, membership) = (nil, outlierShare.map { part * $0.squareRoot() })
    self.prior = prior.normalSigma
    self.calibration = calibration * share.squareRoot()
    total = hypot(part, self.calibration)
  }

  /// The share k of the stars in an age with a prior.
  private static func share(calibration: Double, prior: AgePrior) -> Double {
    let ratio = prior.normalSigma.map { calibration / $0 } ?? 0
    return 1 / (1 + ratio * ratio)
  }

  /// Splits the variance of a joint posterior by its sources.
  ///
  /// - Parameters:
  ///   - log10AgesMyr: Draws of the age.
  ///   - extinction: Draws of the nuisances of extinction, one array per nuisance.
  ///   - membership: The same of membership.
  ///   - calibration: What the calibrators add, dex.
  ///   - prior: Of the age.
  ///   - total: The standard deviation of the reported age, dex.
  init(
    log10AgesMyr: [Double], extinction: [[Double]], membership: [[Double]], calibration: Double,
    prior: AgePrior, total: Double
  ) {
    let share = Self.share(calibration: calibration, prior: prior)
    func variance(_ nuisances: [[Double]]) -> Double {
      residualVariance(of: log10AgesMyr, given: nuisances)
    }
    let (all, givenE) = (variance([]), variance(extinction))
    let (givenM, givenBoth) = (variance(membership), variance(extinction + membership))
    func root(_ square: Double) -> Double { share * max(0, square).squareRoot() }
    statistical = root(givenBoth)
    self.extinction =
      extinction.isEmpty ? nil : root(0.5 * (all - givenE) + 0.5 * (givenM - givenBoth))
    self.membership =
      membership.isEmpty ? nil : root(0.5 * (all - givenM) + 0.5 * (givenE - givenBoth))
    self.prior = prior.normalSigma
    (self.calibration, self.total) = (calibration * share.squareRoot(), total)
  }
}

extension AgePrior {
  /// The standard deviation of a normal prior, dex; nil for others.
  fileprivate var normalSigma: Double? {
    if case .normal(_, let sigma) = self { sigma } else { nil }
  }
}

/// The variance of some numbers that is left when their regression on others is taken out.
///
/// The others are made orthogonal one after the other (Gram & Schmidt); one that depends on those before it
/// gives no further information.
private func residualVariance(of values: [Double], given others: [[Double]]) -> Double {
  func centered(_ values: [Double]) -> [Double] {
    let mean = Statistics.mean(values) ?? 0
    return values.map { $0 - mean }
  }
  func product(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
  }
  var residual = centered(values)
  var basis: [[Double]] = []
  for other in others {
    var direction = centered(other)
    let length = product(direction, direction)
    for axis in basis {
      let share = product(direction, axis) / product(axis, axis)
      for index in direction.indices { direction[index] -= share * axis[index] }
    }
    guard product(direction, direction) > 1e-12 * length else { continue }
    basis.append(direction)
    let share = product(residual, direction) / product(direction, direction)
    for index in residual.indices { residual[index] -= share * direction[index] }
  }
  return product(residual, residual) / Double(max(1, values.count - 1))
}
