// SPDX-License-Identifier: GPL-3.0-or-later
// How a model is trained, as a value that is recorded with it.

package import GyroFlows
public import GyroModel

/// The choices of a training beyond those of the trainer.
public struct TrainingChoices: Hashable, Sendable, Codable {
  /// The choices of the trainer.
  package var trainer: TrainingConfiguration
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
  /// Where the errors of the stars' colors go.
  public var colorError: TrainingColorError
  /// The mixture of the likelihood that is maximized; nil takes memberships at their word, with that
  /// outlier fraction and a uniform background.
  public var mixture: CalibratedMixture?

  /// States choices.
  package init(
    trainer: TrainingConfiguration = .rotation, flowCount: Int = 2,
    ages: CalibrationAgePolicy = CalibrationAgePolicy(),
    outlierFraction: Double = OutlierMixture.usualOutlierFraction,
    mixture: CalibratedMixture? = .rotators, colorZeroPointSigma: Double = 0.03,
    clusterBootstrapShape: Int = 0, colorError: TrainingColorError = .integrated(nodeCount: 2)
  ) {
    precondition(
      colorZeroPointSigma >= 0 && clusterBootstrapShape >= 0,
      "\(colorZeroPointSigma) mag, shape \(clusterBootstrapShape)")
    precondition(Self.flowCounts.contains(flowCount), "\(flowCount) flows")
    (self.trainer, self.flowCount, self.ages) = (trainer, flowCount, ages)
    self.outlierFraction = outlierFraction
    (self.mixture, self.colorError) = (mixture, colorError)
    (self.colorZeroPointSigma, self.clusterBootstrapShape) = (
      colorZeroPointSigma, clusterBootstrapShape
    )
  }
}

/// Where the errors of the stars' colors go when a flow is trained.
public enum TrainingColorError: Hashable, Sendable {
  /// Into the context: the flow is that of measured colors with such an error.
  case context
  /// Under an integral over the true color, a sum of so many nodes: the flow is that of true colors.
  case integrated(nodeCount: Int)

  /// What a flow that is trained so is conditioned on.
  public var schema: ContextSchema {
    switch self {
    case .context: .rotation
    case .integrated: .trueColor
    }
  }
}

extension TrainingColorError: RawRepresentable, Codable {
  private static let integratedPrefix = "integrated:"

  /// `context`, or `integrated:` with the number of nodes.
  public var rawValue: String {
    switch self {
    case .context: "context"
    case .integrated(let nodeCount): Self.integratedPrefix + "\(nodeCount)"
    }
  }

  /// Reads ``rawValue``; nil for anything else.
  public init?(rawValue: String) {
    if rawValue == Self.context.rawValue {
      self = .context
    } else if rawValue.hasPrefix(Self.integratedPrefix),
      let count = Int(rawValue.dropFirst(Self.integratedPrefix.count)),
      IntegratedContextError.nodeCounts.contains(count)
    {
      self = .integrated(nodeCount: count)
    } else {
      return nil
    }
  }
}

extension TrainingChoices {
  private enum CodingKeys: String, CodingKey {
    case trainer, flowCount, ages, colorZeroPointSigma, clusterBootstrapShape, outlierFraction
    case colorError, mixture
  }

  /// Reads choices; those of version 0.1 do not say where the color's error went, which was into the context.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    trainer = try values.decode(TrainingConfiguration.self, forKey: .trainer)
    flowCount = try values.decode(Int.self, forKey: .flowCount)
    ages = try values.decode(CalibrationAgePolicy.self, forKey: .ages)
    colorZeroPointSigma = try values.decode(Double.self, forKey: .colorZeroPointSigma)
    clusterBootstrapShape = try values.decode(Int.self, forKey: .clusterBootstrapShape)
    outlierFraction = try values.decode(Double.self, forKey: .outlierFraction)
    colorError =
      try values.decodeIfPresent(TrainingColorError.self, forKey: .colorError) ?? .context
    mixture = try values.decodeIfPresent(CalibratedMixture.self, forKey: .mixture)
  }

  /// Writes choices; a color's error in the context is not mentioned, as in version 0.1.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(trainer, forKey: .trainer)
    try values.encode(flowCount, forKey: .flowCount)
    try values.encode(ages, forKey: .ages)
    try values.encode(colorZeroPointSigma, forKey: .colorZeroPointSigma)
    try values.encode(clusterBootstrapShape, forKey: .clusterBootstrapShape)
    try values.encode(outlierFraction, forKey: .outlierFraction)
    if colorError != .context { try values.encode(colorError, forKey: .colorError) }
    try values.encodeIfPresent(mixture, forKey: .mixture)
  }
}
