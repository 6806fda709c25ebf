// SPDX-License-Identifier: GPL-3.0-or-later
// Choices of a training as they are typed, and the limits of its numbers.

internal import GyroEssentials
package import GyroModel
internal import GyroPlatform

extension TrainingChoices {
  /// How many flows can be averaged.
  package static let flowCounts = 1...256
  /// The shares of outliers that can be trained with.
  package static let outlierFractions = 0...0.5
  /// The errors of a cluster's colors that can be drawn, mag.
  package static let colorZeroPointSigmas = 0...1.0
  /// The shapes that clusters can be weighed by; 0 is none.
  package static let clusterBootstrapShapes = 0...1000
}

extension CalibrationAgePolicy {
  /// What errors of ages can be scaled by.
  package static let errorScales = 0...10.0
}

extension CalibrationAgePolicy.Disputed {
  /// `trust`, `exclude`, or `learn:` with the width of the prior, dex.
  package var text: String {
    switch self {
    case .trusted: "trust"
    case .excluded: "exclude"
    case .learned(let sigmaDex): "learn:\(sigmaDex)"
    }
  }

  /// Reads ``text``, with a width up to 4 dex; nil for anything else.
  package init?(text: String) {
    switch text {
    case "trust": self = .trusted
    case "exclude": self = .excluded
    default:
      let parts = text.split(separator: ":")
      guard parts.count == 2, parts[0] == "learn", let sigma = Double(parts[1]),
        sigma > 0, sigma <= 4
      else { return nil }
      self = .learned(sigmaDex: sigma)
    }
  }
}

/// The mixture of a training as it is typed.
package struct MixtureChoice: Hashable, Sendable {
  /// The mixture; nil takes memberships at their word.
  package let mixture: CalibratedMixture?

  /// A choice that was not typed.
  package init(_ mixture: CalibratedMixture?) { self.mixture = mixture }

  /// Reads `stated`, `calibrated`, or `calibrated:INTERCEPT,SLOPE,MEAN,SIGMA` with numbers up to 100; nil for
  /// anything else.
  package init?(text: String) {
    switch text {
    case "stated": mixture = nil
    case "calibrated": mixture = .rotators
    default:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "calibrated" else { return nil }
      let numbers = parts[1].split(separator: ",", omittingEmptySubsequences: false)
        .compactMap { Double($0) }
      guard numbers.count == 4, numbers.allSatisfy({ abs($0) <= 100 }), numbers[3] > 0 else {
        return nil
      }
      mixture = CalibratedMixture(
        logitIntercept: numbers[0], logitSlope: numbers[1], backgroundMean: numbers[2],
        backgroundSigma: numbers[3])
    }
  }
}
