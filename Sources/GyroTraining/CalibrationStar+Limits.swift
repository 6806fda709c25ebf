// SPDX-License-Identifier: GPL-3.0-or-later
// Which stars can calibrate a model; fill values and typing errors cannot.

package import GyroCatalogs
internal import GyroModel
internal import GyroPlatform

extension CalibrationStar {
  /// The largest error of an age, dex.
  private static let largestAgeSigma = 2.0

  /// The numbers of a star that a training takes.
  package enum Field: Hashable, Sendable {
    /// The dereddened color and its error.
    case color, colorError
    /// The rotation period.
    case period
    /// The age of its group and its error.
    case age, ageError
    /// The membership probability.
    case membership
  }

  /// A value that no star has.
  package struct Impossibility: Hashable, Sendable {
    /// Which number.
    package let field: Field
    /// What it is called, with its unit.
    package let quantity: String
    /// What was found, and what was expected.
    package let value, expected: String
  }

  /// The first value that no star has; nil if all are possible.
  package var impossibility: Impossibility? {
    let possible = CalibrationDomain.possible
    func power(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
      pow(10, range.lowerBound)...pow(10, range.upperBound)
    }
    let numbers: [(Field, String, Double, ClosedRange<Double>)] = [
      (.color, "dereddened BP-RP in mag", bpRp0, possible.bpRp0),
      (.colorError, "error of BP-RP in mag", bpRp0Sigma, power(possible.log10BpRp0Sigma)),
      (.period, "period in days", pow(10, log10PeriodDays), power(possible.log10PeriodDays)),
      (.age, "log10 age in dex of Myr", log10AgeMyr, possible.log10AgeMyr),
      (.ageError, "error of the log10 age in dex", log10AgeMyrSigma, 0...Self.largestAgeSigma),
      (.membership, "membership probability", membershipProbability, 0...1),
    ]
    return numbers.first { !$0.3.contains($0.2) }.map {
      Impossibility(
        field: $0.0, quantity: $0.1, value: "\($0.2)",
        expected: String(printf: "%g to %g", $0.3.lowerBound, $0.3.upperBound))
    }
  }

  /// Why the star cannot be trained on; nil if it can.
  var problem: TrainingError? {
    impossibility.map { wrong in
      TrainingError(
        problem:
          "the star \(gaiaSourceID.map { "\($0)" } ?? "without a name") of \(cluster) has the "
          + "\(wrong.quantity) \(wrong.value), expected \(wrong.expected)",
        hint: "Leave the star out, or leave the cell empty if the number is unknown")
    }
  }
}
