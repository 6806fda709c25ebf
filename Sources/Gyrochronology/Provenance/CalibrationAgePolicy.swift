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
  /// The ages of all other clusters are learned too, with normal priors of their errors times this; 0 learns none.
  public var learnedErrorScale: Double

  /// States a policy.
  public init(
    drawnErrorScale: Double = 0, disputed: Disputed = .learned(sigmaDex: 0.3),
    learnedErrorScale: Double = 1
  ) {
    precondition(
      drawnErrorScale >= 0 && learnedErrorScale >= 0,
      "error scales of \(drawnErrorScale), \(learnedErrorScale)")
    (self.drawnErrorScale, self.disputed) = (drawnErrorScale, disputed)
    self.learnedErrorScale = learnedErrorScale
  }

  private enum CodingKeys: String, CodingKey {
    case drawnErrorScale, disputed, learnedErrorScale
  }

  /// Reads a policy; those of version 0.1 learn no ages but those in dispute.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    drawnErrorScale = try values.decode(Double.self, forKey: .drawnErrorScale)
    disputed = try values.decode(Disputed.self, forKey: .disputed)
    learnedErrorScale = try values.decodeIfPresent(Double.self, forKey: .learnedErrorScale) ?? 0
  }

  /// Writes a policy; that no further ages are learned is not mentioned, as in version 0.1.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(drawnErrorScale, forKey: .drawnErrorScale)
    try values.encode(disputed, forKey: .disputed)
    if learnedErrorScale != 0 { try values.encode(learnedErrorScale, forKey: .learnedErrorScale) }
  }
}
