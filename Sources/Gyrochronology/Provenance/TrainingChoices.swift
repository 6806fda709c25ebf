// SPDX-License-Identifier: GPL-3.0-or-later
// How a model is trained, as a value that is recorded with it.

public import GyroFlows
public import GyroModel

/// The choices of a training beyond those of the trainer.
public struct TrainingChoices: Hashable, Sendable, Codable {
  /// The choices of the trainer.
  public var trainer: TrainingConfiguration
  /// Number of flows that are averaged.
  public var flowCount: Int
  /// How the errors of the calibration ages are treated.
  public var ages: CalibrationAgePolicy
  /// Each step draws a zero point of each cluster's or subgroup's colors with this error, mag.
  public var colorZeroPointSigma: Double
  /// Each flow weighs the clusters by gamma deviates of this shape, so that flows differ where what is
  /// learned hangs on single clusters; 0 weighs all stars alike.
  public var clusterBootstrapShape: Int
  /// Share of members whose period has nothing to do with their age.
  public var outlierFraction: Double
  /// The mixture of the likelihood that is maximized; nil takes memberships at their word, with that
  /// outlier fraction and a uniform background.
  public var mixture: CalibratedMixture?

  /// States choices.
  public init(
    trainer: TrainingConfiguration = .rotation, flowCount: Int = 4,
    ages: CalibrationAgePolicy = CalibrationAgePolicy(),
    outlierFraction: Double = OutlierMixture.usualOutlierFraction,
    mixture: CalibratedMixture? = .rotators, colorZeroPointSigma: Double = 0.03,
    clusterBootstrapShape: Int = 0
  ) {
    precondition(
      colorZeroPointSigma >= 0 && clusterBootstrapShape >= 0,
      "\(colorZeroPointSigma) mag, shape \(clusterBootstrapShape)")
    precondition((1...256).contains(flowCount), "\(flowCount) flows")
    (self.trainer, self.flowCount, self.ages) = (trainer, flowCount, ages)
    self.outlierFraction = outlierFraction
    self.mixture = mixture
    (self.colorZeroPointSigma, self.clusterBootstrapShape) = (
      colorZeroPointSigma, clusterBootstrapShape
    )
  }
}
