// SPDX-License-Identifier: GPL-3.0-or-later
// How the errors of the calibration ages enter a training, as a value that is recorded with the model.

/// How the errors of the calibration ages enter a training.
public struct CalibrationAgePolicy: Hashable, Sendable, Codable {
  /// What happens to clusters whose rotation contradicts their age on the scale.
  public enum Disputed: Hashable, Sendable, Codable {
    /// They are trained on like any other.
    case trusted
    /// They are not trained on.
    case excluded
    /// They are trained on at an age that is learned, with a normal prior around the scale's age.
    case learned(sigmaDex: Double)
  }

  /// Each step draws the ages from their errors times this; 0 takes the ages for exact.
  public var drawnErrorScale: Double
  /// What happens to disputed clusters.
  public var disputed: Disputed

  /// States a policy.
  public init(drawnErrorScale: Double = 1, disputed: Disputed = .learned(sigmaDex: 0.3)) {
    precondition(drawnErrorScale >= 0, "an error scale of \(drawnErrorScale)")
    (self.drawnErrorScale, self.disputed) = (drawnErrorScale, disputed)
  }
}
