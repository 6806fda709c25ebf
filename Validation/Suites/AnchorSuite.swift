// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of single stars beside those of other programs.

internal import Foundation
internal import GyroModel
internal import GyroQuantities
internal import Gyrochronology

/// For each star of a reference, by its name: log10 of our age minus log10 of the reference's, dex.
struct AnchorSuite: Suite {
  static let kind = "anchors"

  /// A file of stars that another program has dated.
  struct Reference: Decodable {
    let stars: [Star]

    /// A star and the age that others give it.
    struct Star: Decodable {
      let name: String
      let periodDays, bpRp0, bpRp0Sigma: Double
      let ageMyr: Double
    }
  }

  /// The file in the folder of references.
  let reference: String

  func measure(_ context: CaseContext) throws -> Outcome {
    let stars = try JSONValue.decode(
      Reference.self, at: "\(context.references)/\(reference)"
    ).stars
    let estimator = try AgeEstimator(model: LoadedModel())
    var metrics: [String: Double] = [:]
    for star in stars {
      guard let period = RotationPeriod.days(star.periodDays) else { continue }
      let observation = StarObservation(
        period: period, color: .intrinsic(Measured(star.bpRp0, sigma: star.bpRp0Sigma)))
      if case .age(let age) = estimator.estimate(observation) {
        metrics[star.name] = age.summary.q50 - log10(star.ageMyr)
      }
    }
    return Outcome(metrics: metrics)
  }
}
