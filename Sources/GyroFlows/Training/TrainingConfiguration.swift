// SPDX-License-Identifier: GPL-3.0-or-later
// Every choice of a training, so that a run can be repeated from its record.

internal import Algorithms

/// The choices of one training; stored with the checkpoint it makes.
///
/// Decoding takes any subset of the keys, the rest keep their defaults, and refuses unknown ones.
package struct TrainingConfiguration: Hashable, Sendable, Codable {
  /// Widths of the hidden layers of each conditioner.
  package var hiddenWidths = [64, 64]
  /// Number of splines.
  package var transformCount = 3
  /// Bins of each spline.
  package var binCount = 8
  /// Each spline acts on [-bound, bound] of the standardized value.
  package var bound = 5.0
  /// The smallest slope scale of a spline.
  package var slope = 1e-3
  /// Nonlinearity of the conditioners.
  package var activation = Activation.silu
  /// Length of the schedule, in passes over the training rows.
  package var epochCount = 120
  /// Rows of one optimizer step.
  package var batchSize = 512
  /// Highest learning rate of the schedule.
  package var peakLearningRate = 4e-3
  /// Share of the schedule in which the rate rises.
  package var warmUpFraction = 0.1
  /// Decoupled weight decay, per unit of learning rate.
  package var weightDecay = 1e-2
  /// Longest gradient that a step follows at full length.
  package var gradientNormLimit = 5.0
  /// Share of the rows that are held out to choose the best epoch; 0 keeps the last epoch.
  package var validationFraction = 0.1
  /// Width, in the unit of the first context feature, of the bends with which that feature is clamped
  /// to the range of the training rows; 0 has no clamp, nor a trend.
  package var clampSoftness = 0.0
  /// Slope of the location beyond the knee, units of the value per unit of the first feature.
  package var trendSlope = 0.0
  /// Where that location starts to rise.
  package var trendKnee = 0.0
  /// Width of that bend.
  package var trendBend = 0.2
  /// Epochs without a better held-out score after which training stops.
  package var patience = 40

  /// The defaults.
  package init() {}

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case hiddenWidths = "hidden_widths"
    case transformCount = "transforms"
    case binCount = "bins"
    case bound, slope, activation
    case epochCount = "epochs"
    case batchSize = "batch_size"
    case peakLearningRate = "peak_learning_rate"
    case warmUpFraction = "warm_up_fraction"
    case weightDecay = "weight_decay"
    case gradientNormLimit = "gradient_norm_limit"
    case validationFraction = "validation_fraction"
    case clampSoftness = "clamp_softness"
    case trendSlope = "trend_slope"
    case trendKnee = "trend_knee"
    case trendBend = "trend_bend"
    case patience
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Decodes a subset of the choices.
  package init(from decoder: any Decoder) throws {
    let known = Set(CodingKeys.allCases.map(\.rawValue))
    for key in try decoder.container(keyedBy: AnyKey.self).allKeys
    where !known.contains(key.stringValue) {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: [key],
          debugDescription: "unknown choice \"\(key.stringValue)\"; known are "
            + known.sorted().joined(separator: ", ")))
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func take<Value: Decodable>(_ key: CodingKeys, _ value: inout Value) throws {
      value = try container.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try take(.hiddenWidths, &hiddenWidths)
    try take(.transformCount, &transformCount)
    try take(.binCount, &binCount)
    try take(.bound, &bound)
    try take(.slope, &slope)
    try take(.activation, &activation)
    try take(.epochCount, &epochCount)
    try take(.batchSize, &batchSize)
    try take(.peakLearningRate, &peakLearningRate)
    try take(.warmUpFraction, &warmUpFraction)
    try take(.weightDecay, &weightDecay)
    try take(.gradientNormLimit, &gradientNormLimit)
    try take(.validationFraction, &validationFraction)
    try take(.clampSoftness, &clampSoftness)
    try take(.trendSlope, &trendSlope)
    try take(.trendKnee, &trendKnee)
    try take(.trendBend, &trendBend)
    try take(.patience, &patience)
    if let problem {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: problem))
    }
  }

  /// What makes the choices impossible, in words; nil if they are fine.
  package var problem: String? {
    if let problem = FlowLimits.problem(
      contextCount: 1, transformCount: transformCount, hiddenWidths: hiddenWidths,
      binCount: binCount, bound: bound, slope: slope)
    {
      return problem
    }
    if clampSoftness != 0, !FlowLimits.bend.contains(clampSoftness) {
      return "clamp_softness is \(clampSoftness), expected 0 or \(FlowLimits.bend.lowerBound) to "
        + "\(FlowLimits.bend.upperBound)"
    }
    let limits: [(name: String, value: Double, range: ClosedRange<Double>)] = [
      ("epochs", Double(epochCount), 1...100_000),
      ("batch_size", Double(batchSize), 1...1_000_000),
      ("peak_learning_rate", peakLearningRate, 1e-9...1),
      ("warm_up_fraction", warmUpFraction, 0...0.9), ("weight_decay", weightDecay, 0...10),
      ("gradient_norm_limit", gradientNormLimit, 1e-6...1e9),
      ("validation_fraction", validationFraction, 0...0.5),
      ("patience", Double(patience), 1...100_000),
      ("trend_slope", trendSlope, FlowLimits.extrapolation),
      ("trend_knee", trendKnee, FlowLimits.extrapolation),
      ("trend_bend", trendBend, FlowLimits.bend),
    ]
    return limits.first { !$0.range.contains($0.value) }.map {
      "\($0.name) is \($0.value), expected \($0.range.lowerBound) to \($0.range.upperBound)"
    }
  }

  /// The flow these choices describe.
  func architecture(of rows: TrainingSet) -> FlowArchitecture {
    FlowArchitecture(
      contextCount: rows.contextCount, transformCount: transformCount, hiddenWidths: hiddenWidths,
      activation: activation, binCount: binCount, bound: bound, slope: slope,
      extrapolation: extrapolation(of: rows))
  }

  private func extrapolation(of rows: TrainingSet) -> ContextExtrapolation? {
    guard clampSoftness > 0 else { return nil }
    let range = rows.contexts.striding(by: rows.contextCount).minAndMax() ?? (0, 0)
    return ContextExtrapolation(
      feature: 0, range: range.min...range.max, softness: clampSoftness,
      slope: trendSlope, knee: trendKnee, bend: trendBend)
  }
}
