// SPDX-License-Identifier: GPL-3.0-or-later
// The ages of two stars, and the period that stars like the second have at 1 Gyr.

import GyroModel
import GyroQuantities
import Gyrochronology

@main
struct TwoStars {
  static func main() throws {
    let model = try LoadedModel()
    let estimator = try AgeEstimator(model: model)
    for (days, bpRp0) in [(25.4, 0.818), (11.2, 1.05)] {
      guard let period = RotationPeriod.days(days) else { continue }
      let star = StarObservation(period: period, color: .intrinsic(Measured(bpRp0, sigma: 0.02)))
      switch estimator.estimate(star) {
      case .age(let age):
        let warnings = age.flags.map(\.rawValue).joined(separator: " ")
        print("\(days) d: log10(age/Myr) \(age.summary.q16) to \(age.summary.q84) \(warnings)")
      case .unusable(let reason):
        print("\(days) d: no age, \(reason)")
      }
    }
    let median = ForwardModel(model).tracks(bpRp0: 1.05, agesMyr: [1000], quantiles: [0.5])
    for point in median.flatMap(\.points) {
      print("1 Gyr: log10(period/d) \(point.log10PeriodDays)")
    }
  }
}
