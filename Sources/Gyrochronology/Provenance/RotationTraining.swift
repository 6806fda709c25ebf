// SPDX-License-Identifier: GPL-3.0-or-later
// The choices of the shipped model, each of which was tested on held-out clusters.

package import GyroFlows
public import GyroModel

extension TrainingConfiguration {
  /// The trainer's choices for rotation periods.
  ///
  /// All stars are trained on and the last epoch is kept, because stars held out at random say nothing
  /// about clusters that are not there. Along age, log P rises by half a dex for each dex beyond some
  /// 400 Myr (Skumanich 1972), and the neural networks cannot distinguish ages beyond the calibrators': between
  /// and beyond the oldest clusters the density keeps its shape and moves.
  package static var rotation: TrainingConfiguration {
    var configuration = TrainingConfiguration()
    (configuration.epochCount, configuration.validationFraction) = (60, 0)
    configuration.hiddenWidths = [64, 64, 64]
    configuration.clampSoftness = 0.1
    (configuration.trendSlope, configuration.trendKnee) = (0.5, 2.6)
    configuration.trendBend = 0.2
    return configuration
  }
}

extension CalibratedMixture {
  /// The mixture that fits the rotators of the ChronoFlow table best, given a flow trained on them.
  public static let rotators = CalibratedMixture(
    logitIntercept: 2.3, logitSlope: 0.2, backgroundMean: 0.28, backgroundSigma: 0.6)
}
